/** Amounts as plain numbers of one fixed shape, so that sums and comparisons on the hot path cost next to nothing. */
import { isExtendedResource, podRequests, type Container, type ContainerStatus, type Pod, type ResourceList } from '../../api/index.ts';
import { milliValue, quantityOf, quantityValue, type Quantity } from '../../base/index.ts';

/** CPU in thousandths of a core, memory and disk in bytes, `scalars` in pieces: extended resources, huge pages and the like. */
export type Resources = { cpu: number; memory: number; storage: number; scalars: { [name: string]: number } | undefined };

export const nothing = (): Resources => ({ cpu: 0, memory: 0, storage: 0, scalars: undefined });
export const NOTHING: Readonly<Resources> = nothing();

/** @k8s pkg/scheduler/util/utils.go IsScalarResourceName */
export const isScalar = (name: string): boolean =>
  isExtendedResource(name) || name.startsWith('hugepages-') || name.includes('kubernetes.io/') || name.startsWith('attachable-volumes-');

function put(into: Resources, name: string, amount: Quantity): void {
  if (name === 'cpu') into.cpu = milliValue(amount);
  else if (name === 'memory') into.memory = quantityValue(amount);
  else if (name === 'ephemeral-storage') into.storage = quantityValue(amount);
  else if (isScalar(name)) (into.scalars ??= {})[name] = quantityValue(amount);
}

function fromList(list: ResourceList): Resources {
  const out = nothing();
  for (const name in list) { const amount = list[name]; if (amount !== undefined) put(out, name, amount); }
  return out;
}

export function resourcesOf(map: { readonly [resource: string]: string | number } | undefined): Resources {
  const out = nothing();
  for (const name in map) put(out, name, quantityOf(map[name]));
  return out;
}

/** Adds (`by` 1) or takes away (-1) in place. */
export function change(sum: Resources, amount: Readonly<Resources>, by: 1 | -1): void {
  sum.cpu += by * amount.cpu;
  sum.memory += by * amount.memory;
  sum.storage += by * amount.storage;
  if (amount.scalars === undefined) return;
  const scalars = sum.scalars ??= {};
  for (const name in amount.scalars) scalars[name] = (scalars[name] ?? 0) + by * (amount.scalars[name] ?? 0);
}

export const copyOf = (amount: Readonly<Resources>): Resources => ({ ...amount, scalars: amount.scalars === undefined ? undefined : { ...amount.scalars } });

/** By its name in the API. Absent means 0. */
export function amountOf(amount: Readonly<Resources>, name: string): number {
  if (name === 'cpu') return amount.cpu;
  if (name === 'memory') return amount.memory;
  return name === 'ephemeral-storage' ? amount.storage : amount.scalars?.[name] ?? 0;
}

export const asksNothing = ({ cpu, memory, storage, scalars }: Readonly<Resources>): boolean => cpu === 0 && memory === 0 && storage === 0 && scalars === undefined;

const saysNothing = ({ spec }: Pod): boolean => spec === undefined || (spec.overhead === undefined && spec.resources === undefined
  && spec.containers.every(({ resources }) => resources?.requests === undefined) && (spec.initContainers ?? []).every(({ resources }) => resources?.requests === undefined));

/** What is asked for; `placed`: what is held too while a resize is under way. @k8s component-helpers/resource/helpers.go UseStatusResources */
export function requestsOf(pod: Pod, placed: boolean): Readonly<Resources> {
  if (saysNothing(pod)) return NOTHING;
  const only = onlyRequests(pod, placed);
  const known = only === undefined ? undefined : read.get(only);
  if (known !== undefined) return known;
  const found = fromList(podRequests(placed && (pod.metadata?.generation ?? 1) > 1 ? asHeld(pod) : pod));
  if (only !== undefined) read.set(only, found);
  return found;
}
/** Pods of one template share what they ask for. */
const read = new WeakMap<ResourceMap, Readonly<Resources>>();
type ResourceMap = { readonly [resource: string]: string | number };
/** What the pod's only container asks for, where the pod asks for just that. */
function onlyRequests({ spec, metadata }: Pod, placed: boolean): ResourceMap | undefined {
  if (spec === undefined || spec.containers.length !== 1 || (spec.initContainers ?? []).length > 0 || spec.overhead !== undefined || spec.resources !== undefined) return undefined;
  return placed && (metadata?.generation ?? 1) > 1 ? undefined : spec.containers[0]?.resources?.requests;
}

/** 200Mi. */
const MEMORY = 200 * 1024 * 1024;

/** Scoring counts a container without requests as 100m and 200Mi. @k8s pkg/scheduler/util/pod_resources.go */
export function scoringRequestsOf(pod: Pod, placed: boolean): Readonly<Resources> {
  if (pod.spec === undefined) return NOTHING;
  const { containers, initContainers } = pod.spec;
  const only = onlyRequests(pod, placed);
  if (only?.['cpu'] !== undefined && only['memory'] !== undefined) return requestsOf(pod, placed);
  if (saysNothing(pod) && (initContainers ?? []).length === 0) return { cpu: 100 * containers.length, memory: MEMORY * containers.length, storage: 0, scalars: undefined };
  const filled = (container: Container): Container =>
    ({ ...container, resources: { ...container.resources, requests: { cpu: '100m', memory: '200Mi', ...container.resources?.requests } } });
  const spec = { ...pod.spec, containers: containers.map(filled), ...(initContainers === undefined ? {} : { initContainers: initContainers.map(filled) }) };
  return requestsOf({ ...pod, spec }, placed);
}

type Amounts = { readonly [name: string]: string | number };

export const isInfeasible = ({ status }: Pod): boolean => status?.conditions?.some(({ type, reason }) => type === 'PodResizePending' && reason === 'Infeasible') === true;

/** Each container with the most of what it asks, was given and has; a resize that can never be is not counted. @k8s determineContainerReqs */
function asHeld(pod: Pod): Pod {
  const statuses = new Map<string, ContainerStatus>([...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])].map((status) => [status.name, status]));
  const infeasible = isInfeasible(pod);
  const held = (container: Container): Container => {
    const status = statuses.get(container.name);
    if (status?.resources?.requests === undefined && status?.allocatedResources === undefined) return container;
    const had = most(status?.resources?.requests, status?.allocatedResources);
    return { ...container, resources: { ...container.resources, requests: infeasible ? had : most(container.resources?.requests, had) } };
  };
  const spec = pod.spec;
  if (spec === undefined || statuses.size === 0) return pod;
  return { ...pod, spec: { ...spec, containers: spec.containers.map(held), ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(held) }) } };
}

function most(a: Amounts = {}, b: Amounts = {}): Amounts {
  const out: { [name: string]: string | number } = { ...a };
  for (const [name, amount] of Object.entries(b)) if (out[name] === undefined || quantityOf(amount).nano > quantityOf(out[name]).nano) out[name] = amount;
  return out;
}
