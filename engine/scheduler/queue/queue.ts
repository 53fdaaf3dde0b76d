/**
 * Pods that wait for a node: ready to try, resting after a failure, or asleep until something happens that could help.
 * @k8s pkg/scheduler/backend/queue/scheduling_queue.go
 */
import type { PodInfo } from '../cache/nodeInfo.ts';
import { givesHope, type ClusterEvent } from '../events.ts';
import { rulesOf } from '../filters/index.ts';
import { NO_LOOKUPS, type Lookups } from '../lookups.ts';
import { createHeap } from './heap.ts';
import { createSleepers } from './sleepers.ts';
import { isResting, nextWindow, readyOrder, restOrder, type Place, type Waiting } from './waiting.ts';

export type SchedulingQueue = {
  /** Pods that are ready, resting or asleep. */
  readonly size: number;
  /** Nobody can be popped. */
  readonly idle: boolean;
  readonly sleeping: number;
  /** When somebody's rest may end, if anybody rests. */
  nextRestEnd(now: number): number | undefined;
  add(uid: string, info: PodInfo, now: number): void;
  /** The pod changed, with what that means for the scheduler. */
  update(uid: string, info: PodInfo, events: readonly ClusterEvent[], now: number): void;
  remove(uid: string): void;
  /** The next to try, from now on in flight; one that rests only when nobody else is ready. */
  pop(): Waiting | undefined;
  /** It is no longer in flight: it has a node, or is gone. */
  done(uid: string): void;
  /** Back after a failure: asleep if plugins refused it and nothing that could help happened meanwhile, else resting. */
  putBack(waiting: Waiting, rejectedBy: ReadonlySet<string>, now: number): void;
  /** Wakes the pods for which one of their refusing plugins sees hope. */
  wake(event: ClusterEvent, now: number, only?: (pod: PodInfo) => boolean): void;
  /** Tries it at once, wherever it is. */
  activate(uid: string): void;
  /** Those whose rest is over become ready. */
  endRests(now: number): void;
  /** Wakes what has slept for too long. */
  wakeSleptSince(limit: number, now: number): void;
  /** Where a pod is, for the page. */
  placeOf(uid: string): Place | undefined;
};
export type QueueOptions = {
  readonly lookups?: Lookups;
  /** The plugin that keeps the pod out for now. */
  readonly gate?: (pod: PodInfo) => string | undefined;
};

const NOBODY: ReadonlySet<string> = new Set();
const priorityOf = ({ pod }: PodInfo): number => pod.spec?.priority ?? 0;

