/** Pods that cannot be synced at the moment: the runtime does not answer, or the disk is dead. */
import { isTerminating } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';

/** On a dead disk nothing can be started, but what runs can be stopped. */
export const holds = ({ state }: Kit, work: PodWork): boolean => state.runtimeDownSince !== undefined || (state.diskDead && !isTerminating(work));

/** Syncs what had to wait. */
export function release(kit: Kit): void {
  const waiting = [...kit.state.held];
  kit.state.held.clear();
  for (const work of waiting) if (kit.works.get(work.key) === work) kit.requestSync(work);
}
