/** The status of a ReplicaSet, counted from its pods. @k8s pkg/controller/replicaset/replica_set_utils.go */
import { isPodActive, type Pod, type ReplicaSet, type ReplicaSetCondition, type ReplicaSetStatus, type Status } from '../api/index.ts';
import { rfc3339 } from '../time/index.ts';
import { readySince } from './pods.ts';
import type { Census } from './replicaCensus.ts';

const FAILURE = 'ReplicaFailure';

/** Counts of zero are left out, except replicas and terminatingReplicas. @k8s golden controllers/rs-self-heal */
export function statusOf(set: ReplicaSet, { active, terminating, labelled, ready, available }: Census, error: Status | undefined, now: number): ReplicaSetStatus {
  const conditions = conditionsOf(set, active, error, now);
  const generation = set.metadata?.generation ?? 0;
  return {
    replicas: active,
    ...(labelled > 0 ? { fullyLabeledReplicas: labelled } : {}),
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(available > 0 ? { availableReplicas: available } : {}),
    terminatingReplicas: terminating,
    ...(generation > 0 ? { observedGeneration: generation } : {}),
    ...(conditions.length > 0 ? { conditions } : {}),
  };
}

/** The first failure's words stay until all is well. @k8s golden controllers/quota-deployment-refused */
function conditionsOf(set: ReplicaSet, active: number, error: Status | undefined, now: number): readonly ReplicaSetCondition[] {
  const old = set.status?.conditions ?? [];
  const failing = old.some(({ type }) => type === FAILURE);
  if (error === undefined) return failing ? old.filter(({ type }) => type !== FAILURE) : old;
  if (failing) return old;
  const reason = active < (set.spec?.replicas ?? 0) ? 'FailedCreate' : 'FailedDelete';
  return [...old, { type: FAILURE, status: 'True', lastTransitionTime: rfc3339(now), reason, message: error.message ?? '' }];
}

/** When the next ready pod will have been ready for minReadySeconds; undefined if none waits for that. */
export function nextAvailability(set: ReplicaSet, pods: readonly Pod[], now: number): number | undefined {
  const minReadyMs = (set.spec?.minReadySeconds ?? 0) * 1000;
  if (minReadyMs === 0) return undefined;
  let next: number | undefined;
  for (const pod of pods) {
    const since = isPodActive(pod) ? readySince(pod) : undefined;
    if (since === undefined || since + minReadyMs <= now) continue;
    next = Math.min(next ?? Infinity, since + minReadyMs - now);
  }
  return next;
}
