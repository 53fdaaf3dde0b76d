/** How many pods a rollout may have too many or too few. @k8s pkg/controller/deployment/util/deployment_util.go */
import type { Deployment, ReplicaSet } from '../../api/index.ts';
import { scaled } from '../percent.ts';

export const replicasOf = (object: Deployment | ReplicaSet): number => object.spec?.replicas ?? 0;
export const isRollingUpdate = (deployment: Deployment): boolean => deployment.spec?.strategy?.type !== 'Recreate';

/** Surge is rounded up, unavailability down; if both come to 0, one may be missing, or nothing could ever move. */
function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge, maxUnavailable } = deployment.spec?.strategy?.rollingUpdate ?? {};
  const surge = scaled(maxSurge, replicasOf(deployment), true);
  const unavailable = scaled(maxUnavailable, replicasOf(deployment), false);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

export const maxSurge = (deployment: Deployment): number => (isRollingUpdate(deployment) ? fenceposts(deployment).surge : 0);

export function maxUnavailable(deployment: Deployment): number {
  if (!isRollingUpdate(deployment) || replicasOf(deployment) === 0) return 0;
  return Math.min(fenceposts(deployment).unavailable, replicasOf(deployment));
}

function sum(sets: readonly ReplicaSet[], of: (set: ReplicaSet) => number): number {
  let total = 0;
  for (const set of sets) total += of(set);
  return total;
}
export const wantedPods = (sets: readonly ReplicaSet[]): number => sum(sets, replicasOf);
export const actualPods = (sets: readonly ReplicaSet[]): number => sum(sets, (set) => set.status?.replicas ?? 0);
export const readyPods = (sets: readonly ReplicaSet[]): number => sum(sets, (set) => set.status?.readyReplicas ?? 0);
export const availablePods = (sets: readonly ReplicaSet[]): number => sum(sets, (set) => set.status?.availableReplicas ?? 0);
export const terminatingPods = (sets: readonly ReplicaSet[]): number => sum(sets, (set) => set.status?.terminatingReplicas ?? 0);

/** What the new set should have now. */
export function newSetReplicas(deployment: Deployment, all: readonly ReplicaSet[], newReplicas: number): number {
  const wanted = replicasOf(deployment);
  if (!isRollingUpdate(deployment)) return wanted;
  const most = wanted + scaled(deployment.spec?.strategy?.rollingUpdate?.maxSurge, wanted, true);
  const current = wantedPods(all);
  if (current >= most) return newReplicas;
  return newReplicas + Math.min(most - current, wanted - newReplicas);
}

export type Step = { readonly set: ReplicaSet; readonly replicas: number };

/**
 * Which old sets shrink, and to what: first pods that are not available anyway, the oldest set first,
 * then as many as are available beyond the minimum.
 */
export function oldSetSteps(deployment: Deployment, oldest: readonly ReplicaSet[], newSet: ReplicaSet): readonly Step[] {
  if (wantedPods(oldest) === 0) return [];
  const minAvailable = replicasOf(deployment) - maxUnavailable(deployment);
  const newUnavailable = replicasOf(newSet) - (newSet.status?.availableReplicas ?? 0);
  const most = wantedPods([...oldest, newSet]) - minAvailable - newUnavailable;
  if (most <= 0) return [];
  const steps: Step[] = [];
  const now = new Map(oldest.map((set) => [set, replicasOf(set)]));
  const shrink = (set: ReplicaSet, by: number): void => {
    const replicas = (now.get(set) ?? 0) - by;
    now.set(set, replicas);
    steps.push({ set, replicas });
  };
  let left = most;
  for (const set of oldest) {
    const unhealthy = replicasOf(set) - (set.status?.availableReplicas ?? 0);
    if (left <= 0) break;
    if (replicasOf(set) === 0 || unhealthy === 0) continue;
    // Its status is behind: more are available than are wanted. Nothing shrinks until it has caught up.
    if (unhealthy < 0) return steps;
    const by = Math.min(left, unhealthy);
    shrink(set, by);
    left -= by;
  }
  let spare = availablePods([...oldest, newSet]) - minAvailable;
  for (const set of oldest) {
    const current = now.get(set) ?? 0;
    if (spare <= 0 || current === 0) continue;
    const by = Math.min(current, spare);
    shrink(set, by);
    spare -= by;
  }
  return steps;
}
