/** An authored YAML file against its format: the value, or every problem with its place. Nothing in a file can hang or escape. */
import * as z from 'zod';
import { isList, isObject, loadYaml, yamlPositions, type Json, type Positions } from '../../base/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { explain, FORBIDDEN, pathText, type FormatProblem, type Path } from './explain.ts';

export type Place = { readonly line: number; readonly column: number };
/** Line and column of the value (or, where it is missing, of its nearest ancestor) at a path. */
export type Places = {
  (path: Path): Place;
  /** Of the key at the end of the path. */
  readonly key: (path: Path) => Place;
  /** Of a place inside a key, `column` from 1. */
  readonly insideKey: (path: Path, column: number) => Place;
  /** Of a place inside a text: `within` counts from 1 in the text itself. Exact where the text stands as it is in the file. */
  readonly inside: (path: Path, text: string, within: Place) => Place;
};
export type Read<T> = { readonly ok: true; readonly value: T; readonly at: Places } | {
  readonly ok: false; readonly problems: readonly Diagnostic[];
  /** What could be read all the same, for looking at the rest of it. */
  readonly raw?: Json | undefined; readonly at?: Places;
};

/** More than anybody writes by hand. */
const MOST_LETTERS = 256 * 1024;
const DEEPEST = 64;

export function placesIn(text: string, positions: Positions): Places {
  const lines = text.split('\n');
  const place = (path: Path): Place => {
    for (let length = path.length; length > 0; length--) {
      const found = positions.value(0, path.slice(0, length)) ?? positions.key(0, path.slice(0, length));
      if (found !== undefined) return found;
    }
    return { line: 1, column: 1 };
  };
  const key = (path: Path): Place => positions.key(0, path) ?? place(path);
  const insideKey = (path: Path, column: number): Place => {
    const at = key(path);
    const quote = (lines[at.line - 1] ?? '')[at.column - 1] === String(path.at(-1))[0] ? 0 : 1;
    return { line: at.line, column: at.column + quote + column - 1 };
  };
  return Object.assign(place, { key, insideKey, inside: (path: Path, inner: string, within: Place) => insideOf(lines, place(path), inner, within) });
}

