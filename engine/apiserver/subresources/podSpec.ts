/** `ephemeralcontainers` and `resize`: parts of a pod's spec that only their own endpoint changes. */
import { ephemeralContainerErrors, forbiddenStatus, resized, resizeErrors, type KubeObject, type Node, type Pod } from '../../api/index.ts';
import { milliValue, quantityOf } from '../../base/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { decodeBody } from '../decodeBody.ts';
import { patchObject } from '../patch.ts';
import type { ApiResponse } from '../request.ts';
import { objectResponse, statusResponse } from '../respond.ts';
import { find } from '../verbs/find.ts';
import { answer } from '../verbs/write.ts';
import { updateObject, type Change } from '../write.ts';

type Prepare = Pick<Change, 'prepare' | 'check'>;

/** @k8s pkg/registry/core/pod/strategy.go podEphemeralContainersStrategy; golden pods/pod-ephemeral-debug */
const EPHEMERAL: Prepare = {
  prepare: (next, old) => {
    const containers = (next as Pod).spec?.ephemeralContainers; // the resource tells the type
    return { ...old, spec: { ...(old as Pod).spec, ...(containers === undefined ? {} : { ephemeralContainers: containers }) } } as Pod;
  },
  check: (next, old) => ephemeralContainerErrors(next as Pod, old as Pod), // the resource tells the type
};

/** @k8s pkg/registry/core/pod/strategy.go podResizeStrategy: resources count, everything else is dropped */
const RESIZE: Prepare = {
  prepare: (next, old) => resized(next as Pod, old as Pod), // the resource tells the type
  check: (next, old) => resizeErrors(next as Pod, old as Pod),
};

export function podPart(context: ServerContext, request: ResourceRequest): ApiResponse {
  const found = find(context, request);
  if (isFailure(found)) return statusResponse(found.failure);
  if (request.method === 'GET') return objectResponse(200, found);
  const part = request.subresource === 'resize' ? RESIZE : EPHEMERAL;
  const changeOf = (next: KubeObject): Change => ({ next, ...part, validated: true, checkRevision: true });
  if (request.subresource === 'resize') {
    const refused = tooLarge(context, request, found as Pod, changeOf);
    if (refused !== undefined) return statusResponse(refused.failure);
  }
  if (request.method === 'PATCH') {
    const patched = patchObject(context, request, changeOf);
    return answer(context, request, 200, isFailure(patched) ? patched : patched.object);
  }
  const next = decodeBody(context, request);
  return answer(context, request, 200, isFailure(next) ? next : updateObject(context, request, found, changeOf(next)));
}

/** A resize that the node could never give is refused at once. @k8s golden pods/pod-resize-refused */
function tooLarge(context: ServerContext, request: ResourceRequest, pod: Pod, changeOf: (next: KubeObject) => Change): Failure | undefined {
  const node = context.store.get('nodes', pod.spec?.nodeName ?? '') as Node | undefined; // the resource tells the type
  const dry = { ...request, query: { get: request.query.get, all: (name: string) => (name === 'dryRun' ? ['All'] : request.query.all(name)) }, warn: () => undefined };
  const tried = request.method === 'PATCH' ? patchObject(context, dry, changeOf) : undefined;
  if (node === undefined || tried === undefined || isFailure(tried)) return undefined;
  for (const resource of ['cpu', 'memory']) {
    const allocatable = node.status?.allocatable?.[resource];
    if (allocatable === undefined) continue;
    const total = ((tried.object as Pod).spec?.containers ?? []).reduce((sum, { resources }) => sum + amount(resources?.requests?.[resource], resource), 0);
    const available = amount(allocatable, resource);
    if (total > available) {
      return fail(forbiddenStatus({ group: '', resource: 'pods' }, request.name ?? '',
        `node didn't have enough allocatable resources: ${resource}, requested: ${total}, allocatable: ${available}`));
    }
  }
  return undefined;
}

/** CPU in thousandths, memory in bytes. */
function amount(quantity: string | number | undefined, resource: string): number {
  if (quantity === undefined) return 0;
  const milli = Number(milliValue(quantityOf(quantity)));
  return resource === 'cpu' ? milli : Math.ceil(milli / 1000);
}
