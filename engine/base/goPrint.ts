/** How Go's fmt prints values that were JSON. */
import type { Json } from './json.ts';
import { isList, isObject } from './patch/equal.ts';

/** `%v`: `map[a:1 b:[x y]]`. */
export function goPrint(value: Json | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  if (isList(value)) return `[${value.map(goPrint).join(' ')}]`;
  if (isObject(value)) return `map[${sortedKeys(value).map((key) => `${key}:${goPrint(value[key])}`).join(' ')}]`;
  return typeof value === 'number' ? goFloat(value) : String(value);
}

/** `%#v`: `map[string]interface {}{"a":1}`. */
export function goSyntax(value: Json | undefined): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (isList(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (isObject(value)) return `map[string]interface {}{${sortedKeys(value).map((key) => `${goQuote(key)}:${goSyntax(value[key])}`).join(', ')}}`;
  return typeof value === 'string' ? goQuote(value) : typeof value === 'number' ? goFloat(value) : String(value);
}

const sortedKeys = (object: { readonly [key: string]: Json | undefined }): string[] => Object.keys(object).filter((key) => object[key] !== undefined).sort();

/** `%q`. */
export const goQuote = (text: string): string => JSON.stringify(text).replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => (hex.startsWith('00') ? `\\x${hex.slice(2)}` : `\\u${hex}`));

/** `%v` of a number that was JSON: whole numbers are integers in Go. */
export const goFloat = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 2 ** 64 ? String(value === 0 ? 0 : value) : goGeneral(value));

/** `%v` of a float64: shortest, with an exponent from 1e6 on. */
export function goGeneral(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  return power >= -4 && power < 6 ? String(value) : `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** `%T`. */
export function goType(value: Json | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  if (isList(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  return typeof value === 'number' ? (Number.isInteger(value) ? 'int64' : 'float64') : typeof value === 'boolean' ? 'bool' : 'string';
}
