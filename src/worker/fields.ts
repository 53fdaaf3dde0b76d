/** What the engine knows of a manifest's fields: for a person who points at one, or begins to write one. Changes nothing in the cluster. */
import { ALL_KINDS, apiVersionOf, definitionBelow, definitionOf, fieldOf, findByKind, limitWarnings } from '@site/engine/api/index.ts';
import type { Definition, FieldType, KindDefinition, KubeObject, ScalarType } from '@site/engine/api/index.ts';
import { isObject } from '@site/engine/base/index.ts';
import type { Json } from '@site/engine/base/index.ts';
import type { ApiServer } from '@site/engine/index.ts';
import { customFields } from './customFields.ts';
import type { FieldHelp, FieldPlace, Suggestion } from './protocol.ts';
import type { Library } from './sentences.ts';

type Api = Pick<ApiServer, 'handle'>;
export type Fields = {
  /** Null where the kind has no such field. */
  readonly describe: (place: FieldPlace) => FieldHelp | null;
  readonly suggest: (place: FieldPlace, part: 'key' | 'value') => readonly Suggestion[];
};
type Found = { readonly owner: Definition; readonly name: string; readonly type: FieldType };

/** Scalars by their OpenAPI names, as `kubectl explain` prints them. */
const SCALARS: { readonly [scalar in ScalarType]: string } = {
  string: 'string', boolean: 'boolean', int32: 'integer', int64: 'integer', number: 'number', time: 'string', microTime: 'string', byte: 'string',
  quantity: 'Quantity', intOrString: 'IntOrString', any: 'Object',
};
function typeText(type: FieldType): string {
  if (type.shape === 'list') return `[]${typeText(type.item)}`;
  if (type.shape === 'map') return `map[string]${typeText(type.item)}`;
  return type.shape === 'scalar' ? SCALARS[type.scalar] : type.definition.slice(type.definition.lastIndexOf('.') + 1);
}
const valuesOf = (type: FieldType): readonly string[] => {
  if (type.shape === 'list' || type.shape === 'map') return valuesOf(type.item);
  return type.enum ?? (type.shape === 'scalar' && type.scalar === 'boolean' ? ['true', 'false'] : []);
};

function find(definition: string, path: readonly string[]): Found | undefined {
  let owner = definitionOf(definition);
  let found: Found | undefined;
  for (const name of path) {
    const type = fieldOf(owner, name);
    if (owner === undefined || type === undefined) return undefined;
    found = { owner, name, type };
    owner = definitionBelow(type);
  }
  return found;
}

/** An object that has this field and nothing else: the API server's own list of limits judges it. */
function sample(owner: Definition | undefined, [name, ...rest]: readonly string[]): Json {
  if (name === undefined) return 'x';
  const type = fieldOf(owner, name);
  if (type === undefined) return {};
  const inner = sample(definitionBelow(type), rest);
  const wrap = (of: FieldType): Json => (of.shape === 'list' ? [wrap(of.item)] : of.shape === 'map' ? { x: wrap(of.item) } : inner);
  return { [name]: wrap(type) };
}
function isStoredOnly(kind: KindDefinition, path: readonly string[]): boolean {
  if (path.length === 0) return false;
  const object = sample(definitionOf(kind.definition), path);
  return isObject(object) && limitWarnings(kind, object as KubeObject).length > 0; // a manifest with one field
}

const orderOf = (one: Suggestion): string => `${one.required ? 0 : 1} ${one.label}`;
const inOrder = (all: readonly Suggestion[]): readonly Suggestion[] => [...all].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

function fieldsBelow(definition: Definition | undefined, isRoot: boolean): readonly Suggestion[] {
  const required = isRoot ? ['apiVersion', 'kind', 'metadata'] : definition?.required ?? [];
  return inOrder(Object.entries(definition?.fields ?? {}).filter(([name]) => !isRoot || name !== 'status').map(([label, type]) => ({
    label, type: typeText(type), required: required.includes(label),
    shape: type.shape === 'list' ? 'list' : type.shape === 'scalar' ? 'scalar' : 'object',
  })));
}
const asValues = (values: readonly string[], type: string): readonly Suggestion[] =>
  [...new Set(values)].sort().map((label) => ({ label, type, shape: 'scalar', required: false }));

type Named = { readonly apiVersion: string; readonly kind: string };
/** The kinds that definitions of custom resources have made. */
function customKinds(api: Api): readonly Named[] {
  const response = api.handle({ method: 'GET', path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions' });
  const items = response.type === 'object' && Array.isArray(response.body['items']) ? (response.body['items'] as readonly Json[]) : []; // a list of JSON
  return items.flatMap((item): Named[] => {
    const spec = isObject(item) && isObject(item['spec']) ? item['spec'] : {};
    const kind = isObject(spec['names']) ? spec['names']['kind'] : undefined;
    const versions = Array.isArray(spec['versions']) ? (spec['versions'] as readonly Json[]).filter(isObject) : [];
    return typeof kind !== 'string' ? [] : versions.map((version) => ({ apiVersion: `${String(spec['group'])}/${String(version['name'])}`, kind }));
  });
}

/** Values of the two keys that say what a manifest is. */
function identity(api: Api, { apiVersion, kind, path }: FieldPlace): readonly Suggestion[] {
  const writable = ALL_KINDS.filter(({ verbs }) => verbs.includes('create'));
  const all: readonly Named[] = [...writable.map((one) => ({ apiVersion: apiVersionOf(one), kind: one.kind })), ...customKinds(api)];
  const having = (key: 'apiVersion' | 'kind', value: string): readonly Named[] => {
    const some = all.filter((one) => one[key] === value);
    return some.length === 0 ? all : some;
  };
  return path[0] === 'kind' ? asValues(having('apiVersion', apiVersion).map((one) => one.kind), 'kind') : asValues(having('kind', kind).map((one) => one.apiVersion), 'apiVersion');
}

export function createFields(api: Api, library: Library): Fields {
  const missing = (): boolean => !library.there();
  function describe(place: FieldPlace): FieldHelp | null {
    const kind = findByKind(place.apiVersion, place.kind);
    if (kind === undefined) return customFields(api, place)?.help(missing()) ?? null;
    if (place.path.length === 0) {
      return { name: kind.kind, type: apiVersionOf(kind), required: false, values: [], about: library.about(kind.definition, ''), missing: missing(), storedOnly: false };
    }
    const found = find(kind.definition, place.path);
    if (found === undefined) return null;
    const { owner, name, type } = found;
    const below = definitionBelow(type);
    const about = library.about(owner.name, name) || (below === undefined ? '' : library.about(below.name, ''));
    return { name, type: typeText(type), required: owner.required.includes(name), values: valuesOf(type), about, missing: missing(), storedOnly: isStoredOnly(kind, place.path) };
  }
  function suggest(place: FieldPlace, part: 'key' | 'value'): readonly Suggestion[] {
    const { path } = place;
    const kind = findByKind(place.apiVersion, place.kind);
    if (part === 'value' && path.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion')) return identity(api, place);
    if (kind === undefined) return customFields(api, place)?.suggestions(part) ?? (path.length === 0 ? fieldsBelow(definitionOf('core.v1.ConfigMap'), true).filter(({ required }) => required) : []);
    if (path.length === 0) return part === 'key' ? fieldsBelow(definitionOf(kind.definition), true) : [];
    const type = find(kind.definition, path)?.type;
    if (type === undefined) return [];
    return part === 'key' ? fieldsBelow(definitionBelow(type), false) : asValues(valuesOf(type), typeText(type));
  }
  return { describe, suggest };
}
