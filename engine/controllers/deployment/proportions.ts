/** How a change of scale is shared out while several ReplicaSets have pods. @k8s pkg/controller/deployment/sync.go scale */
import type { Deployment, ReplicaSet } from '../../api/index.ts';
import { maxReplicas } from './annotations.ts';
import { maxSurge, replicasOf, wantedPods, type Step } from './arithmetic.ts';
import { byAge } from './replicaSets.ts';

/** In proportion to their sizes; what rounding leaves goes to the largest. Largest first; of equals the newer grows, the older shrinks. */
export function proportionalSizes(deployment: Deployment, active: readonly ReplicaSet[]): readonly Step[] {
  const wanted = replicasOf(deployment);
  const allowed = wanted > 0 ? wanted + maxSurge(deployment) : 0;
  const toAdd = allowed - wantedPods(active);
  const ordered = toAdd === 0 ? active
    : active.toSorted((a, b) => replicasOf(b) - replicasOf(a) || (toAdd > 0 ? byAge(b, a) : byAge(a, b)));
  let added = 0;
  const sizes = ordered.map((set) => {
    const share = proportion(deployment, set, toAdd, added);
    added += share;
    return replicasOf(set) + share;
  });
  return ordered.map((set, i) => {
    const size = sizes[i] ?? 0;
    return { set, replicas: i === 0 ? Math.max(0, size + toAdd - added) : size };
  });
}

function proportion(deployment: Deployment, set: ReplicaSet, toAdd: number, added: number): number {
  if (replicasOf(set) === 0 || toAdd === 0 || toAdd === added) return 0;
  const share = fraction(deployment, set);
  return toAdd > 0 ? Math.min(share, toAdd - added) : Math.max(share, toAdd - added);
}

function fraction(deployment: Deployment, set: ReplicaSet): number {
  const size = replicasOf(set);
  if (replicasOf(deployment) === 0) return -size;
  const before = maxReplicas(set) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return Math.round((size * (replicasOf(deployment) + maxSurge(deployment))) / before) - size;
}
