/** A node as the scheduler counts it: its object, the pods on it and the sums that filters and scores read. */
import { isSidecar, type Node, type Pod } from '../api/index.ts';
import type { Claims } from './claims.ts';
import type { Labels, SpreadWish } from './spread.ts';
import { add, EMPTY, requestsOf, resourcesOf, scoringRequestsOf, subtract, type Resources } from './podRequests.ts';

/** A pod with everything that is computed from its spec once. */
export type PodInfo = {
  readonly pod: Pod;
  readonly requests: Resources;
  readonly scoringRequests: Resources;
  readonly hostPorts: readonly HostPort[];
  /** Looked up when the pod is tried. */
  readonly spread?: SpreadWish;
  readonly claims?: Claims;
};
export type HostPort = { readonly ip: string; readonly protocol: string; readonly port: number };

export type NodeInfo = {
  readonly name: string;
  /** Undefined while only pods of it are known: such a node is no candidate. */
  node: Node | undefined;
  allocatable: Resources;
  requested: Resources;
  scoringRequested: Resources;
  readonly pods: Map<string, PodInfo>;
  /** Counted when first asked for, then kept up to date, see `stayingPods`. */
  staying: Staying | undefined;
  /** Image name → bytes. */
  images: ReadonlyMap<string, number>;
};

type Staying = Map<string, Map<Labels | undefined, number>>;

export const createNodeInfo = (name: string): NodeInfo =>
  ({ name, node: undefined, allocatable: EMPTY, requested: EMPTY, scoringRequested: EMPTY, pods: new Map(), staying: undefined, images: new Map() });

/** What is computed from the spec is taken from `before`, the same pod when it had another node or status. */
export function podInfoOf(pod: Pod, before?: PodInfo): PodInfo {
  if (before !== undefined && wantsTheSame(pod.spec, before.pod.spec)) {
    return { pod, requests: before.requests, scoringRequests: before.scoringRequests, hostPorts: before.hostPorts };
  }
  return { pod, requests: requestsOf(pod), scoringRequests: scoringRequestsOf(pod), hostPorts: hostPortsOf(pod) };
}

const wantsTheSame = (a: Pod['spec'], b: Pod['spec']): boolean => a === b || (a !== undefined && b !== undefined
  && a.containers === b.containers && a.initContainers === b.initContainers && a.resources === b.resources && a.overhead === b.overhead);

function hostPortsOf(pod: Pod): readonly HostPort[] {
  const sidecars = (pod.spec?.initContainers ?? []).filter(isSidecar);
  return [...(pod.spec?.containers ?? []), ...sidecars].flatMap((container) => (container.ports ?? [])
    .filter((port) => (port.hostPort ?? 0) > 0)
    .map((port) => ({ ip: port.hostIP === undefined || port.hostIP === '' ? '0.0.0.0' : port.hostIP, protocol: port.protocol ?? 'TCP', port: port.hostPort ?? 0 })));
}

export function setNode(info: NodeInfo, node: Node): void {
  info.node = node;
  info.allocatable = resourcesOf(node.status?.allocatable);
  const images = new Map<string, number>();
  for (const image of node.status?.images ?? []) for (const name of image.names ?? []) images.set(name, image.sizeBytes ?? 0);
  info.images = images;
}

export function addPod(info: NodeInfo, uid: string, pod: PodInfo): void {
  removePod(info, uid);
  info.pods.set(uid, pod);
  if (info.staying !== undefined) count(info.staying, pod, 1);
  info.requested = add(info.requested, pod.requests);
  info.scoringRequested = add(info.scoringRequested, pod.scoringRequests);
}

export function removePod(info: NodeInfo, uid: string): void {
  const pod = info.pods.get(uid);
  if (pod === undefined) return;
  info.pods.delete(uid);
  if (info.staying !== undefined) count(info.staying, pod, -1);
  info.requested = subtract(info.requested, pod.requests);
  info.scoringRequested = subtract(info.scoringRequested, pod.scoringRequests);
}

/** Pods of a namespace that are not leaving, by their labels: pods of one template share them, so there are far fewer than pods. */
export function stayingPods(info: NodeInfo, namespace: string | undefined): ReadonlyMap<Labels | undefined, number> {
  if (info.staying === undefined) {
    info.staying = new Map();
    for (const pod of info.pods.values()) count(info.staying, pod, 1);
  }
  return info.staying.get(namespace ?? '') ?? NOBODY;
}
const NOBODY: ReadonlyMap<Labels | undefined, number> = new Map();

function count(counts: Staying, { pod: { metadata = {} } }: PodInfo, by: 1 | -1): void {
  if (metadata.deletionTimestamp !== undefined) return;
  const namespace = metadata.namespace ?? '';
  let own = counts.get(namespace);
  if (own === undefined) { own = new Map(); counts.set(namespace, own); }
  const pods = (own.get(metadata.labels) ?? 0) + by;
  if (pods === 0) own.delete(metadata.labels); else own.set(metadata.labels, pods);
}

/** The same counts, to try out what would be without some pods. */
export const copyNodeInfo = (info: NodeInfo): NodeInfo => ({ ...info, pods: new Map(info.pods), staying: undefined });
