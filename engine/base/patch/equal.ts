/** Deep equality of JSON. Shared parts cost nothing: the same reference is equal at once. */
import type { Json, JsonObject } from '../json.ts';

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);

/** An absent field and one that is undefined are equal. */
export function jsonEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a)) {
    if (!isList(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!jsonEqual(a[i], b[i])) return false;
    return true;
  }
  return isObject(a) && isObject(b) && fieldsEqual(a, b);
}

/** JSON objects inherit nothing: `in` goes over their own keys, without a list of them. */
function fieldsEqual(a: JsonObject, b: JsonObject): boolean {
  for (const key in a) if (!jsonEqual(a[key], b[key])) return false;
  for (const key in b) if (b[key] !== undefined && a[key] === undefined) return false;
  return true;
}
