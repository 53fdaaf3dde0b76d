/** Health of the parts beside the API server. @k8s pkg/registry/core/componentstatus/rest.go, pkg/registry/core/rest/storage_core.go */
import { failure, methodNotAllowed, type ComponentStatus, type KubeObject } from '../../api/index.ts';
import { isFailure, type ResourceRequest, type ServerContext } from '../context.ts';
import { flag } from '../query.ts';
import type { ApiResponse } from '../request.ts';
import { objectResponse, statusResponse } from '../respond.ts';
import { formOf, tableOf, type Form } from '../tables.ts';
import { present } from '../verbs/get.ts';

/** Component, the static pod behind it, where it answers. @k8s golden cluster/adm-scheduler-down */
const COMPONENTS: readonly (readonly [name: string, pod: string, address: string])[] = [
  ['scheduler', 'kube-scheduler', '127.0.0.1:10259'], ['controller-manager', 'kube-controller-manager', '127.0.0.1:10257'], ['etcd-0', 'etcd', '127.0.0.1:2379'],
];
const CONTROL_PLANE = 'control-plane';

/** A part is well while the pod of its manifest is there; where no part has one they run outside of pods. */
function statuses({ store }: ServerContext): ComponentStatus[] {
  const parts = store.list('pods', 'kube-system').flatMap(({ metadata }) => (metadata?.labels?.['tier'] === CONTROL_PLANE ? [metadata.labels['component'] ?? ''] : []));
  return COMPONENTS.map(([name, pod, address]) => {
    const well = parts.length === 0 || parts.includes(pod);
    const message = well ? 'ok' : `Get "https://${address}/healthz": dial tcp ${address}: connect: connection refused`;
    return { apiVersion: 'v1', kind: 'ComponentStatus', metadata: { name }, conditions: [{ type: 'Healthy', status: well ? 'True' : 'False', message }] };
  });
}

export function componentStatus(context: ServerContext, request: ResourceRequest): ApiResponse {
  if ((request.method !== 'GET' && request.method !== 'HEAD') || flag(request.query, 'watch') || request.subresource !== undefined) return statusResponse(methodNotAllowed());
  const form = formOf(request);
  if (isFailure(form)) return statusResponse(form.failure);
  const all = statuses(context);
  if (request.name === undefined) return list(context, request, all, form);
  const one = all.find(({ metadata }) => metadata?.name === request.name);
  if (one === undefined) return statusResponse(failure(500, '', `Component not found: ${request.name}`));
  return objectResponse(200, present(context, request, one, form));
}

function list(context: ServerContext, request: ResourceRequest, items: readonly KubeObject[], form: Form): ApiResponse {
  if (form.as === 'table') return objectResponse(200, tableOf(context, request, items, {}, form));
  return objectResponse(200, { kind: 'ComponentStatusList', apiVersion: 'v1', metadata: {}, items });
}
