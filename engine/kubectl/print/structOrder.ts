/** JSON of what kubectl has decoded into Go's types: fields in the order of the types, and of maps by name. */
import { definitionOf, definitionOfKind, fieldOf } from '../../api/index.ts';
import type { Definition, FieldType } from '../../api/index.ts';
import { isList, isObject } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { escapeHtml, sortKeys, textAt } from '../objects.ts';

export function structJson(object: JsonObject, indent: string): string {
  return escapeHtml(JSON.stringify(inStructOrder(object), undefined, indent));
}

export function inStructOrder(object: JsonObject): Json {
  const [kind, apiVersion] = [textAt(object, 'kind'), textAt(object, 'apiVersion')];
  if (kind === 'List') return { kind, apiVersion, metadata: object['metadata'] ?? {}, items: sortKeys(object['items'] ?? []) };
  const cut = apiVersion.indexOf('/');
  const definition = definitionOfKind(apiVersion.slice(0, Math.max(cut, 0)), apiVersion.slice(cut + 1), kind);
  return definition === undefined ? sortKeys(object) : fieldsInOrder(definition, object);
}

/** What the type does not know comes last. */
function fieldsInOrder(definition: Definition, object: JsonObject): JsonObject {
  const known = Object.keys(definition.fields).filter((field) => object[field] !== undefined);
  const others = Object.keys(object).filter((field) => fieldOf(definition, field) === undefined).sort();
  return Object.fromEntries([...known, ...others].map((key) => [key, typed(fieldOf(definition, key), object[key] ?? null)]));
}

function typed(type: FieldType | undefined, value: Json): Json {
  if (type === undefined || type.shape === 'scalar') return sortKeys(value);
  if (type.shape === 'list') return isList(value) ? value.map((each) => typed(type.item, each)) : value;
  if (!isObject(value)) return value;
  if (type.shape === 'map') return Object.fromEntries(Object.keys(value).sort().map((key) => [key, typed(type.item, value[key] ?? null)]));
  const definition = definitionOf(type.definition);
  return definition === undefined ? sortKeys(value) : fieldsInOrder(definition, value);
}
