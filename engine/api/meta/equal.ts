/** Semantic equality of JSON: an absent field equals an absent one, order of keys does not count. */
import type { Json } from '../../base/index.ts';

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item: Json, index) => sameJson(item, b[index]));
  }
  const [left, right] = [a as { readonly [key: string]: Json | undefined }, b as { readonly [key: string]: Json | undefined }];
  for (const key in left) if (!sameJson(left[key], right[key])) return false;
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false;
  return true;
}

/** The same for typed API objects, whose types are JSON but say so in another way. */
export const sameObject = <T>(a: T, b: T): boolean => sameJson(a as Json | undefined, b as Json | undefined);
