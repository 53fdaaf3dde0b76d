/** jq's grammar, loosest first: `|`, `,`, `//`, assignment, or, and, comparison, sum, product, postfix. */
import { JqSyntaxError, tokenize, type Filter, type Pattern, type Token } from './syntax.ts';

const UPDATES = ['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='];
const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];
const IDENTITY: Filter = { type: 'identity' };

export function parseJq(text: string): Filter {
  const tokens = tokenize(text, parseJq);
  let at = 0;
  const peek = (): Token => tokens[at] ?? { type: 'end', text: '' };
  const is = (word: string): boolean => peek().text === word && (peek().type === 'operator' || peek().type === 'keyword');
  const accept = (word: string): boolean => { if (is(word)) { at++; return true; } return false; };
  const fail = (): never => { throw new JqSyntaxError(peek().type === 'end' ? 'syntax error, unexpected end of file' : `syntax error, unexpected ${/^\W$/.test(peek().text) ? `'${peek().text}'` : peek().text}`); };
  const expect = (word: string): void => { if (!accept(word)) fail(); };
  const name = (type: Token['type']): string => { const token = peek(); if (token.type !== type) fail(); at++; return token.text; };

  function pipe(): Filter {
    if (accept('def')) {
      const own = peek().text;
      at++;
      const parameters: string[] = [];
      if (accept('(')) { do { parameters.push(peek().type === 'variable' ? `$${peek().text}` : peek().text); at++; } while (accept(';')); expect(')'); }
      expect(':');
      const body = pipe();
      expect(';');
      return { type: 'def', name: own, parameters, body, rest: pipe() };
    }
    if (accept('label')) { const label = name('variable'); expect('|'); return { type: 'label', name: label, body: pipe() }; }
    const left = comma();
    if (accept('as')) {
      const bound = pattern();
      expect('|');
      return { type: 'as', source: left, pattern: bound, body: pipe() };
    }
    return accept('|') ? { type: 'pipe', left, right: pipe() } : left;
  }
  function comma(): Filter {
    let left = alternative();
    while (accept(',')) left = { type: 'comma', left, right: alternative() };
    return left;
  }
  function alternative(): Filter {
    const left = update();
    return accept('//') ? { type: 'alternative', left, right: alternative() } : left;
  }
  function update(): Filter {
    const left = or();
    const operator = UPDATES.find(is);
    if (operator === undefined) return left;
    at++;
    return { type: 'update', operator, left, right: alternative() };
  }
  function or(): Filter { let left = and(); while (accept('or')) left = { type: 'or', left, right: and() }; return left; }
  function and(): Filter { let left = comparison(); while (accept('and')) left = { type: 'and', left, right: comparison() }; return left; }
  function comparison(): Filter {
    const left = sum();
    const operator = COMPARISONS.find(is);
    if (operator === undefined) return left;
    at++;
    return { type: 'binary', operator, left, right: sum() };
  }
  const binary = (words: readonly string[], next: () => Filter): Filter => {
    let left = next();
    for (let operator = words.find(is); operator !== undefined; operator = words.find(is)) { at++; left = { type: 'binary', operator, left, right: next() }; }
    return left;
  };
  function sum(): Filter { return binary(['+', '-'], product); }
  function product(): Filter { return binary(['*', '/', '%'], unary); }
  function unary(): Filter { return accept('-') ? { type: 'negate', of: postfix() } : postfix(); }

  function bracket(of: Filter): Filter {
    if (accept(']')) return { type: 'each', of };
    if (accept(':')) { const to = pipe(); expect(']'); return { type: 'slice', of, from: undefined, to }; }
    const key = pipe();
    if (accept(':')) { const to = is(']') ? undefined : pipe(); expect(']'); return { type: 'slice', of, from: key, to }; }
    expect(']');
    return { type: 'index', of, key };
  }
  function postfix(): Filter {
    let left = term();
    for (;;) {
      const token = peek();
      if (token.type === 'field') { at++; left = { type: 'index', of: left, key: { type: 'literal', value: token.text } }; }
      else if (is('.') && (tokens[at + 1]?.type === 'string' || tokens[at + 1]?.text === '[')) {
        at++;
        if (accept('[')) left = bracket(left); else left = { type: 'index', of: left, key: string(undefined) };
      } else if (accept('[')) left = bracket(left);
      else if (accept('?')) left = { type: 'try', body: left, handler: undefined };
      else return left;
    }
  }
  function string(format: string | undefined): Filter {
    const token = peek();
    at++;
    const parts = token.parts ?? [];
    return parts.length === 1 && typeof parts[0] === 'string' ? { type: 'literal', value: parts[0] } : { type: 'string', format, parts };
  }
  function pattern(): Pattern {
    if (accept('[')) { const items: Pattern[] = []; do items.push(pattern()); while (accept(',')); expect(']'); return { type: 'list', items }; }
    if (!accept('{')) return { type: 'name', name: name('variable') };
    const entries: { key: Filter; bind: string | undefined; value: Pattern | undefined }[] = [];
    do {
      const token = peek();
      const bind = token.type === 'variable' ? token.text : undefined;
      const key: Filter = token.type === 'string' ? string(undefined) : accept('(') ? closed() : (at++, { type: 'literal', value: token.text });
      entries.push({ key, bind, value: accept(':') ? pattern() : undefined });
    } while (accept(','));
    expect('}');
    return { type: 'object', entries };
  }
  function closed(): Filter { const inner = pipe(); expect(')'); return inner; }
  function object(): Filter {
    const entries: [Filter, Filter][] = [];
    const value = (): Filter => { let left = alternativeNoComma(); while (accept('|')) left = { type: 'pipe', left, right: alternativeNoComma() }; return left; };
    while (!accept('}')) {
      const token = peek();
      if (token.type === 'variable') { at++; entries.push([{ type: 'literal', value: token.text }, { type: 'variable', name: token.text }]); }
      else {
        let key: Filter;
        if (token.type === 'string') key = string(undefined);
        else if (token.type === 'format') { at++; key = peek().type === 'string' ? string(token.text) : { type: 'format', name: token.text }; }
        else if (accept('(')) key = closed();
        else if (['name', 'keyword', 'number'].includes(token.type)) { at++; key = { type: 'literal', value: token.text }; } else return fail();
        entries.push([key, accept(':') ? value() : { type: 'index', of: IDENTITY, key }]);
      }
      if (!is('}')) expect(',');
    }
    return { type: 'object', entries };
  }
  function alternativeNoComma(): Filter { return alternative(); }
  function branches(): Filter {
    const test = pipe();
    expect('then');
    const yes = pipe();
    if (accept('elif')) return { type: 'if', test, yes, otherwise: branches() };
    const otherwise = accept('else') ? pipe() : undefined;
    expect('end');
    return { type: 'if', test, yes, otherwise };
  }
  function folding(): { source: Filter; pattern: Pattern; init: Filter; update: Filter; extract: Filter | undefined } {
    const source = postfix();
    expect('as');
    const bound = pattern();
    expect('(');
    const init = pipe();
    expect(';');
    const change = pipe();
    const extract = accept(';') ? pipe() : undefined;
    expect(')');
    return { source, pattern: bound, init, update: change, extract };
  }
  function term(): Filter {
    const token = peek();
    if (token.type === 'string') return string(undefined);
    at++;
    switch (token.type) {
      case 'number': return { type: 'literal', value: Number(token.text) };
      case 'field': return { type: 'index', of: IDENTITY, key: { type: 'literal', value: token.text } };
      case 'variable': return { type: 'variable', name: token.text };
      case 'format': return peek().type === 'string' ? string(token.text) : { type: 'format', name: token.text };
      case 'name': {
        const args: Filter[] = [];
        if (accept('(')) { do args.push(pipe()); while (accept(';')); expect(')'); }
        if (args.length === 0 && ['true', 'false', 'null'].includes(token.text)) return { type: 'literal', value: token.text === 'null' ? null : token.text === 'true' };
        if (token.text === 'break') return { type: 'break', name: name('variable') };
        return { type: 'call', name: token.text, args };
      }
      default: break;
    }
    switch (token.text) {
      case '.': if (peek().type === 'string') return { type: 'index', of: IDENTITY, key: string(undefined) }; return accept('[') ? bracket(IDENTITY) : IDENTITY;
      case '..': return { type: 'recurse' };
      case '(': return closed();
      case '[': { if (accept(']')) return { type: 'list', of: undefined }; const of = pipe(); expect(']'); return { type: 'list', of }; }
      case '{': return object();
      case 'if': return branches();
      case 'try': { const body = postfix(); return { type: 'try', body, handler: accept('catch') ? postfix() : { type: 'call', name: 'empty', args: [] } }; }
      case 'reduce': { const { source, pattern: bound, init, update: change } = folding(); return { type: 'reduce', source, pattern: bound, init, update: change }; }
      case 'foreach': return { type: 'foreach', ...folding() };
      case '-': return { type: 'negate', of: postfix() };
      default: at--; return fail();
    }
  }
  if (peek().type === 'end') return IDENTITY;
  const filter = pipe();
  if (peek().type !== 'end') fail();
  return filter;
}
