/** A pod that was said to go and did not is told so. @k8s pkg/controller/disruption/disruption.go syncStalePodDisruption */
import { isPodTerminal, KINDS, podCondition, type Pod } from '../../api/index.ts';
import { parseTimestamp, rfc3339 } from '../../time/index.ts';
import { isDeleting, keyOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'disruption-controller';
const STALE_MS = 120_000;
const TYPE = 'DisruptionTarget';

/** In how many milliseconds the pod's condition is stale; undefined if it never will be. */
export function staleIn(pod: Pod, now: number): number | undefined {
  const condition = podCondition(pod, TYPE);
  if (condition?.status !== 'True' || condition.reason === 'TerminationByKubelet' || isDeleting(pod) || isPodTerminal(pod)) return undefined;
  return Math.max(0, (parseTimestamp(condition.lastTransitionTime) ?? 0) + STALE_MS - now);
}

export function* reconcileStale(pod: Pod, now: number): Reconcile {
  const wait = staleIn(pod, now);
  if (wait === undefined) return undefined;
  if (wait > 0) { yield [{ verb: 'again', afterMs: wait }]; return undefined; }
  const condition = { type: TYPE, observedGeneration: pod.metadata?.generation, status: 'False', lastProbeTime: null, lastTransitionTime: rfc3339(now) };
  const conditions = (pod.status?.conditions ?? []).map((other) => (other.type === TYPE ? condition : other));
  const result = yield* send({
    verb: 'update', kind: kindOf(KINDS.Pod), object: { ...pod, status: { ...pod.status, conditions } } as Pod, subresource: 'status', // Go prints an unset time as null
    because: { by: BY, rule: 'a pod that was to go and did not stays', cause: `pods/${keyOf(pod)}` },
  });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}
