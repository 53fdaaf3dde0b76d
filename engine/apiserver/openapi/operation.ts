/** One operation: what it takes and what it answers. @k8s apiserver/pkg/endpoints/installer.go; golden world/openapi-v2.json, openapi-v3 */
import type { JsonObject } from '../../base/index.ts';
import { longName } from './names.ts';
import { body, parameter, type ParameterName } from './parameters.ts';
import { reference, type Dialect } from './schemas.ts';

export type Operation = {
  readonly method: string;
  readonly id: string;
  readonly tag: string;
  readonly action?: string;
  readonly kind?: { readonly group: string; readonly version: string; readonly kind: string };
  readonly parameters: readonly ParameterName[];
  readonly body?: { readonly definition: string; readonly types?: readonly string[]; readonly optional?: boolean };
  /** Undefined: text. */
  readonly answer: string | undefined;
  readonly produces?: readonly string[];
  /** Version 2 says what is taken even of a GET. */
  readonly consumes?: readonly string[];
  readonly codes?: readonly ('200' | '201' | '202')[];
  /** False for other servers, which say nothing of refusals. */
  readonly refuses?: boolean;
};

const WORDS = { 200: 'OK', 201: 'Created', 202: 'Accepted' } as const;
export const PRODUCES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
export const STREAMS = [...PRODUCES, 'application/json;stream=watch', 'application/vnd.kubernetes.protobuf;stream=watch'];
export const ANY = ['*/*'];
export const PATCHES = ['application/json-patch+json', 'application/merge-patch+json', 'application/strategic-merge-patch+json', 'application/apply-patch+yaml'];

function responses(dialect: Dialect, { answer, produces = PRODUCES, codes = ['200'], refuses = true }: Operation): JsonObject {
  const schema = answer === undefined ? { type: 'string' } : reference(dialect, longName(answer));
  const content = dialect.version === 2 ? { schema } : { content: Object.fromEntries([...produces].sort().map((type) => [type, { schema }])) };
  const done = codes.map((code) => [code, { description: WORDS[code], ...content }] as const);
  return Object.fromEntries([...done, ...(refuses ? [['401', { description: 'Unauthorized' }] as const] : [])]);
}

/** @param shared parameters that the path says once for all its operations. */
export function operationObject(dialect: Dialect, operation: Operation, shared: readonly ParameterName[]): JsonObject {
  const { id, tag, action, kind, produces = PRODUCES, consumes = operation.body?.types ?? ANY } = operation;
  const own = operation.parameters.filter((name) => !shared.includes(name)).sort();
  const given = operation.body === undefined ? undefined : body(dialect, operation.body.definition, [...operation.body.types ?? ANY].sort(), operation.body.optional !== true);
  const parameters = [...given?.parameters ?? [], ...own.map((name) => parameter(dialect, name))];
  return {
    ...(dialect.version === 2 ? { ...(consumes.length === 0 ? {} : { consumes }), produces, schemes: ['https'] } : {}),
    tags: [tag], operationId: id,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...given?.words,
    responses: responses(dialect, operation),
    ...(action === undefined ? {} : { 'x-kubernetes-action': action }),
    ...(kind === undefined ? {} : { 'x-kubernetes-group-version-kind': { group: kind.group, version: kind.version, kind: kind.kind } }),
  };
}

const bare = (name: ParameterName): string => name.replace(/[{}]/g, '');
const order = (a: ParameterName, b: ParameterName): number => (bare(a) === bare(b) ? (a < b ? 1 : -1) : bare(a) < bare(b) ? -1 : 1);

/** Parameters that all operations of a path share stand beside them. @k8s kube-openapi/pkg/builder/openapi.go */
export function pathItem(dialect: Dialect, operations: readonly Operation[]): JsonObject {
  const [first, ...others] = operations;
  const shared = (first?.parameters ?? []).filter((name) => others.every(({ parameters }) => parameters.includes(name))).sort(order);
  return {
    ...Object.fromEntries(operations.map((operation) => [operation.method, operationObject(dialect, operation, shared)])),
    ...(shared.length === 0 ? {} : { parameters: shared.map((name) => parameter(dialect, name)) }),
  };
}
