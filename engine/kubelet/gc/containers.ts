/** Dead containers. While a pod lives its newest dead run stays, for its logs. @k8s pkg/kubelet/kuberuntime/kuberuntime_gc.go */
import { dropContainers } from '../pods/remove.ts';
import { isTerminated } from '../pods/work.ts';
import type { Kit } from '../types.ts';

/** When the disk runs full, also what pods have left that have ended: their logs are lost. @k8s pkg/kubelet/kuberuntime/kuberuntime_gc.go evictNonDeletedPods */
export function deleteUnusedContainers(kit: Kit): void {
  for (const work of kit.works.values()) if (isTerminated(work)) dropContainers(kit, work);
}
