/** Setting the size of ReplicaSets: one by one in a rollout, in proportion when the Deployment itself is scaled. */
import { KINDS, type Deployment, type ReplicaSet } from '../../api/index.ts';
import { nameOf } from '../owners.ts';
import { event, kindOf, send } from '../request.ts';
import { desiredReplicas, hasReplicasAnnotations, replicasAnnotations, withAnnotations } from './annotations.ts';
import { isRollingUpdate, replicasOf } from './arithmetic.ts';
import { because, type Step, type Sync } from './newSet.ts';
import { proportionalSizes } from './proportions.ts';
import { activeOrLatest, isActiveSet } from './replicaSets.ts';

/** Writes size and annotations; the set as it is then. */
export function* resize(deployment: Deployment, set: ReplicaSet, replicas: number): Step<ReplicaSet> {
  const from = replicasOf(set);
  if (from === replicas && hasReplicasAnnotations(set, deployment)) return { ok: true, deployment, value: set };
  const marked = withAnnotations(set, { ...set.metadata?.annotations, ...replicasAnnotations(deployment) });
  const object = marked.spec === undefined ? marked : { ...marked, spec: { ...marked.spec, replicas } };
  const result = yield* send<ReplicaSet>({ verb: 'update', kind: kindOf(KINDS.ReplicaSet), object, because: because(deployment, from < replicas ? 'scale up a replica set' : 'scale down a replica set') });
  if (!result.ok) return result;
  if (from !== replicas) {
    yield [event(deployment, 'Normal', 'ScalingReplicaSet', `Scaled ${from < replicas ? 'up' : 'down'} replica set ${nameOf(set)} from ${from} to ${replicas}`)];
  }
  return { ok: true, deployment, value: result.value };
}

/** The Deployment's own number was changed since its active sets were sized. */
export const isScaled = (deployment: Deployment, sets: readonly ReplicaSet[]): boolean => sets.filter(isActiveSet)
  .some((set) => { const desired = desiredReplicas(set); return desired !== undefined && desired !== replicasOf(deployment); });

/** Brings all sets to the Deployment's number without moving a rollout on; the sets as they were. */
export function* scaleAll({ deployment }: Sync, newSet: ReplicaSet | undefined, old: readonly ReplicaSet[]): Step<readonly ReplicaSet[]> {
  const all = [...old, ...(newSet === undefined ? [] : [newSet])];
  const only = activeOrLatest(newSet, old);
  const sizes = only !== undefined ? (replicasOf(only) === replicasOf(deployment) ? [] : [{ set: only, replicas: replicasOf(deployment) }])
    : isSaturated(deployment, newSet) ? old.filter(isActiveSet).map((set) => ({ set, replicas: 0 }))
      : isRollingUpdate(deployment) ? proportionalSizes(deployment, all.filter(isActiveSet)) : [];
  for (const { set, replicas } of sizes) {
    const result = yield* resize(deployment, set, replicas);
    if (!result.ok) return result;
  }
  return { ok: true, deployment, value: all };
}

/** All pods that are wanted are the new set's, and available. */
function isSaturated(deployment: Deployment, newSet: ReplicaSet | undefined): boolean {
  const wanted = replicasOf(deployment);
  return newSet !== undefined && replicasOf(newSet) === wanted && desiredReplicas(newSet) === wanted && (newSet.status?.availableReplicas ?? 0) === wanted;
}
