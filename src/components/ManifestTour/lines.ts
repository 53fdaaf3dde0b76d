/** Which lines of a manifest each of its fields takes. Reads block style, as manifests are written; what stands inside `{…}` and `[…]` belongs to its line. */
import type { Segment } from '@site/engine/grading/lesson/path.ts';

/** Lines count from 0; `to` is the last one. */
export type Span = { readonly from: number; readonly to: number };
export type TourLines = { readonly lines: readonly string[]; readonly span: (document: number, path: readonly Segment[]) => Span | undefined };

type Frame = { readonly column: number; readonly path: readonly Segment[]; readonly index: number | undefined; readonly from: number };

const KEY = /^("[^"]*"|'[^']*'|[^\s#:[\]{}&*!|>'"%@`,-][^:#]*?)\s*:(?=\s|$)/;
const BLOCK = /:\s*[|>][-+\d]*\s*(?:#.*)?$|^-\s+[|>][-+\d]*\s*$/;
const bare = (word: string): string => word.replace(/^["']|["']$/g, '');
const keyOf = (document: number, path: readonly Segment[]): string => JSON.stringify([document, ...path]);

export function readLines(text: string): TourLines {
  const lines = text.replace(/\n$/, '').split('\n');
  const spans = new Map<string, Span>();
  let stack: Frame[] = [];
  let document = 0;
  let last = 0;
  let opaque: number | undefined;
  const close = (kept: (frame: Frame) => boolean): void => {
    for (let top = stack.at(-1); top !== undefined && !kept(top); top = stack.at(-1)) {
      stack.pop();
      spans.set(keyOf(document, top.path), { from: top.from, to: last });
    }
  };
  lines.forEach((line, at) => {
    if (/^---(\s|$)/.test(line)) {
      close(() => false);
      stack = [];
      if (at > 0) document += 1;
      last = at;
      return;
    }
    const rest = line.trimStart();
    let column = line.length - rest.length;
    if (rest === '' || rest.startsWith('#')) return;
    if (opaque !== undefined && column > opaque) { last = at; return; }
    opaque = undefined;
    let inner = rest;
    for (let dash = /^-(\s+|$)/.exec(inner); dash !== null; dash = /^-(\s+|$)/.exec(inner)) {
      const here = column;
      close((frame) => frame.column < here || (frame.column === here && frame.index === undefined));
      // An item before this one was closed just now: it stands in the spans under its number.
      const list = stack.at(-1)?.path ?? [];
      let index = 0;
      while (spans.has(keyOf(document, [...list, index]))) index += 1;
      stack.push({ column: here, path: [...list, index], index, from: at });
      if (BLOCK.test(inner)) opaque = here;
      column += dash[0].length;
      inner = inner.slice(dash[0].length);
    }
    const key = KEY.exec(inner)?.[1];
    if (key !== undefined) {
      close((frame) => frame.column < column);
      stack.push({ column, path: [...(stack.at(-1)?.path ?? []), bare(key)], index: undefined, from: at });
      if (BLOCK.test(inner)) opaque = column;
    }
    last = at;
  });
  close(() => false);
  return { lines, span: (in_, path) => spans.get(keyOf(in_, path)) };
}

export type Piece = { readonly text: string; readonly kind: 'key' | 'value' | 'sign' | 'comment' };

/** A line as its parts: what is a field's name, what its value, what a remark. */
export function piecesOf(line: string): readonly Piece[] {
  if (/^---(\s|$)/.test(line)) return [{ text: line, kind: 'sign' }];
  const comment = /(?:^|\s)#.*$/.exec(line);
  const code = comment === null ? line : line.slice(0, comment.index);
  const [lead = ''] = /^\s*(?:-(?:\s+|$))*/.exec(code) ?? [];
  const body = code.slice(lead.length);
  const key = KEY.exec(body);
  const pieces: Piece[] = [{ text: lead, kind: 'sign' }];
  if (key !== null) pieces.push({ text: key[0].slice(0, -1), kind: 'key' }, { text: ':', kind: 'sign' });
  pieces.push({ text: body.slice(key?.[0].length ?? 0), kind: 'value' });
  if (comment !== null) pieces.push({ text: comment[0], kind: 'comment' });
  return pieces.filter(({ text }) => text !== '');
}
