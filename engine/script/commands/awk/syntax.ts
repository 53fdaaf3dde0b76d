/** awk's program as a tree. */
export type Expression =
  | { readonly type: 'number'; readonly value: number } | { readonly type: 'string'; readonly value: string } | { readonly type: 'regex'; readonly source: string }
  | { readonly type: 'variable'; readonly name: string } | { readonly type: 'field'; readonly index: Expression } | { readonly type: 'element'; readonly name: string; readonly keys: readonly Expression[] }
  | { readonly type: 'assign'; readonly operator: string; readonly target: Expression; readonly value: Expression }
  | { readonly type: 'step'; readonly operator: '++' | '--'; readonly prefix: boolean; readonly target: Expression }
  | { readonly type: 'unary'; readonly operator: '!' | '-' | '+'; readonly operand: Expression } | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression } | { readonly type: 'in'; readonly keys: readonly Expression[]; readonly name: string }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] } | { readonly type: 'getline'; readonly target: Expression | undefined; readonly file: Expression | undefined }
  | { readonly type: 'group'; readonly items: readonly Expression[] };
export type Statement =
  | { readonly type: 'print' | 'printf'; readonly args: readonly Expression[]; readonly redirect: { readonly operator: '>' | '>>' | '|'; readonly target: Expression } | undefined }
  | { readonly type: 'expression'; readonly expression: Expression } | { readonly type: 'block'; readonly body: readonly Statement[] }
  | { readonly type: 'if'; readonly test: Expression; readonly yes: Statement; readonly otherwise: Statement | undefined }
  | { readonly type: 'while' | 'do'; readonly test: Expression; readonly body: Statement }
  | { readonly type: 'for'; readonly init: Statement | undefined; readonly test: Expression | undefined; readonly update: Statement | undefined; readonly body: Statement }
  | { readonly type: 'forIn'; readonly variable: string; readonly array: string; readonly body: Statement }
  | { readonly type: 'next' | 'break' | 'continue' } | { readonly type: 'exit' | 'return'; readonly value: Expression | undefined }
  | { readonly type: 'delete'; readonly name: string; readonly keys: readonly Expression[] | undefined };
export type Rule = { readonly kind: 'BEGIN' | 'END' | 'pattern'; readonly from: Expression | undefined; readonly to: Expression | undefined; readonly body: Statement | undefined };
export type Program = { readonly rules: readonly Rule[]; readonly functions: ReadonlyMap<string, { readonly parameters: readonly string[]; readonly body: Statement }> };

export type Token = { readonly type: 'number' | 'string' | 'regex' | 'name' | 'function' | 'keyword' | 'operator' | 'newline' | 'end'; readonly text: string };
export class AwkError { readonly message: string; constructor(message: string) { this.message = message; } }

const KEYWORDS = new Set(['BEGIN', 'END', 'function', 'func', 'if', 'else', 'while', 'for', 'do', 'break', 'continue', 'next', 'exit', 'return', 'delete', 'in', 'getline', 'print', 'printf']);
const OPERATORS = ['**=', '&&', '||', '++', '--', '+=', '-=', '*=', '/=', '%=', '^=', '==', '<=', '>=', '!=', '!~', '>>', '**', '{', '}', '(', ')', '[', ']', ';', ',', '+', '-', '*', '/', '%', '^', '!', '>', '<', '|', '?', ':', '~', '$', '='];
const ESCAPES: { readonly [c: string]: string } = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', '/': '/', a: '\x07', b: '\b', f: '\f', v: '\v' };

function stringAt(text: string, start: number): { readonly value: string; readonly end: number } {
  let value = '';
  let i = start + 1;
  for (; i < text.length && text[i] !== '"'; i++) {
    if (text[i] !== '\\') { value += text[i]; continue; }
    const octal = /^[0-7]{1,3}/.exec(text.slice(i + 1));
    if (octal !== null) { value += String.fromCharCode(parseInt(octal[0], 8)); i += octal[0].length; continue; }
    const c = text[++i] ?? '';
    value += ESCAPES[c] ?? `\\${c}`;
  }
  if (i >= text.length) throw new AwkError('unterminated string');
  return { value, end: i + 1 };
}

/** A slash begins an expression where a value cannot have ended before it. */
const endsValue = (token: Token | undefined): boolean => token !== undefined && (['number', 'string', 'name', 'regex'].includes(token.type) || [')', ']', '$', '++', '--'].includes(token.text));

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const add = (type: Token['type'], value: string): void => { tokens.push({ type, text: value }); };
  for (let i = 0; i < text.length;) {
    const c = text[i] as string;
    const rest = text.slice(i);
    if (c === '\n') { add('newline', '\n'); i++; continue; }
    if (/^\\\r?\n/.test(rest)) { i += 2; continue; }
    if (/\s/.test(c)) { i++; continue; }
    if (c === '#') { while (i < text.length && text[i] !== '\n') i++; continue; }
    if (c === '"') { const { value, end } = stringAt(text, i); add('string', value); i = end; continue; }
    const number = /^(0[xX][0-9a-fA-F]+|(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?)/.exec(rest);
    if (number !== null) { add('number', number[0]); i += number[0].length; continue; }
    const name = /^[A-Za-z_]\w*/.exec(rest);
    if (name !== null) { add(KEYWORDS.has(name[0]) ? 'keyword' : text[i + name[0].length] === '(' ? 'function' : 'name', name[0]); i += name[0].length; continue; }
    if (c === '/' && !endsValue(tokens.at(-1))) {
      const match = /^\/((?:[^\\/[\n]|\\.|\[(?:\^?\]?)[^\]]*\])*)\//.exec(rest);
      if (match === null) throw new AwkError('unterminated regexp');
      add('regex', (match[1] ?? '').replace(/\\\//g, '/'));
      i += match[0].length;
      continue;
    }
    const operator = OPERATORS.find((one) => rest.startsWith(one));
    if (operator === undefined) throw new AwkError(`syntax error at '${c}'`);
    add('operator', operator);
    i += operator.length;
  }
  add('end', '');
  return tokens;
}
