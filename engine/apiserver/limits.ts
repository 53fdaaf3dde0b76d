/** What a body or an object may be at most. Walks are loops: what is too deep must not end on the stack. */
import { failure } from '../api/index.ts';
import type { Json, JsonObject } from '../base/index.ts';
import { fail, type Failure, type ResourceRequest } from './context.ts';

/** Go's limit is 10,000; no object of Kubernetes comes near this one. @k8s go encoding/json scanner.go maxNestingDepth */
const MAX_DEPTH = 1000;
/** What etcd takes at once. @k8s etcd embed/config.go DefaultMaxRequestBytes */
const MAX_STORED = 1.5 * 1024 * 1024;
/** @k8s apiserver/pkg/endpoints/handlers/patch.go maxJSONPatchOperations */
const MAX_OPERATIONS = 10_000;
/** @k8s apiserver/pkg/server/config.go JSONPatchMaxCopyBytes */
const MAX_COPIED = 3 * 1024 * 1024;

const childrenOf = (value: object): readonly Json[] => (Object.values(value) as readonly Json[]); // of JSON

export function tooDeep(value: Json): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    const next: Json[] = [];
    for (const each of level) if (typeof each === 'object' && each !== null) for (const child of childrenOf(each)) if (typeof child === 'object' && child !== null) next.push(child);
    level = next;
  }
  return false;
}

/** For a text with few brackets there is nothing to look at. */
export const mayBeTooDeep = (text: string): boolean => text.length > 2 * MAX_DEPTH && /[[{]/.test(text) && countOf(text, '{') + countOf(text, '[') > MAX_DEPTH;

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0 && count <= MAX_DEPTH; at = text.indexOf(character, at + 1)) count++;
  return count;
}

/** Whether its values take more than so many bytes, about as protobuf writes them; stops as soon as that is known. */
function outgrows(value: Json, limit: number): boolean {
  let size = 0;
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined && size <= limit; next = open.pop()) {
    if (typeof next === 'string') size += next.length + 2;
    else if (typeof next !== 'object' || next === null) size += 3;
    else { size += 3; for (const child of childrenOf(next)) open.push(child); }
  }
  return size > limit;
}

/** etcd's own words reach the client. @k8s apiserver/pkg/endpoints/handlers/responsewriters/status.go */
export const tooLargeToStore = (request: ResourceRequest, object: object): Failure | undefined =>
  (!request.trusted && outgrows(object as Json, MAX_STORED) ? fail(failure(500, '', 'etcdserver: request is too large')) : undefined); // API objects are JSON

/** @k8s apiserver/pkg/endpoints/handlers/patch.go applyJSPatch */
export const tooManyOperations = (operations: readonly Json[]): Failure | undefined => (operations.length <= MAX_OPERATIONS ? undefined
  : fail(failure(413, 'RequestEntityTooLarge', `Request entity too large: The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${operations.length}`)));

/** A few `copy` can make a mountain of a small patch. */
export const copiedTooMuch = (operations: readonly Json[], result: Json): boolean =>
  operations.some((operation) => (operation as JsonObject | null)?.['op'] === 'copy') && outgrows(result, MAX_COPIED);

/** `__proto__` as a key is dropped: in JavaScript it would be more than data. @returns the same value, which is ours alone */
export function withoutProto(value: Json): Json {
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (Object.hasOwn(next, '__proto__')) delete (next as { ['__proto__']?: unknown })['__proto__']; // freshly parsed, nobody else has it
    for (const child of childrenOf(next)) open.push(child);
  }
  return value;
}
