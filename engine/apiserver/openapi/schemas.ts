/** Definitions of `structure.json` as OpenAPI schemas. Field documentation is upstream's and is not here. */
import { definitionBelow, definitionOf, type Definition, type FieldType } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { longName } from './names.ts';

/** The two versions write references and some scalars differently. */
export type Dialect = { readonly prefix: string; readonly version: 2 | 3 };

const SCALARS: { readonly [scalar: string]: JsonObject } = {
  string: { type: 'string' }, boolean: { type: 'boolean' }, number: { type: 'number', format: 'double' },
  int32: { type: 'integer', format: 'int32' }, int64: { type: 'integer', format: 'int64' }, byte: { type: 'string', format: 'byte' },
  any: { type: 'object' },
};
/** Scalars that OpenAPI knows by name. */
const NAMED: { readonly [scalar: string]: { readonly name: string; readonly v2: JsonObject; readonly v3: JsonObject } } = {
  time: { name: 'io.k8s.apimachinery.pkg.apis.meta.v1.Time', v2: { type: 'string', format: 'date-time' }, v3: { type: 'string', format: 'date-time' } },
  microTime: { name: 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime', v2: { type: 'string', format: 'date-time' }, v3: { type: 'string', format: 'date-time' } },
  quantity: { name: 'io.k8s.apimachinery.pkg.api.resource.Quantity', v2: { type: 'string' }, v3: { oneOf: [{ type: 'string' }, { type: 'number' }] } },
  intOrString: {
    name: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString', v2: { type: 'string', format: 'int-or-string' },
    v3: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  },
};
export const namedScalars = (dialect: Dialect): JsonObject =>
  Object.fromEntries(Object.values(NAMED).map(({ name, v2, v3 }) => [name, dialect.version === 2 ? v2 : v3]));

export const reference = (dialect: Dialect, long: string): JsonObject => ({ $ref: dialect.prefix + long });
/** A reference beside other words must be wrapped in version 3. */
const wrapped = (dialect: Dialect, long: string): JsonObject => (dialect.version === 2 ? reference(dialect, long) : { allOf: [reference(dialect, long)] });

function typeSchema(dialect: Dialect, type: FieldType): JsonObject {
  switch (type.shape) {
    case 'list': return { type: 'array', items: typeSchema(dialect, type.item), ...listWords(type), ...patchWords(type) };
    case 'map': return { type: 'object', additionalProperties: typeSchema(dialect, type.item), ...atomicMap(type.listType === 'atomic') };
    case 'object': return { ...wrapped(dialect, longName(type.definition)), ...patchWords(type) };
    case 'scalar': {
      const named = NAMED[type.scalar];
      return named === undefined ? SCALARS[type.scalar] ?? {} : wrapped(dialect, named.name);
    }
  }
}

function listWords({ listType, mapKeys }: FieldType): JsonObject {
  if (listType === undefined) return {};
  return { 'x-kubernetes-list-type': listType, ...(listType === 'map' ? { 'x-kubernetes-list-map-keys': mapKeys } : {}) };
}
const atomicMap = (atomic: boolean): JsonObject => (atomic ? { 'x-kubernetes-map-type': 'atomic' } : {});
function patchWords({ merge, mergeKey, retainKeys }: FieldType): JsonObject {
  const strategy = [...(merge ? ['merge'] : []), ...(retainKeys ? ['retainKeys'] : [])].join(',');
  return {
    ...(strategy === '' ? {} : { 'x-kubernetes-patch-strategy': strategy }),
    ...(mergeKey === undefined ? {} : { 'x-kubernetes-patch-merge-key': mergeKey }),
  };
}

function definitionSchema(dialect: Dialect, { fields, required, kinds, atomic }: Definition): JsonObject {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    ...(required.length === 0 ? {} : { required }),
    ...(entries.length === 0 ? {} : { properties: Object.fromEntries(entries.map(([field, type]) => [field, typeSchema(dialect, type)])) }),
    ...atomicMap(atomic),
    ...(kinds.length === 0 ? {} : { 'x-kubernetes-group-version-kind': kinds.map(groupVersionKind) }),
  };
}
function groupVersionKind(text: string): JsonObject {
  const [group = '', version = '', kind = ''] = text.split('/');
  return { group, kind, version };
}

/** The definitions that `roots` need, by long name. */
export function schemasFor(dialect: Dialect, roots: readonly string[]): JsonObject {
  const reached = new Map<string, Definition>();
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const definition = definitionOf(name);
    if (reached.has(name) || definition === undefined) continue;
    reached.set(name, definition);
    for (const type of Object.values(definition.fields)) {
      const below = definitionBelow(type);
      if (below !== undefined) queue.push(below.name);
    }
  }
  const own = [...reached.keys()].sort().map((name) => [longName(name), definitionSchema(dialect, reached.get(name) as Definition)] as const); // a key of the map
  return { ...Object.fromEntries(own), ...namedScalars(dialect) };
}
