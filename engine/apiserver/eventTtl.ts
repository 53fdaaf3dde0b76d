/** Events go an hour after their last change. @k8s kube-apiserver --event-ttl, default 1h0m0s */
import type { Store } from '../store/index.ts';
import type { Clock } from '../time/index.ts';

const TTL_MS = 3_600_000;
/** A write of an event, and when it ends. What was written again or deleted since then has another revision, or none: its old entries mean nothing. */
type Due = { readonly key: string; readonly revision: number; readonly at: number };

/** All live equally long, so what was written first goes first: one timer does for all, and a queue (a map by key costs two hashes for each event). */
export function expireEvents(store: Store, clock: Clock): void {
  let queue: Due[] = [];
  let head = 0;
  let waiting = false;
  /** The first that is still as it was written. */
  const first = (): Due | undefined => {
    for (let due = queue[head]; due !== undefined; due = queue[++head]) {
      if (Number(store.get('events', due.key)?.metadata?.resourceVersion) === due.revision) break;
    }
    // Cutting only when half is done with keeps the cost for each constant.
    if (head * 2 > queue.length) { queue = queue.slice(head); head = 0; }
    return queue[head];
  };
  const wait = (): void => {
    const due = first();
    if (due !== undefined) { waiting = true; clock.after(due.at - clock.now, expire); }
  };
  const expire = (): void => {
    waiting = false;
    for (let due = first(); due !== undefined && due.at <= clock.now; due = first()) {
      store.remove('events', due.key, { by: 'kube-apiserver', rule: 'event is an hour old' });
    }
    if (!waiting) wait();
  };
  store.subscribe('events', ({ key, type, revision }) => {
    if (type === 'DELETED') return;
    queue.push({ key, revision, at: clock.now + TTL_MS });
    if (!waiting) wait();
  });
}
