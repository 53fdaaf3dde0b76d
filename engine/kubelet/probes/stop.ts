import type { Kit, ProbeWork } from '../types.ts';

/** No tick and no check any more; the machine of the probe is told by whoever stops it. */
export function stopChecks(kit: Kit, p: ProbeWork): void {
  p.check?.cancel();
  p.check = undefined;
  p.again = false;
  if (p.tick !== undefined) { kit.context.clock.cancel(p.tick); p.tick = undefined; }
}