export function createSchedulingQueue({ lookups = NO_LOOKUPS, gate = () => undefined }: QueueOptions = {}): SchedulingQueue {
  const known = new Map<string, Waiting>();
  const sleepers = createSleepers();
  /** Events since the pod was popped. @k8s active_queue.go inFlightEvents */
  const inFlight = new Map<string, ClusterEvent[]>();
  const sizes = { active: 0, backoff: 0, errors: 0, asleep: 0, flight: 0, gone: 0 };
  const heap = (place: Place, order: (a: Waiting, b: Waiting) => number) => createHeap<Waiting>(order, (waiting) => waiting.place === place);
  const heaps = { active: heap('active', readyOrder), backoff: heap('backoff', restOrder), errors: heap('errors', restOrder) };
  let order = 0;

  const put = (waiting: Waiting, place: Place): void => {
    if (waiting.place === 'asleep') sleepers.delete(waiting);
    // A heap entry that was left must not count again for the same object: it is made anew.
    const fresh = waiting.place === 'active' || waiting.place === 'backoff' || waiting.place === 'errors' ? leave(waiting) : waiting;
    sizes[fresh.place]--;
    fresh.place = place;
    sizes[place]++;
    if (place === 'asleep') sleepers.add(fresh);
    else if (place === 'active' || place === 'backoff' || place === 'errors') heaps[place].push(fresh);
  };
  const leave = (waiting: Waiting): Waiting => {
    const copy = { ...waiting };
    waiting.place = 'gone';
    known.set(waiting.uid, copy);
    return copy;
  };
  /** @returns whether it is kept out */
  const isGated = (waiting: Waiting): boolean => {
    const by = gate(waiting.info);
    waiting.gatedBy = by;
    if (by !== undefined && !waiting.rejectedBy.has(by)) {
      if (waiting.place === 'asleep') sleepers.delete(waiting);
      waiting.rejectedBy = new Set([...waiting.rejectedBy, by]);
      if (waiting.place === 'asleep') sleepers.add(waiting);
    }
    return by !== undefined;
  };
  const makeReady = (waiting: Waiting): void => put(waiting, isGated(waiting) ? 'asleep' : 'active');
  const requeue = (waiting: Waiting, now: number): void => {
    if (!isResting(waiting, now)) { makeReady(waiting); return; }
    put(waiting, isGated(waiting) ? 'asleep' : waiting.rejectedBy.size === 0 ? 'errors' : 'backoff');
  };
  const isHopeful = (waiting: Waiting, event: ClusterEvent): boolean => {
    if (waiting.rejectedBy.size === 0) return true;
    for (const plugin of waiting.rejectedBy) if (givesHope(rulesOf(plugin), waiting.info, event, lookups)) return true;
    return false;
  };
  /** Who is kept out listens only to what may let it in. */
  const listens = ({ gatedBy }: Waiting, { resource, action }: ClusterEvent): boolean =>
    gatedBy === undefined || (gatedBy === 'DefaultPreemption' ? resource === 'Pod' && action === 'Delete' : rulesOf(gatedBy).some((rule) => rule.resource === resource && rule.actions.includes(action)));
  const remember = (event: ClusterEvent, uid?: string): void => {
    if (uid !== undefined) inFlight.get(uid)?.push(event);
    else for (const events of inFlight.values()) events.push(event);
  };
  return {
    get size() { return sizes.active + sizes.backoff + sizes.errors + sizes.asleep; },
    get idle() { return sizes.active + sizes.backoff === 0; },
    get sleeping() { return sizes.asleep; },
    placeOf: (uid) => known.get(uid)?.place,
    nextRestEnd: (now) => (sizes.backoff + sizes.errors === 0 ? undefined : nextWindow(now)),
    add(uid, info, now) {
      if (known.has(uid)) return;
      const waiting: Waiting = { uid, info, priority: priorityOf(info), place: 'gone', attempts: 0, since: now, order: order++, unschedulable: 0, errors: 0, rejectedBy: NOBODY, gatedBy: undefined };
      known.set(uid, waiting);
      makeReady(waiting);
    },
    update(uid, info, events, now) {
      const waiting = known.get(uid);
      if (waiting === undefined) { this.add(uid, info, now); return; }
      if (waiting.place === 'flight') { for (const event of events) remember(event, uid); return; }
      waiting.info = info;
      waiting.priority = priorityOf(info);
      if (waiting.place === 'asleep' && events.some((event) => isHopeful(waiting, event))) requeue(waiting, now);
    },
    remove(uid) {
      const waiting = known.get(uid);
      if (waiting === undefined || waiting.place === 'flight') return;
      put(waiting, 'gone');
      known.delete(uid);
    },
    // With nobody ready, a resting pod need not wait. @k8s SchedulerPopFromBackoffQ, golden cluster/sched-insufficient-resources
    pop() {
      const next = heaps.active.pop() ?? heaps.backoff.pop();
      if (next === undefined) return undefined;
      sizes[next.place]--;
      next.place = 'flight';
      sizes.flight++;
      next.attempts++;
      inFlight.set(next.uid, []);
      return next;
    },
    done(uid) {
      inFlight.delete(uid);
      const waiting = known.get(uid);
      if (waiting?.place !== 'flight') return;
      put(waiting, 'gone');
      known.delete(uid);
    },
    putBack(waiting, rejectedBy, now) {
      waiting.rejectedBy = rejectedBy;
      waiting.gatedBy = undefined;
      waiting.since = now;
      if (rejectedBy.size === 0) waiting.errors++; else { waiting.unschedulable++; waiting.errors = 0; }
      const events = inFlight.get(waiting.uid) ?? [];
      inFlight.delete(waiting.uid);
      // A binding that went wrong brings back a pod that was let go.
      known.set(waiting.uid, waiting);
      if (rejectedBy.size === 0 || events.some((event) => isHopeful(waiting, event))) requeue(waiting, now); else put(waiting, 'asleep');
    },
    wake(event, now, only) {
      remember(event);
      if (sizes.asleep === 0) return;
      const woken = new Set<Waiting>();
      for (const [plugin, waiting] of sleepers.plugins()) {
        const rules = rulesOf(plugin);
        if (!rules.some(({ resource, actions }) => resource === event.resource && actions.includes(event.action))) continue;
        for (const one of waiting) {
          if (!woken.has(one) && listens(one, event) && only?.(one.info) !== false && givesHope(rules, one.info, event, lookups)) woken.add(one);
        }
      }
      for (const one of [...woken].sort(readyOrder)) requeue(one, now);
    },
    activate(uid) {
      const waiting = known.get(uid);
      if (waiting !== undefined && waiting.place !== 'flight' && waiting.place !== 'active') makeReady(waiting);
    },
    endRests(now) {
      for (const place of ['backoff', 'errors'] as const) {
        for (let next = heaps[place].peek(); next !== undefined && !isResting(next, now); next = heaps[place].peek()) put(next, 'active');
      }
    },
    wakeSleptSince(limit, now) {
      const late = Array.from(sleepers.all()).filter(({ gatedBy, since }) => gatedBy === undefined && since < limit);
      for (const waiting of late) requeue(waiting, now);
    },
  };
}
