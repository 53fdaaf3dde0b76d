/** An emptyDir on disk may grow over its limit; the pod is thrown out when that is noticed. @k8s pkg/kubelet/eviction/eviction_manager.go, golden pods/pod-emptydir-over-limit */
import { parseQuantity, quantityValue } from '../../base/index.ts';
import { evictPod } from '../eviction/evict.ts';
import { isTerminated, isTerminating, specOf } from '../pods/work.ts';
import { TIMINGS } from '../timings.ts';
import type { Kit, PodWork } from '../types.ts';

type Limit = { readonly volume: string; readonly text: string; readonly bytes: number };

function limitsOf(work: PodWork): Limit[] {
  return (specOf(work.pod).volumes ?? []).flatMap(({ name, emptyDir }) => {
    if (emptyDir?.sizeLimit === undefined || emptyDir.medium === 'Memory') return [];
    const parsed = parseQuantity(String(emptyDir.sizeLimit));
    return parsed.ok ? [{ volume: name, text: String(emptyDir.sizeLimit), bytes: quantityValue(parsed.quantity) }] : [];
  });
}

/** Only pods with such a limit cost a timer. */
export function watchSizes(kit: Kit, work: PodWork): void {
  const limits = limitsOf(work);
  if (limits.length === 0) return;
  const look = (delay: number): void => {
    work.evictionTimer = kit.context.clock.after(delay, () => {
      work.evictionTimer = undefined;
      if (!kit.alive || isTerminating(work) || isTerminated(work)) return;
      const over = limits.find(({ volume, bytes }) => (work.volumes?.get(volume)?.usedBytes?.() ?? 0) > bytes);
      if (over === undefined) look(TIMINGS.evictionPeriodMs); else evictPod(kit, work, { message: `Usage of EmptyDir volume "${over.volume}" exceeds the limit "${over.text}". ` });
    });
  };
  look(TIMINGS.firstVolumeStatsMs);
}
