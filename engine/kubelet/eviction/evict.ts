/** Stops a pod for the node's sake. @k8s pkg/kubelet/eviction/eviction_manager.go evictPod */
import { isMirrorPod, isStaticPod, type Pod } from '../../api/index.ts';
import { tellPod } from '../pods/work.ts';
import { seconds } from '../times.ts';
import type { Kit, PodWork } from '../types.ts';

const SYSTEM_CRITICAL = 2_000_000_000;
/** @k8s pkg/kubelet/types/pod_update.go IsCriticalPod */
export const isCriticalPod = (pod: Pod): boolean => isStaticPod(pod) || isMirrorPod(pod) || (pod.spec?.priority ?? 0) >= SYSTEM_CRITICAL;

/** @k8s pkg/kubelet/eviction/eviction_manager.go immediateEvictionGracePeriodSeconds */
const IMMEDIATE_SECONDS = 1;

export type Eviction = {
  readonly message: string;
  /** Of the event. */
  readonly annotations?: { readonly [key: string]: string };
  /** Shows as the DisruptionTarget condition: not where the pod broke a limit of its own. */
  readonly disruption?: true;
  readonly graceSeconds?: number;
};

/** False if it may not be evicted. */
export function evictPod(kit: Kit, work: PodWork, { message, annotations, disruption, graceSeconds = IMMEDIATE_SECONDS }: Eviction): boolean {
  if (isCriticalPod(work.pod)) return false;
  kit.recorder.event(work.pod, 'Warning', 'Evicted', message, annotations === undefined ? {} : { annotations });
  endPod(kit, work, { reason: 'Evicted', message, disruption: disruption === true, graceSeconds: Math.max(1, graceSeconds) });
  return true;
}

/** The pod fails, for this reason, as soon as nothing of it runs any more. */
export function endPod(kit: Kit, work: PodWork, end: { readonly reason: string; readonly message: string; readonly disruption: boolean; readonly graceSeconds: number }): void {
  const { reason, message } = end;
  work.verdict = { reason, message };
  if (end.disruption) {
    const generation = work.pod.metadata?.generation;
    work.disruption = {
      type: 'DisruptionTarget', ...(generation === undefined ? {} : { observedGeneration: generation }), status: 'True',
      lastTransitionTime: seconds(kit.context.clock.now), reason: 'TerminationByKubelet', message,
    };
  }
  tellPod(kit, work, { type: 'evict', graceSeconds: end.graceSeconds });
  kit.requestSync(work);
}
