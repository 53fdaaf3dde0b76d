/**
 * JSON as Go's encoder writes it: fields in the order of the types. Only people who read raw answers see it; programs do not care,
 * and an object costs about as much to put in order as to print.
 */
import { definitionOf, type Definition, type FieldType, type KindDefinition } from '../api/index.ts';
import { isList, isObject, type Json, type JsonObject } from '../base/index.ts';
import type { ResourceRequest } from './context.ts';

/** curl and browsers, and `kubectl get --raw`. */
export function readsRaw({ headers, trusted }: ResourceRequest): boolean {
  if (trusted) return false;
  return headers['accept'] === 'application/json, */*' || /^(?:curl|Wget|Mozilla)/.test(headers['user-agent'] ?? '');
}

/** Custom resources are maps to Go: sorted by name. */
export function inGoOrder(kind: KindDefinition, object: JsonObject): JsonObject {
  const definition = kind.custom === undefined ? definitionOf(kind.definition) : undefined;
  return definition === undefined ? sorted(object) : ordered(definition, object);
}

function ordered(definition: Definition, object: JsonObject): JsonObject {
  const out: [string, Json][] = [];
  for (const field in definition.fields) {
    const value = object[field];
    if (value !== undefined) out.push([field, inType(definition.fields[field], value)]);
  }
  for (const field of Object.keys(object)) {
    const value = object[field];
    if (value !== undefined && !Object.hasOwn(definition.fields, field)) out.push([field, value]);
  }
  return Object.fromEntries(out);
}

function inType(type: FieldType | undefined, value: Json): Json {
  if (type === undefined || type.shape === 'scalar') return value;
  if (type.shape === 'list') return isList(value) ? value.map((item) => inType(type.item, item)) : value;
  if (!isObject(value)) return value;
  if (type.shape === 'map') return Object.fromEntries(Object.keys(value).sort().map((key) => [key, inType(type.item, value[key] ?? null)]));
  const definition = definitionOf(type.definition);
  return definition === undefined ? value : ordered(definition, value);
}

const sorted = (object: JsonObject): JsonObject => Object.fromEntries(Object.keys(object).sort().map((key) => [key, sortedValue(object[key] ?? null)]));
const sortedValue = (value: Json): Json => (isList(value) ? value.map(sortedValue) : isObject(value) ? sorted(value) : value);
