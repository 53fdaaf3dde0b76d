/** Fields of custom resources, out of the schema that the API server publishes for them; their sentences are their authors'. */
import { isObject } from '@site/engine/base/index.ts';
import type { Json, JsonObject } from '@site/engine/base/index.ts';
import type { ApiServer } from '@site/engine/index.ts';
import type { FieldHelp, FieldPlace, Suggestion } from './protocol.ts';

type Api = Pick<ApiServer, 'handle'>;
type Found = { readonly schema: JsonObject; readonly required: boolean };

const at = (value: Json | undefined, ...path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);
const objectAt = (value: Json | undefined, ...path: readonly string[]): JsonObject => { const inner = at(value, ...path); return isObject(inner) ? inner : {}; };
const textsAt = (value: Json | undefined, key: string): readonly string[] => {
  const inner = at(value, key);
  return Array.isArray(inner) ? (inner as readonly Json[]).map(String) : [];
};
const textAt = (value: Json | undefined, key: string): string => { const inner = at(value, key); return typeof inner === 'string' ? inner : ''; };

function documentOf(api: Api, apiVersion: string): JsonObject | undefined {
  if (!apiVersion.includes('/')) return undefined;
  const response = api.handle({ method: 'GET', path: `/openapi/v3/apis/${apiVersion}` });
  return response.type === 'object' && response.code === 200 ? response.body : undefined;
}
function rootOf(document: JsonObject, { apiVersion, kind }: FieldPlace): JsonObject | undefined {
  const isIt = (one: Json): boolean => isObject(one) && `${textAt(one, 'group')}/${textAt(one, 'version')}` === apiVersion && textAt(one, 'kind') === kind;
  return Object.values(objectAt(document, 'components', 'schemas')).filter(isObject).find((schema) => {
    const names = at(schema, 'x-kubernetes-group-version-kind');
    return Array.isArray(names) && (names as readonly Json[]).some(isIt);
  });
}

/** The schema that a reference or a wrapper stands for; the nearest description stays. */
function plain(document: JsonObject, schema: JsonObject): JsonObject {
  const [only] = Array.isArray(schema['allOf']) ? (schema['allOf'] as readonly Json[]) : [];
  const reference = textAt(schema, '$ref') || textAt(only, '$ref');
  if (reference === '') return schema;
  const meant = objectAt(document, 'components', 'schemas', reference.slice(reference.lastIndexOf('/') + 1));
  return textAt(schema, 'description') === '' ? meant : { ...meant, description: textAt(schema, 'description') };
}
/** Through lists and maps to what has the fields. */
function below(document: JsonObject, schema: JsonObject): JsonObject {
  const inner = at(schema, 'items') ?? at(schema, 'additionalProperties');
  return isObject(inner) ? below(document, plain(document, inner)) : schema;
}
function find(document: JsonObject, root: JsonObject, path: readonly string[]): Found | undefined {
  let found: Found = { schema: root, required: false };
  for (const name of path) {
    const owner = below(document, found.schema);
    const next = at(owner, 'properties', name);
    if (!isObject(next)) return undefined;
    found = { schema: plain(document, next), required: textsAt(owner, 'required').includes(name) };
  }
  return found;
}
function typeText(document: JsonObject, schema: JsonObject): string {
  const [item, value] = [at(schema, 'items'), at(schema, 'additionalProperties')];
  if (isObject(item)) return `[]${typeText(document, plain(document, item))}`;
  if (isObject(value)) return `map[string]${typeText(document, plain(document, value))}`;
  const type = textAt(schema, 'type');
  return type === '' || type === 'object' ? 'Object' : type;
}
const valuesOf = (schema: JsonObject): readonly string[] => (textAt(schema, 'type') === 'boolean' ? ['true', 'false'] : textsAt(schema, 'enum'));

export function customFields(api: Api, place: FieldPlace): { readonly help: (missing: boolean) => FieldHelp | null; readonly suggestions: (part: 'key' | 'value') => readonly Suggestion[] } | undefined {
  const document = documentOf(api, place.apiVersion);
  const root = document === undefined ? undefined : rootOf(document, place);
  if (document === undefined || root === undefined) return undefined;
  const { path } = place;
  const found = find(document, root, path);
  const suggestion = (label: string, schema: JsonObject, required: boolean): Suggestion => {
    const type = typeText(document, schema);
    return { label, type, required, shape: type.startsWith('[]') ? 'list' : type === 'Object' || type.startsWith('map') ? 'object' : 'scalar' };
  };
  return {
    help: (missing) => (found === undefined ? null : {
      name: path.at(-1) ?? place.kind, type: path.length === 0 ? place.apiVersion : typeText(document, found.schema), required: found.required,
      values: valuesOf(below(document, found.schema)), about: textAt(found.schema, 'description'), missing: missing && path[0] === 'metadata', storedOnly: false,
    }),
    suggestions(part) {
      if (found === undefined) return [];
      const inner = below(document, found.schema);
      if (part === 'value') return valuesOf(inner).map((label) => ({ label, type: typeText(document, found.schema), shape: 'scalar', required: false }));
      const required = path.length === 0 ? ['apiVersion', 'kind', 'metadata'] : textsAt(inner, 'required');
      return Object.entries(objectAt(inner, 'properties')).filter(([name]) => path.length > 0 || name !== 'status')
        .map(([name, schema]) => suggestion(name, isObject(schema) ? plain(document, schema) : {}, required.includes(name)))
        .sort((a, b) => Number(b.required) - Number(a.required) || (a.label < b.label ? -1 : 1));
    },
  };
}
