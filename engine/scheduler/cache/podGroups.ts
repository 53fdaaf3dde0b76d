/**
 * How many pods that a selector matches are on each node and in each place, kept up to date pod by pod.
 * Pods of one namespace with the same labels are one group, so a selector looks at groups and never at all pods.
 */
import type { Labels } from './affinityTerms.ts';
import type { PodInfo } from './nodeInfo.ts';

/** Terminating pods count for affinity and not for spreading. */
export type Counted = 'all' | 'staying';
export type Counts = ReadonlyMap<string, number>;
export type Selection = {
  /** Pods that match, by node. */
  onNodes(counted: Counted): Counts;
  /** Pods that match, by the value that their nodes have for a label. Nodes without it and values without pods are not there. */
  inPlaces(topologyKey: string, counted: Counted): Counts;
};
export type Matches = (labels: Labels | undefined, namespace: string) => boolean;
export type PodGroups = {
  count(pod: PodInfo, node: string, by: 1 | -1): void;
  /** The same object for the same key. `namespaces` undefined: of all. */
  select(key: string, namespaces: readonly string[] | undefined, matches: Matches): Selection;
  /** A node came, went or has other labels. */
  forgetPlaces(): void;
};

type Numbers = Map<string, number>;
type Group = { readonly namespace: string; readonly labels: Labels | undefined; readonly all: Numbers; readonly staying: Numbers; readonly selections: Set<Chosen> };
type Chosen = {
  readonly key: string; readonly namespaces: readonly string[] | undefined; readonly matches: Matches;
  readonly all: Numbers; readonly staying: Numbers;
  /** What was asked for by place. */
  places: readonly Place[];
};
type Place = { readonly topologyKey: string; readonly counted: Counted; readonly numbers: Numbers };
const NO_PLACES: readonly Place[] = [];

/** Selections that were not asked for longest go first; they can be counted anew at any time. */
const KEPT_SELECTIONS = 2000;

function bump(numbers: Numbers, key: string, by: number): void {
  const next = (numbers.get(key) ?? 0) + by;
  if (next === 0) numbers.delete(key); else numbers.set(key, next);
}

/** Labels stay the same object through most changes of a pod. */
const texts = new WeakMap<Labels, string>();
function textOf(labels: Labels | undefined): string {
  if (labels === undefined) return '';
  let text = texts.get(labels);
  if (text === undefined) { text = JSON.stringify(labels); texts.set(labels, text); }
  return text;
}

/** @param labelOf the label of a node that exists */
export function createPodGroups(labelOf: (node: string, key: string) => string | undefined): PodGroups {
  const groups = new Map<string, Map<string, Group>>();
  const selections = new Map<string, Chosen>();

  const covers = ({ namespaces, matches }: Chosen, group: Group): boolean =>
    (namespaces === undefined || namespaces.includes(group.namespace)) && matches(group.labels, group.namespace);
  const groupOf = ({ pod: { metadata } }: PodInfo): Group => {
    const { namespace = '', labels } = metadata ?? {};
    let own = groups.get(namespace);
    if (own === undefined) { own = new Map(); groups.set(namespace, own); }
    const key = textOf(labels);
    let group = own.get(key);
    if (group !== undefined) return group;
    group = { namespace, labels, all: new Map(), staying: new Map(), selections: new Set() };
    own.set(key, group);
    for (const chosen of selections.values()) if (covers(chosen, group)) group.selections.add(chosen);
    return group;
  };
  const countPlaces = (chosen: Chosen, node: string, counted: Counted, by: 1 | -1): void => {
    for (const place of chosen.places) {
      if (place.counted !== counted) continue;
      const value = labelOf(node, place.topologyKey);
      if (value !== undefined) bump(place.numbers, value, by);
    }
  };
  const drop = (chosen: Chosen): void => {
    selections.delete(chosen.key);
    for (const own of groups.values()) for (const group of own.values()) group.selections.delete(chosen);
  };
  const fill = (chosen: Chosen): void => {
    const lists = chosen.namespaces === undefined ? [...groups.values()] : chosen.namespaces.flatMap((name) => groups.get(name) ?? []);
    for (const list of lists) for (const group of list.values()) {
      if (!chosen.matches(group.labels, group.namespace)) continue;
      group.selections.add(chosen);
      for (const [node, count] of group.all) bump(chosen.all, node, count);
      for (const [node, count] of group.staying) bump(chosen.staying, node, count);
    }
  };
  const viewOf = (chosen: Chosen): Selection => ({
    onNodes: (counted) => chosen[counted],
    inPlaces(topologyKey, counted) {
      const known = chosen.places.find((place) => place.counted === counted && place.topologyKey === topologyKey);
      if (known !== undefined) return known.numbers;
      const numbers: Numbers = new Map();
      for (const [node, count] of chosen[counted]) { const value = labelOf(node, topologyKey); if (value !== undefined) bump(numbers, value, count); }
      chosen.places = [...chosen.places, { topologyKey, counted, numbers }];
      return numbers;
    },
  });
  return {
    count(pod, node, by) {
      const group = groupOf(pod);
      const staying = pod.pod.metadata?.deletionTimestamp === undefined;
      bump(group.all, node, by);
      if (staying) bump(group.staying, node, by);
      for (const chosen of group.selections) {
        bump(chosen.all, node, by);
        countPlaces(chosen, node, 'all', by);
        if (!staying) continue;
        bump(chosen.staying, node, by);
        countPlaces(chosen, node, 'staying', by);
      }
      if (group.all.size > 0) return;
      const own = groups.get(group.namespace);
      own?.delete(textOf(group.labels));
      if (own?.size === 0) groups.delete(group.namespace);
    },
    select(key, namespaces, matches) {
      let chosen = selections.get(key);
      if (chosen === undefined) {
        chosen = { key, namespaces, matches, all: new Map(), staying: new Map(), places: NO_PLACES };
        fill(chosen);
        const oldest = selections.size >= KEPT_SELECTIONS ? selections.values().next().value : undefined;
        if (oldest !== undefined) drop(oldest);
      } else selections.delete(key);
      // The last asked for is the last of the map.
      selections.set(key, chosen);
      return viewOf(chosen);
    },
    forgetPlaces() { for (const chosen of selections.values()) chosen.places = NO_PLACES; },
  };
}
