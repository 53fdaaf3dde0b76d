/** Parameters of operations. Their documentation is upstream's and is not here. */
import type { JsonObject } from '../../base/index.ts';
import { longName } from './names.ts';
import { reference, type Dialect } from './schemas.ts';

export const WRITE = ['dryRun', 'fieldManager', 'fieldValidation'];
export const LIST = [
  'allowWatchBookmarks', 'continue', 'fieldSelector', 'labelSelector', 'limit', 'resourceVersion', 'resourceVersionMatch', 'sendInitialEvents',
  'shardSelector', 'timeoutSeconds', 'watch',
];
export const DELETE = ['dryRun', 'gracePeriodSeconds', 'ignoreStoreReadErrorWithClusterBreakingPotential', 'orphanDependents', 'propagationPolicy'];
export const DELETE_MANY = [...new Set([...DELETE, ...LIST.filter((name) => name !== 'allowWatchBookmarks' && name !== 'watch')])].sort();

const STREAMS = ['container', 'stderr', 'stdin', 'stdout', 'tty'];
/** What the connecting subresources and logs take. */
export const CONNECT: { readonly [subresource: string]: readonly string[] } = {
  attach: STREAMS, exec: ['command', ...STREAMS], portforward: ['ports'], proxy: ['path'],
  log: ['container', 'follow', 'insecureSkipTLSVerifyBackend', 'limitBytes', 'pretty', 'previous', 'sinceSeconds', 'stream', 'tailLines', 'timestamps'],
};

const INTEGERS = new Set(['limit', 'timeoutSeconds', 'gracePeriodSeconds', 'limitBytes', 'sinceSeconds', 'tailLines', 'ports']);
const BOOLEANS = new Set(['allowWatchBookmarks', 'sendInitialEvents', 'watch', 'orphanDependents', 'ignoreStoreReadErrorWithClusterBreakingPotential', 'force',
  'stderr', 'stdin', 'stdout', 'tty', 'follow', 'insecureSkipTLSVerifyBackend', 'previous', 'timestamps']);
const typeOf = (name: string): string => (INTEGERS.has(name) ? 'integer' : BOOLEANS.has(name) ? 'boolean' : 'string');

/** A name as it is, or `{name}` for a part of the path. */
export type ParameterName = string;

export function parameter(dialect: Dialect, text: ParameterName): JsonObject {
  const path = text.startsWith('{');
  const name = path ? text.slice(1, -1) : text;
  const place = { in: path ? 'path' : 'query', ...(path ? { required: true } : {}) };
  const type = { type: path ? 'string' : typeOf(name), uniqueItems: true };
  return dialect.version === 2 ? { ...type, name, ...place } : { name, ...place, schema: type };
}

/** A body's place: version 2 has it among the parameters. @param definition short name. */
export function body(dialect: Dialect, definition: string, types: readonly string[], required: boolean): { readonly parameters: readonly JsonObject[]; readonly words: JsonObject } {
  const schema = reference(dialect, longName(definition));
  const must = required ? { required: true } : {};
  if (dialect.version === 2) return { parameters: [{ name: 'body', in: 'body', ...must, schema }], words: {} };
  return { parameters: [], words: { requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema }])), ...must } } };
}
