/** A node as the scheduler counts it: its object, the pods on it and the sums that filters and scores read. */
import { isSidecar, type ContainerStatus, type Node, type Pod, type Taint } from '../../api/index.ts';
import { jsonEqual, quantityOf, quantityValue, type Json } from '../../base/index.ts';
import { affinityTermsOf, type AffinityTerms } from './affinityTerms.ts';
import { change, copyOf, isInfeasible, nothing, requestsOf, resourcesOf, scoringRequestsOf, type Resources } from './resources.ts';

/** A pod with everything that is computed from its spec once. */
export type PodInfo = {
  readonly pod: Pod;
  readonly requests: Readonly<Resources>;
  readonly scoringRequests: Readonly<Resources>;
  readonly hostPorts: readonly HostPort[];
  /** Undefined: it says nothing of other pods. */
  readonly affinity: AffinityTerms | undefined;
};
export type HostPort = { readonly ip: string; readonly protocol: string; readonly port: number };

export type NodeInfo = {
  readonly name: string;
  /** Its own number, and one that grows with each change of what is counted here. */
  readonly slot: number;
  generation: number;
  /** Undefined while only pods of it are known: such a node is no candidate. */
  node: Node | undefined;
  labels: { readonly [key: string]: string };
  /** Taints that keep pods away, and those that only put them off. */
  hardTaints: readonly Taint[];
  softTaints: readonly Taint[];
  allocatable: Readonly<Resources>;
  allowedPods: number;
  requested: Resources;
  scoringRequested: Resources;
  readonly pods: Map<string, PodInfo>;
  /** Image name → bytes. */
  images: ReadonlyMap<string, number>;
};

const NO_TAINTS: readonly Taint[] = [];
const NO_LABELS = {};

export const createNodeInfo = (name: string, slot = 0): NodeInfo => ({
  name, slot, generation: 0, node: undefined, labels: NO_LABELS, hardTaints: NO_TAINTS, softTaints: NO_TAINTS, allocatable: nothing(), allowedPods: 0,
  requested: nothing(), scoringRequested: nothing(), pods: new Map(), images: new Map(),
});

/** What is computed from the spec is taken from `before`, the same pod when it had another node or status. */
export function podInfoOf(pod: Pod, before?: PodInfo): PodInfo {
  const placed = (pod.spec?.nodeName ?? '') !== '';
  // A resize shows in the status first or last; a pod that was never changed has none.
  const settled = (pod.metadata?.generation ?? 1) <= 1 || (before !== undefined && holdsTheSame(pod, before.pod));
  if (before !== undefined && settled && wantsTheSame(pod.spec, before.pod.spec)) {
    return { pod, requests: before.requests, scoringRequests: before.scoringRequests, hostPorts: before.hostPorts, affinity: before.affinity };
  }
  return { pod, requests: requestsOf(pod, placed), scoringRequests: scoringRequestsOf(pod, placed), hostPorts: hostPortsOf(pod), affinity: affinityTermsOf(pod) };
}

const wantsTheSame = (a: Pod['spec'], b: Pod['spec']): boolean => a === b || (a !== undefined && b !== undefined
  && a.containers === b.containers && a.initContainers === b.initContainers && a.resources === b.resources && a.overhead === b.overhead && a.affinity === b.affinity);

/** Of two states of a pod that may have been resized: being deleted, for one, is no reason to count it anew. */
const holdsTheSame = (a: Pod, b: Pod): boolean => a.metadata?.generation === b.metadata?.generation && a.spec?.nodeName === b.spec?.nodeName
  && givenTheSame(a.status?.containerStatuses, b.status?.containerStatuses) && givenTheSame(a.status?.initContainerStatuses, b.status?.initContainerStatuses)
  && isInfeasible(a) === isInfeasible(b);
const same = (a: unknown, b: unknown): boolean => a === b || jsonEqual(a as Json | undefined, b as Json | undefined); // parts of API objects are JSON
const givenTheSame = (a: readonly ContainerStatus[] = [], b: readonly ContainerStatus[] = []): boolean => a === b || (a.length === b.length
  && a.every(({ name, resources, allocatedResources }, i) => name === b[i]?.name && same(resources, b[i]?.resources) && same(allocatedResources, b[i]?.allocatedResources)));

function hostPortsOf({ spec }: Pod): readonly HostPort[] {
  const found: HostPort[] = [];
  for (const container of [...(spec?.initContainers ?? []).filter(isSidecar), ...(spec?.containers ?? [])]) {
    for (const { hostPort = 0, hostIP = '', protocol = 'TCP' } of container.ports ?? []) {
      if (hostPort > 0) found.push({ ip: hostIP === '' ? '0.0.0.0' : hostIP, protocol, port: hostPort });
    }
  }
  return found;
}

export function setNode(info: NodeInfo, node: Node): void {
  const before = info.node;
  info.generation++;
  info.node = node;
  info.labels = node.metadata?.labels ?? NO_LABELS;
  if (before === undefined || before.spec?.taints !== node.spec?.taints) {
    const taints = node.spec?.taints ?? NO_TAINTS;
    info.hardTaints = taints.filter(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute');
    info.softTaints = taints.filter(({ effect }) => effect === 'PreferNoSchedule');
  }
  if (before === undefined || before.status?.allocatable !== node.status?.allocatable) {
    info.allocatable = resourcesOf(node.status?.allocatable);
    info.allowedPods = quantityValue(quantityOf(node.status?.allocatable?.['pods']));
  }
  if (before === undefined || before.status?.images !== node.status?.images) {
    const images = new Map<string, number>();
    for (const image of node.status?.images ?? []) for (const name of image.names ?? []) images.set(name, image.sizeBytes ?? 0);
    info.images = images;
  }
}

export function addPod(info: NodeInfo, uid: string, pod: PodInfo): void {
  removePod(info, uid);
  info.pods.set(uid, pod);
  info.generation++;
  change(info.requested, pod.requests, 1);
  change(info.scoringRequested, pod.scoringRequests, 1);
}

/** The same pod with other news; false if it has to be counted anew. Among the pods it becomes the last, as when it had come now. */
export function replacePod({ pods }: NodeInfo, uid: string, pod: PodInfo): boolean {
  const old = pods.get(uid);
  const [before, now] = [old?.pod.metadata, pod.pod.metadata];
  if (old === undefined || old.requests !== pod.requests || old.scoringRequests !== pod.scoringRequests || old.hostPorts !== pod.hostPorts || old.affinity !== pod.affinity
    || before?.labels !== now?.labels || before?.deletionTimestamp !== now?.deletionTimestamp) return false;
  pods.delete(uid);
  pods.set(uid, pod);
  return true;
}

export function removePod(info: NodeInfo, uid: string): PodInfo | undefined {
  const pod = info.pods.get(uid);
  if (pod === undefined) return undefined;
  info.pods.delete(uid);
  info.generation++;
  change(info.requested, pod.requests, -1);
  change(info.scoringRequested, pod.scoringRequests, -1);
  return pod;
}

/** The same counts, to try out what would be with or without some pods. */
export const copyNodeInfo = (info: NodeInfo): NodeInfo =>
  ({ ...info, pods: new Map(info.pods), requested: copyOf(info.requested), scoringRequested: copyOf(info.scoringRequested) });
