/** Shell patterns: `*`, `?`, `[a-z]`, and bash's `@(a|b)`. */

/** A stretch of a word; `active` text may hold pattern characters, the rest stands for itself. */
export type Piece = { readonly text: string; readonly quoted: boolean; readonly active: boolean };

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const CLASSES: { readonly [name: string]: string } = {
  alpha: 'a-zA-Z', digit: '0-9', alnum: 'a-zA-Z0-9', upper: 'A-Z', lower: 'a-z', space: '\\s', blank: ' \\t', punct: '!-\\/:-@\\[-`{-~', xdigit: '0-9a-fA-F',
};

/** The source of a regular expression for a bracket at `start`, and where it ends; undefined if it is not closed. */
function bracket(text: string, start: number): { readonly source: string; readonly end: number } | undefined {
  let i = start + 1;
  let source = '[';
  if (text[i] === '!' || text[i] === '^') { source += '^'; i++; }
  for (let first = true; i < text.length; first = false) {
    const c = text[i] as string;
    if (c === ']' && !first) return { source: `${source}]`, end: i + 1 };
    const named = /^\[:(\w+):\]/.exec(text.slice(i));
    if (named !== null) { source += CLASSES[named[1] ?? ''] ?? ''; i += named[0].length; continue; }
    source += c === '\\' || c === ']' || c === '[' || c === '^' ? `\\${c}` : c;
    i++;
  }
  return undefined;
}

function groupEnd(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

/** `any` is what `*` may match: everything, or everything but slashes in paths. */
export function patternSource(text: string, any = '[\\s\\S]', lazy = false): string {
  let source = '';
  for (let i = 0; i < text.length;) {
    const c = text[i] as string;
    const close = '?*+@!'.includes(c) && text[i + 1] === '(' ? groupEnd(text, i + 1) : -1;
    if (close > 0) {
      const inner = text.slice(i + 2, close).split('|').map((alternative) => patternSource(alternative, any)).join('|');
      source += c === '!' ? `(?!(?:${inner})$)${any}*` : `(?:${inner})${c === '@' ? '' : c}`;
      i = close + 1;
    } else if (c === '*') { source += `${any}*${lazy ? '?' : ''}`; i++; }
    else if (c === '?') { source += any; i++; }
    else if (c === '\\' && i + 1 < text.length) { source += escape(text[i + 1] as string); i += 2; }
    else if (c === '[') {
      const set = bracket(text, i);
      source += set?.source ?? '\\[';
      i = set?.end ?? i + 1;
    } else { source += escape(c); i++; }
  }
  return source;
}

/** Pieces as one pattern text: what is quoted is escaped. */
export const patternText = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, active }) => (active ? text : text.replace(/[\\*?[\]()|!@+]/g, '\\$&'))).join('');

export const matches = (pattern: string, text: string): boolean => new RegExp(`^(?:${patternSource(pattern)})$`, 'u').test(text);

export const hasPattern = (pieces: readonly Piece[]): boolean => pieces.some(({ text, active }) => active && /[*?[]|[@+!]\(/.test(text));

/** Removes the shortest or longest match from one end. */
export function strip(text: string, pattern: string, side: 'start' | 'end', longest: boolean): string {
  const full = new RegExp(`^(?:${patternSource(pattern)})$`, 'u');
  const cuts = Array.from({ length: text.length + 1 }, (_, i) => i);
  // From the start a long match is a late cut; from the end an early one.
  if (longest === (side === 'start')) cuts.reverse();
  for (const cut of cuts) {
    if (side === 'start' && full.test(text.slice(0, cut))) return text.slice(cut);
    if (side === 'end' && full.test(text.slice(cut))) return text.slice(0, cut);
  }
  return text;
}

export function replace(text: string, pattern: string, replacement: string, where: '/' | '//' | '/#' | '/%'): string {
  if (pattern === '') return text;
  const source = patternSource(pattern);
  const expression = where === '/#' ? `^(?:${source})` : where === '/%' ? `(?:${source})$` : source;
  return text.replace(new RegExp(expression, where === '//' ? 'gu' : 'u'), () => replacement);
}
