/** Writing parts of a pod's status. @k8s pkg/scheduler/util/utils.go PatchPodStatus; pkg/api/v1/pod/util.go UpdatePodCondition */
import { KINDS, type Pod, type PodCondition } from '../api/index.ts';
import type { Json } from '../base/index.ts';
import { rfc3339 } from '../time/index.ts';
import { because, type Running } from './state.ts';

export type StatusFields = { readonly [field: string]: Json | undefined };
type Words = { readonly type: string; readonly status: string; readonly reason: string; readonly message: string };

/** @returns whether it was written, or the pod is gone */
export function patchStatus({ context: { client } }: Pick<Running, 'context'>, pod: Pod, status: StatusFields, rule: string): boolean {
  const result = client.patch(KINDS.Pod, pod.metadata?.namespace, pod.metadata?.name ?? '', { status }, because(rule, pod), { subresource: 'status' });
  return result.ok || result.status.code === 404;
}

/** The condition at its old place or at the end; its time of transition moves only with its status. Undefined: it says so already. */
export function withCondition(pod: Pod, { type, status, reason, message }: Words, now: number): Json[] | undefined {
  const old = (pod.status?.conditions ?? []) as readonly (PodCondition & StatusFields)[]; // API objects are JSON
  const before = old.find((other) => other.type === type);
  if (before?.status === status && before.reason === reason && before.message === message) return undefined;
  const lastTransitionTime = before?.status === status ? before.lastTransitionTime : rfc3339(now);
  const condition = { type, observedGeneration: pod.metadata?.generation, status, lastProbeTime: null, lastTransitionTime, reason, message };
  return before === undefined ? [...old, condition] : old.map((other) => (other === before ? condition : other));
}
