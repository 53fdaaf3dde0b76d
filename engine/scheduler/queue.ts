/**
 * Pods that wait for a node: ready to try, resting after a failure, or asleep until something happens that could help.
 * @k8s pkg/scheduler/backend/queue/scheduling_queue.go
 */
import type { PodInfo } from './nodeInfo.ts';
import type { ClusterEvent } from './plugin.ts';

export type Waiting = {
  readonly uid: string;
  readonly info: PodInfo;
  readonly attempts: number;
  /** When it came into the queue; ties are broken by order of coming. */
  readonly since: number;
  readonly order: number;
  readonly restUntil: number;
};

export type SchedulingQueue = {
  readonly size: number;
  /** A new pod, or one whose spec changed: tried at once. */
  add(uid: string, info: PodInfo, now: number): void;
  remove(uid: string): void;
  /** The next to try; one that rests only when nobody else is ready. */
  pop(): Waiting | undefined;
  /** Nobody can be popped. */
  readonly idle: boolean;
  /** Back after a failure: asleep if plugins rejected it, else resting. */
  putBack(waiting: Waiting, rejectedBy: ReadonlySet<string> | undefined, now: number): void;
  /** Wakes the pods for which one of their rejecting plugins sees hope. */
  wake(event: ClusterEvent, hopeful: (plugin: string, pod: PodInfo, event: ClusterEvent) => boolean): void;
  /** Wakes what has slept for too long. */
  wakeSleptSince(limit: number): void;
  readonly sleeping: number;
};

const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 10_000;
const restMs = (attempts: number): number => Math.min(FIRST_REST_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_REST_MS);

const priority = ({ info }: Waiting): number => info.pod.spec?.priority ?? 0;
const readyOrder = (a: Waiting, b: Waiting): number => priority(b) - priority(a) || a.since - b.since || a.order - b.order;
const restOrder = (a: Waiting, b: Waiting): number => a.restUntil - b.restUntil || readyOrder(a, b);

export function createSchedulingQueue(): SchedulingQueue {
  const ready = sortedList(readyOrder);
  const resting = sortedList(restOrder);
  const asleep = new Map<string, { readonly waiting: Waiting; readonly rejectedBy: ReadonlySet<string>; readonly at: number }>();
  let order = 0;

  const remove = (uid: string): Waiting | undefined => {
    const sleeper = asleep.get(uid)?.waiting;
    asleep.delete(uid);
    return ready.remove(uid) ?? resting.remove(uid) ?? sleeper;
  };
  return {
    get size() { return ready.size + resting.size + asleep.size; },
    get idle() { return ready.size + resting.size === 0; },
    get sleeping() { return asleep.size; },
    add(uid, info, now) {
      const before = remove(uid);
      ready.insert({ uid, info, attempts: before?.attempts ?? 0, since: before?.since ?? now, order: before?.order ?? order++, restUntil: 0 });
    },
    remove(uid) { remove(uid); },
    // With nobody ready, a resting pod need not wait. @k8s SchedulerPopFromBackoffQ, golden cluster/sched-insufficient-resources
    pop() {
      const next = ready.shift() ?? resting.shift();
      return next === undefined ? undefined : { ...next, attempts: next.attempts + 1 };
    },
    putBack(waiting, rejectedBy, now) {
      const tired = { ...waiting, restUntil: now + restMs(waiting.attempts) };
      if (rejectedBy === undefined) resting.insert(tired);
      else asleep.set(tired.uid, { waiting: tired, rejectedBy, at: now });
    },
    wake(event, hopeful) {
      for (const [uid, { waiting, rejectedBy }] of asleep) {
        if (![...rejectedBy].some((plugin) => hopeful(plugin, waiting.info, event))) continue;
        asleep.delete(uid);
        resting.insert(waiting);
      }
    },
    wakeSleptSince(limit) {
      for (const [uid, { waiting, at }] of asleep) {
        if (at > limit) continue;
        asleep.delete(uid);
        resting.insert(waiting);
      }
    },
  };
}

type SortedList = { readonly size: number; insert(item: Waiting): void; shift(): Waiting | undefined; remove(uid: string): Waiting | undefined };

/** Kept in descending order, so that taking the first is taking the last of the array. */
function sortedList(order: (a: Waiting, b: Waiting) => number): SortedList {
  const items: Waiting[] = [];
  const present = new Set<string>();
  return {
    get size() { return items.length; },
    insert(item) {
      let [low, high] = [0, items.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const other = items[middle];
        if (other !== undefined && order(other, item) > 0) low = middle + 1; else high = middle;
      }
      items.splice(low, 0, item);
      present.add(item.uid);
    },
    shift() {
      const first = items.pop();
      if (first !== undefined) present.delete(first.uid);
      return first;
    },
    remove(uid) {
      if (!present.delete(uid)) return undefined;
      const [gone] = items.splice(items.findIndex((item) => item.uid === uid), 1);
      return gone;
    },
  };
}
