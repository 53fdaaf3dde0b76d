/** The conditions of a Deployment, in order of their last change. @k8s golden controllers/quota-deployment-refused */
import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet, ReplicaSetCondition } from '../../api/index.ts';
import { rfc3339 } from '../../time/index.ts';

export const PROGRESSING = 'Progressing';
const FAILURE = 'ReplicaFailure';

export const conditionOf = (status: DeploymentStatus | undefined, type: string): DeploymentCondition | undefined =>
  status?.conditions?.find((condition) => condition.type === type);

export function newCondition(type: string, status: string, reason: string, message: string, now: number): DeploymentCondition {
  return { type, status, lastUpdateTime: rfc3339(now), lastTransitionTime: rfc3339(now), reason, message };
}

export const withoutCondition = (status: DeploymentStatus, type: string): DeploymentStatus => {
  if (conditionOf(status, type) === undefined) return status;
  const conditions = (status.conditions ?? []).filter((condition) => condition.type !== type);
  const { conditions: _, ...rest } = status;
  return conditions.length === 0 ? rest : { ...rest, conditions };
};

/** Nothing changes while status and reason stay; a changed one moves to the end. */
export function withCondition(status: DeploymentStatus, condition: DeploymentCondition): DeploymentStatus {
  const old = conditionOf(status, condition.type);
  if (old?.status === condition.status && old.reason === condition.reason) return status;
  const since = old?.status === condition.status ? old.lastTransitionTime : condition.lastTransitionTime;
  const others = (status.conditions ?? []).filter(({ type }) => type !== condition.type);
  return { ...status, conditions: [...others, { ...condition, ...(since === undefined ? {} : { lastTransitionTime: since }) }] };
}

const failureOf = (set: ReplicaSet | undefined): ReplicaSetCondition | undefined => set?.status?.conditions?.find(({ type }) => type === FAILURE);

/** The new set's failure counts more than an old one's. */
export function withReplicaFailure(status: DeploymentStatus, sets: readonly ReplicaSet[], newSet: ReplicaSet | undefined): DeploymentStatus {
  let first = failureOf(newSet);
  for (let i = 0; first === undefined && i < sets.length; i++) first = failureOf(sets[i]);
  if (first === undefined) return withoutCondition(status, FAILURE);
  const since = first.lastTransitionTime === undefined ? {} : { lastTransitionTime: first.lastTransitionTime, lastUpdateTime: first.lastTransitionTime };
  return withCondition(status, { type: FAILURE, status: first.status, reason: first.reason ?? '', message: first.message ?? '', ...since });
}

export const deadlineOf = (deployment: Deployment): number | undefined => {
  const seconds = deployment.spec?.progressDeadlineSeconds;
  return seconds === undefined || seconds === 2147483647 ? undefined : seconds;
};
