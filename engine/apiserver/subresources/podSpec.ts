/** `ephemeralcontainers` and `resize`: parts of a pod's spec that only their own endpoint changes. */
import { ephemeralDifference, forbidden, forbiddenStatus, invalid, qosClass, type Container, type FieldError, type KubeObject, type Node, type Pod } from '../../api/index.ts';
import { jsonEqual, milliValue, quantityOf, type Json } from '../../base/index.ts';
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
  check: (next, old) => ephemeralErrors(next as Pod, old as Pod), // the resource tells the type
};

function ephemeralErrors(next: Pod, old: Pod): FieldError[] {
  const now = next.spec?.ephemeralContainers ?? [];
  return (old.spec?.ephemeralContainers ?? []).flatMap((before) => {
    const after = now.find(({ name }) => name === before.name);
    if (after === undefined) return [forbidden('spec.ephemeralContainers', `existing ephemeral containers "${before.name}" may not be removed\n`)];
    return jsonEqual(after as Json, before as Json) ? []
      : [forbidden('spec.ephemeralContainers', `existing ephemeral containers "${before.name}" may not be changed\n${ephemeralDifference(after, before)}`)];
  });
}

/** @k8s pkg/registry/core/pod/strategy.go podResizeStrategy: resources count, everything else is dropped */
const RESIZE: Prepare = {
  prepare: (next, old) => {
    const [to, from] = [(next as Pod).spec, (old as Pod).spec]; // the resource tells the type
    if (to === undefined || from === undefined) return old;
    const merge = (list: readonly Container[] | undefined, wanted: readonly Container[] | undefined): readonly Container[] | undefined =>
      list?.map((container) => {
        const other = wanted?.find(({ name }) => name === container.name);
        return other?.resources === undefined ? container : { ...container, resources: other.resources };
      });
    const containers = merge(from.containers, to.containers) ?? [];
    const initContainers = merge(from.initContainers, to.initContainers);
    return { ...old, spec: { ...from, containers, ...(initContainers === undefined ? {} : { initContainers }) } } as Pod;
  },
  check: (next, old) => {
    const [to, from] = [qosClass(next as Pod), qosClass(old as Pod)]; // the resource tells the type
    return to === from ? [] : [invalid('spec', (next as Pod).status?.qosClass ?? to, 'Pod QOS Class may not change as a result of resizing')];
  },
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
