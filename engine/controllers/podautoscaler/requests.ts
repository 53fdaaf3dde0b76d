/** What pods ask for of a resource, in thousandths. @k8s pkg/controller/podautoscaler/replica_calculator.go calculateRequests */
import { isSidecar, podRequests, type Pod } from '../../api/index.ts';
import { milliValue, quantityOf } from '../../base/index.ts';
import { nameOf } from '../owners.ts';

export type Requests = { readonly ok: true; readonly of: ReadonlyMap<string, number> } | { readonly ok: false; readonly error: string };

/** @param container empty: all of the pod, or what the pod asks for as a whole */
export function requestsOf(pods: readonly Pod[], container: string, resource: string): Requests {
  const of = new Map<string, number>();
  for (const pod of pods) {
    const request = pod.spec?.resources?.requests !== undefined && container === '' ? ofPod(pod, resource) : ofContainers(pod, container, resource);
    if (typeof request === 'string') return { ok: false, error: request };
    of.set(nameOf(pod), request);
  }
  return { ok: true, of };
}

function ofPod(pod: Pod, resource: string): number | string {
  const request = podRequests(pod)[resource];
  return request === undefined ? `missing pod-level request for ${resource} in Pod ${nameOf(pod)}` : milliValue(request);
}

function ofContainers(pod: Pod, wanted: string, resource: string): number | string {
  let sum = 0;
  for (const container of [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? []).filter(isSidecar)]) {
    if (wanted !== '' && wanted !== container.name) continue;
    const request = container.resources?.requests?.[resource];
    if (request === undefined) return `missing request for ${resource} in container ${container.name} of Pod ${nameOf(pod)}`;
    sum += milliValue(quantityOf(request));
    if (wanted === container.name) return sum;
  }
  return wanted === '' ? sum : `container ${wanted} not found in Pod ${nameOf(pod)}`;
}
