/** Small truths about pods that several components need. */
import type { Pod, PodCondition } from '../schema/types.ts';
import { timeOf } from '../kinds/common.ts';

type Conditioned = { readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] } };

export const podCondition = (pod: Pod, type: string): PodCondition | undefined =>
  pod.status?.conditions?.find((condition) => condition.type === type);

/** True if the condition of that type says so; for pods, nodes, deployments. */
export function conditionIs(object: Conditioned, type: string, status = 'True'): boolean {
  for (const condition of object.status?.conditions ?? []) if (condition.type === type && condition.status === status) return true;
  return false;
}

export const isPodReady = (pod: Pod): boolean => conditionIs(pod, 'Ready');

/** Its containers have ended for good. */
export const isPodTerminal = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
export const isPodTerminating = (pod: Pod): boolean => pod.metadata?.deletionTimestamp !== undefined;

/** Counts as a replica. @k8s pkg/controller/controller_utils.go IsPodActive */
export const isPodActive = (pod: Pod): boolean => !isPodTerminal(pod) && !isPodTerminating(pod);

/** Ready since at least that long. @k8s pkg/api/v1/pod/util.go IsPodAvailable */
export function isPodAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  if (!isPodReady(pod)) return false;
  if (minReadySeconds === 0) return true;
  const since = timeOf(podCondition(pod, 'Ready')?.lastTransitionTime);
  return since !== undefined && since + minReadySeconds * 1000 <= now;
}

/** When a ready pod will count as available, if that is still to come. */
export function availableAt(pod: Pod, minReadySeconds: number): number | undefined {
  const since = timeOf(podCondition(pod, 'Ready')?.lastTransitionTime);
  return isPodReady(pod) && since !== undefined ? since + minReadySeconds * 1000 : undefined;
}

/** Made by a kubelet from a file, not by the API server. */
export const isStaticPod = (pod: Pod): boolean => {
  const source = pod.metadata?.annotations?.['kubernetes.io/config.source'];
  return source !== undefined && source !== 'api';
};
export const isMirrorPod = (pod: Pod): boolean => pod.metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined;
