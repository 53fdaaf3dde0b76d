/**
 * Reconcile, apply its requests, reconcile again: nothing. Asked after each reconcile during which nobody but its own controller
 * wrote anything; of the others it cannot be known.
 */
import type { Reconciled } from '../../cluster/index.ts';
import type { StoreChange } from '../../store/index.ts';

export type Twice = {
  readonly note: (change: StoreChange) => void;
  readonly ask: (work: Reconciled) => void;
  /** How many were asked, and what each that was not satisfied wanted. */
  readonly asked: number;
  readonly unsatisfied: readonly string[];
};

export function createTwice(): Twice {
  /** When each writer wrote last. */
  const wrote = new Map<string, number>();
  const unsatisfied = new Set<string>();
  let asked = 0;
  return {
    note({ resource, time, because }) {
      if (resource === 'leases.coordination.k8s.io' || resource.startsWith('events')) return;
      wrote.set(because?.by ?? '', time);
    },
    ask({ source, key, since, again }) {
      for (const [by, time] of wrote) if (by !== source && time >= since) return;
      asked++;
      const wanted = again();
      if (wanted.length > 0) unsatisfied.add(`${source} is not done with ${key}: ${wanted.join(', ')}`);
    },
    get asked() { return asked; },
    get unsatisfied() { return [...unsatisfied]; },
  };
}
