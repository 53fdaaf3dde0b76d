/** The zones there are, with their states and their queues; turns are taken ten times a second while somebody may go. */
import type { Node } from '../../api/index.ts';
import type { Clock, TimerId } from '../../time/index.ts';
import type { Timers } from '../timers.ts';
import { judgeDisruption, type Tally, type Verdict } from './disruption.ts';
import { createTaintQueue, type TaintQueue } from './taintQueue.ts';
import { zoneOf, type ZoneState } from './zone.ts';

/** @k8s scheduler.NodeEvictionPeriod */
const TURN_MS = 100;

export type Zones = {
  /** A node of a zone that had none begins a new queue. */
  meet(node: Node): void;
  queueOf(node: Node): TaintQueue;
  /** Somebody was queued. */
  wake(): void;
  judge(tallies: ReadonlyMap<string, Tally>): Verdict['change'];
};

/** @param taint gives the node its NoExecute taint */
export function createZones(clock: Clock, timers: Timers, taint: (name: string) => void): Zones {
  let states: ReadonlyMap<string, ZoneState> = new Map();
  const queues = new Map<string, TaintQueue>();
  let timer: { readonly id: TimerId; readonly due: number } | undefined;

  const turn = (): void => {
    timer = undefined;
    for (const queue of queues.values()) for (let name = queue.take(clock.now); name !== undefined; name = queue.take(clock.now)) taint(name);
    wake();
  };
  const wake = (): void => {
    let due = Infinity;
    for (const queue of queues.values()) due = Math.min(due, queue.dueAt() ?? Infinity);
    if (due === Infinity) return;
    const at = Math.max(clock.now + TURN_MS, Math.ceil(due / TURN_MS) * TURN_MS);
    if (timer !== undefined && timer.due <= at) return;
    if (timer !== undefined) timers.cancel(timer.id);
    timer = { due: at, id: timers.after(at - clock.now, turn) };
  };
  const queueIn = (zone: string): TaintQueue => {
    let queue = queues.get(zone);
    if (queue === undefined) { queue = createTaintQueue(); queues.set(zone, queue); }
    return queue;
  };
  return {
    meet(node) {
      const zone = zoneOf(node);
      if (states.has(zone)) return;
      states = new Map([...states, [zone, 'Initial']]);
      queues.set(zone, createTaintQueue());
    },
    queueOf: (node) => queueIn(zoneOf(node)),
    wake,
    judge(tallies) {
      const verdict = judgeDisruption(states, tallies);
      states = verdict.states;
      for (const [zone, rate] of verdict.rates) queueIn(zone).setRate(rate, clock.now);
      if (verdict.rates.size > 0) wake();
      return verdict.change;
    },
  };
}
