/** `namespaces/finalize`: the only way to change a namespace's `spec.finalizers`. @k8s pkg/registry/core/namespace/strategy.go */
import type { KubeObject, Namespace } from '../../api/index.ts';
import { isFailure, type ResourceRequest, type ServerContext } from '../context.ts';
import { decodeBody } from '../decodeBody.ts';
import type { ApiResponse } from '../request.ts';
import { statusResponse } from '../respond.ts';
import { find } from '../verbs/find.ts';
import { answer } from '../verbs/write.ts';
import { updateObject } from '../write.ts';

export function finalize(context: ServerContext, request: ResourceRequest): ApiResponse {
  const next = decodeBody(context, request);
  if (isFailure(next)) return statusResponse(next.failure);
  const old = find(context, request);
  if (isFailure(old)) return statusResponse(old.failure);
  const onlyFinalizers = (asked: KubeObject, stored: KubeObject): KubeObject => {
    const finalizers = (asked as Namespace).spec?.finalizers ?? []; // the resource tells the type
    return { ...stored, spec: finalizers.length === 0 ? {} : { finalizers } } as Namespace;
  };
  return answer(context, request, 200, updateObject(context, request, old, {
    next, prepare: onlyFinalizers, validated: false, checkRevision: true,
  }));
}
