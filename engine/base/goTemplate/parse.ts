/** Go's text/template: from text to a tree. */
import { lex } from './lex.ts';
import { TemplateError } from './templateError.ts';
import type { Token } from './lex.ts';

export type Operand =
  | { readonly type: 'dot' } | { readonly type: 'nil' }
  | { readonly type: 'literal'; readonly value: string | number | boolean }
  /** `.a.b`: of the dot. */
  | { readonly type: 'field'; readonly names: readonly string[] }
  | { readonly type: 'variable'; readonly name: string; readonly names: readonly string[] }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'chain'; readonly of: Operand; readonly names: readonly string[] }
  | { readonly type: 'pipeline'; readonly pipeline: Pipeline };
/** `column`: of its first token, from 0. */
export type Command = { readonly operands: readonly Operand[]; readonly source: string; readonly line: number; readonly column: number };
export type Pipeline = { readonly declare: readonly string[]; readonly assign: boolean; readonly commands: readonly Command[]; readonly source: string };
export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipeline: Pipeline; readonly line: number; readonly column: number }
  | { readonly type: 'if' | 'with' | 'range'; readonly pipeline: Pipeline; readonly body: readonly Node[]; readonly otherwise: readonly Node[]; readonly line: number; readonly column: number }
  | { readonly type: 'template'; readonly name: string; readonly pipeline: Pipeline | undefined; readonly line: number; readonly column: number }
  | { readonly type: 'break' | 'continue' };
export type Parsed = { readonly nodes: readonly Node[]; readonly defined: ReadonlyMap<string, readonly Node[]> };

