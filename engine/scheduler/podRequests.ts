/** What a pod asks of a node, as plain numbers: CPU in thousandths, everything else in whole units. */
import { podRequests, type Container, type Pod, type ResourceList } from '../api/index.ts';
import { milliValue, quantityOf, quantityValue, type Quantity } from '../base/index.ts';

/** `cpu` in thousandths of a core, other resources in bytes or pieces. Absent means 0. */
export type Resources = { readonly [resource: string]: number };

export const EMPTY: Resources = {};

const plain = (name: string, quantity: Quantity): number => (name === 'cpu' ? milliValue(quantity) : quantityValue(quantity));

const numbers = (list: ResourceList): Resources => Object.fromEntries(Object.entries(list).map(([name, quantity]) => [name, plain(name, quantity)]));

export const resourcesOf = (map: { readonly [resource: string]: string | number } | undefined): Resources =>
  Object.fromEntries(Object.entries(map ?? {}).map(([name, text]) => [name, plain(name, quantityOf(text))]));

function combine(a: Resources, b: Resources, sign: 1 | -1): Resources {
  if (b === EMPTY) return a;
  const out = { ...a };
  for (const [name, amount] of Object.entries(b)) out[name] = (out[name] ?? 0) + sign * amount;
  return out;
}
export const add = (a: Resources, b: Resources): Resources => combine(a, b, 1);
export const subtract = (a: Resources, b: Resources): Resources => combine(a, b, -1);

const asksNothing = ({ spec }: Pod): boolean => spec === undefined || (spec.overhead === undefined && spec.resources === undefined
  && spec.containers.every(({ resources }) => resources?.requests === undefined) && (spec.initContainers ?? []).every(({ resources }) => resources?.requests === undefined));

export const requestsOf = (pod: Pod): Resources => (asksNothing(pod) ? EMPTY : numbers(podRequests(pod)));

/** 200Mi. */
const MEMORY = 200 * 1024 * 1024;

/** Scoring counts a container without requests as 100m and 200 MB. @k8s pkg/scheduler/util/pod_resources.go */
export function scoringRequestsOf(pod: Pod): Resources {
  if (pod.spec === undefined) return EMPTY;
  if (asksNothing(pod) && (pod.spec.initContainers ?? []).length === 0) return { cpu: 100 * pod.spec.containers.length, memory: MEMORY * pod.spec.containers.length };
  const filled = (container: Container): Container =>
    ({ ...container, resources: { ...container.resources, requests: { cpu: '100m', memory: '200Mi', ...container.resources?.requests } } });
  const { containers, initContainers } = pod.spec;
  return requestsOf({ ...pod, spec: { ...pod.spec, containers: containers.map(filled), ...(initContainers === undefined ? {} : { initContainers: initContainers.map(filled) }) } });
}
