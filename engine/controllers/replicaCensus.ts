/** What a ReplicaSet or a ReplicationController counts of its pods. From one sync to the next few of thousands change: only those are looked at again. */
import { isPodActive, isPodAvailable, isPodReady, type Pod, type ReplicaSet } from '../api/index.ts';
import { matchesLabels, matchesLabelSelector } from '../base/index.ts';
import { nameOf } from './owners.ts';
import { isTerminating } from './pods.ts';

export type Census = {
  /** Counts as a replica. */
  readonly active: number;
  readonly terminating: number;
  /** Active with all labels of the template, and active and ready. */
  readonly labelled: number;
  readonly ready: number;
  readonly available: number;
  /** Active, but no longer matching the selector. */
  readonly strangers: number;
};
/** Of pods in order of their names. */
export type Counter = (set: ReplicaSet, pods: readonly Pod[], now: number) => Census;

const ACTIVE = 1;
const TERMINATING = 2;
const STRANGER = 4;
const LABELLED = 8;
const READY = 16;

function look(set: ReplicaSet, pod: Pod): number {
  const kind = isPodActive(pod) ? ACTIVE : isTerminating(pod) ? TERMINATING : 0;
  if (kind === 0) return 0;
  const isStranger = !matchesLabelSelector(set.spec?.selector ?? {}, pod.metadata?.labels);
  // Who leaves anyway is not let go, and not counted.
  if (isStranger && kind === TERMINATING) return 0;
  return kind + (isStranger ? STRANGER : 0)
    + (matchesLabels(set.spec?.template?.metadata?.labels, pod.metadata?.labels) ? LABELLED : 0) + (isPodReady(pod) ? READY : 0);
}

function sum(set: ReplicaSet, pods: readonly Pod[], looks: Uint8Array, now: number): Census {
  let [active, terminating, labelled, ready, strangers] = [0, 0, 0, 0, 0];
  for (let i = 0; i < pods.length; i++) {
    const found = looks[i] as number; // one for each pod
    if ((found & TERMINATING) !== 0) terminating++;
    if ((found & STRANGER) !== 0) strangers++;
    if ((found & ACTIVE) === 0) continue;
    active++;
    if ((found & LABELLED) !== 0) labelled++;
    if ((found & READY) !== 0) ready++;
  }
  const minReady = set.spec?.minReadySeconds ?? 0;
  const available = minReady === 0 ? ready : pods.filter((pod, i) => ((looks[i] ?? 0) & ACTIVE) > 0 && isPodAvailable(pod, minReady, now)).length;
  return { active, terminating, labelled, ready, available, strangers };
}

/** One for each set. While nothing is counted otherwise the answer is the same object. */
export function createCounter(): Counter {
  let spec: ReplicaSet['spec'];
  let before: readonly Pod[] = [];
  let looks = new Uint8Array(0);
  let census: Census | undefined;
  /** The usual case: the same pods at the same places, of which few have changed. */
  const again = (set: ReplicaSet, pods: readonly Pod[]): boolean => {
    for (let i = 0; i < pods.length; i++) {
      const [pod, old] = [pods[i] as Pod, before[i] as Pod]; // both are as long
      if (pod === old) continue;
      if (nameOf(pod) !== nameOf(old)) return false;
      const found = look(set, pod);
      if (found !== looks[i]) { looks[i] = found; census = undefined; }
    }
    before = pods;
    return true;
  };
  const merge = (set: ReplicaSet, pods: readonly Pod[]): void => {
    const next = new Uint8Array(pods.length);
    let old = 0;
    for (let i = 0; i < pods.length; i++) {
      const pod = pods[i] as Pod; // index < length
      while (old < before.length && before[old] !== pod && nameOf(before[old] as Pod) < nameOf(pod)) old++;
      next[i] = before[old] === pod ? looks[old] as number : look(set, pod);
      if (before[old] === pod) old++;
    }
    [before, looks, census] = [pods, next, undefined];
  };
  return (set, pods, now) => {
    if (set.spec !== spec) { [spec, before] = [set.spec, []]; census = undefined; }
    if (before.length !== pods.length || !again(set, pods)) merge(set, pods);
    // Who is available changes by itself.
    if (census === undefined || (set.spec?.minReadySeconds ?? 0) > 0) census = sum(set, pods, looks, now);
    return census;
  };
}
