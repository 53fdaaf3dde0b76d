/** A partial object against a whole one: chainsaw's shape without its expressions. Lists are compared whole. */
import type { Json, JsonObject } from '../../base/index.ts';

export type Mismatch = { readonly path: string; readonly expected: Json; readonly seen: Json | undefined };

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first difference in the order of the expected fields; undefined if everything is there. */
export function mismatch(expected: Json, seen: Json | undefined, path = ''): Mismatch | undefined {
  if (isObject(expected)) {
    if (!isObject(seen)) return { path, expected, seen };
    for (const [key, value] of Object.entries(expected)) {
      const found = value === undefined ? undefined : mismatch(value, seen[key], path === '' ? key : `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (Array.isArray(expected)) {
    const other = Array.isArray(seen) ? (seen as readonly Json[]) : undefined;
    if (other === undefined || other.length !== expected.length) return { path, expected, seen };
    for (const [index, value] of (expected as readonly Json[]).entries()) {
      const found = mismatch(value, other[index], `${path}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return expected === seen ? undefined : { path, expected, seen };
}
