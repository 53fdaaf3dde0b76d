/** PATCH: a new version made of the stored one by one of four kinds of patches. @k8s apiserver/pkg/endpoints/handlers/patch.go */
import { badRequest, failure, invalidStatus, required, schemaOf, type FieldError, type KubeObject } from '../api/index.ts';
import {
  applyJsonPatch, applyMergePatch, applyStrategicPatch, goText, isList, isObject, type Json, type JsonObject, type JsonPatchOperation,
} from '../base/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext, type Written } from './context.ts';
import { decodeObject } from './decodeBody.ts';
import { flag } from './query.ts';
import { parseText } from './parseBody.ts';
import { asJson } from './respond.ts';
import { serverSideApply } from './managed/apply.ts';
import { find } from './verbs/find.ts';
import { updateObject, type Change } from './write.ts';

/** `shown`: how the patch is told when the result is refused. @k8s handlers/patch.go: strategic patches print themselves, others the result */
export type Patcher = { readonly apply: (current: JsonObject) => JsonObject | Failure; readonly shown: (patched: JsonObject) => string };
const showResult = ({ apiVersion = '', kind = '', ...rest }: JsonObject): string => JSON.stringify({ apiVersion, kind, ...rest });
const APPLY = new Set(['application/apply-patch+yaml', 'application/apply-patch+json']);

/** What the Content-Type and the body ask for. */
export function patcherOf(request: ResourceRequest, definition: string): Patcher | Failure {
  const type = contentType(request);
  if (!APPLY.has(type) && request.query.get('force') !== undefined) {
    return optionsInvalid({ type: 'forbidden', path: 'force', detail: 'may not be specified for non-apply patch' });
  }
  switch (type) {
    case 'application/merge-patch+json':
    case 'application/strategic-merge-patch+json': {
      const patch = typeof request.body === 'string' ? parseText(request.body, 'error decoding patch: ') : request.body ?? {};
      if (isFailure(patch)) return patch;
      if (!isObject(patch)) return fail(badRequest('error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}'));
      return type === 'application/merge-patch+json'
        ? { apply: (current) => applyMergePatch(current, patch) as JsonObject, shown: showResult } // an object stays one
        : { apply: (current) => strategic(current, patch, definition), shown: () => goText(patch) };
    }
    case 'application/json-patch+json': return jsonPatcher(request.body);
    default: return fail(failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {}));
  }
}

export const contentType = (request: ResourceRequest): string => (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';

/** @k8s golden kubectl/rest-patch-types */
export const optionsInvalid = (error: FieldError): Failure =>
  fail(invalidStatus({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [error]));

function strategic(current: JsonObject, patch: JsonObject, definition: string): JsonObject | Failure {
  const patched = applyStrategicPatch(current, patch, schemaOf(definition));
  if (patched.ok) return patched.value;
  // Not one of the errors that upstream takes for the client's. @k8s golden kubectl/patch-strategic
  return fail(patched.error.includes('does not contain declared merge key') ? failure(500, '', patched.error) : badRequest(patched.error));
}

function jsonPatcher(body: Json | undefined): Patcher | Failure {
  const operations = typeof body === 'string' ? parseText(body, 'error decoding patch: ') : body;
  if (isFailure(operations)) return operations;
  if (!isList(operations)) return fail(badRequest(`error decoding patch: json: cannot unmarshal ${goType(operations)} into Go value of type []handlers.jsonPatchOp`));
  const apply = (current: JsonObject): JsonObject | Failure => {
    const patched = applyJsonPatch(current, operations as readonly Json[] as unknown as readonly JsonPatchOperation[]); // unknown words are refused
    if (patched.ok) return isObject(patched.value) ? patched.value : {};
    // A test that fails, or a path that is not there, has no text of its own on the wire.
    return fail(failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {}));
  };
  return { apply, shown: showResult };
}
const goType = (value: Json | undefined): string => (isObject(value) ? 'object' : typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'bool');

export function patchObject(context: ServerContext, request: ResourceRequest, changeOf: (next: KubeObject) => Change): Written | Failure {
  if (APPLY.has(contentType(request))) {
    if ((request.query.get('fieldManager') ?? '') === '') return optionsInvalid(required('fieldManager', 'is required for apply patch'));
    return serverSideApply(context, request, changeOf, flag(request.query, 'force'));
  }
  const patcher = patcherOf(request, request.kind.definition);
  if (isFailure(patcher)) return patcher;
  const old = find(context, request);
  if (isFailure(old)) return old;
  const patched = patcher.apply(asJson(request.trusted ? old : context.ownership.shown(old)));
  if (isFailure(patched)) return patched;
  const next = decodeObject(request, patched, () => patcher.shown(patched));
  if (isFailure(next)) return next;
  const object = updateObject(context, request, old, changeOf(next));
  return isFailure(object) ? object : { object, created: false };
}
