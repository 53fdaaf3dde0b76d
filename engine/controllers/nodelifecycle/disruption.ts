/**
 * What the states of all zones together mean. With every zone down the fault is more likely the controller's own: nobody is evicted any more.
 * @k8s node_lifecycle_controller.go handleDisruption
 */
import { evictionRate, zoneState, type ZoneState } from './zone.ts';

export type Tally = { ready: number; notReady: number };
export type Verdict = {
  /** What has become of all zones; those without nodes are forgotten. */
  readonly states: ReadonlyMap<string, ZoneState>;
  /** New rates of zones, in nodes a second. */
  readonly rates: ReadonlyMap<string, number>;
  /** `enter`: taints are taken off all nodes. `leave`: all nodes count as heard from just now. */
  readonly change: 'enter' | 'leave' | undefined;
};

export function judgeDisruption(before: ReadonlyMap<string, ZoneState>, tallies: ReadonlyMap<string, Tally>): Verdict {
  const now = new Map<string, ZoneState>();
  for (const [zone, { ready, notReady }] of tallies) now.set(zone, zoneState(ready, notReady));
  const was = new Map<string, ZoneState>();
  for (const zone of now.keys()) was.set(zone, before.get(zone) ?? 'Initial');
  const isFull = (state: ZoneState): boolean => state === 'FullDisruption';
  const [allAre, allWere] = [Array.from(now.values()).every(isFull), Array.from(was.values()).every(isFull)];
  const rateOf = (zone: string): number => { const { ready, notReady } = tallies.get(zone) ?? { ready: 0, notReady: 0 }; return evictionRate(now.get(zone) ?? 'Normal', ready + notReady); };
  const rates = new Map<string, number>();
  if (allAre && allWere) return { states: was, rates, change: undefined };
  if (allAre) {
    for (const zone of now.keys()) rates.set(zone, 0);
    return { states: now, rates, change: 'enter' };
  }
  for (const [zone, state] of now) if (allWere || was.get(zone) !== state) rates.set(zone, rateOf(zone));
  return { states: now, rates, change: allWere ? 'leave' : undefined };
}
