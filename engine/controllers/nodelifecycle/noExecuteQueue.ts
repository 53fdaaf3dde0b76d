/** Nodes that are to lose their pods: one after the other, as fast as their zone allows. */
import type { Node } from '../../api/index.ts';
import type { Clock } from '../../time/index.ts';
import type { Timers } from '../timers.ts';
import { allAreDown, evictionPaceMs, zoneOf } from './disruption.ts';
import { readyOf } from './health.ts';
import { noExecuteTaints, NOT_READY, UNREACHABLE } from './taints.ts';

export type NoExecuteQueue = {
  add(name: string): void;
  /** The node is well again. */
  remove(name: string): void;
  /** Which taint the node shall have now. */
  taintOf(node: Node, name: string): string | undefined;
  /** Nobody is to be evicted: the names that were queued. */
  clear(): readonly string[];
};

/** Worked off this often. */
const TURN_MS = 100;
/** With evictions halted, looked at again after this. */
const HALT_MS = 5000;

export function createNoExecuteQueue(clock: Clock, timers: Timers, nodes: () => readonly Node[], write: (name: string) => void): NoExecuteQueue {
  const queued = new Set<string>();
  const lastTainted = new Map<string, number>();
  const taintFor = (node: Node): string | undefined => ({ False: NOT_READY, Unknown: UNREACHABLE })[readyOf(node)?.status ?? ''];

  const turn = (): void => {
    const all = nodes();
    if (allAreDown(all)) return;
    let next: number | undefined;
    for (const node of all) {
      const name = node.metadata?.name ?? '';
      const taint = taintFor(node);
      if (!queued.has(name) || taint === undefined || noExecuteTaints(node, taint, '') === undefined) continue;
      const pace = evictionPaceMs(all, zoneOf(node));
      const wait = pace === undefined ? HALT_MS : (lastTainted.get(zoneOf(node)) ?? -Infinity) + pace - clock.now;
      if (wait > 0) { next = Math.min(next ?? Infinity, wait); continue; }
      lastTainted.set(zoneOf(node), clock.now);
      write(name);
    }
    if (next !== undefined) timers.after(next, turn);
  };
  return {
    add(name) {
      if (allAreDown(nodes())) return;
      queued.add(name);
      timers.after(TURN_MS, turn);
    },
    remove(name) { queued.delete(name); },
    taintOf: (node, name) => (queued.has(name) ? taintFor(node) : undefined),
    clear() {
      const names = [...queued];
      queued.clear();
      return names;
    },
  };
}
