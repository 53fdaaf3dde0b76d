/** PATCH: a new version made of the stored one by one of four kinds of patches. @k8s apiserver/pkg/endpoints/handlers/patch.go */
import { badRequest, failure, forbidden, required, unsupportedMediaType, type FieldError, type KindDefinition, type KubeObject } from '../api/index.ts';
import {
  applyJsonPatch, applyMergePatch, applyStrategicPatch, goText, isList, isObject, type Json, UNTYPED, type JsonObject, type JsonPatchOperation, type ObjectSchema,
} from '../base/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext, type Written } from './context.ts';
import { checkIdentity, decodeObject } from './decodeBody.ts';
import { inGoOrder } from './goOrder.ts';
import { flag } from './query.ts';
import { copiedTooMuch, tooManyOperations } from './limits.ts';
import { parseText } from './parseBody.ts';
import { asJson } from './respond.ts';
import { serverSideApply } from './managed/apply.ts';
import { find } from './verbs/find.ts';
import { fromStored, schemaOfKind, toStored } from './view.ts';
import { updateObject, type Change } from './write.ts';
import { checkWriteOptions } from './writeOptions.ts';

/** `shown`: how the patch is told when the result is refused. @k8s handlers/patch.go: strategic patches print themselves, others the result */
/** `from`: whether what is made is read as a text or taken as a map. */
export type Patcher = { readonly from?: 'map'; readonly apply: (current: JsonObject) => JsonObject | Failure; readonly shown: (patched: JsonObject) => string };
const showResult = ({ apiVersion = '', kind = '', ...rest }: JsonObject): string => JSON.stringify({ apiVersion, kind, ...rest });
/** A merge patch leaves what it does not touch in the order of Go's types, and sorts what it does. @k8s evanphx/json-patch merge.go; golden kubectl/rest-patch-types */
const showMerged = (kind: KindDefinition, patched: JsonObject, patch: JsonObject): string => JSON.stringify(touched(inGoOrder(kind, patched), patch));
function touched(object: JsonObject, patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(object).sort().map((key) => {
    const [value, inner] = [object[key] ?? null, patch[key]];
    return [key, isObject(value) && isObject(inner) ? touched(value, inner) : value];
  }));
}
const APPLY = new Set(['application/apply-patch+yaml', 'application/apply-patch+json']);
const PATCH_TYPES = new Set(['application/json-patch+json', 'application/merge-patch+json', 'application/strategic-merge-patch+json']);

/** What the Content-Type and the body ask for. */
/** @param schema undefined: a kind without strategic merge patches. */
export function patcherOf(request: ResourceRequest, schema: ObjectSchema | undefined): Patcher | Failure {
  const type = contentType(request);
  const forced: FieldError[] = !APPLY.has(type) && request.query.get('force') !== undefined ? [forbidden('force', 'may not be specified for non-apply patch')] : [];
  const wrong = PATCH_TYPES.has(type) ? checkWriteOptions(request, 'PatchOptions', forced) : undefined;
  if (wrong !== undefined) return wrong;
  switch (type) {
    case 'application/merge-patch+json':
    case 'application/strategic-merge-patch+json': {
      if (type !== 'application/merge-patch+json' && schema === undefined) return unsupportedPatch(true);
      const patch = typeof request.body === 'string' ? parseText(request.body, 'error decoding patch: ') : request.body ?? {};
      if (isFailure(patch)) return patch;
      if (!isObject(patch)) return fail(badRequest(`error decoding patch: json: cannot unmarshal ${goType(patch)} into Go value of type map[string]interface {}`));
      return type === 'application/merge-patch+json'
        ? { apply: (current) => applyMergePatch(current, patch) as JsonObject, shown: (patched) => showMerged(request.asked, patched, patch) } // an object stays one
        : { from: 'map', apply: (current) => strategic(current, patch, schema ?? UNTYPED), shown: () => goText(patch) };
    }
    case 'application/json-patch+json': return jsonPatcher(request.body);
    default: return unsupportedPatch(schema === undefined);
  }
}

/** Routes of built-in kinds list what they take; custom resources have one route for everything. @k8s handlers/patch.go, negotiation/errors.go; golden kubectl/rest-patch-types */
const unsupportedPatch = (custom: boolean): Failure => fail(custom ? unsupportedMediaType(
  'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml')
  : failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {}));

export const contentType = (request: ResourceRequest): string => (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';

function strategic(current: JsonObject, patch: JsonObject, schema: ObjectSchema): JsonObject | Failure {
  const patched = applyStrategicPatch(current, patch, schema);
  if (patched.ok) return patched.value;
  // Not one of the errors that upstream takes for the client's. @k8s golden kubectl/patch-strategic
  return fail(patched.error.includes('does not contain declared merge key') ? failure(500, '', patched.error) : badRequest(patched.error));
}

function jsonPatcher(body: Json | undefined): Patcher | Failure {
  const operations = typeof body === 'string' ? parseText(body, 'error decoding patch: ') : body;
  if (isFailure(operations)) return operations;
  if (!isList(operations)) return fail(badRequest(`error decoding patch: json: cannot unmarshal ${goType(operations)} into Go value of type []handlers.jsonPatchOp`));
  const many = tooManyOperations(operations);
  if (many !== undefined) return many;
  const apply = (current: JsonObject): JsonObject | Failure => {
    const patched = applyJsonPatch(current, operations as readonly Json[] as unknown as readonly JsonPatchOperation[]); // unknown words are refused
    if (patched.ok && !copiedTooMuch(operations, patched.value)) return isObject(patched.value) ? patched.value : {};
    // A test that fails, or a path that is not there, has no text of its own on the wire.
    return fail(failure(422, 'Invalid', 'the server rejected our request due to an error in our request', {}));
  };
  return { apply, shown: showResult };
}
const goType = (value: Json | undefined): string => (isList(value) ? 'array' : isObject(value) ? 'object' : typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'bool');

export function patchObject(context: ServerContext, request: ResourceRequest, changeOf: (next: KubeObject) => Change): Written | Failure {
  if (APPLY.has(contentType(request))) {
    const unnamed = (request.query.get('fieldManager') ?? '') === '' ? [required('fieldManager', 'is required for apply patch')] : [];
    const wrong = checkWriteOptions(request, 'PatchOptions', unnamed);
    if (wrong !== undefined) return wrong;
    return serverSideApply(context, request, changeOf, flag(request.query, 'force'));
  }
  const patcher = patcherOf(request, request.asked.custom === undefined ? schemaOfKind(request.asked) : undefined);
  if (isFailure(patcher)) return patcher;
  const old = find(context, request);
  if (isFailure(old)) return old;
  const patched = patcher.apply(asJson(fromStored(request, request.trusted ? old : context.ownership.shown(old))));
  if (isFailure(patched)) return patched;
  const next = decodeObject(request, patched, () => patcher.shown(patched), [], patcher.from);
  if (isFailure(next)) return next;
  const moved = checkIdentity(request, next);
  if (moved !== undefined) return moved;
  const object = updateObject(context, request, old, changeOf(toStored(request, next)));
  return isFailure(object) ? object : { object, created: false };
}
