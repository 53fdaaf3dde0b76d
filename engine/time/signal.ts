/** Something that happens again and again and that tasks can wait for. */
import type { Wait } from './task.ts';

export type Signal = {
  /** Wakes all who wait now, in the order in which they came. */
  fire(): void;
  readonly wait: Wait;
};

/** A class, and its list made late: every process and every pipe has one, and mostly nobody waits. */
class Signals implements Signal {
  private waiting: Set<() => void> | undefined;
  fire(): void {
    const now = this.waiting;
    if (now === undefined) return;
    this.waiting = undefined;
    for (const wake of now) wake();
  }
  get wait(): Wait {
    return (wake) => {
      const entry = (): void => wake();
      (this.waiting ??= new Set()).add(entry);
      return () => { this.waiting?.delete(entry); };
    };
  }
}

export const signal = (): Signal => new Signals();
