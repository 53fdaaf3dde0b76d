/**
 * All nodes with the pods on them, kept up to date by changes: nothing is summed up anew for a pod.
 * A pod that is being bound is counted at once ("assumed"), before the API server has heard of it.
 * @k8s pkg/scheduler/backend/cache/cache.go
 */
import type { Node, Pod } from '../../api/index.ts';
import { addPod, createNodeInfo, podInfoOf, removePod, replacePod, setNode, type NodeInfo, type PodInfo } from './nodeInfo.ts';
import { createPodGroups, type PodGroups } from './podGroups.ts';
import { createStandingTerms, type StandingTerms } from './standingTerms.ts';

export type NodeCache = {
  /** Nodes that exist, zones interleaved, each zone in the order in which its nodes came. */
  nodes(): readonly NodeInfo[];
  get(name: string): NodeInfo | undefined;
  setNode(node: Node): void;
  removeNode(name: string): void;
  /** Counts the pod on its node, wherever it was counted before. `known`: what has been computed of it already. */
  setPod(pod: Pod, nodeName: string, known?: PodInfo): void;
  removePod(uid: string): void;
  /** Where the pod is counted. */
  placeOf(uid: string): string | undefined;
  /** How many nodes hold the image. */
  nodesWithImage(image: string): number;
  /** How many nodes only put pods off. */
  readonly nodesWithSoftTaints: number;
  /** The values of a label over the nodes, and how many nodes have it. */
  places(topologyKey: string): Places;
  readonly groups: PodGroups;
  readonly standing: StandingTerms;
};
export type Places = { readonly values: ReadonlySet<string>; readonly nodes: number };

const [ZONE, REGION] = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];
const zoneOf = ({ metadata }: Node): string => {
  const { [ZONE]: zone = '', [REGION]: region = '' } = metadata?.labels ?? {};
  return `${region}:${zone}`;
};

export function createNodeCache(): NodeCache {
  const infos = new Map<string, NodeInfo>();
  const placed = new Map<string, string>();
  const imageCounts = new Map<string, number>();
  const places = new Map<string, Places>();
  let ordered: readonly NodeInfo[] | undefined;
  let slots = 0;
  let softTainted = 0;

  const labelOf = (name: string, key: string): string | undefined => { const info = infos.get(name); return info?.node === undefined ? undefined : info.labels[key]; };
  const [groups, standing] = [createPodGroups(labelOf), createStandingTerms(labelOf)];
  const infoOf = (name: string): NodeInfo => {
    const found = infos.get(name);
    if (found !== undefined) return found;
    const created = createNodeInfo(name, slots++);
    infos.set(name, created);
    return created;
  };
  const countImages = (info: NodeInfo, by: 1 | -1): void => {
    for (const image of info.images.keys()) imageCounts.set(image, (imageCounts.get(image) ?? 0) + by);
  };
  const forgetPlaces = (): void => { places.clear(); groups.forgetPlaces(); standing.forgetPlaces(); };
  const take = (info: NodeInfo, uid: string): void => {
    const pod = removePod(info, uid);
    if (pod === undefined) return;
    groups.count(pod, info.name, -1);
    standing.count(pod, info.name, -1);
  };
  return {
    groups, standing,
    get nodesWithSoftTaints() { return softTainted; },
    nodes: () => ordered ??= interleaveZones([...infos.values()].filter((info) => info.node !== undefined)),
    get: (name) => infos.get(name),
    placeOf: (uid) => placed.get(uid),
    setNode(node) {
      const info = infoOf(node.metadata?.name ?? '');
      const before = info.node;
      if (before === undefined || zoneOf(before) !== zoneOf(node)) ordered = undefined;
      const images = info.images;
      if (before === undefined || before.metadata?.labels !== node.metadata?.labels) forgetPlaces();
      softTainted -= info.softTaints.length > 0 ? 1 : 0;
      setNode(info, node);
      softTainted += info.softTaints.length > 0 ? 1 : 0;
      if (info.images === images) return;
      for (const image of images.keys()) imageCounts.set(image, (imageCounts.get(image) ?? 0) - 1);
      countImages(info, 1);
    },
    removeNode(name) {
      const info = infos.get(name);
      if (info === undefined) return;
      countImages(info, -1);
      ordered = undefined;
      info.node = undefined;
      softTainted -= info.softTaints.length > 0 ? 1 : 0;
      info.softTaints = [];
      info.images = new Map();
      forgetPlaces();
      if (info.pods.size === 0) infos.delete(name);
    },
    setPod(pod, nodeName, known) {
      const uid = pod.metadata?.uid ?? '';
      const before = placed.get(uid);
      const info = podInfoOf(pod, known ?? (before === undefined ? undefined : infos.get(before)?.pods.get(uid)));
      const there = before === nodeName ? infos.get(nodeName) : undefined;
      // The usual news of a binding: it is counted there already, and nothing that is counted has changed.
      if (there !== undefined && replacePod(there, uid, info)) return;
      if (before !== undefined) take(infoOf(before), uid);
      placed.set(uid, nodeName);
      addPod(infoOf(nodeName), uid, info);
      groups.count(info, nodeName, 1);
      standing.count(info, nodeName, 1);
    },
    removePod(uid) {
      const name = placed.get(uid);
      if (name === undefined) return;
      placed.delete(uid);
      const info = infoOf(name);
      take(info, uid);
      if (info.node === undefined && info.pods.size === 0) infos.delete(name);
    },
    nodesWithImage: (image) => imageCounts.get(image) ?? 0,
    places(topologyKey) {
      let found = places.get(topologyKey);
      if (found !== undefined) return found;
      const values = new Set<string>();
      let nodes = 0;
      for (const { node, labels } of infos.values()) {
        const value = node === undefined ? undefined : labels[topologyKey];
        if (value !== undefined) { values.add(value); nodes++; }
      }
      found = { values, nodes };
      places.set(topologyKey, found);
      return found;
    },
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
