/**
 * What Go says when a map and not a text becomes a typed object, as a strategic merge patch does it: other words than its JSON
 * decoder's, and a whole number that is too large for its field loses its upper bits without a word.
 * @k8s apimachinery/pkg/runtime/converter.go fromUnstructured, handlers/patch.go applyPatchToObject
 */
import type { Json } from '../base/index.ts';

export type Shape = 'map' | 'slice' | 'struct';

/** A list, a map or an object was wanted. */
export function cannotRestore(value: Json, wanted: Shape): string {
  const found = typeof value === 'object' ? (Array.isArray(value) ? 'slice' : 'map') : goScalar(value);
  return wanted === 'struct' ? `cannot restore struct from: ${found}` : `cannot restore ${wanted} from ${found}`;
}

/** `wanted`: the field's type, `int32` or `v1.RestartPolicy`; `basic`: what that is, `string`. Numbers become nearly anything in Go, but no JSON does. */
export function cannotConvert(value: Json, wanted: string, basic: string): string {
  const whole = typeof value === 'number' && Number.isInteger(value);
  if (typeof value === 'number' && (basic === 'string' ? whole : basic.startsWith('int'))) return `cannot convert ${goScalar(value)} to ${wanted}`;
  return `unrecognized type: ${basic}`;
}

/** What is left of a whole number in 32 bits. */
export const wrapped = (value: number): number => value | 0;

const goScalar = (value: Json): string =>
  typeof value === 'number' ? (Number.isInteger(value) ? 'int64' : 'float64') : typeof value === 'boolean' ? 'bool' : 'string';
