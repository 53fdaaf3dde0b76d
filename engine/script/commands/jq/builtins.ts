/** jq's functions of values, and those defined in jq itself. */
import type { Json, JsonObject } from '../../../base/index.ts';
import { formatDate } from '../dates.ts';
import { textOfValue } from './formats.ts';
import { compare, described, eachValue, getPath, isList, isObject, JqError, keysOf, setPath, deletePath, shown, truthy, typeOf, type Path } from './values.ts';

type Builtin = (input: Json, ...args: readonly Json[]) => Json | undefined;

const list = (value: Json, words: string): readonly Json[] => { if (!isList(value)) throw new JqError(`${described(value)} cannot be ${words}, as it is not an array`); return value; };
const text = (value: Json, name: string): string => { if (typeof value !== 'string') throw new JqError(`${described(value)} cannot be ${name}`); return value; };
const number = (value: Json): number => { if (typeof value !== 'number') throw new JqError(`${described(value)} number required`); return value; };
const sorted = (values: readonly Json[]): Json[] => values.map((value, i) => ({ value, i })).sort((a, b) => compare(a.value, b.value) || a.i - b.i).map(({ value }) => value);
/** Values with the key that was computed for each, in order of the keys. */
const byKey = (input: Json, keys: Json): { readonly value: Json; readonly key: Json }[] => {
  const all = list(input, 'sorted');
  return all.map((value, i) => ({ value, key: (keys as readonly Json[])[i] ?? null, i })).sort((a, b) => compare(a.key, b.key) || a.i - b.i);
};
const groups = (input: Json, keys: Json): Json[][] => byKey(input, keys).reduce<{ key: Json; values: Json[] }[]>((all, { value, key }) => {
  const last = all.at(-1);
  if (last !== undefined && compare(last.key, key) === 0) last.values.push(value); else all.push({ key, values: [value] });
  return all;
}, []).map(({ values }) => values);

