/**
 * Virtual time. Nothing in the engine waits: it asks the clock to call back, and somebody outside advances the clock.
 * A chain of delays inside one `advance` runs step by step: `now` is set to each timer's due time before its task runs.
 */
import { EventHeap, invariant } from '../base/index.ts';

export type TimerId = number;

export type Clock = {
  /** Milliseconds since 1970-01-01T00:00:00Z, virtual, always whole. */
  readonly now: number;
  /** Runs `task` in `ms` milliseconds (whole, ≥ 0; less counts as 0). Equal due times run in order of scheduling. */
  after(ms: number, task: () => void): TimerId;
  cancel(id: TimerId): void;
  /** Runs everything due up to `now + ms` and leaves `now` there. `advance(0)` runs what is due now. */
  advance(ms: number): void;
  /** Advances timer by timer until `predicate` holds; false if `limitMs` of virtual time went by first. */
  runUntil(predicate: () => boolean, limitMs: number): boolean;
  /** Due time of the next timer, undefined if none waits. */
  nextDue(): number | undefined;
};

/** @param budget tasks that one `advance` may run without time moving on; more is a livelock, reported as a bug. */
export function createClock(startMs: number, budget = 1_000_000): Clock {
  const heap = new EventHeap<() => void>();
  let now = Math.trunc(startMs);
  let stepsAtNow = 0;

  const runNext = (due: number): void => {
    if (due > now) { now = due; stepsAtNow = 0; }
    stepsAtNow++;
    if (stepsAtNow > budget) invariant(false, `${budget} steps without time moving on at ${new Date(now).toISOString()}: a livelock`);
    heap.pop()?.value();
  };
  return {
    get now() { return now; },
    after: (ms, task) => heap.push(now + Math.max(0, Math.trunc(ms)), task),
    cancel: (id) => { heap.remove(id); },
    advance(ms) {
      const end = now + Math.max(0, Math.trunc(ms));
      for (let next = heap.peek(); next !== undefined && next.due <= end; next = heap.peek()) runNext(next.due);
      now = end;
    },
    runUntil(predicate, limitMs) {
      const end = now + limitMs;
      while (!predicate()) {
        const next = heap.peek();
        if (next === undefined || next.due > end) { now = Math.max(now, end); return predicate(); }
        runNext(next.due);
      }
      return true;
    },
    nextDue: () => heap.peek()?.due,
  };
}
