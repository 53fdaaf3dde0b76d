/** Limits of local storage of pods and containers. @k8s pkg/kubelet/eviction/eviction_manager.go localStorageEviction */
import { podLimits } from '../../api/index.ts';
import { canonicalQuantity, formatQuantity, quantityOf, quantityValue } from '../../base/index.ts';
import { isRunning } from '../containers/observe.ts';
import { logsBytes, podUse, rootfsBytes } from '../node/figures.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { evictPod } from './evict.ts';

const RESOURCE = 'ephemeral-storage';
const limitOf = ({ spec }: ContainerWork): string | number | undefined => spec.resources?.limits?.[RESOURCE];

/** Only such pods are measured one by one. */
export const limitsStorage = (work: PodWork): boolean => work.containers.some((c) => limitOf(c) !== undefined);

function overLimit(kit: Kit, work: PodWork): string | undefined {
  const limit = podLimits(work.pod)[RESOURCE];
  if (limit !== undefined) {
    const { rootfs, logs, volumes } = podUse(kit, work);
    if (rootfs + logs + volumes > quantityValue(limit)) return `Pod ephemeral local storage usage exceeds the total limit of containers ${formatQuantity(limit)}. `;
  }
  for (const c of work.containers) {
    const own = c.role === 'main' ? limitOf(c) : undefined;
    if (own === undefined || c.id === undefined || !isRunning(kit, c)) continue;
    const used = logsBytes(kit, c.id) + rootfsBytes(kit, c);
    if (used > quantityValue(quantityOf(own))) return `Container ${c.name} exceeded its local ephemeral storage limit "${canonicalQuantity(own)}". `;
  }
  return undefined;
}

/** All that are over their limits at once. */
export const evictOverLimit = (kit: Kit, pods: readonly PodWork[]): PodWork[] => pods.filter((work) => {
  const message = overLimit(kit, work);
  return message !== undefined && evictPod(kit, work, { message });
});
