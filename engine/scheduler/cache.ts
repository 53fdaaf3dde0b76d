/**
 * All nodes with the pods on them, kept up to date by changes: nothing is summed up anew for a pod.
 * A pod that is being bound is counted at once ("assumed"), before the API server has heard of it.
 * @k8s pkg/scheduler/backend/cache/cache.go
 */
import type { Node, Pod } from '../api/index.ts';
import { addPod, createNodeInfo, podInfoOf, removePod, setNode, type NodeInfo, type PodInfo } from './nodeInfo.ts';

export type NodeCache = {
  /** Nodes that exist, zones interleaved, each zone in the order in which its nodes came. */
  nodes(): readonly NodeInfo[];
  get(name: string): NodeInfo | undefined;
  setNode(node: Node): void;
  removeNode(name: string): void;
  /** Counts the pod on its node, wherever it was counted before. `known`: what has been computed of it already. */
  setPod(pod: Pod, nodeName: string, known?: PodInfo): void;
  removePod(uid: string): void;
  /** How many nodes hold the image. */
  nodesWithImage(image: string): number;
};

const ZONE = 'topology.kubernetes.io/zone';
const zoneOf = (node: Node): string => node.metadata?.labels?.[ZONE] ?? '';

export function createNodeCache(): NodeCache {
  const infos = new Map<string, NodeInfo>();
  const placed = new Map<string, string>();
  const imageCounts = new Map<string, number>();
  let ordered: readonly NodeInfo[] | undefined;

  const infoOf = (name: string): NodeInfo => {
    const found = infos.get(name);
    if (found !== undefined) return found;
    const created = createNodeInfo(name);
    infos.set(name, created);
    return created;
  };
  const countImages = (info: NodeInfo, by: 1 | -1): void => {
    for (const image of info.images.keys()) imageCounts.set(image, (imageCounts.get(image) ?? 0) + by);
  };
  return {
    nodes: () => ordered ??= interleaveZones([...infos.values()].filter((info) => info.node !== undefined)),
    get: (name) => infos.get(name),
    setNode(node) {
      const info = infoOf(node.metadata?.name ?? '');
      if (info.node === undefined || zoneOf(info.node) !== zoneOf(node)) ordered = undefined;
      countImages(info, -1);
      setNode(info, node);
      countImages(info, 1);
    },
    removeNode(name) {
      const info = infos.get(name);
      if (info === undefined) return;
      countImages(info, -1);
      ordered = undefined;
      info.node = undefined;
      info.images = new Map();
      if (info.pods.size === 0) infos.delete(name);
    },
    setPod(pod, nodeName, known) {
      const uid = pod.metadata?.uid ?? '';
      const before = placed.get(uid);
      const info = podInfoOf(pod, known ?? (before === undefined ? undefined : infos.get(before)?.pods.get(uid)));
      if (before !== undefined && before !== nodeName) removePod(infoOf(before), uid);
      placed.set(uid, nodeName);
      addPod(infoOf(nodeName), uid, info);
    },
    removePod(uid) {
      const name = placed.get(uid);
      if (name === undefined) return;
      placed.delete(uid);
      const info = infoOf(name);
      removePod(info, uid);
      if (info.node === undefined && info.pods.size === 0) infos.delete(name);
    },
    nodesWithImage: (image) => imageCounts.get(image) ?? 0,
  };
}

/** First node of each zone, then the second of each, and so on. @k8s pkg/scheduler/backend/cache/node_tree.go */
function interleaveZones(infos: readonly NodeInfo[]): readonly NodeInfo[] {
  const zones = new Map<string, NodeInfo[]>();
  for (const info of infos) {
    if (info.node === undefined) continue;
    const zone = zoneOf(info.node);
    const list = zones.get(zone) ?? [];
    list.push(info);
    zones.set(zone, list);
  }
  const out: NodeInfo[] = [];
  for (let round = 0; out.length < infos.length; round++) {
    for (const list of zones.values()) {
      const info = list[round];
      if (info !== undefined) out.push(info);
    }
  }
  return out;
}
