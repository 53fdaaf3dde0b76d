/** Operations: enough for clients that look up which kind a path serves and which parameters it takes. */
import type { KindDefinition } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { longName } from './names.ts';
import { reference, type Dialect } from './schemas.ts';

const PATCH_TYPES = ['application/apply-patch+yaml', 'application/json-patch+json', 'application/merge-patch+json', 'application/strategic-merge-patch+json'];
const WRITE = ['dryRun', 'fieldManager', 'fieldValidation'];

const parameter = (dialect: Dialect, name: string, type: string): JsonObject => (dialect.version === 2
  ? { uniqueItems: true, type, name, in: 'query' } : { name, in: 'query', schema: { type, uniqueItems: true } });

function responses(dialect: Dialect, definition: string): JsonObject {
  const schema = reference(dialect, longName(definition));
  return { 200: { description: 'OK', ...(dialect.version === 2 ? { schema } : { content: { 'application/json': { schema } } }) } };
}
function body(dialect: Dialect, types: readonly string[], definition: string): JsonObject {
  const schema = reference(dialect, longName(definition));
  return dialect.version === 2 ? {} : { requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema }])), required: true } };
}

type Verb = 'get' | 'list' | 'post' | 'put' | 'patch' | 'delete' | 'deletecollection';
const METHODS: { readonly [verb in Verb]: string } =
  { get: 'get', list: 'get', post: 'post', put: 'put', patch: 'patch', delete: 'delete', deletecollection: 'delete' };

function operation(dialect: Dialect, kind: KindDefinition, verb: Verb): JsonObject {
  const { group, version, definition } = kind;
  const writes = verb === 'post' || verb === 'put' || verb === 'patch';
  const types = verb === 'patch' ? PATCH_TYPES : ['*/*'];
  const bodyParameter = dialect.version === 2 && writes ? [{ name: 'body', in: 'body', required: true, schema: reference(dialect, longName(verb === 'patch' ? 'meta.v1.Patch' : definition)) }] : [];
  const named = [...bodyParameter, ...(writes ? WRITE.map((name) => parameter(dialect, name, 'string')) : []),
    ...(verb === 'patch' ? [parameter(dialect, 'force', 'boolean')] : []), ...(verb === 'delete' ? [parameter(dialect, 'dryRun', 'string')] : [])];
  return {
    ...(dialect.version === 2 ? { consumes: types, produces: ['application/json'] } : {}),
    ...(named.length === 0 ? {} : { parameters: named }),
    ...(writes ? body(dialect, types, verb === 'patch' ? 'meta.v1.Patch' : definition) : {}),
    responses: responses(dialect, verb === 'list' ? `${definition}List` : definition),
    'x-kubernetes-action': verb,
    'x-kubernetes-group-version-kind': { group, version, kind: kind.kind },
  };
}

const item = (dialect: Dialect, kind: KindDefinition, verbs: readonly Verb[]): JsonObject =>
  Object.fromEntries(verbs.map((verb) => [METHODS[verb], operation(dialect, kind, verb)]));

export function pathsOf(dialect: Dialect, kind: KindDefinition): JsonObject {
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  const collection = kind.namespaced ? `${root}/namespaces/{namespace}/${kind.plural}` : `${root}/${kind.plural}`;
  const parts = kind.subresources.filter(({ kind: name, verbs }) => name === kind.kind && verbs.includes('patch'));
  return {
    ...(kind.namespaced ? { [`${root}/${kind.plural}`]: item(dialect, kind, ['list']) } : {}),
    [collection]: item(dialect, kind, ['list', 'post', 'deletecollection']),
    [`${collection}/{name}`]: item(dialect, kind, ['get', 'put', 'delete', 'patch']),
    ...Object.fromEntries(parts.map(({ name }) => [`${collection}/{name}/${name}`, item(dialect, kind, ['get', 'put', 'patch'])])),
  };
}
