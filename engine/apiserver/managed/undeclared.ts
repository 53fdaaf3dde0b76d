/** Fields that the schema of a kind does not have, as server-side apply tells of them. @k8s structured-merge-diff typed/validate.go; golden kubectl/unknown-fields-validate */
import { definitionOf, fieldOf, type FieldType } from '../../api/index.ts';
import { isList, isObject, type Json, type JsonObject } from '../../base/index.ts';

const UNDECLARED = 'field not declared in schema';

/** `.spec.replica: field not declared in schema`; of one object only the first. Undefined: there are none. */
export function undeclaredFields(definition: string, object: JsonObject): string | undefined {
  const errors = inObject(definition, object, '');
  if (errors.length < 2) return errors[0];
  return `errors:\n${errors.map((error) => `  ${error}`).join('\n')}`;
}

function inObject(name: string, object: JsonObject, path: string): string[] {
  const definition = definitionOf(name);
  if (definition === undefined || Object.keys(definition.fields).length === 0) return [];
  const errors: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const type = fieldOf(definition, key);
    const value = object[key];
    if (type === undefined) return [...errors, `${path}.${key}: ${UNDECLARED}`];
    if (value !== undefined) errors.push(...inValue(type, value, `${path}.${key}`));
  }
  return errors;
}

function inValue(type: FieldType, value: Json, path: string): string[] {
  if (type.shape === 'object' && isObject(value)) return inObject(type.definition, value, path);
  if (type.shape === 'list' && isList(value)) return value.flatMap((item, index) => inValue(type.item, item, `${path}${elementOf(type.mapKeys, item, index)}`));
  if (type.shape === 'map' && isObject(value)) return Object.keys(value).sort().flatMap((key) => inValue(type.item, value[key] ?? null, `${path}.${key}`));
  return [];
}

/** `[name="web"]`, or the place in lists without keys. */
function elementOf(keys: readonly string[], item: Json, index: number): string {
  if (keys.length === 0 || !isObject(item)) return `[${index}]`;
  return `[${keys.filter((key) => item[key] !== undefined).map((key) => `${key}=${JSON.stringify(item[key])}`).join(',')}]`;
}
