/** awk's grammar, by recursive descent. */
import { AwkError, tokenize, type Expression, type Program, type Rule, type Statement, type Token } from './syntax.ts';

/** `noIn`: inside `for (`, `noGreater`: what is printed. */
type Context = { readonly noIn?: boolean; readonly noGreater?: boolean };
const COMPARISONS = ['<', '<=', '==', '!=', '>', '>='];
const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '^=', '**='];

export function parseAwk(text: string): Program {
  const tokens = tokenize(text);
  let at = 0;
  const peek = (): Token => tokens[at] ?? { type: 'end', text: '' };
  const is = (word: string): boolean => { const token = peek(); return token.text === word && (token.type === 'operator' || token.type === 'keyword'); };
  const accept = (word: string): boolean => { if (is(word)) { at++; return true; } return false; };
  const fail = (): never => { throw new AwkError(peek().type === 'end' ? 'unexpected end of program' : `syntax error near ${peek().text === '\n' ? 'end of line' : peek().text}`); };
  const expect = (word: string): void => { if (!accept(word)) fail(); };
  const newlines = (): void => { while (peek().type === 'newline') at++; };
  const ends = (): void => { while (peek().type === 'newline' || is(';')) at++; };

  function list(context: Context, close: string | undefined): Expression[] {
    const out: Expression[] = [];
    if (close !== undefined && is(close)) return out;
    do { newlines(); out.push(expression(context)); newlinesIf(close); } while (accept(','));
    return out;
  }
  function newlinesIf(close: string | undefined): void { if (close !== undefined) newlines(); }

  function expression(context: Context): Expression {
    const left = choice(context);
    const operator = ASSIGNMENTS.find((one) => is(one));
    if (operator === undefined || !['variable', 'field', 'element'].includes(left.type)) return left;
    at++;
    newlines();
    return { type: 'assign', operator, target: left, value: expression(context) };
  }
  function choice(context: Context): Expression {
    const test = or(context);
    if (!accept('?')) return test;
    newlines();
    const yes = expression(context);
    newlines();
    expect(':');
    newlines();
    return { type: 'choice', test, yes, no: expression(context) };
  }
  const binary = (words: readonly string[], next: (context: Context) => Expression) => (context: Context): Expression => {
    let left = next(context);
    for (let operator = words.find((one) => is(one)); operator !== undefined; operator = words.find((one) => is(one))) {
      at++;
      if (operator === '||' || operator === '&&') newlines();
      left = { type: 'binary', operator, left, right: next(context) };
    }
    return left;
  };
  const or = (context: Context): Expression => binary(['||'], and)(context);
  const and = (context: Context): Expression => binary(['&&'], membership)(context);
  function membership(context: Context): Expression {
    let left = match(context);
    while (context.noIn !== true && is('in')) { at++; left = { type: 'in', keys: left.type === 'group' ? left.items : [left], name: peek().text }; at++; }
    return left;
  }
  const match = (context: Context): Expression => binary(['~', '!~'], comparison)(context);
  function comparison(context: Context): Expression {
    const left = concatenation(context);
    const operator = COMPARISONS.find((one) => is(one) && !(one === '>' && context.noGreater === true));
    if (operator === undefined) return left;
    at++;
    return { type: 'binary', operator, left, right: concatenation(context) };
  }
  const startsValue = (): boolean => {
    const token = peek();
    return ['number', 'string', 'regex', 'name', 'function'].includes(token.type) || (token.type === 'operator' && ['$', '!', '(', '-', '+', '++', '--'].includes(token.text));
  };
  function concatenation(context: Context): Expression {
    let left = additive(context);
    while (startsValue() && !is('+') && !is('-') && !(context.noIn === true && is('in'))) left = { type: 'binary', operator: ' ', left, right: additive(context) };
    return left;
  }
  const additive = (context: Context): Expression => binary(['+', '-'], multiplicative)(context);
  const multiplicative = (context: Context): Expression => binary(['*', '/', '%'], unary)(context);
  function unary(context: Context): Expression {
    for (const operator of ['!', '-', '+'] as const) if (accept(operator)) return { type: 'unary', operator, operand: unary(context) };
    return power(context);
  }
  function power(context: Context): Expression {
    const left = postfix(context);
    if (!accept('^') && !accept('**')) return left;
    return { type: 'binary', operator: '^', left, right: unary(context) };
  }
  function postfix(context: Context): Expression {
    const operand = primary(context);
    if (['variable', 'field', 'element'].includes(operand.type)) for (const operator of ['++', '--'] as const) if (accept(operator)) return { type: 'step', operator, prefix: false, target: operand };
    return operand;
  }
  function getline(): Expression {
    const target = peek().type === 'name' || is('$') ? primary({}) : undefined;
    return { type: 'getline', target, file: accept('<') ? postfix({}) : undefined };
  }
  function primary(context: Context): Expression {
    const token = peek();
    at++;
    if (token.type === 'number') return { type: 'number', value: Number(token.text) };
    if (token.type === 'string') return { type: 'string', value: token.text };
    if (token.type === 'regex') return { type: 'regex', source: token.text };
    if (token.type === 'function') { expect('('); const args = list({}, ')'); expect(')'); return { type: 'call', name: token.text, args }; }
    if (token.type === 'name') {
      if (accept('[')) { const keys = list({}, ']'); expect(']'); return { type: 'element', name: token.text, keys }; }
      // `length` may stand without parentheses.
      return token.text === 'length' ? { type: 'call', name: 'length', args: [] } : { type: 'variable', name: token.text };
    }
    if (token.text === '$') return { type: 'field', index: is('++') || is('--') || is('-') ? unary(context) : primary(context) };
    if (token.text === '++' || token.text === '--') return { type: 'step', operator: token.text, prefix: true, target: primary(context) };
    if (token.text === '(') { const items = list({}, ')'); expect(')'); return { type: 'group', items }; }
    if (token.text === '-' || token.text === '!' || token.text === '+') { at--; return unary(context); }
    if (token.text === 'getline') return getline();
    at--;
    return fail();
  }

  function printing(type: 'print' | 'printf'): Statement {
    const done = (): boolean => is(';') || is('}') || peek().type === 'newline' || peek().type === 'end' || is('>') || is('>>') || is('|');
    let args = done() ? [] : list({ noGreater: true }, undefined);
    if (args.length === 1 && args[0]?.type === 'group') args = [...args[0].items];
    const operator = (['>>', '>', '|'] as const).find((one) => is(one));
    if (operator === undefined) return { type, args, redirect: undefined };
    at++;
    return { type, args, redirect: { operator, target: concatenation({ noGreater: true }) } };
  }
  function simple(): Statement {
    if (accept('print')) return printing('print');
    if (accept('printf')) return printing('printf');
    if (accept('delete')) {
      const name = peek().text;
      at++;
      if (!accept('[')) return { type: 'delete', name, keys: undefined };
      const keys = list({}, ']');
      expect(']');
      return { type: 'delete', name, keys };
    }
    for (const type of ['next', 'break', 'continue'] as const) if (accept(type)) return { type };
    for (const type of ['exit', 'return'] as const) if (accept(type)) return { type, value: startsValue() ? expression({}) : undefined };
    return { type: 'expression', expression: expression({}) };
  }
  function forStatement(): Statement {
    expect('(');
    if (peek().type === 'name' && tokens[at + 1]?.text === 'in' && tokens[at + 3]?.text === ')') {
      const variable = peek().text;
      const array = tokens[at + 2]?.text ?? '';
      at += 4;
      return { type: 'forIn', variable, array, body: body() };
    }
    const init = is(';') ? undefined : simple();
    expect(';');
    newlines();
    const test = is(';') ? undefined : expression({});
    expect(';');
    newlines();
    const update = is(')') ? undefined : simple();
    expect(')');
    return { type: 'for', init, test, update, body: body() };
  }
  function body(): Statement { newlines(); if (accept(';')) return { type: 'block', body: [] }; return statement(); }
  function statement(): Statement {
    if (is('{')) return block();
    if (accept('if')) {
      expect('(');
      const test = expression({});
      expect(')');
      const yes = body();
      const mark = at;
      ends();
      if (accept('else')) return { type: 'if', test, yes, otherwise: body() };
      at = mark;
      return { type: 'if', test, yes, otherwise: undefined };
    }
    if (accept('while')) { expect('('); const test = expression({}); expect(')'); return { type: 'while', test, body: body() }; }
    if (accept('do')) { const inner = body(); ends(); expect('while'); expect('('); const test = expression({}); expect(')'); return { type: 'do', test, body: inner }; }
    if (accept('for')) return forStatement();
    const out = simple();
    if (peek().type !== 'newline' && peek().type !== 'end' && !is(';') && !is('}')) fail();
    if (is(';')) at++;
    return out;
  }
  function block(): Statement {
    expect('{');
    const out: Statement[] = [];
    for (ends(); !is('}'); ends()) { if (peek().type === 'end') fail(); out.push(statement()); }
    expect('}');
    return { type: 'block', body: out };
  }

  const rules: Rule[] = [];
  const functions = new Map<string, { parameters: string[]; body: Statement }>();
  for (ends(); peek().type !== 'end'; ends()) {
    if (accept('function') || accept('func')) {
      const name = peek().text;
      at++;
      expect('(');
      const parameters: string[] = [];
      while (!accept(')')) { parameters.push(peek().text); at++; accept(','); newlines(); }
      newlines();
      functions.set(name, { parameters, body: block() });
      continue;
    }
    const kind = is('BEGIN') || is('END') ? (peek().text as 'BEGIN' | 'END') : 'pattern';
    if (kind !== 'pattern') at++;
    const from = kind === 'pattern' && !is('{') ? expression({}) : undefined;
    const to = from !== undefined && accept(',') ? (newlines(), expression({})) : undefined;
    rules.push({ kind, from, to, body: is('{') ? block() : undefined });
  }
  return { rules, functions };
}
