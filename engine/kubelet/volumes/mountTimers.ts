import { cancelTimers } from '../lives.ts';
import type { Kit, PodWork } from '../types.ts';

/** The kubelet stops, or the pod is gone. What was not mounted is begun anew by the next kubelet. */
export function dropMountTimers(kit: Kit, work: PodWork): void {
  if (work.mounts === undefined) return;
  for (const volume of work.mounts.lives.values()) cancelTimers(kit.context.clock, volume);
  if (work.volumes === undefined) work.mounts = undefined;
}
