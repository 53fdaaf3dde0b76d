/** Leases of etcd: keys that go when nobody keeps them alive. @k8s etcd/server/lease/lessor.go */
import type { Clock, TimerId } from '../time/index.ts';

export type Leases = {
  /** A new lease; its id is drawn in order, so that a replay gives the same. @param ttl seconds */
  grant(ttl: number): number;
  /** What happens to a key when the lease ends. A key has one lease at a time. */
  attach(id: number, key: string, expire: () => void): boolean;
  detach(key: string): void;
  /** Begins the time anew; undefined: no such lease. */
  keepAlive(id: number): number | undefined;
  /** Ends it at once, with all its keys. */
  revoke(id: number): boolean;
  timeToLive(id: number): { readonly granted: number; readonly left: number; readonly keys: readonly string[] } | undefined;
  leaseOf(key: string): number;
  list(): readonly number[];
};

type Lease = { readonly ttl: number; timer: TimerId; due: number; readonly keys: Map<string, () => void> };

/** @param first the number before the first id. */
export function createLeases(clock: Clock, first = 0): Leases {
  const leases = new Map<number, Lease>();
  const owners = new Map<string, number>();
  let last = first;

  const end = (id: number): boolean => {
    const lease = leases.get(id);
    if (lease === undefined) return false;
    clock.cancel(lease.timer);
    leases.delete(id);
    for (const [key, expire] of lease.keys) { owners.delete(key); expire(); }
    return true;
  };
  const start = (id: number, ttl: number): { timer: TimerId; due: number } =>
    ({ timer: clock.after(ttl * 1000, () => { end(id); }), due: clock.now + ttl * 1000 });
  const detach = (key: string): void => {
    leases.get(owners.get(key) ?? -1)?.keys.delete(key);
    owners.delete(key);
  };
  return {
    detach,
    grant(ttl) {
      last++;
      leases.set(last, { ttl, keys: new Map(), ...start(last, ttl) });
      return last;
    },
    attach(id, key, expire) {
      detach(key);
      const lease = leases.get(id);
      if (lease === undefined) return false;
      lease.keys.set(key, expire);
      owners.set(key, id);
      return true;
    },
    keepAlive(id) {
      const lease = leases.get(id);
      if (lease === undefined) return undefined;
      clock.cancel(lease.timer);
      Object.assign(lease, start(id, lease.ttl));
      return lease.ttl;
    },
    revoke: end,
    timeToLive(id) {
      const lease = leases.get(id);
      return lease === undefined ? undefined
        : { granted: lease.ttl, left: Math.max(0, Math.ceil((lease.due - clock.now) / 1000)), keys: [...lease.keys.keys()] };
    },
    leaseOf: (key) => owners.get(key) ?? 0,
    list: () => [...leases.keys()],
  };
}
