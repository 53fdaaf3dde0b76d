/** Dropping what a schema does not have. @k8s apiextensions-apiserver/pkg/apiserver/schema/{pruning/algorithm,defaulting/prunenulls}.go */
import { isList, isObject, type Json, type JsonObject } from '../../../../base/index.ts';
import { additionalOf, asRoot, defaultOf, isEmbedded, itemsOf, keysOf, META_FIELDS, preserves, propertyOf, valuesOf, type Schema } from './schema.ts';

export type Pruned = { readonly value: JsonObject; /** Paths, sorted. */ readonly unknown: readonly string[] };

export function prune(schema: Schema | undefined, object: JsonObject, isRoot = true): Pruned {
  const unknown: string[] = [];
  const value = pruneValue(isRoot ? asRoot(schema ?? {}) : schema, object, '', unknown) as JsonObject; // an object stays one
  return { value, unknown: unknown.sort() };
}

const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function pruneValue(schema: Schema | undefined, value: Json, path: string, unknown: string[]): Json {
  const keep = preserves(schema);
  if (isList(value)) return value.map((item, index) => pruneValue(keep && itemsOf(schema) === undefined ? schema : itemsOf(schema), item, `${path}[${index}]`, unknown));
  if (!isObject(value)) return value;
  const out: [string, Json][] = [];
  for (const key of keysOf(value)) {
    const inner = value[key] ?? null;
    const property = propertyOf(schema, key);
    const additional = additionalOf(schema);
    if (isEmbedded(schema) && META_FIELDS.has(key)) out.push([key, inner]);
    else if (property !== undefined) out.push([key, pruneValue(property, inner, below(path, key), unknown)]);
    else if (additional !== undefined) out.push([key, pruneValue(valuesOf(schema), inner, below(path, key), unknown)]);
    else if (keep) out.push([key, inner]);
    else if (!META_FIELDS.has(key) || path !== '') unknown.push(below(path, key));
  }
  return Object.fromEntries(out);
}

/** Nulls that are neither allowed nor replaced by a default are as good as not there. */
export function dropNulls(schema: Schema | undefined, value: Json): Json {
  if (isList(value)) return value.map((item) => dropNulls(itemsOf(schema), item));
  if (!isObject(value)) return value;
  const out: [string, Json][] = [];
  for (const key of keysOf(value)) {
    const inner = value[key] ?? null;
    const property = propertyOf(schema, key) ?? valuesOf(schema);
    if (inner === null && property !== undefined && property.nullable !== true && defaultOf(property) === undefined) continue;
    out.push([key, dropNulls(property, inner)]);
  }
  return Object.fromEntries(out);
}
