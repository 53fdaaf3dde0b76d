/** Filling in a schema's defaults. @k8s apiextensions-apiserver/pkg/apiserver/schema/defaulting/algorithm.go */
import { isList, isObject, type Json, type JsonObject } from '../../../../base/index.ts';
import { defaultOf, itemsOf, keysOf, propertiesOf, propertyOf, someSchema, valuesOf, type Schema } from './schema.ts';

export const hasDefaults = (schema: Schema | undefined): boolean => someSchema(schema, (each) => defaultOf(each) !== undefined);

export const withDefaults = (schema: Schema, object: JsonObject): JsonObject => fill(schema, object) as JsonObject; // an object stays one

const isReplaced = (value: Json | undefined, schema: Schema | undefined): boolean => value === null && schema !== undefined && schema.nullable !== true;

function fill(schema: Schema | undefined, value: Json): Json {
  if (schema === undefined) return value;
  if (isList(value)) {
    const items = itemsOf(schema);
    return same(value, value.map((item) => fill(items, isReplaced(item, items) ? defaultOf(items) ?? null : item)));
  }
  if (!isObject(value)) return value;
  const out: { [key: string]: Json } = {};
  let changed = false;
  const put = (key: string, next: Json): void => { if (next !== value[key]) changed = true; Object.defineProperty(out, key, { value: next, enumerable: true, writable: true, configurable: true }); };
  for (const key of keysOf(value)) {
    const property = propertyOf(schema, key);
    const target = property ?? valuesOf(schema);
    const given = value[key] ?? null;
    put(key, fill(target, isReplaced(given, target) ? defaultOf(target) ?? given : given));
  }
  for (const [name, property] of propertiesOf(schema)) {
    const given = defaultOf(property);
    if (given !== undefined && value[name] === undefined) put(name, fill(property, given));
  }
  return changed ? out : value;
}

const same = (before: readonly Json[], after: readonly Json[]): readonly Json[] => (after.every((item, index) => item === before[index]) ? before : after);