export function parseTemplate(text: string, functions: ReadonlySet<string>): Parsed {
  return new Parser(lex(text), functions).template();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #functions: ReadonlySet<string>;
  readonly #defined = new Map<string, readonly Node[]>();
  #at = 0;
  constructor(tokens: readonly Token[], functions: ReadonlySet<string>) { this.#tokens = tokens; this.#functions = functions; }

  template(): Parsed {
    const nodes = this.#list([]);
    if (this.#at < this.#tokens.length) this.#unexpected(`{{${this.#peekWord(1)}}}`);
    return { nodes, defined: this.#defined };
  }

  #peek(ahead = 0): Token | undefined { return this.#tokens[this.#at + ahead]; }
  #peekWord(ahead = 0): string { return this.#peek(ahead)?.text ?? ''; }
  #next(): Token { const token = this.#tokens[this.#at++]; return token ?? this.#fail('unexpected EOF'); }
  #line(): number { return (this.#peek() ?? this.#tokens[this.#tokens.length - 1])?.line ?? 1; }
  #fail(message: string): never { throw new TemplateError(`template: output:${this.#line()}: ${message}`); }
  #unexpected(what: string): never { return this.#fail(`unexpected ${what}`); }

  /** Nodes up to one of the closing words, whose `{{` is left. */
  #list(stop: readonly string[]): Node[] {
    const nodes: Node[] = [];
    for (;;) {
      const token = this.#peek();
      if (token === undefined) { if (stop.length > 0) this.#fail('unexpected EOF'); return nodes; }
      if (token.type === 'text') { this.#at++; nodes.push({ type: 'text', text: token.text }); continue; }
      const word = this.#peek(1);
      if (word?.type === 'word' && (word.text === 'end' || word.text === 'else')) return nodes;
      this.#at++;
      const node = this.#action(token);
      if (node !== undefined) nodes.push(node);
    }
  }

  #close(): void {
    const token = this.#next();
    if (token.type !== 'right') { this.#at--; this.#unexpected(`${describe(token)} in end`); }
  }

  #action(open: Token): Node | undefined {
    const word = this.#peek();
    const at = { line: open.line, column: open.column };
    if (word?.type === 'word') {
      switch (word.text) {
        case 'if': case 'with': case 'range': this.#at++; return this.#control(word.text, at);
        case 'break': case 'continue': this.#at++; this.#close(); return { type: word.text };
        case 'define': this.#at++; this.#define(); return undefined;
        case 'block': this.#at++; return this.#block(at);
        case 'template': this.#at++; return this.#templateCall(at);
        default:
      }
    }
    if (word?.type === 'right') this.#fail('missing value for command');
    const pipeline = this.#pipeline('command');
    this.#close();
    return { type: 'action', pipeline, ...at };
  }

  #control(type: 'if' | 'with' | 'range', at: { readonly line: number; readonly column: number }): Node {
    const pipeline = this.#pipeline(type);
    this.#close();
    const body = this.#list(['end', 'else']);
    this.#next();
    const word = this.#next();
    let otherwise: readonly Node[] = [];
    if (word.text === 'else') {
      const chained = this.#peek();
      if (chained?.type === 'word' && (chained.text === 'if' || chained.text === 'with')) {
        this.#at++;
        return { type, pipeline, body, otherwise: [this.#control(chained.text, at)], ...at };
      }
      this.#close();
      otherwise = this.#list(['end']);
      this.#next();
      this.#next();
    }
    this.#close();
    return { type, pipeline, body, otherwise, ...at };
  }

  #name(): string {
    const token = this.#next();
    return token.type === 'string' ? String(token.value) : this.#unexpected(`${describe(token)} in template clause`);
  }

  #define(): void {
    const name = this.#name();
    this.#close();
    this.#defined.set(name, this.#list(['end']));
    this.#next(); this.#next(); this.#close();
  }

  #block(at: { readonly line: number; readonly column: number }): Node {
    const name = this.#name();
    const pipeline = this.#pipeline('block clause');
    this.#close();
    this.#defined.set(name, this.#list(['end']));
    this.#next(); this.#next(); this.#close();
    return { type: 'template', name, pipeline, ...at };
  }

  #templateCall(at: { readonly line: number; readonly column: number }): Node {
    const name = this.#name();
    const pipeline = this.#peek()?.type === 'right' ? undefined : this.#pipeline('template clause');
    this.#close();
    return { type: 'template', name, pipeline, ...at };
  }

  #pipeline(context: string): Pipeline {
    const start = this.#at;
    const { declare, assign } = this.#declaration();
    const commands: Command[] = [];
    for (;;) {
      const from = this.#at;
      const operands = this.#operands();
      if (operands.length === 0) this.#fail(commands.length === 0 ? `missing value for ${context}` : 'missing value for command');
      const { line = 1, column = 0 } = this.#tokens[from] ?? {};
      commands.push({ operands, source: this.#source(from, this.#at), line, column });
      if (this.#peek()?.type !== 'pipe') break;
      this.#at++;
    }
    return { declare, assign, commands, source: this.#source(start, this.#at) };
  }

  #source(from: number, to: number): string {
    return this.#tokens.slice(from, to).map((token, i) => (i > 0 && token.spaced ? ' ' : '') + token.text).join('');
  }

  /** `$x :=`, `$k, $v :=`, `$x =`. */
  #declaration(): { readonly declare: readonly string[]; readonly assign: boolean } {
    const names: string[] = [];
    let at = this.#at;
    for (;;) {
      const token = this.#tokens[at];
      if (token?.type !== 'variable' || token.text.includes('.')) return { declare: [], assign: false };
      names.push(token.text);
      const after = this.#tokens[at + 1];
      if (after?.type === 'comma') { at += 2; continue; }
      if (after?.type !== 'declare' && after?.type !== 'assign') return { declare: [], assign: false };
      this.#at = at + 2;
      return { declare: names, assign: after.type === 'assign' };
    }
  }

  #operands(): Operand[] {
    const out: Operand[] = [];
    for (;;) {
      const operand = this.#operand();
      if (operand === undefined) return out;
      const next = this.#peek();
      // A field right after an operand belongs to it: `(index .a 0).name`, `$x.name`.
      if (next?.type === 'field' && !next.spaced) { this.#at++; out.push({ type: 'chain', of: operand, names: fieldNames(next.text) }); }
      else out.push(operand);
    }
  }

  #operand(): Operand | undefined {
    const token = this.#peek();
    if (token === undefined) return this.#fail('unclosed action');
    switch (token.type) {
      case 'dot': this.#at++; return { type: 'dot' };
      case 'field': this.#at++; return { type: 'field', names: fieldNames(token.text) };
      case 'variable': { this.#at++; const [name = '', ...names] = token.text.split('.'); return { type: 'variable', name, names }; }
      case 'string': case 'number': this.#at++; return { type: 'literal', value: token.value ?? '' };
      case 'word': return this.#word(token);
      case 'open': {
        this.#at++;
        const pipeline = this.#pipeline('parenthesized pipeline');
        if (this.#next().type !== 'close') this.#fail('unclosed left paren');
        return { type: 'pipeline', pipeline };
      }
      default: return undefined;
    }
  }

  #word(token: Token): Operand {
    this.#at++;
    if (token.text === 'true' || token.text === 'false') return { type: 'literal', value: token.text === 'true' };
    if (token.text === 'nil') return { type: 'nil' };
    if (!this.#functions.has(token.text)) { this.#at--; return this.#fail(`function ${JSON.stringify(token.text)} not defined`); }
    return { type: 'function', name: token.text };
  }
}

const fieldNames = (text: string): string[] => text.slice(1).split('.');
const describe = (token: Token): string => (token.type === 'right' ? '"}}"' : `<${token.text}>`);