function contains(a: Json, b: Json): boolean {
  if (isObject(a) && isObject(b)) return Object.entries(b).every(([key, value]) => a[key] !== undefined && contains(a[key] ?? null, value ?? null));
  if (isList(a) && isList(b)) return b.every((item) => a.some((other) => contains(other, item)));
  if (typeof a === 'string' && typeof b === 'string') return a.includes(b);
  if (typeOf(a) !== typeOf(b)) throw new JqError(`${described(a)} and ${described(b)} cannot have their containment checked`);
  return compare(a, b) === 0;
}
function flatten(values: readonly Json[], depth: number): Json[] { return values.flatMap((value) => (isList(value) && depth > 0 ? flatten(value, depth - 1) : [value])); }
function regex(pattern: Json, flags: Json): RegExp {
  const given = typeof flags === 'string' ? flags : '';
  try { return new RegExp(text(pattern, 'matched'), `g${given.includes('i') ? 'i' : ''}${given.includes('s') ? 's' : ''}u`); } catch { throw new JqError(`${textOfValue(pattern)} (at offset 0) is not a valid regex`); }
}
function matches(input: Json, pattern: Json, flags: Json): Json[] {
  const global = typeof flags === 'string' && flags.includes('g');
  const [expression, source, options] = isList(pattern) ? [pattern[0] ?? null, input, pattern[1] ?? null] : [pattern, input, flags];
  const found = [...text(source, 'matched, as it is not a string').matchAll(regex(expression, options))].slice(0, global || (typeof options === 'string' && options.includes('g')) ? undefined : 1);
  return found.map((match) => {
    const names = new Map(Object.entries(match.groups ?? {}).map(([name, value]) => [value, name]));
    return { offset: match.index, length: match[0].length, string: match[0], captures: match.slice(1).map((group): Json => ({ offset: group === undefined ? -1 : match.index + match[0].indexOf(group), length: group?.length ?? 0, string: group ?? null, name: names.get(group) ?? null })) };
  });
}
function named(match: Json): JsonObject {
  const captures = isObject(match) && isList(match['captures']) ? match['captures'] : [];
  return Object.fromEntries(captures.flatMap((capture) => (isObject(capture) && typeof capture['name'] === 'string' ? [[capture['name'], capture['string'] ?? null]] : []))) as JsonObject;
}
const seconds = (value: Json): number => Math.floor(Date.parse(text(value, 'parsed as a date')) / 1000);
const dateOf = (value: Json): string => new Date(number(value) * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
const entries = (value: Json): Json[] => [...eachValue(value)].map(([key, inner]) => ({ key, value: inner }));
const add = (values: readonly Json[]): Json => values.reduce<Json>((sum, value) => (sum === null ? value : value === null ? sum : typeof sum === 'number' && typeof value === 'number' ? sum + value : typeof sum === 'string' && typeof value === 'string' ? sum + value
  : isList(sum) && isList(value) ? [...sum, ...value] : isObject(sum) && isObject(value) ? { ...sum, ...value } : ((): never => { throw new JqError(`${described(sum)} and ${described(value)} cannot be added`); })()), null);
const extreme = (input: Json, sign: number): Json => list(input, 'compared').reduce<Json | undefined>((best, value) => (best === undefined || compare(value, best) * sign > 0 || (compare(value, best) === 0 && sign > 0) ? value : best), undefined) ?? null;
const allPaths = (value: Json, base: Path): Path[] => (typeof value === 'object' && value !== null ? [...eachValue(value)].flatMap(([key, inner]) => [[...base, key], ...allPaths(inner, [...base, key])]) : []);
const length = (value: Json): Json => (value === null ? 0 : typeof value === 'string' ? Array.from(value).length : typeof value === 'number' ? Math.abs(value) : isList(value) ? value.length : isObject(value) ? keysOf(value).length : ((): never => { throw new JqError(`${described(value)} has no length`); })());

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>(Object.entries({
  'length/0': length, 'utf8bytelength/0': (value) => new TextEncoder().encode(text(value, 'measured')).length, 'not/0': (value) => !truthy(value), 'type/0': typeOf,
  'keys/0': (value) => (isObject(value) ? keysOf(value) : isList(value) ? value.map((_, i) => i) : ((): never => { throw new JqError(`${described(value)} has no keys`); })()),
  'keys_unsorted/0': (value) => (isObject(value) ? Object.keys(value) : list(value, 'listed').map((_, i) => i)),
  'has/1': (value, key) => (isObject(value) ? value[textOfValue(key)] !== undefined : number(key) < list(value, 'checked').length), 'contains/1': contains, 'add/0': (value) => add(isList(value) ? value : [...eachValue(value)].map(([, inner]) => inner)),
  'any/0': (value) => list(value, 'checked').some(truthy), 'all/0': (value) => list(value, 'checked').every(truthy), 'sort/0': (value) => sorted(list(value, 'sorted')), 'unique/0': (value) => sorted(list(value, 'sorted')).filter((item, i, all) => i === 0 || compare(item, all[i - 1] ?? null) !== 0),
  '_sort_by/1': (value, keys) => byKey(value, keys).map((item) => item.value), '_group_by/1': groups, '_unique_by/1': (value, keys) => groups(value, keys).map((group) => group[0] ?? null),
  '_min_by/1': (value, keys) => byKey(value, keys)[0]?.value ?? null, '_max_by/1': (value, keys) => byKey(value, keys).at(-1)?.value ?? null,
  'min/0': (value) => extreme(value, -1), 'max/0': (value) => extreme(value, 1), 'reverse/0': (value) => (typeof value === 'string' ? Array.from(value).reverse().join('') : value === null ? [] : [...list(value, 'reversed')].reverse()),
  'flatten/0': (value) => flatten(list(value, 'flattened'), 1000), 'flatten/1': (value, depth) => flatten(list(value, 'flattened'), number(depth)), 'first/0': (value) => list(value, 'indexed')[0] ?? null, 'last/0': (value) => list(value, 'indexed').at(-1) ?? null,
  'tostring/0': textOfValue, 'tojson/0': (value) => JSON.stringify(value), 'fromjson/0': (value) => { try { return JSON.parse(text(value, 'parsed')) as Json; } catch { throw new JqError(`${shown(value)} (while parsing '${textOfValue(value)}')`); } },
  'tonumber/0': (value) => { const made = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN; if (Number.isNaN(made)) throw new JqError(`${described(value)} cannot be parsed as a number`); return made; },
  'ascii_downcase/0': (value) => text(value, 'lowercased').toLowerCase(), 'ascii_upcase/0': (value) => text(value, 'uppercased').toUpperCase(), 'explode/0': (value) => Array.from(text(value, 'exploded')).map((c) => c.codePointAt(0) ?? 0), 'implode/0': (value) => String.fromCodePoint(...list(value, 'imploded').map(number)),
  'split/1': (value, separator) => { const source = text(value, 'split'); return source === '' ? [] : source.split(text(separator, 'used to split')); }, 'split/2': (value, separator, flags) => text(value, 'split').split(regex(separator, flags)),
  'join/1': (value, separator) => list(value, 'joined').map((item) => (item === null ? '' : textOfValue(item))).join(text(separator, 'used to join')),
  'startswith/1': (value, prefix) => text(value, 'checked with startswith').startsWith(text(prefix, 'checked')), 'endswith/1': (value, suffix) => text(value, 'checked with endswith').endsWith(text(suffix, 'checked')),
  'ltrimstr/1': (value, prefix) => (typeof value === 'string' && typeof prefix === 'string' && value.startsWith(prefix) ? value.slice(prefix.length) : value), 'rtrimstr/1': (value, suffix) => (typeof value === 'string' && typeof suffix === 'string' && suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value),
  'trim/0': (value) => text(value, 'trimmed').trim(), 'ltrim/0': (value) => text(value, 'trimmed').trimStart(), 'rtrim/0': (value) => text(value, 'trimmed').trimEnd(),
  'indices/1': (value, item) => (typeof value === 'string' ? [...Array(value.length).keys()].filter((i) => value.startsWith(textOfValue(item), i)) : list(value, 'searched').flatMap((one, i) => (compare(one, item) === 0 ? [i] : []))),
  'index/1': (value, item) => { const at = typeof value === 'string' ? value.indexOf(textOfValue(item)) : list(value, 'searched').findIndex((one) => compare(one, item) === 0); return at < 0 ? null : at; },
  'rindex/1': (value, item) => { const at = typeof value === 'string' ? value.lastIndexOf(textOfValue(item)) : -1; return at < 0 ? null : at; }, 'inside/1': (value, other) => contains(other, value),
  'test/1': (value, pattern) => matches(value, pattern, null).length > 0, 'test/2': (value, pattern, flags) => matches(value, pattern, flags).length > 0,
  '_match/2': (value, pattern, flags) => matches(value, pattern, flags), '_capture/2': (value, pattern, flags) => matches(value, pattern, flags).map(named),
  '_sub/3': (value, pattern, replacements, flags) => { const made = replacements as readonly Json[]; let i = 0; const once = !(typeof flags === 'string' && flags.includes('g')); return text(value, 'matched').replace(new RegExp(regex(pattern, flags).source, regex(pattern, flags).flags.replace('g', once ? '' : 'g')), () => textOfValue(made[i++] ?? '')); },
  'to_entries/0': entries, 'from_entries/0': (value) => Object.fromEntries(list(value, 'made an object').map((entry) => { const one = entry as JsonObject; const key = one['key'] ?? one['k'] ?? one['name'] ?? one['Name'] ?? one['Key'] ?? null; return [typeof key === 'string' ? key : key === null ? 'null' : JSON.stringify(key), one['value'] ?? one['v'] ?? one['Value'] ?? null]; })) as JsonObject,
  'floor/0': (value) => Math.floor(number(value)), 'ceil/0': (value) => Math.ceil(number(value)), 'round/0': (value) => Math.round(number(value)), 'sqrt/0': (value) => Math.sqrt(number(value)), 'fabs/0': (value) => Math.abs(number(value)), 'abs/0': (value) => Math.abs(number(value)),
  'getpath/1': (value, path) => getPath(value, path as Path), 'setpath/2': (value, path, made) => setPath(value, path as Path, () => made), 'delpaths/1': (value, all) => [...list(all, 'deleted')].sort((a, b) => compare(b, a)).reduce<Json>((rest, path) => deletePath(rest, path as Path), value),
  '_paths/0': (value) => allPaths(value, []) as Json, 'transpose/0': (value) => { const rows = list(value, 'transposed') as readonly (readonly Json[])[]; return Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, i) => rows.map((row) => row[i] ?? null)); },
  'fromdateiso8601/0': seconds, 'fromdate/0': seconds, 'todate/0': dateOf, 'todateiso8601/0': dateOf, 'strftime/1': (value, format) => formatDate(text(format, 'used'), number(value) * 1000), 'infinite/0': () => Number.MAX_VALUE, 'nan/0': () => null, 'halt/0': () => undefined, 'input_line_number/0': () => 0, 'ascii/0': (value) => String.fromCharCode(number(value)),
  'tojson/1': (value) => JSON.stringify(value), 'splits/1': (value, pattern) => text(value, 'split').split(regex(pattern, null)),
} satisfies { readonly [name: string]: Builtin }));

