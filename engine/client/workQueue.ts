/** A controller's queue of keys: each key once, one at a time, failures again with growing delay. */
import type { Clock, TimerId } from '../time/index.ts';

export type WorkQueue = {
  /** Processed `delayMs` later, unless it waits already. */
  add(key: string): void;
  /** Adds it in `ms`; of several waits the earliest counts. */
  addAfter(key: string, ms: number): void;
  /** Adds it after 5 ms × 2^(failures so far), at most 1000 s. */
  retry(key: string): void;
  /** Forgets the failures. */
  forget(key: string): void;
  readonly failures: (key: string) => number;
  /** Drops everything that waits; nothing is processed any more. */
  stop(): void;
};

export type WorkQueueOptions = {
  /** Time from `add` to processing: what a real controller needs to get to it. */
  readonly delayMs: number;
  /** `retry`: process it again, later each time. `done` or nothing forgets earlier failures. */
  readonly process: (key: string) => 'retry' | 'done' | void;
};

/** @k8s client-go/util/workqueue/default_rate_limiters.go */
const FIRST_RETRY_MS = 5;
const LONGEST_RETRY_MS = 1_000_000;

export const retryDelay = (failures: number): number =>
  Math.min(LONGEST_RETRY_MS, failures > 30 ? LONGEST_RETRY_MS : FIRST_RETRY_MS * 2 ** failures);

export function createWorkQueue(clock: Clock, { delayMs, process }: WorkQueueOptions): WorkQueue {
  const waiting = new Map<string, { readonly due: number; readonly timer: TimerId }>();
  const failed = new Map<string, number>();
  let stopped = false;

  const schedule = (key: string, ms: number): void => {
    if (stopped) return;
    const due = clock.now + ms;
    const known = waiting.get(key);
    if (known !== undefined) {
      if (known.due <= due) return;
      clock.cancel(known.timer);
    }
    waiting.set(key, { due, timer: clock.after(ms, () => { waiting.delete(key); run(key); }) });
  };
  const retry = (key: string): void => {
    const failures = failed.get(key) ?? 0;
    failed.set(key, failures + 1);
    schedule(key, retryDelay(failures));
  };
  const run = (key: string): void => {
    if (process(key) === 'retry') retry(key); else failed.delete(key);
  };
  return {
    add: (key) => schedule(key, delayMs),
    addAfter: (key, ms) => schedule(key, Math.max(ms, 0)),
    retry,
    forget: (key) => { failed.delete(key); },
    failures: (key) => failed.get(key) ?? 0,
    stop() {
      stopped = true;
      for (const { timer } of waiting.values()) clock.cancel(timer);
      waiting.clear();
    },
  };
}
