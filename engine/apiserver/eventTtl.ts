/** Events go an hour after their last change. @k8s kube-apiserver --event-ttl, default 1h0m0s */
import type { Store } from '../store/index.ts';
import type { Clock, TimerId } from '../time/index.ts';

const TTL_MS = 3_600_000;

export function expireEvents(store: Store, clock: Clock): void {
  const timers = new Map<string, TimerId>();
  store.subscribe('events', ({ key, type, resource }) => {
    const known = timers.get(key);
    if (known !== undefined) clock.cancel(known);
    timers.delete(key);
    if (type === 'DELETED') return;
    timers.set(key, clock.after(TTL_MS, () => {
      timers.delete(key);
      store.remove(resource, key, { by: 'kube-apiserver', rule: 'event is an hour old' });
    }));
  });
}
