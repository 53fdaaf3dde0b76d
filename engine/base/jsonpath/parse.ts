/** kubectl's dialect of JSONPath: text with actions in braces. @k8s client-go/util/jsonpath/parser.go */

export type Slice = { readonly from: number | undefined; readonly to: number | undefined; /** `to` is `from + 1`: one element was meant. */ readonly derived: boolean; readonly step: number | undefined };
export type PathNode =
  | { readonly type: 'list'; readonly nodes: readonly PathNode[] }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'value'; readonly value: number | boolean; /** Written with a point: it equals no integer. */ readonly float: boolean }
  | { readonly type: 'wildcard' } | { readonly type: 'recursive' }
  | { readonly type: 'array'; readonly slice: Slice }
  | { readonly type: 'union'; readonly parts: readonly PathNode[] }
  | { readonly type: 'filter'; readonly left: PathNode; readonly operator: string; readonly right: PathNode };

export type ParsedPath = { readonly ok: true; readonly nodes: readonly PathNode[] } | { readonly ok: false; readonly error: string };

class PathError extends Error {}

const END = '';
const isAlphaNumeric = (char: string): boolean => char !== END && /[_\p{L}\p{N}]/u.test(char);
const isTerminator = (char: string): boolean => char === END || /[\s.,[\]$@{}]/.test(char);

export function parsePath(text: string): ParsedPath {
  try { return { ok: true, nodes: new Parser(text).parse() }; }
  catch (error) {
    if (error instanceof PathError) return { ok: false, error: error.message };
    throw error;
  }
}

/** The nodes of one action, given without its braces. */
function action(text: string): PathNode {
  const [first] = new Parser(`{${text}}`).parse();
  return first ?? { type: 'list', nodes: [] };
}

