/** Objects by keys computed from them, kept up to date one change at a time, each list in key order. */
import type { KubeObject } from '../api/index.ts';

/**
 * `keys`, places in the store, and `objects` go side by side. A list that was handed out is not changed any more: the next change copies it.
 * Up to `readAt` the changes of the log have been looked at.
 */
type Bucket = { readonly keys: string[]; objects: KubeObject[]; shared: boolean; readAt: number };
export type Index = {
  /** `key` is the object's place in the store. */
  readonly replace: (key: string, old: KubeObject | undefined, next: KubeObject | undefined) => void;
  readonly by: (indexKey: string) => readonly KubeObject[];
};
export type IndexOptions = {
  readonly keysOf: (object: KubeObject) => readonly string[];
  /** What of an object its keys come from: where that is the same, so are the keys. */
  readonly partOf?: ((object: KubeObject) => unknown) | undefined;
  /** The object at a place in the store. */
  readonly at: (key: string) => KubeObject | undefined;
};

const NOTHING: readonly KubeObject[] = [];
/** A list that has missed more changes than that is fetched anew. */
const LONGEST_LOG = 1024;

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

export function createIndex({ keysOf, partOf, at }: IndexOptions): Index {
  const buckets = new Map<string, Bucket>();
  /** Places of objects that changed and kept their keys; lists that nobody asks for need not follow. */
  let log: string[] = [];
  let logFrom = 0;

  const put = (indexKey: string, key: string, object: KubeObject): void => {
    let bucket = buckets.get(indexKey);
    if (bucket === undefined) { bucket = { keys: [], objects: [], shared: false, readAt: logFrom + log.length }; buckets.set(indexKey, bucket); }
    const place = placeOf(bucket.keys, key);
    const objects = ownObjects(bucket);
    if (bucket.keys[place] === key) { objects[place] = object; return; }
    bucket.keys.splice(place, 0, key);
    objects.splice(place, 0, object);
  };
  const take = (indexKey: string, key: string): void => {
    const bucket = buckets.get(indexKey);
    const place = bucket === undefined ? -1 : placeOf(bucket.keys, key);
    if (bucket === undefined || bucket.keys[place] !== key) return;
    if (bucket.keys.length === 1) { buckets.delete(indexKey); return; }
    bucket.keys.splice(place, 1);
    ownObjects(bucket).splice(place, 1);
  };
  const renew = (bucket: Bucket, key: string, place: number): void => {
    const object = bucket.keys[place] === key ? at(key) : undefined;
    if (object !== undefined && bucket.objects[place] !== object) ownObjects(bucket)[place] = object;
  };
  const follow = (bucket: Bucket): void => {
    const end = logFrom + log.length;
    if (bucket.readAt < logFrom) bucket.keys.forEach((key, place) => renew(bucket, key, place));
    else for (let i = bucket.readAt - logFrom; i < log.length; i++) renew(bucket, log[i] as string, placeOf(bucket.keys, log[i] as string)); // i < length
    bucket.readAt = end;
  };
  return {
    replace(key, old, next) {
      if (old !== undefined && next !== undefined && partOf !== undefined && partOf(old) === partOf(next)) {
        if (log.length >= LONGEST_LOG) { logFrom += log.length; log = []; }
        log.push(key);
        return;
      }
      const before = old === undefined ? [] : keysOf(old);
      const after = next === undefined ? [] : keysOf(next);
      for (const indexKey of before) if (!after.includes(indexKey)) take(indexKey, key);
      for (const indexKey of after) if (next !== undefined) put(indexKey, key, next);
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
