/** Schemas of custom resources and of their lists. @k8s apiextensions-apiserver/pkg/controller/openapi/builder/builder.go */
import type { KindDefinition } from '../../api/index.ts';
import { isObject, type JsonObject } from '../../base/index.ts';
import { longName } from './names.ts';
import { reference, type Dialect } from './schemas.ts';

/** `stable.example.com/v1` CronTab → `com.example.stable.v1.CronTab`. */
export const customName = ({ group, version, kind }: KindDefinition): string => `${group.split('.').reverse().join('.')}.${version}.${kind}`;

const TYPE_FIELDS: JsonObject = { apiVersion: { type: 'string' }, kind: { type: 'string' } };
const versionOf = ({ group, version, kind }: KindDefinition, end = ''): JsonObject => ({ group, kind: `${kind}${end}`, version });

export function customSchemas(dialect: Dialect, kinds: readonly KindDefinition[]): JsonObject {
  return Object.fromEntries(kinds.flatMap((kind) => (kind.custom === undefined || !isObject(kind.custom.openApi) ? [] : [
    [customName(kind), ofKind(dialect, kind, kind.custom.openApi)], [`${customName(kind)}List`, ofList(dialect, kind)],
  ])));
}

/** Every object has type and metadata, whatever its schema says of them. */
function ofKind(dialect: Dialect, kind: KindDefinition, schema: JsonObject): JsonObject {
  const given = isObject(schema['properties']) ? schema['properties'] : {};
  const metadata = { allOf: [reference(dialect, longName('meta.v1.ObjectMeta'))] };
  const properties = { ...TYPE_FIELDS, ...given, metadata: dialect.version === 2 ? reference(dialect, longName('meta.v1.ObjectMeta')) : metadata };
  const sorted = Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...schema, ...(schema['properties'] === undefined && schema['x-kubernetes-preserve-unknown-fields'] === true ? {} : { properties: sorted }), 'x-kubernetes-group-version-kind': [versionOf(kind)] };
}

const ofList = (dialect: Dialect, kind: KindDefinition): JsonObject => ({
  type: 'object', required: ['items'],
  properties: {
    apiVersion: { type: 'string' }, items: { type: 'array', items: reference(dialect, customName(kind)) }, kind: { type: 'string' },
    metadata: dialect.version === 2 ? reference(dialect, longName('meta.v1.ListMeta')) : { allOf: [reference(dialect, longName('meta.v1.ListMeta'))] },
  },
  'x-kubernetes-group-version-kind': [versionOf(kind, 'List')],
});
