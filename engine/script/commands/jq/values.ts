/** jq's order of values, arithmetic and access. */
import type { Json, JsonObject } from '../../../base/index.ts';

/** Raised by `error` and by operations that do not fit. */
export class JqError { readonly value: Json; constructor(value: Json) { this.value = value; } }

export const typeOf = (value: Json): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'boolean' : typeof value);
export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
export const truthy = (value: Json): boolean => value !== null && value !== false;
export const shown = (value: Json): string => { const text = JSON.stringify(value); return text.length > 11 ? `${text.slice(0, 10)}...` : text; };
export const described = (value: Json): string => `${typeOf(value)} (${shown(value)})`;
export const keysOf = (value: JsonObject): string[] => Object.keys(value).filter((key) => value[key] !== undefined).sort();

const RANKS = ['null', 'boolean', 'number', 'string', 'array', 'object'];
export function compare(a: Json, b: Json): number {
  const [x, y] = [RANKS.indexOf(typeOf(a)), RANKS.indexOf(typeOf(b))];
  if (x !== y) return x - y;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if ((typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string')) return a < b ? -1 : a > b ? 1 : 0;
  if (isList(a) && isList(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) { const order = compare(a[i] ?? null, b[i] ?? null); if (order !== 0) return order; }
    return a.length - b.length;
  }
  if (isObject(a) && isObject(b)) {
    const [p, q] = [keysOf(a), keysOf(b)];
    const order = compare(p, q);
    if (order !== 0) return order;
    for (const key of p) { const one = compare(a[key] ?? null, b[key] ?? null); if (one !== 0) return one; }
  }
  return 0;
}

function deepMerge(a: JsonObject, b: JsonObject): JsonObject {
  const out: { [key: string]: Json } = { ...a } as { [key: string]: Json };
  for (const [key, value] of Object.entries(b)) { const old = out[key]; out[key] = isObject(old) && isObject(value) ? deepMerge(old, value) : value ?? null; }
  return out;
}

export function arithmetic(operator: string, a: Json, b: Json): Json {
  const cannot = (words: string): never => { throw new JqError(`${described(a)} and ${described(b)} cannot be ${words}`); };
  if (operator === '+') {
    if (a === null) return b;
    if (b === null) return a;
    if (typeof a === 'number' && typeof b === 'number') return a + b;
    if (typeof a === 'string' && typeof b === 'string') return a + b;
    if (isList(a) && isList(b)) return [...a, ...b];
    return isObject(a) && isObject(b) ? { ...a, ...b } : cannot('added');
  }
  if (operator === '-') {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return isList(a) && isList(b) ? a.filter((item) => !b.some((other) => compare(item, other) === 0)) : cannot('subtracted');
  }
  if (operator === '*') {
    if (typeof a === 'number' && typeof b === 'number') return a * b;
    if (typeof a === 'string' && typeof b === 'number') return b <= 0 ? null : a.repeat(Math.max(1, Math.floor(b)));
    return isObject(a) && isObject(b) ? deepMerge(a, b) : cannot('multiplied');
  }
  if (operator === '/') {
    if (typeof a === 'number' && typeof b === 'number') return b === 0 ? cannot('divided because the divisor is zero') : a / b;
    return typeof a === 'string' && typeof b === 'string' ? (a === '' ? [] : a.split(b)) : cannot('divided');
  }
  if (typeof a !== 'number' || typeof b !== 'number') return cannot('divided');
  return Math.trunc(b) === 0 ? cannot('divided (remainder) because the divisor is zero') : Math.trunc(a) % Math.abs(Math.trunc(b));
}

export function indexValue(value: Json, key: Json): Json {
  if (value === null && (typeof key === 'string' || typeof key === 'number' || key === null)) return null;
  if (isObject(value) && typeof key === 'string') return value[key] ?? null;
  if (isList(value) && typeof key === 'number') { const at = Math.floor(key); return value[at < 0 ? value.length + at : at] ?? null; }
  if (isList(value) && isList(key)) return value.flatMap((_, i) => (key.length > 0 && key.every((item, k) => compare(value[i + k] ?? null, item) === 0) && i + key.length <= value.length ? [i] : []));
  if (typeof key === 'string') throw new JqError(`Cannot index ${typeOf(value)} with "${key}"`);
  throw new JqError(`Cannot index ${typeOf(value)} with ${typeOf(key)}`);
}

export function sliceBounds(length: number, from: Json, to: Json): readonly [number, number] {
  const place = (value: Json, fallback: number): number => { const n = typeof value === 'number' ? value : fallback; return Math.max(0, Math.min(length, n < 0 ? length + n : n)); };
  const start = Math.floor(place(from, 0));
  return [start, Math.max(start, Math.ceil(place(to, length)))];
}
export function sliceValue(value: Json, from: Json, to: Json): Json {
  if (value === null) return null;
  if (typeof value !== 'string' && !isList(value)) throw new JqError(`Cannot index ${typeOf(value)} with object`);
  const [start, end] = sliceBounds(value.length, from, to);
  return value.slice(start, end);
}

export function* eachValue(value: Json): Generator<readonly [Json, Json], void, void> {
  if (isList(value)) { for (const [i, item] of value.entries()) yield [i, item]; return; }
  if (isObject(value)) { for (const key of Object.keys(value)) yield [key, value[key] ?? null]; return; }
  throw new JqError(`Cannot iterate over ${value === null ? 'null' : described(value)}`);
}

export type Path = readonly Json[];
export function getPath(value: Json, path: Path): Json {
  return path.reduce<Json>((at, key) => (at === null ? null : isObject(key) ? sliceValue(at, key['start'] ?? null, key['end'] ?? null) : indexValue(at, key)), value);
}
export function setPath(value: Json, path: Path, make: (old: Json) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return make(value);
  if (typeof key === 'string') {
    if (value !== null && !isObject(value)) throw new JqError(`Cannot index ${typeOf(value)} with "${key}"`);
    return { ...value, [key]: setPath(value?.[key] ?? null, rest, make) };
  }
  if (typeof key === 'number') {
    if (value !== null && !isList(value)) throw new JqError(`Cannot index ${typeOf(value)} with number`);
    const list: Json[] = [...value ?? []];
    const at = key < 0 ? list.length + key : key;
    if (at < 0) throw new JqError('Out of bounds negative array index');
    while (list.length < at) list.push(null);
    list[at] = setPath(list[at] ?? null, rest, make);
    return list;
  }
  if (isObject(key) && (value === null || isList(value))) {
    const list = value ?? [];
    const [start, end] = sliceBounds(list.length, key['start'] ?? null, key['end'] ?? null);
    const made = setPath(list.slice(start, end), rest, make);
    return isList(made) ? [...list.slice(0, start), ...made, ...list.slice(end)] : list;
  }
  throw new JqError(`Invalid path component ${shown(key)}`);
}
export function deletePath(value: Json, path: Path): Json {
  const [key, ...rest] = path;
  if (key === undefined || value === null) return null;
  if (rest.length > 0) { const inner = getPath(value, [key]); return inner === null ? value : setPath(value, [key], (old) => deletePath(old, rest)); }
  if (isObject(value) && typeof key === 'string') return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as JsonObject;
  if (isList(value) && typeof key === 'number') { const at = key < 0 ? value.length + key : key; return value.filter((_, i) => i !== at); }
  if (isList(value) && isObject(key)) { const [start, end] = sliceBounds(value.length, key['start'] ?? null, key['end'] ?? null); return [...value.slice(0, start), ...value.slice(end)]; }
  throw new JqError(`Cannot delete field at ${typeOf(value) === 'array' ? 'array' : 'object'} index of ${typeOf(value)}`);
}
