/** Lists that are sets or maps hold nothing twice. @k8s apiextensions-apiserver/pkg/apiserver/schema/listtype/validation.go */
import { isList, isObject, type Json } from '../../../../base/index.ts';
import { duplicate, invalid } from '../../../fieldError.ts';
import type { FieldError } from '../../../kindDefinition.ts';
import { childPath, itemsOf, keysOf, propertyOf, valuesOf, type Schema } from './schema.ts';

export function validateListTypes(schema: Schema | undefined, value: Json | undefined, path: string): FieldError[] {
  if (schema === undefined || value === undefined || value === null) return [];
  if (isList(value)) {
    const own = schema['x-kubernetes-list-type'] === 'set' ? repeated(value).map((index) => duplicate(`${path}[${index}]`, value[index]))
      : schema['x-kubernetes-list-type'] === 'map' ? mapErrors(schema, value, path) : [];
    return [...own, ...value.flatMap((item, index) => validateListTypes(itemsOf(schema), item, `${path}[${index}]`))];
  }
  if (!isObject(value)) return [];
  const values = valuesOf(schema);
  return keysOf(value).sort().flatMap((key) => {
    const property = propertyOf(schema, key);
    return property === undefined ? validateListTypes(values, value[key], `${path}[${key}]`) : validateListTypes(property, value[key], childPath(path, key));
  });
}

/** Indices of the second appearance of what is there more than once. */
function repeated(items: readonly Json[]): number[] {
  const seen = new Map<string, number>();
  const out: number[] = [];
  items.forEach((item, index) => {
    const key = canonical(item);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    if (times === 1) out.push(index);
  });
  return out;
}
function canonical(value: Json | undefined): string {
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  if (isObject(value)) return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
  return JSON.stringify(value ?? null);
}

function mapErrors(schema: Schema, items: readonly Json[], path: string): FieldError[] {
  const wrong = items.findIndex((item) => item !== null && !isObject(item));
  if (wrong >= 0) return [invalid(`${path}[${wrong}]`, items[wrong], 'must be an object for an array of list-type map')];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const identities = items.map((item): Json => Object.fromEntries(keys.flatMap((key) => (isObject(item) && item[key] !== undefined ? [[key, item[key]]] : []))));
  return repeated(identities).map((index) => duplicate(`${path}[${index}]`, identities[index]));
}