function insideOf(lines: readonly string[], at: Place, text: string, { line, column }: Place): Place {
  const source = lines[at.line - 1] ?? '';
  const here = source.slice(at.column - 1);
  const own = text.split('\n')[line - 1] ?? '';
  // The place of a text in quotes is that of its first letter.
  const quoted = /["']/.test(source[at.column - 2] ?? '');
  if (!quoted && (/^\s/.test(here) || text.includes('\n'))) return insideBlock(lines, at, own, line, column);
  // With escapes the columns are those of the text before them.
  return line === 1 && here.startsWith(text.slice(0, column - 1)) ? { line: at.line, column: at.column + column - 1 } : at;
}

/** A block of lines under its key: as it stands (`|`), or folded to one line (`>`). */
function insideBlock(lines: readonly string[], at: Place, own: string, line: number, column: number): Place {
  const indent = /^ */.exec(lines[at.line - 1] ?? '')?.[0].length ?? 0;
  const exact = lines[at.line + line - 2] ?? '';
  if (exact.slice(indent).trimEnd() === own.trimEnd()) return { line: at.line + line - 1, column: indent + column };
  let before = 0;
  for (let index = at.line - 1; index < lines.length && before < own.length; index++) {
    const length = (lines[index] ?? '').trim().length;
    if (column - 1 <= before + length) return { line: index + 1, column: indent + column - before };
    before += length + 1;
  }
  return at;
}

export function readAuthored<T>(file: string, text: string, format: z.ZodType<T>): Read<T> {
  const tree = readTree(file, text);
  if (!tree.ok) return tree;
  const { value, at } = tree;
  const parsed = format.safeParse(value);
  if (parsed.success && tree.problems.length === 0) return { ok: true, value: parsed.data, at };
  const problems = parsed.success ? [] : explain(parsed.error.issues, value, format).map((problem) => diagnosticOf(file, problem, at));
  return { ok: false, problems: sorted([...tree.problems, ...problems]), raw: value, at };
}

export const sorted = (problems: readonly Diagnostic[]): readonly Diagnostic[] => [...problems].sort((a, b) => a.line - b.line || a.column - b.column);

const diagnosticOf = (file: string, { path, key, message, fix }: FormatProblem, at: Places): Diagnostic => ({ file, ...(key === true ? at.key(path) : at(path)), message, fix });

type Tree = { readonly ok: true; readonly value: Json | undefined; readonly at: Places; readonly problems: readonly Diagnostic[] } | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** One document, not too large and not too deep, each key once and none that JavaScript takes for something else. */
function readTree(file: string, text: string): Tree {
  const refused = (message: string, fix: string, place: Place = { line: 1, column: 1 }): Tree => ({ ok: false, problems: [{ file, line: place.line, column: place.column, message, fix }] });
  if (text.length > MOST_LETTERS) return refused(`the file has ${text.length} characters; at most ${MOST_LETTERS} are read`, 'Split it into several files');
  if (text.trim() === '') return refused('the file is empty', 'npx peapod new writes a complete one');
  const loaded = loadYaml(text);
  if (!loaded.ok) return refused(`not valid YAML: ${loaded.error.message.replace(/^line \d+: /, '')}`, yamlFix(loaded.error.message), loaded.error);
  if (loaded.documents.length !== 1) return refused(`expected one YAML document, found ${loaded.documents.length}`, 'Take the line --- out, or put each document in a file of its own', { line: loaded.documents[1]?.line ?? 1, column: 1 });
  const positions = yamlPositions(text);
  const at = placesIn(text, positions);
  const value = loaded.documents[0]?.value;
  const problems: Diagnostic[] = positions.repeated.map(({ key, line, column }) => ({ file, line, column, message: `the key ${key} stands here for the second time`, fix: 'Keep one of them' }));
  const deep = strange(value, [], (path) => { problems.push({ file, ...at.key(path), message: `${pathText(path)}: this key is not allowed`, fix: 'Give it another name' }); });
  problems.push(...notAsWritten(value, [], positions).map(({ line, column, written, key }) => ({
    file, line, column, message: `the key ${written} means ${key} in YAML`, fix: `Put it in quotes, "${written}", or choose another name` })));
  if (deep !== undefined) return refused(`${pathText(deep.slice(0, 6))}…: nested deeper than ${DEEPEST} levels`, 'Write it flatter', at(deep.slice(0, 6)));
  return { ok: true, value, at, problems };
}

/** The path at which it becomes too deep; keys that are not allowed are told on the way. */
function strange(value: Json | undefined, path: Path, tell: (path: Path) => void): Path | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length >= DEEPEST) return path;
  const entries: readonly (readonly [string | number, Json | undefined])[] = isList(value) ? value.map((entry, index) => [index, entry] as const) : isObject(value) ? Object.entries(value) : [];
  for (const [key, entry] of entries) {
    if (typeof key === 'string' && FORBIDDEN.includes(key)) tell([...path, key]);
    const deep = strange(entry, [...path, key], tell);
    if (deep !== undefined) return deep;
  }
  return undefined;
}

/** Words that YAML 1.1 reads as true or false: whoever writes them as a key means the word. */
const NO_WORDS = ['n', 'y', 'no', 'yes', 'on', 'off'].flatMap((word) => [word, word.toUpperCase(), `${word[0]?.toUpperCase()}${word.slice(1)}`]);

function notAsWritten(value: Json | undefined, path: Path, positions: Positions): readonly (Place & { readonly written: string; readonly key: string })[] {
  if (typeof value !== 'object' || value === null || path.length >= DEEPEST) return [];
  const below = (key: string | number, entry: Json | undefined): ReturnType<typeof notAsWritten> => notAsWritten(entry, [...path, key], positions);
  if (isList(value)) return value.flatMap((entry, index) => below(index, entry));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const inner = below(key, entry);
    if (key !== 'true' && key !== 'false') return inner;
    const [written = ''] = NO_WORDS.filter((word) => positions.key(0, [...path, word]) !== undefined);
    const place = positions.key(0, [...path, written]);
    return place === undefined ? inner : [{ ...place, written, key }, ...inner];
  });
}

export function yamlFix(message: string): string {
  if (/tab|cannot start any token/.test(message)) return 'Indent with blanks, not with tabs; put a text that begins with @, ` or % in quotes';
  if (/mapping values are not allowed/.test(message)) return 'Either the line is not indented as its neighbours, or a text with a colon and a blank in it needs quotes';
  if (/aliasing|contains itself/.test(message)) return 'Write it out without anchors and aliases';
  if (/did not find expected ',' or '[}\]]'/.test(message)) return 'In {…} and […] a text with a comma, a colon or a brace needs quotes; or a closing } or ] is missing';
  if (/max depth/.test(message)) return 'Write it flatter';
  return 'Look at the indentation and the quotes there';
}
