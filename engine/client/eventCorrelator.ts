/**
 * Which events are new, which count up an earlier one, which are combined, which are dropped.
 * @k8s client-go/tools/record/events_cache.go; golden controllers/quota-deployment-refused: the tenth similar message is combined
 */
import type { Clock } from '../time/index.ts';

/** One thing that happened, before it is an API object. */
export type Happening = {
  /** Source and object that it is about, without the message. */
  readonly group: string;
  /** The object's field, if any. */
  readonly fieldPath: string;
  readonly message: string;
  /** Source, object and type: what the spam filter counts by. */
  readonly spamKey: string;
};
export type Verdict =
  | { readonly type: 'new'; readonly key: string; readonly combined: boolean }
  | { readonly type: 'again'; readonly key: string; readonly combined: boolean; readonly seen: Seen }
  | { readonly type: 'drop' };
/** `name` is empty if the event was counted but never written. */
export type Seen = { readonly name: string; readonly count: number; readonly first: number };

const MAX_SIMILAR = 10;
const SIMILAR_WITHIN_MS = 600_000;
const BURST = 25;
const REFILL_MS = 300_000;
/** @k8s events_cache.go maxLruCacheEntries */
const REMEMBERED = 4096;

/** Puts an entry last and lets the one go that was not used for longest. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > REMEMBERED) for (const [oldest] of map) { map.delete(oldest); break; }
}

/** Messages that differ in nothing else. Most have only one: it needs no set. */
type Similar = { readonly first: string; messages: Set<string> | undefined; last: number };

export type Correlator = {
  judge(happening: Happening): Verdict;
  /** The event as it was written under `key`. */
  remember(key: string, seen: Seen): void;
};

export function createCorrelator(clock: Clock): Correlator {
  const groups = new Map<string, Similar>();
  const seen = new Map<string, Seen>();
  const buckets = new Map<string, { tokens: number; since: number }>();

  /** True once ten messages that differ only in their words came within ten minutes. */
  const combined = (group: string, message: string): boolean => {
    const known = groups.get(group);
    if (known === undefined || clock.now - known.last > SIMILAR_WITHIN_MS) { keep(groups, group, { first: message, messages: undefined, last: clock.now }); return false; }
    known.last = clock.now;
    keep(groups, group, known);
    if (known.messages === undefined && message === known.first) return false;
    known.messages ??= new Set([known.first]);
    known.messages.add(message);
    if (known.messages.size < MAX_SIMILAR) return false;
    const [oldest] = known.messages;
    if (oldest !== undefined) known.messages.delete(oldest);
    return true;
  };
  /** A token bucket: 25 at once, then one in five minutes. */
  const allowed = (spamKey: string): boolean => {
    const bucket = buckets.get(spamKey) ?? { tokens: BURST, since: clock.now };
    const tokens = Math.min(BURST, bucket.tokens + (clock.now - bucket.since) / REFILL_MS);
    const enough = tokens >= 1;
    bucket.tokens = enough ? tokens - 1 : tokens;
    bucket.since = clock.now;
    keep(buckets, spamKey, bucket);
    return enough;
  };
  return {
    judge({ group, fieldPath, message, spamKey }) {
      const isCombined = combined(group, message);
      const key = isCombined ? group : `${group}\n${fieldPath}\n${message}`;
      const earlier = seen.get(key);
      if (earlier !== undefined) keep(seen, key, { ...earlier, count: earlier.count + 1 });
      if (!allowed(spamKey)) {
        // It counts, though nobody is told: the next one that may be told is the second.
        if (earlier === undefined) keep(seen, key, { name: '', count: 1, first: clock.now });
        return { type: 'drop' };
      }
      return earlier === undefined ? { type: 'new', key, combined: isCombined } : { type: 'again', key, combined: isCombined, seen: earlier };
    },
    remember: (key, event) => { keep(seen, key, event); },
  };
}
