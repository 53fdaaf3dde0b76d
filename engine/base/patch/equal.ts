/** Deep equality of JSON. Shared parts cost nothing: the same reference is equal at once. */
import type { Json, JsonObject } from '../json.ts';

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);

/**
 * An absent field and one that is undefined are equal. One function, and calls only for what is not the same reference: it is the
 * first that a new cluster makes hot, and a pair of functions that call each other takes longer to be made fast than to run.
 */
export function jsonEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a)) {
    if (!isList(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !jsonEqual(a[i], b[i])) return false;
    return true;
  }
  if (!isObject(a) || !isObject(b)) return false;
  // JSON objects inherit nothing: `in` goes over their own keys, without a list of them.
  for (const key in a) if (a[key] !== b[key] && !jsonEqual(a[key], b[key])) return false;
  for (const key in b) if (b[key] !== undefined && a[key] === undefined) return false;
  return true;
}
