/** Timers of one component: all of them end when it stops. */
import type { Clock, TimerId } from '../time/index.ts';

export type Timers = {
  after(ms: number, task: () => void): TimerId;
  /** The first time after `ms`, then again and again. */
  every(ms: number, task: () => void): void;
  cancel(id: TimerId): void;
  stop(): void;
};

export function createTimers(clock: Clock): Timers {
  const waiting = new Set<TimerId>();
  const timers: Timers = {
    after(ms, task) {
      const id = clock.after(ms, () => { waiting.delete(id); task(); });
      waiting.add(id);
      return id;
    },
    every(ms, task) { timers.after(ms, () => { timers.every(ms, task); task(); }); },
    cancel(id) { if (waiting.delete(id)) clock.cancel(id); },
    stop() { for (const id of waiting) clock.cancel(id); waiting.clear(); },
  };
  return timers;
}
