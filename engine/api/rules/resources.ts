/** Sums of what pods ask for. @k8s component-helpers/resource/helpers.go */
import { addQuantity, compareQuantity, maxQuantity, quantityOf, type Quantity } from '../../base/index.ts';
import type { Container, Pod, PodSpec } from '../schema/types.ts';

export type ResourceList = { readonly [name: string]: Quantity };
type Field = 'requests' | 'limits';

function listOf(amounts: { readonly [name: string]: string | number } | undefined): ResourceList {
  return Object.fromEntries(Object.entries(amounts ?? {}).map(([name, amount]) => [name, quantityOf(amount)]));
}
function merge(a: ResourceList, b: ResourceList, how: (x: Quantity, y: Quantity) => Quantity): ResourceList {
  const out: { [name: string]: Quantity } = { ...a };
  for (const name in b) {
    const [mine, other] = [out[name], b[name]];
    if (other !== undefined) out[name] = mine === undefined ? other : how(mine, other);
  }
  return out;
}
export const addResources = (a: ResourceList, b: ResourceList): ResourceList => merge(a, b, addQuantity);
export const maxResources = (a: ResourceList, b: ResourceList): ResourceList => merge(a, b, maxQuantity);

export const isSidecar = (container: Container): boolean => container.restartPolicy === 'Always';

/** The larger of what runs together and of what any init container needs beside the sidecars before it. */
function total(spec: PodSpec, field: Field): ResourceList {
  const of = (container: Container): ResourceList => listOf(container.resources?.[field]);
  let running = spec.containers.reduce<ResourceList>((sum, container) => addResources(sum, of(container)), {});
  let [sidecars, starting]: ResourceList[] = [{}, {}];
  for (const container of spec.initContainers ?? []) {
    if (isSidecar(container)) {
      running = addResources(running, of(container));
      sidecars = addResources(sidecars ?? {}, of(container));
      starting = maxResources(starting ?? {}, sidecars);
    } else {
      starting = maxResources(starting ?? {}, addResources(of(container), sidecars ?? {}));
    }
  }
  const together = maxResources(running, starting ?? {});
  return { ...together, ...listOf(spec.resources?.[field]) };
}

/** What the scheduler counts, pod overhead included. */
export const podRequests = (pod: Pod): ResourceList =>
  (pod.spec === undefined ? {} : addResources(total(pod.spec, 'requests'), listOf(pod.spec.overhead)));

/** Overhead counts only for what is limited at all. */
export function podLimits(pod: Pod): ResourceList {
  if (pod.spec === undefined) return {};
  const limits = total(pod.spec, 'limits');
  const overhead = Object.fromEntries(Object.entries(listOf(pod.spec.overhead)).filter(([name]) => limits[name] !== undefined));
  return addResources(limits, overhead);
}

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';
const QOS_RESOURCES = ['cpu', 'memory'] as const;

/** @k8s pkg/apis/core/v1/helper/qos/qos.go ComputePodQOS */
export function qosClass(pod: Pod): QosClass {
  const { spec } = pod;
  if (spec === undefined) return 'BestEffort';
  const parts = spec.resources === undefined ? [...spec.containers, ...(spec.initContainers ?? [])].map((c) => c.resources) : [spec.resources];
  if (parts.every((resources) => resources?.requests === undefined && resources?.limits === undefined)) return 'BestEffort';
  let [any, guaranteed] = [false, true];
  for (const resources of parts) {
    for (const name of QOS_RESOURCES) {
      const [request, limit] = [quantityOf(resources?.requests?.[name]), quantityOf(resources?.limits?.[name])];
      if (request.nano > 0n || limit.nano > 0n) any = true;
      // A request left out is taken from the limit when the pod is made.
      const same = resources?.requests?.[name] === undefined || compareQuantity(request, limit) === 0;
      if (limit.nano === 0n || !same) guaranteed = false;
    }
  }
  return !any ? 'BestEffort' : guaranteed ? 'Guaranteed' : 'Burstable';
}
