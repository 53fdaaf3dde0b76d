/** How long a node's failed pods stay before the next try. @k8s client-go/util/flowcontrol/backoff.go, cmd/kube-controller-manager/app/apps.go */
export type BackOff = {
  /** In milliseconds from now until it is worth a look again; undefined: nothing to wait for. */
  wait(key: string, now: number): number | undefined;
  /** Tried now: the next wait is twice as long. */
  next(key: string, now: number): void;
};

const FIRST_MS = 1000;
const LONGEST_MS = 15 * 60_000;
/** Forgotten after twice the longest wait. */
const KEPT_MS = 2 * LONGEST_MS;

type Entry = { readonly since: number; readonly waitMs: number; look: number };

export function createBackOff(): BackOff {
  const entries = new Map<string, Entry>();
  const known = (key: string, now: number): Entry | undefined => {
    const entry = entries.get(key);
    return entry !== undefined && now - entry.since <= KEPT_MS ? entry : undefined;
  };
  return {
    wait(key, now) {
      const entry = known(key, now);
      if (entry === undefined || now - entry.since >= entry.waitMs) return undefined;
      // A look that is already planned stays planned.
      if (entry.look <= now) entry.look = now + entry.waitMs;
      return entry.look - now;
    },
    next(key, now) {
      const before = known(key, now);
      for (const [other, { since }] of entries) if (now - since > KEPT_MS) entries.delete(other);
      entries.set(key, { since: now, waitMs: before === undefined ? FIRST_MS : Math.min(before.waitMs * 2, LONGEST_MS), look: 0 });
    },
  };
}
