/** What the status counts. @k8s pkg/controller/statefulset/stateful_set_control.go computeReplicaStatus */
import { isPodAvailable, isPodReady, type ControllerRevision, type Pod, type StatefulSet, type StatefulSetStatus } from '../../api/index.ts';
import { isDeleting, nameOf } from '../owners.ts';
import { readySince } from '../pods.ts';
import { replicasOf, revisionOf } from './identity.ts';

export type Counts = { readonly replicas: number; readonly ready: number; readonly available: number; readonly current: number; readonly updated: number };
/** The revisions a sync goes by. */
export type Revisions = { readonly current: ControllerRevision; readonly update: ControllerRevision; readonly collisionCount: number };

export const isRunningAndReady = (pod: Pod): boolean => pod.status?.phase === 'Running' && isPodReady(pod);
export const isUnavailable = (set: StatefulSet, pod: Pod, now: number): boolean => isDeleting(pod) || !isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, now);

/** A pod being deleted is a replica still, but of no revision any more. */
export function countPods(set: StatefulSet, pods: readonly Pod[], { current, update }: Revisions, now: number): Counts {
  const [currentName, updateName] = [nameOf(current), nameOf(update)];
  const minReady = set.spec?.minReadySeconds ?? 0;
  const counts = { replicas: 0, ready: 0, available: 0, current: 0, updated: 0 };
  for (const pod of pods) {
    counts.replicas++;
    if (isRunningAndReady(pod)) {
      counts.ready++;
      if (isPodAvailable(pod, minReady, now)) counts.available++;
    }
    if (isDeleting(pod)) continue;
    const revision = revisionOf(pod);
    if (revision === currentName) counts.current++;
    if (revision === updateName) counts.updated++;
  }
  return counts;
}

/** Complete: the new revision is the current one from now on. @k8s completeRollingUpdate */
export function statusOf(set: StatefulSet, counts: Counts, { current, update, collisionCount }: Revisions): StatefulSetStatus {
  const { replicas, ready, available, updated } = counts;
  const wanted = replicasOf(set);
  const complete = set.spec?.updateStrategy?.type === 'RollingUpdate' && updated === wanted && ready === wanted && replicas === wanted;
  const generation = set.metadata?.generation ?? 0;
  const numbers = { observedGeneration: generation, readyReplicas: ready, currentReplicas: complete ? updated : counts.current, updatedReplicas: updated };
  return {
    ...Object.fromEntries(Object.entries(numbers).filter(([, count]) => count !== 0)),
    replicas, availableReplicas: available, currentRevision: nameOf(complete ? update : current), updateRevision: nameOf(update), collisionCount,
  };
}

const COMPARED = ['replicas', 'currentReplicas', 'readyReplicas', 'updatedReplicas', 'availableReplicas'] as const;
/** A new count of collisions alone is not worth a write. @k8s inconsistentStatus */
export const isNews = (old: StatefulSetStatus | undefined, next: StatefulSetStatus): boolean => (next.observedGeneration ?? 0) > (old?.observedGeneration ?? 0)
  || next.currentRevision !== old?.currentRevision || next.updateRevision !== old?.updateRevision
  || COMPARED.some((field) => (next[field] ?? 0) !== (old?.[field] ?? 0));

/** When the next ready pod will count as available; undefined if all do. */
export function nextAvailability(set: StatefulSet, pods: readonly Pod[], status: StatefulSetStatus, now: number): number | undefined {
  const minReadyMs = (set.spec?.minReadySeconds ?? 0) * 1000;
  if (minReadyMs === 0 || (status.readyReplicas ?? 0) === (status.availableReplicas ?? 0)) return undefined;
  const waits = pods.flatMap((pod) => { const since = readySince(pod); return since === undefined || since + minReadyMs <= now ? [] : [since + minReadyMs - now]; });
  return waits.length === 0 ? minReadyMs : Math.min(...waits);
}
