/** One pod on each node that should have one: what to make and what to delete. @k8s pkg/controller/daemon/daemon_controller.go podsShouldBeOnNode */
import { isPodAvailable, isPodReady, type DaemonSet, type Pod } from '../../api/index.ts';
import { scaled } from '../percent.ts';
import { isDeleting, keyOf, uidOf } from '../owners.ts';
import { event, type Request } from '../request.ts';
import { REVISION_LABEL } from '../revisions.ts';
import type { BackOff } from './backOff.ts';
import type { Place } from './board.ts';

/** Names of nodes, pods, and what is to be told of it. */
export type Plan = { readonly create: string[]; readonly remove: Pod[]; readonly notes: Request[] };
export type Manager = { readonly set: DaemonSet; readonly hash: string; readonly backOff: BackOff; readonly now: number };

export const minReadyOf = (set: DaemonSet): number => set.spec?.minReadySeconds ?? 0;

/** How many pods may be there beside old ones, of `wanted`. */
export function surgeOf(set: DaemonSet, wanted: number): number {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  return type === 'RollingUpdate' ? scaled(rollingUpdate?.maxSurge, wanted, true) : 0;
}

export function planPods(manager: Manager, places: Iterable<Place>): Plan {
  const plan: Plan = { create: [], remove: [], notes: [] };
  const lost: Pod[] = [];
  for (const place of places) {
    if (place.look.settled) continue;
    const { verdict, pods, name, node } = place;
    if (verdict.runs && pods.length === 0) plan.create.push(name);
    else if (verdict.stays) planNode(manager, place, plan);
    else if (node === undefined) lost.push(...pods.filter(({ spec }) => (spec?.nodeName ?? '') === '')); // nobody else would ever delete them
    else plan.remove.push(...pods.filter((pod) => !isDeleting(pod)));
  }
  plan.remove.push(...lost);
  return plan;
}

function planNode(manager: Manager, place: Place, plan: Plan): void {
  const { set, hash, now } = manager;
  const running = place.pods.filter((pod) => !isDeleting(pod) && !hasEnded(manager, place, pod, plan));
  if (surgeOf(set, 1) === 0) { plan.remove.push(...running.slice(1)); return; }
  if (running.length <= 1) {
    if (running.length === 0 && place.verdict.runs) plan.create.push(place.name);
    return;
  }
  // While one is being replaced: the oldest of the new and the oldest of the old.
  const isNew = (pod: Pod): boolean => pod.metadata?.labels?.[REVISION_LABEL] === hash;
  const newest = running.find(isNew);
  const old = running.find((pod) => !isNew(pod));
  plan.remove.push(...running.filter((pod) => pod !== newest && pod !== old));
  if (newest === undefined || old === undefined) return;
  if (!isPodReady(old) || isPodAvailable(newest, minReadyOf(set), now)) plan.remove.push(old);
}

/** A pod that has ended makes room for another; one that failed again and again has to wait. */
function hasEnded({ set, backOff, now }: Manager, { name }: Place, pod: Pod, { remove, notes }: Plan): boolean {
  const phase = pod.status?.phase;
  if (phase !== 'Failed' && phase !== 'Succeeded') return false;
  if (phase === 'Failed') {
    const key = `${uidOf(set)}/${set.status?.observedGeneration ?? 0}/${name}`;
    const waitMs = backOff.wait(key, now);
    if (waitMs !== undefined) { notes.push({ verb: 'again', afterMs: waitMs }); return true; }
    backOff.next(key, now);
    notes.push(event(set, 'Warning', 'FailedDaemonPod', `Found failed daemon pod ${keyOf(pod)} on node ${name}, will try to kill it`));
  } else {
    notes.push(event(set, 'Normal', 'SucceededDaemonPod', `Found succeeded daemon pod ${keyOf(pod)} on node ${name}, will try to delete it`));
  }
  remove.push(pod);
  return true;
}

