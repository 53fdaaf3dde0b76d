/** Definitions of `structure.json` as OpenAPI schemas. Field documentation is upstream's and comes from outside. */
import { definitionBelow, definitionOf, type Definition, type FieldType } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { longName } from './names.ts';

/** Upstream's sentence about a field, or about the definition itself for an empty field; '' where it is not known. */
export type Documentation = (definition: string, field: string) => string;
/** The two versions write references and some scalars differently. */
export type Dialect = { readonly prefix: string; readonly version: 2 | 3; readonly about: Documentation };

const SCALARS: { readonly [scalar: string]: JsonObject } = {
  string: { type: 'string' }, boolean: { type: 'boolean' }, number: { type: 'number', format: 'double' },
  int32: { type: 'integer', format: 'int32' }, int64: { type: 'integer', format: 'int64' }, byte: { type: 'string', format: 'byte' },
  any: { type: 'object' },
};
type NamedScalar = { readonly name: string; readonly v2: JsonObject; readonly v3: JsonObject };
const same = (name: string, schema: JsonObject): NamedScalar => ({ name, v2: schema, v3: schema });
/** Scalars that OpenAPI knows by name. */
const NAMED: { readonly [scalar: string]: NamedScalar } = {
  time: same('meta.v1.Time', { type: 'string', format: 'date-time' }),
  microTime: same('meta.v1.MicroTime', { type: 'string', format: 'date-time' }),
  quantity: { name: 'api.resource.Quantity', v2: { type: 'string' }, v3: { oneOf: [{ type: 'string' }, { type: 'number' }] } },
  intOrString: {
    name: 'util.intstr.IntOrString', v2: { type: 'string', format: 'int-or-string' },
    v3: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  },
  fieldsV1: same('meta.v1.FieldsV1', { type: 'object' }),
  rawExtension: same('runtime.RawExtension', { type: 'object' }),
};

export const reference = (dialect: Dialect, long: string): JsonObject => ({ $ref: dialect.prefix + long });
/** A reference that other words stand beside must be wrapped in version 3. */
const wrapped = (dialect: Dialect, long: string): JsonObject => (dialect.version === 2 ? reference(dialect, long) : { allOf: [reference(dialect, long)] });
const isEmpty = (object: JsonObject): boolean => Object.keys(object).length === 0;

/** Name of the definition that a type refers to. */
const referred = (type: FieldType): string | undefined => {
  if (type.shape === 'object') return type.definition;
  return type.shape === 'scalar' ? NAMED[type.ref ?? type.scalar]?.name : undefined;
};

/** @param alone items and values: nothing stands beside their reference. */
function typeSchema(dialect: Dialect, type: FieldType, alone: boolean): JsonObject {
  const words = { ...valueWords(dialect, type), ...patchWords(type), ...(type.shape === 'object' ? mapWords(type) : {}) };
  const target = referred(type);
  // Fields of any JSON have no words of their own.
  const bare = alone || definitionBelow(type)?.untyped === true;
  if (target !== undefined) return { ...(bare && isEmpty(words) ? reference : wrapped)(dialect, longName(target)), ...words };
  switch (type.shape) {
    case 'list': return { type: 'array', ...words, items: typeSchema(dialect, type.item, true), ...listWords(type) };
    case 'map': return { type: 'object', ...words, additionalProperties: typeSchema(dialect, type.item, true), ...mapWords(type) };
    case 'scalar': return { ...SCALARS[type.scalar], ...words };
    case 'object': return words;
  }
}

/** Version 2 has no defaults. */
const valueWords = (dialect: Dialect, type: FieldType): JsonObject => ({
  ...(type.default === undefined || dialect.version === 2 ? {} : { default: type.default }), ...(type.enum === undefined ? {} : { enum: type.enum }),
});
function listWords({ listType, mapKeys }: FieldType): JsonObject {
  if (listType === undefined) return {};
  return { ...(listType === 'map' ? { 'x-kubernetes-list-map-keys': mapKeys } : {}), 'x-kubernetes-list-type': listType };
}
const mapWords = ({ listType, granular }: FieldType): JsonObject => (granular === true ? { 'x-kubernetes-map-type': 'granular' } : atomicMap(listType === 'atomic'));
const atomicMap = (atomic: boolean): JsonObject => (atomic ? { 'x-kubernetes-map-type': 'atomic' } : {});
function patchWords({ merge, mergeKey, retainKeys, replace }: FieldType): JsonObject {
  const strategy = [...(merge ? ['merge'] : []), ...(retainKeys ? ['retainKeys'] : []), ...(replace === true ? ['replace'] : [])].join(',');
  return {
    ...(mergeKey === undefined ? {} : { 'x-kubernetes-patch-merge-key': mergeKey }),
    ...(strategy === '' ? {} : { 'x-kubernetes-patch-strategy': strategy }),
  };
}

export const described = (text: string): JsonObject => (text === '' ? {} : { description: text });

/** @param everywhere the kind and its versions of a definition that every group has: options, watch events. */
function definitionSchema(dialect: Dialect, definition: Definition, everywhere: readonly string[]): JsonObject {
  const { name, fields, required, kinds, atomic, unions, untyped } = definition;
  const entries = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const versions = SHARED.includes(name) ? everywhere.map((version) => `${version}/${name.slice(name.lastIndexOf('.') + 1)}`) : kinds;
  return {
    ...described(dialect.about(name, '')), ...(untyped ? {} : { type: 'object' }), ...(required.length === 0 ? {} : { required }),
    ...(entries.length === 0 ? {} : { properties: Object.fromEntries(entries.map(([field, type]) =>
      [field, { ...described(dialect.about(name, field)), ...typeSchema(dialect, type, false) }])) }),
    ...(versions.length === 0 ? {} : { 'x-kubernetes-group-version-kind': versions.map(groupVersionKind) }),
    ...atomicMap(atomic),
    ...(unions === undefined ? {} : { 'x-kubernetes-unions': unions }),
  };
}
const SHARED = ['meta.v1.DeleteOptions', 'meta.v1.WatchEvent'];
function groupVersionKind(text: string): JsonObject {
  const [group = '', version = '', kind = ''] = text.split('/');
  return { group, kind, version };
}

/**
 * The definitions that `roots` need, by long name, in the order of names.
 * @param everywhere `group/version` of what the document is about: the options and events of each of them are known.
 */
export function schemasFor(dialect: Dialect, roots: readonly string[], everywhere: readonly string[]): JsonObject {
  const reached = new Map<string, JsonObject>();
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const definition = definitionOf(name);
    const long = longName(name);
    if (reached.has(long)) continue;
    const scalar = Object.values(NAMED).find((each) => each.name === name);
    if (scalar !== undefined) reached.set(long, { ...described(dialect.about(name, '')), ...(dialect.version === 2 ? scalar.v2 : scalar.v3) });
    if (scalar !== undefined || definition === undefined) continue;
    reached.set(long, definitionSchema(dialect, definition, everywhere));
    for (const type of Object.values(definition.fields)) queue.push(...needed(type));
  }
  return Object.fromEntries([...reached].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function needed(type: FieldType): readonly string[] {
  if (type.shape === 'list' || type.shape === 'map') return needed(type.item);
  const [target, below] = [referred(type), definitionBelow(type)];
  return [...(target === undefined ? [] : [target]), ...(below === undefined ? [] : [below.name])];
}
