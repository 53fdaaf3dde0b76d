/** Go's text/template: from text to tokens. */
import { TemplateError } from './templateError.ts';

export type Token = {
  readonly type: 'text' | 'left' | 'right' | 'dot' | 'field' | 'variable' | 'word' | 'string' | 'number' | 'pipe' | 'open' | 'close' | 'declare' | 'assign' | 'comma';
  readonly text: string;
  readonly value?: string | number;
  readonly line: number;
  /** From 0, as Go counts. */
  readonly column: number;
  /** A blank stands before it. */
  readonly spaced: boolean;
};

type Patterns = readonly (readonly [Token['type'], RegExp])[];
const makePatterns = (): Patterns => [
  ['field', /^(?:\.[\p{L}_][\p{L}\p{N}_]*)+/u],
  ['number', /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:[0-9][0-9_]*\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)/],
  ['dot', /^\./],
  ['variable', /^\$[\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/u],
  ['word', /^[\p{L}_][\p{L}\p{N}_]*/u],
  ['string', /^"(?:[^"\\\n]|\\.)*"|^`[^`]*`|^'(?:[^'\\\n]|\\.)+'/],
  ['declare', /^:=/], ['assign', /^=/], ['pipe', /^\|/], ['open', /^\(/], ['close', /^\)/], ['comma', /^,/],
];
/** Made when first needed: classes of all letters take their time. */
let patterns: Patterns | undefined;

export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trim = false;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const end = open < 0 ? text.length : open;
    let literal = text.slice(at, end);
    if (trim) literal = literal.replace(/^[ \t\r\n]+/, '');
    const trimBefore = open >= 0 && /^\{\{-[ \t\r\n]/.test(text.slice(open, open + 4));
    if (trimBefore) literal = literal.replace(/[ \t\r\n]+$/, '');
    if (literal !== '') tokens.push({ type: 'text', text: literal, ...placeOf(text, at), spaced: false });
    if (open < 0) break;
    at = open + (trimBefore ? 3 : 2);
    const comment = /^\s*\/\*[\s\S]*?\*\/( -)?\}\}/.exec(text.slice(at));
    if (comment !== null) { trim = comment[1] !== undefined; at += comment[0].length; continue; }
    const inside = lexAction(text, open, at, tokens);
    at = inside.at;
    trim = inside.trim;
  }
  return tokens;
}

function lexAction(text: string, open: number, start: number, tokens: Token[]): { readonly at: number; readonly trim: boolean } {
  tokens.push({ type: 'left', text: '{{', ...placeOf(text, open), spaced: false });
  let at = start;
  for (;;) {
    const blanks = /^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0;
    const spaced = blanks > 0;
    at += blanks;
    const rest = text.slice(at);
    const trim = spaced && rest.startsWith('-}}');
    if (trim || rest.startsWith('}}')) {
      tokens.push({ type: 'right', text: '}}', ...placeOf(text, at), spaced });
      return { at: at + (trim ? 3 : 2), trim };
    }
    const { line } = placeOf(text, at);
    if (rest === '') throw new TemplateError(`template: output:${line}: unclosed action`);
    patterns ??= makePatterns();
    const found = patterns.map(([type, pattern]) => [type, pattern.exec(rest)?.[0]] as const).find(([, match]) => match !== undefined);
    const [type, match] = found ?? [undefined, undefined];
    if (type === undefined || match === undefined) throw new TemplateError(`template: output:${line}: ${badCharacter(rest)}`);
    tokens.push({ type, text: match, ...placeOf(text, at), spaced, ...valueOf(type, match) });
    at += match.length;
  }
}

const badCharacter = (rest: string): string => {
  if (rest.startsWith('"')) return 'unterminated quoted string';
  if (rest.startsWith('`')) return 'unterminated raw quoted string';
  const code = (rest.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `unexpected bad character U+${code} '${rest[0] ?? ''}' in command`;
};

function valueOf(type: Token['type'], text: string): { readonly value?: string | number } {
  if (type === 'number') return { value: Number(text.replaceAll('_', '').replace(/^\+/, '')) };
  if (type !== 'string') return {};
  if (text.startsWith('`')) return { value: text.slice(1, -1) };
  const inner = unescape(text.slice(1, -1));
  return { value: text.startsWith("'") ? inner.codePointAt(0) ?? 0 : inner };
}

const NAMED: { readonly [char: string]: string } = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v', '\\': '\\', '"': '"', "'": "'" };
const unescape = (text: string): string => text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/g, (_, escape: string) =>
  NAMED[escape] ?? (/^[uxU]./.test(escape) ? String.fromCodePoint(parseInt(escape.slice(1), 16)) : /^[0-7]{3}$/.test(escape) ? String.fromCodePoint(parseInt(escape, 8)) : escape));

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart };
}
