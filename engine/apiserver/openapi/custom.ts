/** Schemas of custom resources and of their lists. @k8s apiextensions-apiserver/pkg/controller/openapi/builder/builder.go */
import type { KindDefinition } from '../../api/index.ts';
import { isObject, type JsonObject } from '../../base/index.ts';
import { longName } from './names.ts';
import { described, reference, type Dialect } from './schemas.ts';

/** `stable.example.com/v1` CronTab → `com.example.stable.v1.CronTab`. */
export const customName = ({ group, version, kind }: KindDefinition): string => `${group.split('.').reverse().join('.')}.${version}.${kind}`;

/** These are told of in the same words for all kinds. */
const LIKE = 'core.v1.Pod';
const typeFields = ({ about }: Dialect): JsonObject => Object.fromEntries(['apiVersion', 'kind'].map((field) => [field, { ...described(about(LIKE, field)), type: 'string' }]));
/** Version 3 wraps a reference that has words beside it. */
const metadataField = (dialect: Dialect, meta: string, like: string): JsonObject => {
  const target = reference(dialect, longName(meta));
  return { ...described(dialect.about(like, 'metadata')), ...(dialect.version === 2 ? target : { allOf: [target] }) };
};
const versionOf = ({ group, version, kind }: KindDefinition, end = ''): JsonObject => ({ group, kind: `${kind}${end}`, version });

export function customSchemas(dialect: Dialect, kinds: readonly KindDefinition[]): JsonObject {
  return Object.fromEntries(kinds.flatMap((kind) => (kind.custom === undefined || !isObject(kind.custom.openApi) ? [] : [
    [customName(kind), ofKind(dialect, kind, kind.custom.openApi)], [`${customName(kind)}List`, ofList(dialect, kind)],
  ])));
}

/** Every object has type and metadata, whatever its schema says of them. */
function ofKind(dialect: Dialect, kind: KindDefinition, schema: JsonObject): JsonObject {
  const given = isObject(schema['properties']) ? schema['properties'] : {};
  const properties = { ...given, ...typeFields(dialect), metadata: metadataField(dialect, 'meta.v1.ObjectMeta', LIKE) };
  const sorted = Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...schema, ...(schema['properties'] === undefined && schema['x-kubernetes-preserve-unknown-fields'] === true ? {} : { properties: sorted }), 'x-kubernetes-group-version-kind': [versionOf(kind)] };
}

const ofList = (dialect: Dialect, kind: KindDefinition): JsonObject => ({
  type: 'object', required: ['items'],
  properties: {
    ...typeFields(dialect), items: { type: 'array', items: reference(dialect, customName(kind)) },
    metadata: metadataField(dialect, 'meta.v1.ListMeta', `${LIKE}List`),
  },
  'x-kubernetes-group-version-kind': [versionOf(kind, 'List')],
});
