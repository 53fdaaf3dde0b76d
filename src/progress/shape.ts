/** Reads unknown JSON into a shape, and says every problem with its path. Nothing but what is known comes through. */
import type { Json } from './types.ts';

export type Problem = { readonly path: string; readonly message: string };
/** Where a value stands, and who hears of what is wrong with it. */
type At = { readonly path: string; readonly tell: (problem: Problem) => void };
export type Shape<Value> = (value: unknown, at: At) => Value | undefined;
export type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly Problem[] };

/** As many problems as anybody will read. */
const toldAtMost = 50;

export function readShape<Value>(shape: Shape<Value>, value: unknown): Read<Value> {
  const problems: Problem[] = [];
  const read = shape(value, { path: '', tell: (problem) => { if (problems.length < toldAtMost) problems.push(problem); } });
  return read === undefined || problems.length > 0 ? { ok: false, problems } : { ok: true, value: read };
}

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`);
function refuse(at: At, expected: string, found: unknown): undefined {
  at.tell({ path: at.path === '' ? '(the whole file)' : at.path, message: `expected ${expected}, found ${found === undefined ? 'nothing' : typeOf(found)}` });
  return undefined;
}
const below = (at: At, key: string | number): At => ({ ...at, path: at.path === '' ? String(key) : typeof key === 'number' ? `${at.path}[${key}]` : `${at.path}.${key}` });

export const text = (longest: number): Shape<string> => (value, at) => {
  if (typeof value !== 'string') return refuse(at, 'a text', value);
  if (value.length > longest) { at.tell({ path: at.path, message: `expected a text of at most ${longest} characters, found ${value.length}` }); return undefined; }
  return value;
};
export const flag: Shape<boolean> = (value, at) => (typeof value === 'boolean' ? value : refuse(at, 'true or false', value));
export const count = (least: number, most: number): Shape<number> => (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse(at, 'a number', value);
  if (value >= least && value <= most) return value;
  at.tell({ path: at.path, message: `expected a number from ${least} to ${most}, found ${value}` });
  return undefined;
};
export const oneOf = <const Word extends string | number>(...words: readonly Word[]): Shape<Word> => (value, at) => words.find((word) => word === value) ?? refuse(at, `one of ${words.join(', ')}`, value);

/** Any JSON of a bounded depth and size. */
export const json = (largest: number): Shape<Json> => (value, at) => {
  const written = JSON.stringify(value);
  if (written === undefined) return refuse(at, 'a value', value);
  if (written.length > largest) { at.tell({ path: at.path, message: `expected at most ${largest} characters of JSON, found ${written.length}` }); return undefined; }
  // What JSON.stringify has written is JSON.
  return harmless(JSON.parse(written) as Json);
};
/** Without keys that mean something to JavaScript itself. */
function harmless(value: Json): Json {
  if (Array.isArray(value)) return value.map(harmless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !(key in Object.prototype)).map(([key, inner]) => [key, harmless(inner)]));
}

export const list = <Item>(item: Shape<Item>, most: number): Shape<readonly Item[]> => (value, at) => {
  if (!Array.isArray(value)) return refuse(at, 'a list', value);
  if (value.length > most) { at.tell({ path: at.path, message: `expected at most ${most} entries, found ${value.length}` }); return undefined; }
  return value.flatMap((one, index) => item(one, below(at, index)) ?? []);
};

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);
const keyLength = 300;
function badKey(key: string): string | undefined {
  if (key === '' || key.length > keyLength) return `expected a name of 1 to ${keyLength} characters`;
  return key in Object.prototype ? `“${key}” cannot be a name` : undefined;
}
export const table = <Entry>(entry: Shape<Entry>, most: number): Shape<{ readonly [key: string]: Entry }> => (value, at) => {
  if (!isRecord(value)) return refuse(at, 'an object', value);
  const entries = Object.entries(value);
  if (entries.length > most) { at.tell({ path: at.path, message: `expected at most ${most} entries, found ${entries.length}` }); return undefined; }
  return Object.fromEntries(entries.flatMap(([key, one]): [string, Entry][] => {
    const here = below(at, key.slice(0, 80));
    const bad = badKey(key);
    if (bad !== undefined) { at.tell({ path: here.path, message: bad }); return []; }
    const read = entry(one, here);
    return read === undefined ? [] : [[key, read]];
  }));
};

type Shapes = { readonly [key: string]: Shape<unknown> };
type ValueOf<Of> = Of extends Shape<infer Value> ? Value : never;
type Fields<Needed extends Shapes, Optional extends Shapes> =
  { readonly [Key in keyof Needed]: ValueOf<Needed[Key]> } & { readonly [Key in keyof Optional]?: ValueOf<Optional[Key]> };

/** Fields with the values that their shapes give; the `optional` ones may be missing, unknown ones are left behind. */
export function object<Needed extends Shapes, Optional extends Shapes = Record<never, never>>(needed: Needed, optional?: Optional): Shape<Fields<Needed, Optional>> {
  return (value, at) => {
    if (!isRecord(value)) return refuse(at, 'an object', value);
    const field = (key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
    const read: { [key: string]: unknown } = {};
    for (const [key, shape] of Object.entries(needed)) read[key] = shape(field(key), below(at, key));
    for (const [key, shape] of Object.entries(optional ?? {})) {
      const inner = field(key) === undefined ? undefined : shape(field(key), below(at, key));
      if (inner !== undefined) read[key] = inner;
    }
    // A needed field without a value was told as a problem, and then nobody uses this.
    return read as Fields<Needed, Optional>;
  };
}
