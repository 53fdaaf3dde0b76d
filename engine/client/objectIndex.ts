/** Objects by keys computed from them, kept up to date one change at a time, each list in key order. */
import type { KubeObject } from '../api/index.ts';
import type { Slot } from '../store/index.ts';

/**
 * `keys`, `slots` of the store, and `objects` go side by side. A list that was handed out is not changed any more: the next change copies it.
 * Up to `readAt` the changes of the log have been looked at.
 */
type Bucket = { readonly keys: string[]; readonly slots: Slot[]; objects: KubeObject[]; shared: boolean; readAt: number };
export type Index = {
  /** `key` is the object's place in the store. False: it stays where it is, and the log has to tell of it. */
  readonly replace: (key: string, old: KubeObject | undefined, next: KubeObject | undefined) => boolean;
  readonly by: (indexKey: string) => readonly KubeObject[];
};
/** Places of objects that changed and kept their keys; lists that nobody asks for need not follow. One for all indices of a resource. */
export type IndexLog = { from: number; keys: string[] };
export function note(log: IndexLog, key: string): void {
  if (log.keys.length >= LONGEST_LOG) { log.from += log.keys.length; log.keys = []; }
  log.keys.push(key);
}
export type IndexOptions = {
  readonly log: IndexLog;
  readonly keysOf: (object: KubeObject) => readonly string[];
  /** What of an object its keys come from: where that is the same, so are the keys. */
  readonly partOf?: ((object: KubeObject) => unknown) | undefined;
  /** Where an object stands in the store. */
  readonly slotOf: (object: KubeObject) => Slot;
};

const NOTHING: readonly KubeObject[] = [];
/** A list that has missed more changes than that is looked through whole. */
const LONGEST_LOG = 1024;
/** To find the place of one change costs about as much as to look at so many slots. */
const SEARCH_COST = 4;

/** Index of the first key that is not less than `key`. */
function placeOf(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as string) < key) low = middle + 1; else high = middle; // index < length
  }
  return low;
}

function ownObjects(bucket: Bucket): KubeObject[] {
  if (bucket.shared) { bucket.objects = bucket.objects.slice(); bucket.shared = false; }
  return bucket.objects;
}

export function createIndex({ log, keysOf, partOf, slotOf }: IndexOptions): Index {
  const buckets = new Map<string, Bucket>();

  const put = (indexKey: string, key: string, object: KubeObject): void => {
    let bucket = buckets.get(indexKey);
    if (bucket === undefined) { bucket = { keys: [], slots: [], objects: [], shared: false, readAt: log.from + log.keys.length }; buckets.set(indexKey, bucket); }
    const place = placeOf(bucket.keys, key);
    const objects = ownObjects(bucket);
    if (bucket.keys[place] === key) { objects[place] = object; return; }
    bucket.keys.splice(place, 0, key);
    bucket.slots.splice(place, 0, slotOf(object));
    objects.splice(place, 0, object);
  };
  const take = (indexKey: string, key: string): void => {
    const bucket = buckets.get(indexKey);
    const place = bucket === undefined ? -1 : placeOf(bucket.keys, key);
    if (bucket === undefined || bucket.keys[place] !== key) return;
    if (bucket.keys.length === 1) { buckets.delete(indexKey); return; }
    bucket.keys.splice(place, 1);
    bucket.slots.splice(place, 1);
    ownObjects(bucket).splice(place, 1);
  };
  const renew = (bucket: Bucket, place: number): void => {
    const { object } = bucket.slots[place] as Slot; // place < length
    if (bucket.objects[place] !== object) ownObjects(bucket)[place] = object;
  };
  const follow = (bucket: Bucket): void => {
    const { from, keys } = log;
    const end = from + keys.length;
    // Whichever is less to look at: what the bucket holds, or what has changed.
    if (bucket.readAt < from || (end - bucket.readAt) * SEARCH_COST > bucket.keys.length) {
      for (let place = 0; place < bucket.keys.length; place++) renew(bucket, place);
    } else {
      for (let i = bucket.readAt - from; i < keys.length; i++) {
        const key = keys[i] as string; // i < length
        const place = placeOf(bucket.keys, key);
        if (bucket.keys[place] === key) renew(bucket, place);
      }
    }
    bucket.readAt = end;
  };
  return {
    replace(key, old, next) {
      if (old !== undefined && next !== undefined && partOf !== undefined && partOf(old) === partOf(next)) return false;
      const before = old === undefined ? [] : keysOf(old);
      const after = next === undefined ? [] : keysOf(next);
      for (const indexKey of before) if (!after.includes(indexKey)) take(indexKey, key);
      for (const indexKey of after) if (next !== undefined) put(indexKey, key, next);
      return true;
    },
    by(indexKey) {
      const bucket = buckets.get(indexKey);
      if (bucket === undefined) return NOTHING;
      follow(bucket);
      bucket.shared = true;
      return bucket.objects;
    },
  };
}
