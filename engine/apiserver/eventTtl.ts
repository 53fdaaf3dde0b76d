/** Events go an hour after their last change. @k8s kube-apiserver --event-ttl, default 1h0m0s */
import type { Store } from '../store/index.ts';
import type { Clock } from '../time/index.ts';

const TTL_MS = 3_600_000;

/** All live equally long, so what was written first goes first: one timer does for all. */
export function expireEvents(store: Store, clock: Clock): void {
  const due = new Map<string, number>();
  let waiting = false;
  const wait = (): void => {
    for (const [, first] of due) { waiting = true; clock.after(first - clock.now, expire); return; }
  };
  const expire = (): void => {
    waiting = false;
    for (const [key, at] of due) {
      if (at > clock.now) break;
      due.delete(key);
      store.remove('events', key, { by: 'kube-apiserver', rule: 'event is an hour old' });
    }
    if (!waiting) wait();
  };
  store.subscribe('events', ({ key, type }) => {
    due.delete(key);
    if (type === 'DELETED') return;
    due.set(key, clock.now + TTL_MS);
    if (!waiting) wait();
  });
}
