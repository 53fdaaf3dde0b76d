/** POST, PUT, PATCH and DELETE of objects. */
import { invalid, invalidStatus, success, verbNotSupported, type KubeObject } from '../../api/index.ts';
import { isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { checkIdentity, decodeBody } from '../decodeBody.ts';
import { deleteObject } from '../deletion.ts';
import { deletionOptions } from '../deletionOptions.ts';
import { patchObject } from '../patch.ts';
import type { ApiResponse } from '../request.ts';
import { objectResponse, statusResponse } from '../respond.ts';
import { formOf } from '../accept.ts';
import { checkWriteOptions } from '../writeOptions.ts';
import { attributesOf, createObject, updateObject, type Change } from '../write.ts';
import { find } from './find.ts';
import { present, presentList } from './get.ts';
import { isDeletedShown } from './deletedShown.ts';
import { isCreatedByPut, needsVersion } from './updateRules.ts';
import { listObjects } from './list.ts';

const refused = (failure: Failure): ApiResponse => statusResponse(failure.failure);
const resourceName = ({ kind }: ResourceRequest): { group: string; resource: string } => ({ group: kind.group, resource: kind.plural });

/** The written object in the form that the client accepts. */
export function answer(context: ServerContext, request: ResourceRequest, code: number, object: KubeObject | Failure): ApiResponse {
  if (isFailure(object)) return refused(object);
  if (request.trusted && request.asked.view === undefined) return objectResponse(code, object); // our own components ask for no other form
  const form = formOf(request);
  return isFailure(form) ? refused(form) : objectResponse(code, present(context, request, object, form));
}

/** What is wrong with the request before its body is looked at: nothing may have happened when a client cannot read the answer. */
function unanswerable(request: ResourceRequest, options?: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions'): ApiResponse | undefined {
  if (request.trusted) return undefined;
  const form = formOf(request);
  const wrong = isFailure(form) ? form : options === undefined ? undefined : checkWriteOptions(request, options);
  return wrong === undefined ? undefined : refused(wrong);
}

export function post(context: ServerContext, request: ResourceRequest): ApiResponse {
  const wrong = unanswerable(request, 'CreateOptions');
  if (wrong !== undefined) return wrong;
  const body = decodeBody(context, request);
  if (isFailure(body)) return refused(body);
  return answer(context, request, 201, createObject(context, request, body));
}

/** The status stays as it is. @k8s PrepareForUpdate of most kinds */
const keepStatus = (next: KubeObject, old: KubeObject): KubeObject => {
  const { status: _, ...rest } = next as KubeObject & { status?: unknown };
  const status = (old as { status?: unknown }).status;
  return status === undefined ? rest : { ...rest, status } as KubeObject;
};
/** Only status and metadata's bookkeeping move. */
const onlyStatus = (next: KubeObject, old: KubeObject): KubeObject => {
  const { status } = next as { status?: unknown };
  const managedFields = next.metadata?.managedFields;
  const same = managedFields === undefined ? old : { ...old, metadata: { ...old.metadata, managedFields } };
  return status === undefined ? same : { ...same, status } as KubeObject;
};

const hasStatus = ({ kind }: ResourceRequest): boolean => kind.subresources.some(({ name }) => name === 'status');

/** How an update of the main resource or of its status treats what it is given. */
export function changeOf(request: ResourceRequest, next: KubeObject): Change {
  const { kind } = request;
  if (request.subresource === 'status') {
    const prepare = (asked: KubeObject, old: KubeObject): KubeObject => kind.prepareForStatusUpdate?.(asked, old) ?? onlyStatus(asked, old);
    return { next, prepare, validated: false, checkRevision: true };
  }
  const prepare = (asked: KubeObject, old: KubeObject): KubeObject =>
    kind.prepareForUpdate?.(asked, old) ?? (hasStatus(request) ? keepStatus(asked, old) : asked);
  return { next, prepare, validated: true, checkRevision: true };
}

export function put(context: ServerContext, request: ResourceRequest): ApiResponse {
  const wrong = unanswerable(request, 'UpdateOptions');
  if (wrong !== undefined) return wrong;
  const body = decodeBody(context, request);
  if (isFailure(body)) return refused(body);
  const named = body.metadata?.name ?? '';
  const misnamed = checkIdentity(request, body);
  if (misnamed !== undefined) return refused(misnamed);
  const old = find(context, request);
  if (isFailure(old)) {
    return request.subresource === undefined && isCreatedByPut(request.kind) ? answer(context, request, 201, createObject(context, { ...request, name: undefined }, body)) : refused(old);
  }
  // @k8s apiserver/pkg/registry/generic/registry/store.go Update
  if (!request.trusted && needsVersion(request.kind) && (body.metadata?.resourceVersion ?? '') === '') {
    return statusResponse(invalidStatus(request.kind, named, [invalid('metadata.resourceVersion', 0, 'must be specified for an update')]));
  }
  return answer(context, request, 200, updateObject(context, request, old, changeOf(request, body)));
}

export function patch(context: ServerContext, request: ResourceRequest): ApiResponse {
  const wrong = unanswerable(request);
  if (wrong !== undefined) return wrong;
  const result = patchObject(context, request, (next) => changeOf(request, next));
  return isFailure(result) ? refused(result) : answer(context, request, result.created ? 201 : 200, result.object);
}

function deletionDenied(context: ServerContext, request: ResourceRequest, old: KubeObject): Failure | undefined {
  const attributes = attributesOf(request, 'DELETE', request.name ?? '', old);
  return context.admission.check(attributes, undefined, context) ?? context.admission.validate(attributes, undefined, context);
}

export function remove(context: ServerContext, request: ResourceRequest): ApiResponse {
  const wrong = unanswerable(request);
  if (wrong !== undefined) return wrong;
  const options = deletionOptions(request);
  if (isFailure(options)) return refused(options);
  const { warning } = request.kind.orphansByDefault ?? {};
  if (warning !== undefined && options.propagationPolicy === undefined) request.warn(warning);
  const old = find(context, request);
  if (isFailure(old)) return refused(old);
  const denied = deletionDenied(context, request, old);
  if (denied !== undefined) return refused(denied);
  const deleted = deleteObject(context, request, old, options);
  if (isFailure(deleted)) return refused(deleted);
  // What waits for its dependents, when a client asked for that in the old way. @k8s apiserver/pkg/endpoints/handlers/delete.go
  if (!deleted.gone) return answer(context, request, options.orphanDependents === false ? 202 : 200, deleted.object);
  if (isDeletedShown(request.kind)) return answer(context, request, 200, deleted.object);
  const { group, plural } = request.kind;
  const uid = old.metadata?.uid ?? '';
  return objectResponse(200, success({ name: request.name ?? '', ...(group === '' ? {} : { group }), kind: plural, uid }));
}

export function removeMany(context: ServerContext, request: ResourceRequest): ApiResponse {
  if (!request.asked.verbs.includes('deletecollection')) return statusResponse(verbNotSupported(resourceName(request), 'deletecollection'));
  const form = formOf(request);
  if (isFailure(form)) return refused(form);
  const options = deletionOptions(request);
  if (isFailure(options)) return refused(options);
  const listed = listObjects(context, request);
  if (isFailure(listed)) return refused(listed);
  for (const object of listed.objects) {
    const name = object.metadata?.name ?? '';
    const one = { ...request, namespace: object.metadata?.namespace, name };
    // The request names none of them. @k8s apiserver/pkg/endpoints/handlers/delete.go DeleteCollection
    const denied = deletionDenied(context, { ...one, name: '' }, object);
    const deleted = denied ?? deleteObject(context, one, object, options);
    if (isFailure(deleted)) return refused(deleted);
  }
  return presentList(context, request, listed, form);
}
