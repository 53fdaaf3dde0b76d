/** Equality and order of values. Numbers of different types are compared as numbers. @k8s cel-go CrossTypeNumericComparisons */
import { CelError } from './library/library.ts';

const isNumber = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';
const isPlain = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  // eslint-disable-next-line eqeqeq -- 1n == 1 is what is wanted
  if (isNumber(a) && isNumber(b)) return a == b;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (!isPlain(a) || !isPlain(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (typeof a['toString'] === 'function' && a.constructor !== Object && a.constructor === b.constructor) return String(a) === String(b);
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

export function order(a: unknown, b: unknown): number {
  if ((isNumber(a) && isNumber(b)) || (typeof a === 'string' && typeof b === 'string') || (typeof a === 'boolean' && typeof b === 'boolean')) return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  throw new CelError('no such overload');
}
