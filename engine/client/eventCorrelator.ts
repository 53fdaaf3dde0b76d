/**
 * Which events are new, which count up an earlier one, which are combined, which are dropped.
 * @k8s client-go/tools/record/events_cache.go; golden controllers/quota-deployment-refused: the tenth similar message is combined
 */
import type { Clock } from '../time/index.ts';
import { createRecent, type Linked } from './recent.ts';

/** One thing that happened, before it is an API object. */
export type Happening = {
  /** Whom it is about: its uid. With the type it is what the spam filter counts by. */
  readonly object: string;
  readonly type: string;
  readonly reason: string;
  /** The object's field, if any. */
  readonly fieldPath: string;
  readonly message: string;
};
/** What is counted together; without a message all messages of one reason. */
export type CountedBy = Omit<Happening, 'message'> & { readonly message: string | undefined };
export type Verdict =
  | { readonly type: 'new'; readonly key: CountedBy; readonly combined: boolean }
  | { readonly type: 'again'; readonly key: CountedBy; readonly combined: boolean; readonly seen: Seen }
  | { readonly type: 'drop' };
/** `name` is empty if the event was counted but never written. */
export type Seen = { readonly name: string; readonly count: number; readonly first: number };

const MAX_SIMILAR = 10;
const SIMILAR_WITHIN_MS = 600_000;
const BURST = 25;
const REFILL_MS = 300_000;
/** @k8s events_cache.go maxLruCacheEntries */
const REMEMBERED = 4096;

/** Messages that differ in nothing else. Most have only one: it needs no set. */
interface Similar extends Linked<Similar> { readonly about: About; readonly type: string; readonly reason: string; first: string; messages: Set<string> | undefined; last: number }
interface Counted extends Linked<Counted> { readonly about: About; readonly by: CountedBy; seen: Seen }
interface Bucket extends Linked<Bucket> { readonly about: About; readonly type: string; tokens: number; since: number }
/** All that is known of one object: little, so that it is looked through. */
type About = { readonly object: string; readonly similar: Similar[]; readonly counted: Counted[]; readonly buckets: Bucket[] };

export type Correlator = {
  judge(happening: Happening): Verdict;
  /** The event as it was written under `key`. */
  remember(key: CountedBy, seen: Seen): void;
};

const isCountedBy = ({ by }: Counted, { type, reason, fieldPath, message }: CountedBy): boolean =>
  by.reason === reason && by.message === message && by.fieldPath === fieldPath && by.type === type;

export function createCorrelator(clock: Clock): Correlator {
  const abouts = new Map<string, About>();
  const aboutOf = (object: string): About => {
    let about = abouts.get(object);
    if (about === undefined) { about = { object, similar: [], counted: [], buckets: [] }; abouts.set(object, about); }
    return about;
  };
  const leave = <T extends { readonly about: About }>(list: T[], entry: T): void => {
    list.splice(list.indexOf(entry), 1);
    const { object, similar, counted, buckets } = entry.about;
    if (similar.length === 0 && counted.length === 0 && buckets.length === 0) abouts.delete(object);
  };
  const groups = createRecent<Similar>(REMEMBERED, (entry) => leave(entry.about.similar, entry));
  const seen = createRecent<Counted>(REMEMBERED, (entry) => leave(entry.about.counted, entry));
  const buckets = createRecent<Bucket>(REMEMBERED, (entry) => leave(entry.about.buckets, entry));

  /** True once ten messages that differ only in their words came within ten minutes. */
  const combined = (about: About, { type, reason, message }: Happening): boolean => {
    let known = about.similar.find((each) => each.reason === reason && each.type === type);
    if (known === undefined) {
      known = { older: undefined, newer: undefined, kept: false, about, type, reason, first: message, messages: undefined, last: clock.now };
      about.similar.push(known);
    } else if (clock.now - known.last > SIMILAR_WITHIN_MS) { known.first = message; known.messages = undefined; }
    known.last = clock.now;
    groups.use(known);
    if (known.messages === undefined && message === known.first) return false;
    known.messages ??= new Set([known.first]);
    known.messages.add(message);
    if (known.messages.size < MAX_SIMILAR) return false;
    const [oldest] = known.messages;
    if (oldest !== undefined) known.messages.delete(oldest);
    return true;
  };
  /** A token bucket: 25 at once, then one in five minutes. */
  const allowed = (about: About, type: string): boolean => {
    let bucket = about.buckets.find((each) => each.type === type);
    if (bucket === undefined) { bucket = { older: undefined, newer: undefined, kept: false, about, type, tokens: BURST, since: clock.now }; about.buckets.push(bucket); }
    const tokens = Math.min(BURST, bucket.tokens + (clock.now - bucket.since) / REFILL_MS);
    const enough = tokens >= 1;
    bucket.tokens = enough ? tokens - 1 : tokens;
    bucket.since = clock.now;
    buckets.use(bucket);
    return enough;
  };
  const remember = (key: CountedBy, event: Seen): void => {
    const about = aboutOf(key.object);
    let counted = about.counted.find((each) => isCountedBy(each, key));
    if (counted === undefined) { counted = { older: undefined, newer: undefined, kept: false, about, by: key, seen: event }; about.counted.push(counted); }
    counted.seen = event;
    seen.use(counted);
  };
  return {
    judge(happening) {
      const about = aboutOf(happening.object);
      const isCombined = combined(about, happening);
      const key = isCombined ? { ...happening, fieldPath: '', message: undefined } : happening;
      const earlier = about.counted.find((each) => isCountedBy(each, key))?.seen;
      if (earlier !== undefined) remember(key, { ...earlier, count: earlier.count + 1 });
      if (!allowed(about, happening.type)) {
        // It counts, though nobody is told: the next one that may be told is the second.
        if (earlier === undefined) remember(key, { name: '', count: 1, first: clock.now });
        return { type: 'drop' };
      }
      return earlier === undefined ? { type: 'new', key, combined: isCombined } : { type: 'again', key, combined: isCombined, seen: earlier };
    },
    remember,
  };
}
