/**
 * Nodes of one zone that are to lose their pods: one after the other, as fast as the zone's state allows.
 * @k8s pkg/controller/nodelifecycle/scheduler/rate_limited_queue.go
 */
import { EVICTION_RATE } from './zone.ts';

export type TaintQueue = {
  readonly size: number;
  /** `again`: it has not got its taint yet and goes to the end; else only if it was not here before. */
  add(name: string, again: boolean): void;
  /** The node is well again, or gone. */
  remove(name: string): void;
  /** The next one, if one may go now. */
  take(now: number): string | undefined;
  /** When the next one may go; undefined: nobody waits, or nobody may ever. */
  dueAt(): number | undefined;
  setRate(perSecond: number, now: number): void;
};

export function createTaintQueue(): TaintQueue {
  const waiting = new Set<string>();
  const seen = new Set<string>();
  let rate = EVICTION_RATE;
  /** A token bucket that holds one. */
  let freeAt = -Infinity;
  const accept = (now: number): boolean => {
    if (rate <= 0 || now < freeAt) return false;
    freeAt = now + 1000 / rate;
    return true;
  };
  return {
    get size() { return waiting.size; },
    add(name, again) {
      if (again) { waiting.delete(name); waiting.add(name); seen.add(name); return; }
      if (seen.has(name)) return;
      seen.add(name);
      waiting.add(name);
    },
    remove(name) { waiting.delete(name); seen.delete(name); },
    take(now) {
      const [first] = waiting;
      if (first === undefined || !accept(now)) return undefined;
      waiting.delete(first);
      return first;
    },
    dueAt: () => (waiting.size === 0 || rate <= 0 ? undefined : freeAt),
    setRate(perSecond, now) {
      if (perSecond === rate) return;
      // Who has just let one through does not get another at once.
      const spent = rate <= 0 || now < freeAt;
      rate = perSecond;
      freeAt = spent && perSecond > 0 ? now + 1000 / perSecond : -Infinity;
    },
  };
}
