/** Reading and changing plain JSON objects. */
import { isList, isObject } from '../base/index.ts';
import type { Json, JsonObject } from '../base/index.ts';

export function field(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const key of path) at = isObject(at) ? at[key] : undefined;
  return at;
}
export function textAt(value: Json | undefined, ...path: readonly string[]): string {
  const found = field(value, ...path);
  return typeof found === 'string' ? found : '';
}
export function numberAt(value: Json | undefined, ...path: readonly string[]): number {
  const found = field(value, ...path);
  return typeof found === 'number' ? found : 0;
}
export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = field(value, ...path);
  return isList(found) ? found : [];
}
export function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  const found = field(value, ...path);
  return isObject(found) ? found : {};
}
export function stringMapAt(value: Json | undefined, ...path: readonly string[]): { readonly [key: string]: string } {
  const out: { [key: string]: string } = {};
  for (const [key, each] of Object.entries(objectAt(value, ...path))) if (typeof each === 'string') out[key] = each;
  return out;
}

export const nameOf = (object: Json | undefined): string => textAt(object, 'metadata', 'name');
export const namespaceOf = (object: Json | undefined): string => textAt(object, 'metadata', 'namespace');
export const uidOf = (object: Json | undefined): string => textAt(object, 'metadata', 'uid');
export const labelsOf = (object: Json | undefined): { readonly [key: string]: string } => stringMapAt(object, 'metadata', 'labels');
export const annotationsOf = (object: Json | undefined): { readonly [key: string]: string } => stringMapAt(object, 'metadata', 'annotations');

/** A copy with one field set; objects on the way are made. `undefined` removes the field. */
export function withField(object: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  if (rest.length > 0) return { ...object, [key]: withField(objectAt(object, key), rest, value) };
  if (value !== undefined) return { ...object, [key]: value };
  const { [key]: _gone, ...others } = object;
  return others;
}

export const isListObject = (object: Json | undefined): boolean => isObject(object) && isList(object['items']) && textAt(object, 'kind').endsWith('List');

/** As Go writes it: no blanks, keys sorted, `<`, `>` and `&` escaped. */
export function goJson(value: Json | undefined, indent = ''): string {
  return escapeHtml(JSON.stringify(sortKeys(value ?? null), undefined, indent));
}

/** What Go's encoder does to JSON text: it could stand in a page. */
export const escapeHtml = (text: string): string => text.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

export function sortKeys(value: Json): Json {
  if (isList(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const out: { [key: string]: Json } = {};
  for (const key of Object.keys(value).sort(compareText)) {
    const each = value[key];
    if (each === undefined) continue;
    Object.defineProperty(out, key, { value: sortKeys(each), enumerable: true, configurable: true, writable: true });
  }
  return out;
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
