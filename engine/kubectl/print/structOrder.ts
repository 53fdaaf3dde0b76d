/** JSON of what kubectl has decoded into Go's types: fields in the order of the types, and of maps by name. */
import { definitionOf, definitionOfKind, fieldOf } from '../../api/index.ts';
import type { Definition, FieldType } from '../../api/index.ts';
import { isList, isObject } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { escapeHtml, sortKeys, textAt } from '../objects.ts';
import { STRUCT_ORDER } from './structOrder.data.ts';

/** Of all kinds; the fields between metadata and spec are those of ConfigMap, Secret and ServiceAccount. */
const KIND_ORDER = ['kind', 'apiVersion', 'metadata', 'secrets', 'imagePullSecrets', 'automountServiceAccountToken', 'immutable', 'data', 'binaryData', 'stringData', 'type', 'spec', 'status'];

let parsed: ReadonlyMap<string, readonly string[]> | undefined;
const orders = (): ReadonlyMap<string, readonly string[]> => parsed ??= new Map(STRUCT_ORDER.trim().split('\n').map((line) => {
  const [name = '', ...fields] = line.split(' ');
  return [name, fields];
}));

export function structJson(object: JsonObject, indent: string): string {
  return escapeHtml(JSON.stringify(inStructOrder(object), undefined, indent));
}

export function inStructOrder(object: JsonObject): Json {
  const [kind, apiVersion] = [textAt(object, 'kind'), textAt(object, 'apiVersion')];
  if (kind === 'List') return { kind, apiVersion, metadata: object['metadata'] ?? {}, items: sortKeys(object['items'] ?? []) };
  const cut = apiVersion.indexOf('/');
  const definition = definitionOfKind(apiVersion.slice(0, Math.max(cut, 0)), apiVersion.slice(cut + 1), kind);
  return definition === undefined ? sortKeys(object) : fieldsInOrder(definition, KIND_ORDER, object);
}

function fieldsInOrder(definition: Definition, order: readonly string[], object: JsonObject): JsonObject {
  const rank = (key: string): number => { const at = order.indexOf(key); return at < 0 ? order.length : at; };
  const keys = Object.keys(object).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, typed(fieldOf(definition, key), object[key] ?? null)]));
}

function typed(type: FieldType | undefined, value: Json): Json {
  if (type === undefined || type.shape === 'scalar') return sortKeys(value);
  if (type.shape === 'list') return isList(value) ? value.map((each) => typed(type.item, each)) : value;
  if (!isObject(value)) return value;
  if (type.shape === 'map') return Object.fromEntries(Object.keys(value).sort().map((key) => [key, typed(type.item, value[key] ?? null)]));
  const definition = definitionOf(type.definition);
  return definition === undefined ? sortKeys(value) : fieldsInOrder(definition, orders().get(definition.name) ?? [], value);
}
