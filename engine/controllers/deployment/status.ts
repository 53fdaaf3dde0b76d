/** The status of a Deployment from its ReplicaSets. @k8s pkg/controller/deployment/sync.go, progress.go */
import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../api/index.ts';
import { parseTimestamp, rfc3339 } from '../../time/index.ts';
import { nameOf } from '../owners.ts';
import { actualPods, availablePods, maxUnavailable, readyPods, replicasOf, terminatingPods, wantedPods } from './arithmetic.ts';
import { conditionOf, deadlineOf, newCondition, PROGRESSING, withCondition, withoutCondition, withReplicaFailure } from './conditions.ts';

type Count = 'observedGeneration' | 'replicas' | 'updatedReplicas' | 'readyReplicas' | 'availableReplicas' | 'unavailableReplicas';
/** Counts of zero are left out, except terminatingReplicas. @k8s golden controllers/deploy-scale */
export function countedStatus(deployment: Deployment, sets: readonly ReplicaSet[], newSet: ReplicaSet | undefined, now: number): DeploymentStatus {
  const available = availablePods(sets);
  const { collisionCount, conditions } = deployment.status ?? {};
  const status: { -readonly [field in keyof DeploymentStatus]: DeploymentStatus[field] } = {};
  const count = (field: Count, pods: number): void => { if (pods > 0) status[field] = pods; };
  count('observedGeneration', deployment.metadata?.generation ?? 0);
  count('replicas', actualPods(sets));
  count('updatedReplicas', newSet?.status?.replicas ?? 0);
  count('readyReplicas', readyPods(sets));
  count('availableReplicas', available);
  count('unavailableReplicas', wantedPods(sets) - available);
  status.terminatingReplicas = terminatingPods(sets);
  if (collisionCount !== undefined) status.collisionCount = collisionCount;
  if (conditions !== undefined) status.conditions = conditions;
  return withCondition(status, available >= replicasOf(deployment) - maxUnavailable(deployment)
    ? newCondition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', now)
    : newCondition('Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.', now));
}

/** With what a rollout adds: progress, or the lack of it, and failures of ReplicaSets. */
export function rolloutStatus(deployment: Deployment, sets: readonly ReplicaSet[], newSet: ReplicaSet | undefined, now: number): DeploymentStatus {
  const counted = countedStatus(deployment, sets, newSet, now);
  // Without a deadline nobody asks for progress.
  const told = deadlineOf(deployment) === undefined ? withoutCondition(counted, PROGRESSING) : withProgress(deployment, counted, newSet, now);
  return withReplicaFailure(told, sets, newSet);
}

function withProgress(deployment: Deployment, status: DeploymentStatus, newSet: ReplicaSet | undefined, now: number): DeploymentStatus {
  const current = conditionOf(deployment.status, PROGRESSING);
  const wasComplete = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable';
  if (wasComplete) return status;
  const who = newSet === undefined ? `Deployment "${nameOf(deployment)}"` : `ReplicaSet "${nameOf(newSet)}"`;
  if (isComplete(deployment, status)) {
    return withCondition(status, newCondition(PROGRESSING, 'True', 'NewReplicaSetAvailable', `${who} has successfully progressed.`, now));
  }
  if (hasProgressed(deployment.status ?? {}, status)) {
    // Told again with the same reason, so that its time of update says when something last moved.
    const condition: DeploymentCondition = {
      ...newCondition(PROGRESSING, 'True', 'ReplicaSetUpdated', `${who} is progressing.`, now),
      lastTransitionTime: current?.status === 'True' && current.lastTransitionTime !== undefined ? current.lastTransitionTime : rfc3339(now),
    };
    return withCondition(current === undefined ? status : withoutCondition(status, PROGRESSING), condition);
  }
  if (isTimedOut(deployment, status, now)) {
    return withCondition(status, newCondition(PROGRESSING, 'False', 'ProgressDeadlineExceeded', `${who} has timed out progressing.`, now));
  }
  return status;
}

/** All pods are new and available, and nothing old is left. */
export function isComplete(deployment: Deployment, status: DeploymentStatus | undefined): boolean {
  const wanted = replicasOf(deployment);
  return (status?.updatedReplicas ?? 0) === wanted && (status?.replicas ?? 0) === wanted && (status?.availableReplicas ?? 0) === wanted
    && (status?.observedGeneration ?? 0) >= (deployment.metadata?.generation ?? 0);
}

function hasProgressed(old: DeploymentStatus, next: DeploymentStatus): boolean {
  const leftOver = (status: DeploymentStatus): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (next.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) || leftOver(next) < leftOver(old)
    || (next.readyReplicas ?? 0) > (old.readyReplicas ?? 0) || (next.availableReplicas ?? 0) > (old.availableReplicas ?? 0);
}

function isTimedOut(deployment: Deployment, status: DeploymentStatus, now: number): boolean {
  const condition = conditionOf(status, PROGRESSING);
  const deadline = deadlineOf(deployment);
  if (condition === undefined || deadline === undefined || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  return (parseTimestamp(condition.lastUpdateTime) ?? now) + deadline * 1000 < now;
}

/**
 * When a rollout that stands still has to be looked at again; 0 means at once. One that was done before and has lost pods
 * does not time out any more: upstream looks at it over and over, for nothing.
 * @k8s pkg/controller/deployment/progress.go requeueStuckDeployment
 */
export function nextDeadlineCheck(deployment: Deployment, status: DeploymentStatus, now: number): number | undefined {
  const condition = conditionOf(deployment.status, PROGRESSING);
  const deadline = deadlineOf(deployment);
  if (condition === undefined || deadline === undefined) return undefined;
  if (isComplete(deployment, status) || condition.reason === 'ProgressDeadlineExceeded' || condition.reason === 'NewReplicaSetAvailable') return undefined;
  const left = (parseTimestamp(condition.lastUpdateTime) ?? now) + deadline * 1000 - now;
  return left < 1000 ? 0 : left + 1000;
}