export const DEFINED: readonly string[] = [
  'def map(f): [.[] | f];', 'def select(f): if f then . else empty end;', 'def recurse: recurse(.[]?);', 'def recurse(f): def r: ., (f | r); r;', 'def values: select(. != null);', 'def nulls: select(. == null);', 'def strings: select(type == "string");', 'def numbers: select(type == "number");',
  'def booleans: select(type == "boolean");', 'def arrays: select(type == "array");', 'def objects: select(type == "object");', 'def iterables: select(type == "array" or type == "object");', 'def scalars: select(type != "array" and type != "object");',
  'def map_values(f): .[] |= f;', 'def sort_by(f): _sort_by(map([f]));', 'def group_by(f): _group_by(map([f]));', 'def unique_by(f): _unique_by(map([f]));', 'def min_by(f): _min_by(map([f]));', 'def max_by(f): _max_by(map([f]));',
  'def any(f): [.[] | f] | any;', 'def all(f): [.[] | f] | all;', 'def any(g; f): [g | f] | any;', 'def all(g; f): [g | f] | all;', 'def range($n): range(0; $n);', 'def with_entries(f): to_entries | map(f) | from_entries;', 'def paths: _paths[];', 'def paths(f): path(.. | select(f)) | select(length > 0);', 'def leaf_paths: paths(scalars);',
  'def in(x): . as $k | x | has($k);', 'def last(f): reduce f as $x (null; $x);', 'def nth($n): .[$n];', 'def nth($n; f): last(limit($n + 1; f));', 'def until(c; u): def r: if c then . else (u | r) end; r;', 'def while(c; u): def r: if c then ., (u | r) else empty end; r;', 'def repeat(f): def r: ., (f | r); r;',
  'def match($re): _match($re; null)[];', 'def match($re; $flags): _match($re; $flags)[];', 'def capture($re): _capture($re; null)[];', 'def capture($re; $flags): _capture($re; $flags)[];', 'def scan($re): _match($re; "g")[] | if (.captures | length) > 0 then [.captures[].string] else .string end;',
  'def sub($re; s): . as $in | _sub($re; [_capture($re; "")[] | s]; "");', 'def gsub($re; s): . as $in | _sub($re; [_capture($re; "g")[] | s]; "g");', 'def ascii: [.] | implode;', 'def tostream: path(..) as $p | getpath($p) | select(type != "array" and type != "object" or length == 0) | [$p, .];', 'def add(f): [f] | add;', 'def pick(f): . as $in | reduce path(f) as $p (null; setpath($p; $in | getpath($p)));', 'def walk(f): def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f; w;', 'def debug: .;', 'def input: empty;', 'def inputs: empty;',
];
