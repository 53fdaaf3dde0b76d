/** Nodes and a DaemonSet's pods on them. From one sync to the next few change: only those are looked at again. */
import { isPodTerminal, type DaemonSet, type Node, type Pod, type PodSpec } from '../../api/index.ts';
import { matchesLabelSelector } from '../../base/index.ts';
import { isDeleting, nameOf } from '../owners.ts';
import { daemonSpec, targetNode, verdictOn, type Verdict } from './placement.ts';

export type Place = {
  readonly name: string;
  /** Undefined: pods are meant for a node that is no more. */
  readonly node: Node | undefined;
  readonly verdict: Verdict;
  /** Bound ones first, then the oldest first. Without those that have ended and are being deleted. */
  readonly pods: readonly Pod[];
};
export type Board = {
  /** Brings it up to date. `nodes` and `pods` in order of their names, pods all controlled by the set. */
  update(set: DaemonSet, nodes: readonly Node[], pods: readonly Pod[]): void;
  readonly places: Iterable<Place>;
  /** Controlled by the set, but no longer matching its selector. */
  readonly strangers: number;
};

const NOWHERE: Verdict = { runs: false, stays: false };
type MutablePlace = { -readonly [part in keyof Place]: Place[part] } & { seen: number };

/** @k8s pkg/controller/daemon/daemon_controller.go podByCreationTimestampAndPhase */
export function byAge(a: Pod, b: Pod): number {
  const [boundA, boundB] = [(a.spec?.nodeName ?? '') !== '', (b.spec?.nodeName ?? '') !== ''];
  if (boundA !== boundB) return boundA ? -1 : 1;
  const [bornA, bornB] = [a.metadata?.creationTimestamp ?? '', b.metadata?.creationTimestamp ?? ''];
  if (bornA !== bornB) return bornA < bornB ? -1 : 1;
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

/** One for each set. */
export function createBoard(): Board {
  const places = new Map<string, MutablePlace>();
  const strangers = new Set<string>();
  let template: unknown;
  let selector: DaemonSet['spec'] | undefined;
  let spec: PodSpec = { containers: [] };
  let before: readonly Pod[] = [];
  let round = 0;

  const placeOf = (name: string): MutablePlace => {
    const known = places.get(name);
    if (known !== undefined) return known;
    const made = { name, node: undefined, verdict: NOWHERE, pods: [], seen: 0 };
    places.set(name, made);
    return made;
  };
  const updateNodes = (nodes: readonly Node[], anew: boolean): void => {
    round++;
    for (const node of nodes) {
      const place = placeOf(nameOf(node));
      place.seen = round;
      if (place.node === node && !anew) continue;
      place.node = node;
      place.verdict = verdictOn(node, spec);
    }
  };
  const forgetNodes = (): void => {
    for (const place of places.values()) {
      if (place.seen === round) continue;
      place.node = undefined;
      place.verdict = NOWHERE;
      if (place.pods.length === 0) places.delete(place.name);
    }
  };
  const take = (pod: Pod): void => {
    if (strangers.delete(nameOf(pod))) return;
    const place = places.get(targetNode(pod) ?? '');
    if (place?.pods.includes(pod) === true) place.pods = place.pods.filter((other) => other !== pod);
  };
  const put = (pod: Pod): void => {
    if (!matchesLabelSelector(selector?.selector, pod.metadata?.labels)) { strangers.add(nameOf(pod)); return; }
    const target = targetNode(pod);
    if (target === undefined || (isPodTerminal(pod) && isDeleting(pod))) return;
    const place = placeOf(target);
    place.pods = [...place.pods, pod].sort(byAge);
  };
  const updatePods = (pods: readonly Pod[]): void => {
    let old = 0;
    for (const pod of pods) {
      while (old < before.length && before[old] !== pod && nameOf(before[old] as Pod) < nameOf(pod)) take(before[old++] as Pod); // index < length
      const same = before[old];
      if (same !== undefined && nameOf(same) === nameOf(pod)) old++;
      if (same === pod) continue;
      if (same !== undefined && nameOf(same) === nameOf(pod)) take(same);
      put(pod);
    }
    for (const pod of before.slice(old)) take(pod);
    before = pods;
  };
  return {
    update(set, nodes, pods) {
      const anew = set.spec?.template !== template;
      if (anew) { template = set.spec?.template; spec = daemonSpec(set.spec?.template); }
      selector = set.spec;
      updateNodes(nodes, anew);
      updatePods(pods);
      forgetNodes();
    },
    get places() { return places.values(); },
    get strangers() { return strangers.size; },
  };
}
