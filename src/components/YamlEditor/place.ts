/** Where in a manifest a caret stands: which object, which field. Reads indentation only, so that it also works in what is half written. */
import type { FieldPlace } from '@site/src/worker/protocol.ts';

export type Place = FieldPlace & {
  readonly part: 'key' | 'value';
  /** The word at the caret, as offsets in its line; empty where none has begun. */
  readonly from: number; readonly to: number;
  /** Keys that the same object has already. */
  readonly taken: readonly string[];
  /** Nothing follows the key yet. */
  readonly open: boolean;
};

/** Columns count from 0. `dash` is the first `- ` of the line, `column` where its key (or its text) begins. */
type Line = { readonly dash: number | undefined; readonly column: number; readonly key: string | undefined; readonly colon: number; readonly value: string; readonly valueAt: number; readonly text: string; readonly opaque: boolean };

const KEY = /^("[^"]*"|'[^']*'|[^\s#:[\]{}&*!|>'"%@`,-][^:#]*?)\s*:(?=\s|$)/;
const BLOCK = /^[|>][-+\d]*\s*(?:#.*)?$/;
const bare = (word: string): string => word.replace(/^["']|["']$/g, '');

function readLine(text: string, opaque: boolean): Line {
  const [, lead = '', dashes = ''] = /^(\s*)((?:-\s+|-$)*)/.exec(text) ?? [];
  const column = lead.length + dashes.length;
  const rest = text.slice(column);
  const found = opaque ? null : KEY.exec(rest);
  const colon = found === null ? -1 : column + found[0].length - 1;
  const after = found === null ? '' : text.slice(colon + 1);
  const valueAt = colon + 1 + (after.length - after.trimStart().length);
  const value = after.trim().replace(/(^|\s)#.*$/, '').trim();
  return { dash: dashes === '' ? undefined : lead.length, column, key: found === null ? undefined : bare(found[1] ?? ''), colon, value, valueAt, text, opaque };
}

/** The lines of the caret's document; texts of block scalars are opaque. */
function linesOf(lines: readonly string[], at: number): { readonly lines: readonly Line[]; readonly at: number } {
  const isEnd = (text: string | undefined): boolean => text !== undefined && /^---(\s|$)/.test(text);
  let first = at;
  while (first > 0 && !isEnd(lines[first - 1])) first--;
  let last = at;
  while (last + 1 < lines.length && !isEnd(lines[last + 1])) last++;
  let block: number | undefined;
  const read = lines.slice(first, last + 1).map((text) => {
    const indent = text.length - text.trimStart().length;
    if (block !== undefined && text.trim() !== '' && indent <= block) block = undefined;
    const line = readLine(text, block !== undefined);
    if (block === undefined && line.key !== undefined && BLOCK.test(line.value)) block = line.dash ?? line.column;
    return line;
  });
  return { lines: read, at: at - first };
}

const isBlank = ({ text }: Line): boolean => text.trim() === '' || text.trimStart().startsWith('#');
const topValue = (lines: readonly Line[], key: string): string => bare(lines.find((line) => line.column === 0 && line.key === key)?.value ?? '');

/** Keys above a column, outermost first; undefined where the indentation makes no sense. */
function keysAbove(lines: readonly Line[], at: number, column: number, dash: number | undefined): readonly string[] | undefined {
  const path: string[] = [];
  // What belongs to the same object begins at `same`; what holds it begins before `limit`.
  let same = dash === undefined ? column : -1;
  let limit = dash === undefined ? column : dash + 1;
  for (let index = at - 1; index >= 0 && limit > 0; index--) {
    const line = lines[index]!;
    if (isBlank(line) || line.opaque) continue;
    if (line.column === same && line.dash !== undefined) { limit = line.dash + 1; same = -1; continue; }
    if (line.key === undefined || line.column >= limit || line.dash === limit - 1) continue;
    if (line.value !== '' && !/^[&!]/.test(line.value)) return undefined;
    path.unshift(line.key);
    same = line.dash === undefined ? line.column : -1;
    limit = line.dash === undefined ? line.column : line.dash + 1;
  }
  return path;
}

/** Keys of the object that has a key at this column in this line. */
function siblings(lines: readonly Line[], at: number, column: number): readonly string[] {
  const keys: string[] = [];
  const look = (from: number, step: 1 | -1): void => {
    for (let index = from; index >= 0 && index < lines.length; index += step) {
      const line = lines[index]!;
      if (isBlank(line) || line.opaque) continue;
      const begins = line.dash ?? line.column;
      if (step === 1 && (begins < column)) return;
      if (line.column === column && line.key !== undefined) keys.push(line.key);
      if (step === -1 && begins < column) return;
    }
  };
  if (lines[at]?.dash === undefined) look(at - 1, -1);
  look(at + 1, 1);
  return keys;
}

/** @param row, column from 0. */
export function placeAt(text: string, row: number, column: number): Place | undefined {
  const { lines, at } = linesOf(text.split('\n'), row);
  const line = lines[at];
  if (line === undefined || line.opaque || line.text.slice(0, column).includes('#')) return undefined;
  const identity = { apiVersion: topValue(lines, 'apiVersion'), kind: topValue(lines, 'kind') };
  const begins = line.text.trim() === '' ? column : line.column;
  if (column < begins) return undefined;
  const above = keysAbove(lines, at, begins, line.dash);
  if (above === undefined) return undefined;
  const taken = siblings(lines, at, begins);
  if (line.key !== undefined && column > line.colon) {
    if (/^[[{|>&*]/.test(line.value)) return undefined;
    return { ...identity, path: [...above, line.key], part: 'value', from: Math.min(line.valueAt, column), to: Math.max(line.valueAt + line.value.length, column), taken, open: false };
  }
  if (line.key !== undefined) return { ...identity, path: [...above, line.key], part: 'key', from: begins, to: line.colon, taken, open: false };
  // Not a key yet, or an item of a list of words.
  const word = line.text.slice(begins).replace(/\s+#.*$/, '').trimEnd();
  return { ...identity, path: above, part: 'key', from: begins, to: begins + word.length, taken, open: true };
}
