/** JSON as Go's `%v` prints it: `map[a:1 b:[x y]]`, keys sorted. */
import type { Json } from '../json.ts';
import { isList, isObject } from './equal.ts';

export function goText(value: Json | undefined): string {
  if (isObject(value)) return `map[${Object.keys(value).sort().map((key) => `${key}:${goText(value[key])}`).join(' ')}]`;
  if (isList(value)) return `[${value.map(goText).join(' ')}]`;
  return value === null || value === undefined ? '<nil>' : String(value);
}
