/** GET: one object, a list or a watch, in the form that the client accepts. */
import { notAcceptable, type KubeObject } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { formOf, type Form } from '../accept.ts';
import { isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { inGoOrder, readsRaw } from '../goOrder.ts';
import { checkVersion } from '../listOptions.ts';
import { flag } from '../query.ts';
import { groupVersion } from '../registry.ts';
import type { ApiResponse } from '../request.ts';
import { asJson, asObject, objectResponse, statusResponse } from '../respond.ts';
import { partialMetadata, tableOf } from '../tables.ts';
import { fromStored } from '../view.ts';
import { find } from './find.ts';
import { listBody, listObjects, type Listed } from './list.ts';
import { watchObjects } from './watch.ts';

/** An object in the asked form, as the body of a response. */
export function present(context: ServerContext, request: ResourceRequest, object: KubeObject, form: Form, withColumns = true): JsonObject {
  if (form.as === 'table') {
    return tableOf(context, request, [object], { resourceVersion: object.metadata?.resourceVersion ?? '' }, form, withColumns);
  }
  const shown = shownTo(context, request);
  return form.as === 'metadata' ? partialMetadata(shown(object), form.version) : asJson(shown(object));
}

/** As clients see it: in the version of the path, with Go's nulls. Our own components read the stored form. */
function wireForm(request: ResourceRequest): (object: KubeObject) => KubeObject {
  const { asked, trusted } = request;
  const viewed = asked.view === undefined ? (object: KubeObject) => object : (object: KubeObject) => fromStored(request, object);
  return trusted || asked.wire === undefined ? viewed : (object) => asked.wire?.(viewed(object)) ?? object;
}

/** managedFields are worked out for clients only: our own components do not read them. */
function shownTo(context: ServerContext, request: ResourceRequest): (object: KubeObject) => KubeObject {
  const wire = wireForm(request);
  if (request.trusted) return wire;
  const whole = (object: KubeObject): KubeObject => wire(context.ownership.shown(object));
  return readsRaw(request) ? (object) => asObject(inGoOrder(request.asked, asJson(whole(object)))) : whole;
}

export function get(context: ServerContext, request: ResourceRequest): ApiResponse {
  const form = formOf(request);
  if (isFailure(form)) return statusResponse(form.failure);
  if (flag(request.query, 'watch')) return watch(context, request, form);
  return request.name === undefined ? list(context, request, form) : single(context, request, form);
}

const refused = (failure: Failure): ApiResponse => statusResponse(failure.failure);
/** Go's name of the type inside the server. */
const internalType = ({ kind }: ResourceRequest, end: string): string => `*${(kind.group === '' ? 'core' : kind.group).split('.')[0] ?? ''}.${kind.kind}${end}`;

function single(context: ServerContext, request: ResourceRequest, form: Form): ApiResponse {
  const wrong = checkVersion(context, request);
  if (wrong !== undefined) return refused(wrong);
  const object = find(context, request);
  if (isFailure(object)) return refused(object);
  if (form.as === 'metadata' && form.list) {
    return statusResponse(notAcceptable(`you requested PartialObjectMetadataList, but the requested object is not a list (${internalType(request, '')})`));
  }
  return objectResponse(200, present(context, request, object, form));
}

function list(context: ServerContext, request: ResourceRequest, form: Form): ApiResponse {
  const listed = listObjects(context, request);
  return isFailure(listed) ? refused(listed) : presentList(context, request, listed, form);
}

export function presentList(context: ServerContext, request: ResourceRequest, listed: Listed, form: Form): ApiResponse {
  if (form.as === 'table') return objectResponse(200, tableOf(context, request, listed.objects, listed.metadata, form));
  const shown = shownTo(context, request);
  if (form.as !== 'metadata') return objectResponse(200, listBody(request, listed, shown));
  if (!form.list) return statusResponse(notAcceptable(`you requested PartialObjectMetadata, but the requested object is a list (${internalType(request, 'List')})`));
  return objectResponse(200, {
    kind: 'PartialObjectMetadataList', apiVersion: `meta.k8s.io/${form.version}`, metadata: listed.metadata,
    items: listed.objects.map((object) => ({ metadata: partialMetadata(shown(object))['metadata'] })),
  });
}

function watch(context: ServerContext, request: ResourceRequest, form: Form): ApiResponse {
  let first = true;
  const show = (object: KubeObject): JsonObject => {
    const body = present(context, request, object, form, first);
    first = false;
    return body;
  };
  // Only the first row of a table has the columns: each watch makes its own.
  const shared = form.as === 'table' ? undefined : `${groupVersion(request.asked)}/${request.asked.plural} ${form.as} ${String(request.trusted)} ${String(readsRaw(request))}`;
  const listen = watchObjects(context, request, show, shared);
  return isFailure(listen) ? refused(listen) : { type: 'watch', code: 200, listen };
}
