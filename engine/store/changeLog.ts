/** The append-only log of changes, cut off at the front by compaction. */
import type { StoreChange } from './types.ts';

export type ChangeLog = {
  append(change: StoreChange): void;
  since(revision: number, resource?: string): readonly StoreChange[] | undefined;
  compact(revision: number): void;
  readonly compacted: number;
  /** Changes that are remembered. */
  readonly size: number;
  /** The revision after which exactly so many of them follow. */
  revisionOf(newest: number): number;
  /** Starts anew after `revision`. */
  reset(revision: number): void;
};

export function createChangeLog(firstRevision: number): ChangeLog {
  let entries: StoreChange[] = [];
  let head = 0;
  let compacted = firstRevision;

  /** Index of the first entry after `revision`. */
  const after = (revision: number): number => {
    let low = head;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle]?.revision ?? 0) <= revision) low = middle + 1; else high = middle;
    }
    return low;
  };
  return {
    get compacted() { return compacted; },
    get size() { return entries.length - head; },
    revisionOf: (newest) => entries[Math.max(head, entries.length - newest) - 1]?.revision ?? compacted,
    append(change) { entries.push(change); },
    since(revision, resource) {
      if (revision < compacted) return undefined;
      const found = entries.slice(after(revision));
      return resource === undefined ? found : found.filter((change) => change.resource === resource);
    },
    compact(revision) {
      if (revision <= compacted) return;
      head = after(revision);
      compacted = revision;
      // Cutting only when a quarter is dead keeps the cost per change constant.
      if (head > 1024 && head * 4 > entries.length) { entries = entries.slice(head); head = 0; }
    },
    reset(revision) { entries = []; head = 0; compacted = revision; },
  };
}
