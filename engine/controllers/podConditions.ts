/** Conditions that controllers write on pods. */
import type { Pod, PodCondition } from '../api/index.ts';
import type { Json } from '../base/index.ts';

type NewCondition = { readonly type: string; readonly status: string; readonly reason: string; readonly message: string };

/** The pod's conditions with this one at its old place or at the end; its time of transition moves only with its status. */
export function withPodCondition(pod: Pod, { type, status, reason, message }: NewCondition, at: string): readonly Json[] {
  const old = (pod.status?.conditions ?? []) as readonly (PodCondition & { readonly [field: string]: Json | undefined })[];
  const before = old.find((other) => other.type === type);
  const lastTransitionTime = before?.status === status ? before.lastTransitionTime : at;
  const condition = { type, observedGeneration: pod.metadata?.generation, status, lastProbeTime: null, lastTransitionTime, reason, message };
  return before === undefined ? [...old, condition] : old.map((other) => (other === before ? condition : other));
}