class Parser {
  readonly #text: string;
  #at = 0;
  #root: PathNode[] = [];
  constructor(text: string) { this.#text = text; }

  parse(): readonly PathNode[] {
    while (this.#at < this.#text.length) {
      const open = this.#text.indexOf('{', this.#at);
      const end = open < 0 ? this.#text.length : open;
      if (end > this.#at) this.#root.push({ type: 'text', text: this.#text.slice(this.#at, end) });
      if (open < 0) break;
      this.#at = open + 1;
      const nodes: PathNode[] = [];
      this.#root.push({ type: 'list', nodes });
      while (this.#action(nodes));
    }
    return this.#root;
  }

  #peek(): string { return this.#text[this.#at] ?? END; }

  /** One step inside braces; false after the closing one. */
  #action(nodes: PathNode[]): boolean {
    const rest = this.#text.slice(this.#at, this.#at + 3);
    if (rest.startsWith('}')) { this.#at++; return false; }
    if (rest === '[?(') { this.#filter(nodes); return true; }
    if (rest.startsWith('..')) { this.#recursive(nodes); return true; }
    const char = this.#peek();
    if (char === END || char === '\n' || char === '\r') throw new PathError('unclosed action');
    if (char === ' ' || char === '@' || char === '$') this.#at++;
    else if (char === '[') this.#array(nodes);
    else if (char === '"' || char === "'") this.#quote(nodes, char);
    else if (char === '.') { this.#at++; this.#field(nodes); }
    else if (/[-+0-9]/.test(char)) this.#number(nodes);
    else if (isAlphaNumeric(char)) this.#identifier(nodes);
    else throw new PathError(`unrecognized character in action: U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} '${char}'`);
    return true;
  }

  #word(): string {
    const start = this.#at;
    while (!isTerminator(this.#peek())) this.#at += this.#peek() === '\\' ? 2 : 1;
    this.#at = Math.min(this.#at, this.#text.length);
    return this.#text.slice(start, this.#at);
  }

  #field(nodes: PathNode[]): void {
    const name = this.#word();
    nodes.push(name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') });
  }

  #identifier(nodes: PathNode[]): void {
    const start = this.#at;
    while (!isTerminator(this.#peek())) this.#at++;
    const name = this.#text.slice(start, this.#at);
    nodes.push(name === 'true' || name === 'false' ? { type: 'value', value: name === 'true', float: false } : { type: 'identifier', name });
  }

  #recursive(nodes: PathNode[]): void {
    if (nodes[nodes.length - 1]?.type === 'recursive') throw new PathError('invalid multiple recursive descent');
    this.#at += 2;
    nodes.push({ type: 'recursive' });
    if (isAlphaNumeric(this.#peek())) this.#field(nodes);
  }

  #number(nodes: PathNode[]): void {
    const text = /^[-+]?[.0-9]*/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += text.length;
    const value = Number(text);
    if (text === '' || Number.isNaN(value) || !/\d/.test(text)) throw new PathError(`cannot parse number ${text}`);
    nodes.push({ type: 'value', value, float: text.includes('.') });
  }

  #quote(nodes: PathNode[], mark: string): void {
    const start = this.#at++;
    for (;;) {
      const char = this.#peek();
      if (char === END || char === '\n') throw new PathError('unterminated quoted string');
      this.#at++;
      if (char === mark && this.#text[this.#at - 2] !== '\\') break;
    }
    nodes.push({ type: 'text', text: unquote(this.#text.slice(start + 1, this.#at - 1)) });
  }

  #array(nodes: PathNode[]): void {
    const end = /[\]\n]/.exec(this.#text.slice(this.#at));
    if (end === null || end[0] === '\n') throw new PathError('unterminated array');
    const inner = this.#text.slice(this.#at + 1, this.#at + end.index);
    this.#at += end.index + 1;
    const text = inner === '*' ? ':' : inner;
    const parts = text.split(',');
    if (parts.length > 1) { nodes.push({ type: 'union', parts: parts.map((part) => action(`[${part.trim()}]`)) }); return; }
    const key = /^'([^']*)'$/.exec(text);
    if (key !== null) {
      const inside = action(`.${key[1] ?? ''}`);
      if (inside.type === 'list') nodes.push(...inside.nodes);
      return;
    }
    const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
    if (slice === null) throw new PathError(`invalid array index ${text}`);
    nodes.push({ type: 'array', slice: sliceOf(slice) });
  }

  #filter(nodes: PathNode[]): void {
    const start = this.#at + 3;
    this.#at = start;
    let mark = '';
    let closed = false;
    for (;;) {
      const char = this.#peek();
      if (char === END || char === '\n') throw new PathError('unterminated filter');
      this.#at++;
      if (char === '"' || char === "'") {
        if (mark === '') mark = char;
        else if (char === mark && this.#text[this.#at - 2] !== '\\') closed = true;
      } else if (char === ')' && (mark !== '') === closed) break;
    }
    const inner = this.#text.slice(start, this.#at - 1);
    if (this.#peek() !== ']') throw new PathError('unclosed array expect ]');
    this.#at++;
    const parts = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(inner);
    if (parts === null) nodes.push({ type: 'filter', left: action(inner), operator: 'exists', right: { type: 'list', nodes: [] } });
    else nodes.push({ type: 'filter', left: action(parts[1] ?? ''), operator: parts[2] ?? '', right: action(parts[3] ?? '') });
  }
}

function sliceOf(match: RegExpExecArray): Slice {
  const number = (text: string | undefined): number | undefined => (text === undefined || text === '' ? undefined : Number(text));
  const from = number(match[1]);
  const derived = match[2] === undefined;
  return {
    from, derived, step: number(match[3]?.slice(1)),
    to: derived ? (from ?? 0) + 1 : number(match[2]?.slice(1)),
  };
}

const ESCAPES: { readonly [char: string]: string } = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v', '\\': '\\', '"': '"', "'": "'" };

/** @k8s client-go/util/jsonpath UnquoteExtend */
function unquote(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/g, (_, escape: string) => {
    const named = ESCAPES[escape];
    if (named !== undefined) return named;
    if (/^[uxU]/.test(escape) && escape.length > 1) return String.fromCodePoint(parseInt(escape.slice(1), 16));
    if (/^[0-7]{3}$/.test(escape)) return String.fromCodePoint(parseInt(escape, 8));
    throw new PathError(`unquote string ${JSON.stringify(text)} error invalid syntax`);
  });
}
