/** GET: one object, a list or a watch, in the form that the client accepts. */
import type { KubeObject } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { flag } from '../query.ts';
import type { ApiResponse } from '../request.ts';
import { asJson, objectResponse, statusResponse } from '../respond.ts';
import { formOf, partialMetadata, tableOf, type Form } from '../tables.ts';
import { find } from './find.ts';
import { listBody, listObjects } from './list.ts';
import { watchObjects } from './watch.ts';

/** An object in the asked form, as the body of a response. */
export function present(context: ServerContext, request: ResourceRequest, object: KubeObject, form: Form, withColumns = true): JsonObject {
  if (form.as === 'table') {
    return tableOf(context, request, [object], { resourceVersion: object.metadata?.resourceVersion ?? '' }, form.include, withColumns);
  }
  const shown = shownTo(context, request);
  return form.as === 'metadata' ? partialMetadata(shown(object)) : asJson(shown(object));
}

/** As clients see it: with Go's nulls. Our own components read the stored form. */
const wireForm = ({ kind, trusted }: ResourceRequest): ((object: KubeObject) => KubeObject) =>
  (trusted || kind.wire === undefined ? (object) => object : (object) => kind.wire?.(object) ?? object);

/**
 * managedFields are worked out for single objects, and for lists and watches of clients that came over the wire (they say who they
 * are): inside the engine nobody reads them there.
 */
function shownTo(context: ServerContext, request: ResourceRequest): (object: KubeObject) => KubeObject {
  const many = request.name === undefined && request.method === 'GET';
  const wanted = !request.trusted && (!many || request.headers['user-agent'] !== undefined);
  const wire = wireForm(request);
  return wanted ? (object) => wire(context.ownership.shown(object)) : wire;
}

export function get(context: ServerContext, request: ResourceRequest): ApiResponse {
  const form = formOf(request);
  if (isFailure(form)) return statusResponse(form.failure);
  if (flag(request.query, 'watch')) return watch(context, request, form);
  return request.name === undefined ? list(context, request, form) : single(context, request, form);
}

const refused = (failure: Failure): ApiResponse => statusResponse(failure.failure);

function single(context: ServerContext, request: ResourceRequest, form: Form): ApiResponse {
  const object = find(context, request);
  return isFailure(object) ? refused(object) : objectResponse(200, present(context, request, object, form));
}

function list(context: ServerContext, request: ResourceRequest, form: Form): ApiResponse {
  const listed = listObjects(context, request);
  if (isFailure(listed)) return refused(listed);
  if (form.as === 'table') return objectResponse(200, tableOf(context, request, listed.objects, listed.metadata, form.include));
  const shown = shownTo(context, request);
  if (form.as === 'metadata') {
    return objectResponse(200, {
      kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata: listed.metadata,
      items: listed.objects.map((object) => ({ metadata: partialMetadata(shown(object))['metadata'] })),
    });
  }
  return objectResponse(200, listBody(request, listed, shown));
}

function watch(context: ServerContext, request: ResourceRequest, form: Form): ApiResponse {
  let first = true;
  const listen = watchObjects(context, request, (object) => {
    const body = present(context, request, object, form, first);
    first = false;
    return body;
  });
  return isFailure(listen) ? refused(listen) : { type: 'watch', code: 200, listen };
}
