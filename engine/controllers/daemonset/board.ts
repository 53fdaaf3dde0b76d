/** Nodes and a DaemonSet's pods on them. From one sync to the next few change: only those are looked at again. */
import { isPodTerminal, type DaemonSet, type Node, type Pod, type PodSpec } from '../../api/index.ts';
import { matchesLabelSelector } from '../../base/index.ts';
import { isDeleting, nameOf } from '../owners.ts';
import { lookAt, templateGeneration, type Look } from './look.ts';
import { daemonSpec, targetNode, verdictOn, type Verdict } from './placement.ts';

export type Place = {
  readonly name: string;
  /** Undefined: pods are meant for a node that is no more. */
  readonly node: Node | undefined;
  readonly verdict: Verdict;
  /** Bound ones first, then the oldest first. Without those that have ended and are being deleted. */
  readonly pods: readonly Pod[];
  readonly look: Look;
};
export type Board = {
  /** Brings it up to date. `nodes` and `pods` in order of their names, pods all controlled by the set. @param hash of the present template's revision */
  update(set: DaemonSet, hash: string, nodes: readonly Node[], pods: readonly Pod[]): void;
  readonly places: Iterable<Place>;
  /** Controlled by the set, but no longer matching its selector. */
  readonly strangers: number;
};

const NOWHERE: Verdict = { runs: false, stays: false };
type MutablePlace = { -readonly [part in keyof Place]: Place[part] };

/** @k8s pkg/controller/daemon/daemon_controller.go podByCreationTimestampAndPhase */
function byAge(a: Pod, b: Pod): number {
  const [boundA, boundB] = [(a.spec?.nodeName ?? '') !== '', (b.spec?.nodeName ?? '') !== ''];
  if (boundA !== boundB) return boundA ? -1 : 1;
  const [bornA, bornB] = [a.metadata?.creationTimestamp ?? '', b.metadata?.creationTimestamp ?? ''];
  if (bornA !== bornB) return bornA < bornB ? -1 : 1;
  return nameOf(a) < nameOf(b) ? -1 : 1;
}

type Replace<T> = (old: T | undefined, next: T | undefined) => void;

/** Tells what differs between two lists in order of names. */
function compare<T extends Node | Pod>(before: readonly T[], now: readonly T[], replace: Replace<T>): void {
  if (before === now) return;
  let at = 0;
  for (const next of now) {
    if (before[at] === next) { at++; continue; }
    for (let old = before[at]; old !== undefined && nameOf(old) < nameOf(next); old = before[at]) { replace(old, undefined); at++; }
    const old = before[at];
    if (old !== undefined && nameOf(old) === nameOf(next)) { at++; if (old !== next) replace(old, next); } else replace(undefined, next);
  }
  for (; at < before.length; at++) replace(before[at], undefined);
}

/** One for each set. */
export function createBoard(): Board {
  const places = new Map<string, MutablePlace>();
  const strangers = new Set<string>();
  const touched = new Set<MutablePlace>();
  let template: unknown;
  let spec: PodSpec = { containers: [] };
  let mark = '';
  let [nodesBefore, podsBefore]: [readonly Node[], readonly Pod[]] = [[], []];

  const placeOf = (name: string): MutablePlace => {
    let place = places.get(name);
    if (place === undefined) places.set(name, place = { name, node: undefined, verdict: NOWHERE, pods: [], look: lookAt([], NOWHERE, '', undefined) });
    touched.add(place);
    return place;
  };
  const setNode: Replace<Node> = (old, node) => {
    const place = placeOf(nameOf(node ?? old ?? {}));
    place.node = node;
    place.verdict = node === undefined ? NOWHERE : verdictOn(node, spec);
  };
  const take = (pod: Pod): void => {
    const name = targetNode(pod);
    if (strangers.delete(nameOf(pod)) || name === undefined || places.get(name)?.pods.includes(pod) !== true) return;
    const place = placeOf(name);
    place.pods = place.pods.filter((other) => other !== pod);
  };
  const put = (pod: Pod, set: DaemonSet): void => {
    if (!matchesLabelSelector(set.spec?.selector, pod.metadata?.labels)) { strangers.add(nameOf(pod)); return; }
    const target = targetNode(pod);
    if (target === undefined || (isPodTerminal(pod) && isDeleting(pod))) return;
    const place = placeOf(target);
    place.pods = place.pods.length === 0 ? [pod] : [...place.pods, pod].sort(byAge);
  };
  return {
    update(set, hash, nodes, pods) {
      if (set.spec?.template !== template) {
        template = set.spec?.template;
        spec = daemonSpec(set.spec?.template);
        for (const { node } of places.values()) if (node !== undefined) setNode(node, node);
      }
      compare(nodesBefore, nodes, setNode);
      compare(podsBefore, pods, (old, pod) => { if (old !== undefined) take(old); if (pod !== undefined) put(pod, set); });
      [nodesBefore, podsBefore] = [nodes, pods];
      const generation = templateGeneration(set);
      const newMark = `${hash}/${generation}`;
      for (const place of newMark === mark ? touched : places.values()) {
        if (place.node === undefined && place.pods.length === 0) places.delete(place.name);
        place.look = lookAt(place.pods, place.verdict, hash, generation);
      }
      touched.clear();
      mark = newMark;
    },
    get places() { return places.values(); },
    get strangers() { return strangers.size; },
  };
}
