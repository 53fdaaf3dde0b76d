/** jq's filters as a tree. */
import type { Json } from '../../../base/index.ts';

export type Pattern = { readonly type: 'name'; readonly name: string } | { readonly type: 'list'; readonly items: readonly Pattern[] } | { readonly type: 'object'; readonly entries: readonly { readonly key: Filter; readonly bind: string | undefined; readonly value: Pattern | undefined }[] };
export type Filter =
  | { readonly type: 'identity' } | { readonly type: 'recurse' } | { readonly type: 'literal'; readonly value: Json } | { readonly type: 'variable'; readonly name: string } | { readonly type: 'format'; readonly name: string }
  | { readonly type: 'string'; readonly format: string | undefined; readonly parts: readonly (string | Filter)[] }
  | { readonly type: 'index'; readonly of: Filter; readonly key: Filter } | { readonly type: 'slice'; readonly of: Filter; readonly from: Filter | undefined; readonly to: Filter | undefined } | { readonly type: 'each'; readonly of: Filter }
  | { readonly type: 'try'; readonly body: Filter; readonly handler: Filter | undefined } | { readonly type: 'pipe' | 'comma' | 'alternative' | 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Filter; readonly right: Filter } | { readonly type: 'update'; readonly operator: string; readonly left: Filter; readonly right: Filter }
  | { readonly type: 'negate'; readonly of: Filter } | { readonly type: 'list'; readonly of: Filter | undefined } | { readonly type: 'object'; readonly entries: readonly (readonly [Filter, Filter])[] }
  | { readonly type: 'if'; readonly test: Filter; readonly yes: Filter; readonly otherwise: Filter | undefined } | { readonly type: 'as'; readonly source: Filter; readonly pattern: Pattern; readonly body: Filter }
  | { readonly type: 'reduce'; readonly source: Filter; readonly pattern: Pattern; readonly init: Filter; readonly update: Filter } | { readonly type: 'foreach'; readonly source: Filter; readonly pattern: Pattern; readonly init: Filter; readonly update: Filter; readonly extract: Filter | undefined }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Filter[] } | { readonly type: 'def'; readonly name: string; readonly parameters: readonly string[]; readonly body: Filter; readonly rest: Filter }
  | { readonly type: 'label'; readonly name: string; readonly body: Filter } | { readonly type: 'break'; readonly name: string };

export type Token = { readonly type: 'number' | 'string' | 'name' | 'field' | 'variable' | 'format' | 'keyword' | 'operator' | 'end'; readonly text: string; readonly parts?: readonly (string | Filter)[] };
/** What jq complains of while it parses. */
export class JqSyntaxError { readonly message: string; constructor(message: string) { this.message = message; } }

const KEYWORDS = new Set(['def', 'if', 'then', 'elif', 'else', 'end', 'as', 'reduce', 'foreach', 'try', 'catch', 'label', 'and', 'or', '__loc__']);
const OPERATORS = ['?//=', '//=', '|=', '+=', '-=', '*=', '/=', '%=', '==', '!=', '<=', '>=', '//', '..', '|', ',', '.', '[', ']', '{', '}', '(', ')', ':', ';', '=', '<', '>', '+', '-', '*', '/', '%', '?', '$'];
const ESCAPES: { readonly [c: string]: string } = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '/': '/', '\\': '\\', '"': '"' };

/** The pieces of a string from its opening quote; `\(` begins a filter. */
function stringParts(text: string, start: number, parse: (source: string) => Filter): { readonly parts: (string | Filter)[]; readonly end: number } {
  const parts: (string | Filter)[] = [''];
  const add = (piece: string): void => { parts[parts.length - 1] = `${parts.at(-1) as string}${piece}`; };
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '"') return { parts, end: i + 1 };
    if (c !== '\\') { add(c); continue; }
    const next = text[++i] ?? '';
    if (next === 'u') { add(String.fromCharCode(parseInt(text.slice(i + 1, i + 5), 16))); i += 4; continue; }
    if (next !== '(') { add(ESCAPES[next] ?? next); continue; }
    let depth = 1;
    let end = i + 1;
    for (; end < text.length && depth > 0; end++) {
      if (text[end] === '"') end = stringParts(text, end, parse).end - 1;
      else if (text[end] === '(') depth++;
      else if (text[end] === ')') depth--;
    }
    parts.push(parse(text.slice(i + 1, end - 1)), '');
    i = end - 1;
  }
  throw new JqSyntaxError('unterminated string literal');
}

export function tokenize(text: string, parse: (source: string) => Filter): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length;) {
    const rest = text.slice(i);
    const c = text[i] as string;
    if (/\s/.test(c)) { i++; continue; }
    if (c === '#') { while (i < text.length && text[i] !== '\n') i++; continue; }
    if (c === '"') { const { parts, end } = stringParts(text, i, parse); tokens.push({ type: 'string', text: '"', parts }); i = end; continue; }
    const match = (type: Token['type'], expression: RegExp): boolean => {
      const found = expression.exec(rest);
      if (found === null) return false;
      const word = found[1] ?? found[0];
      tokens.push({ type: type === 'name' && KEYWORDS.has(word) ? 'keyword' : type, text: word });
      i += found[0].length;
      return true;
    };
    if (match('number', /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/) || match('field', /^\.([A-Za-z_]\w*)/) || match('variable', /^\$([A-Za-z_][\w:]*)/) || match('format', /^@[a-z0-9]+/) || match('name', /^[A-Za-z_](?:\w|::)*/)) continue;
    const operator = OPERATORS.find((one) => rest.startsWith(one));
    if (operator === undefined) throw new JqSyntaxError(`syntax error, unexpected INVALID_CHARACTER`);
    tokens.push({ type: 'operator', text: operator });
    i += operator.length;
  }
  tokens.push({ type: 'end', text: '' });
  return tokens;
}
