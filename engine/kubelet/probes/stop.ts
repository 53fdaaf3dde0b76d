import { isTerminating } from '../pods/work.ts';
import type { Kit, PodWork, ProbeWork } from '../types.ts';

/** No tick and no check any more; the machine of the probe is told by whoever stops it. */
export function stopChecks(kit: Kit, p: ProbeWork): void {
  p.check?.cancel();
  p.check = undefined;
  p.again = false;
  if (p.tick !== undefined) { kit.context.clock.cancel(p.tick); p.tick = undefined; }
}

/**
 * The network of a pod that is being stopped is asked until its sandbox is gone, whether its containers still run or not.
 * @k8s golden controllers/deploy-rolling-surge0-unavail1-r4 (connection refused after Killing), pkg/kubelet/kubelet.go SyncTerminatingPod
 */
export const isWatchedToTheEnd = (work: PodWork, p: ProbeWork): boolean => isTerminating(work) && p.kind === 'readiness' && p.spec.exec === undefined;

/** No more ticks; an answer that is still awaited is reported when it comes. */
export function stopTicks(kit: Kit, work: PodWork): void {
  for (const p of work.containers.flatMap((c) => c.probes)) {
    p.again = false;
    if (p.tick !== undefined) { kit.context.clock.cancel(p.tick); p.tick = undefined; }
  }
}
