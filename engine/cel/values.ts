/** JSON ↔ values of expressions. Whole numbers are integers (BigInt) there. */
import { Optional } from '@marcbachmann/cel-js';
import { isList, isObject, type Json } from '../base/index.ts';

export type CelValue = null | boolean | number | bigint | string | object;

/** Objects never change, so each is converted once. */
const converted = new WeakMap<object, CelValue>();

/** Without a schema: what the JSON looks like. */
export function celValue(value: Json | undefined): CelValue {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (value === null || value === undefined || typeof value !== 'object') return value ?? null;
  const known = converted.get(value);
  if (known !== undefined) return known;
  const out: CelValue = isList(value) ? value.map(celValue)
    : Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).map(([key, inner]) => [key, celValue(inner)]));
  converted.set(value, out);
  return out;
}

/** Undefined for what JSON does not have. */
export function jsonValue(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Optional) return value.hasValue() ? jsonValue(value.value()) : undefined;
  if (value instanceof Date) return value.toISOString().replace(/\.000Z$/, 'Z');
  if (isList(value as Json)) return (value as unknown[]).map((item) => jsonValue(item) ?? null); // just tested
  if (!isObject(value as Json)) return undefined;
  const entries = Object.entries(value as object).flatMap(([key, item]) => { const json = jsonValue(item); return json === undefined ? [] : [[key, json] as const]; });
  return Object.fromEntries(entries);
}
