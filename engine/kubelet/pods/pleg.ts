/** The kubelet learns of changes in the runtime by looking once a second. */
import { TIMINGS } from '../timings.ts';
import type { Kit, PodWork } from '../types.ts';

/** Time from now until the next look has been handled. */
export function untilNextLook(kit: Kit): number {
  const { now } = kit.context.clock;
  const since = (((now - kit.plegPhase) % TIMINGS.plegPeriodMs) + TIMINGS.plegPeriodMs) % TIMINGS.plegPeriodMs;
  return TIMINGS.plegPeriodMs - since + TIMINGS.plegHandleMs;
}

export function watchRuntime(kit: Kit): void {
  kit.runtime.onExit((id) => {
    const work = kit.owners.get(id);
    if (work !== undefined && kit.alive) syncAtNextLook(kit, work);
  });
}

export function syncAtNextLook(kit: Kit, work: PodWork): void {
  work.lookTimer ??= kit.context.clock.after(untilNextLook(kit), () => { work.lookTimer = undefined; kit.requestSync(work); });
}
