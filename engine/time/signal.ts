/** Something that happens again and again and that tasks can wait for. */
import type { Wait } from './task.ts';

export type Signal = {
  /** Wakes all who wait now, in the order in which they came. */
  fire(): void;
  readonly wait: Wait;
};

export function signal(): Signal {
  let waiting = new Set<() => void>();
  return {
    fire() {
      const now = waiting;
      waiting = new Set();
      for (const wake of now) wake();
    },
    wait(wake) {
      const entry = (): void => wake();
      waiting.add(entry);
      return () => { waiting.delete(entry); };
    },
  };
}
