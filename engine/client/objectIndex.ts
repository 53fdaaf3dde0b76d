/** Objects by keys computed from them, kept up to date one change at a time, each list in key order. */
import type { KubeObject } from '../api/index.ts';

/** `keys` and `objects` go side by side. A list that was handed out is not changed any more: the next change copies it. */
type Bucket = { readonly keys: string[]; objects: KubeObject[]; shared: boolean };
export type Index = {
  /** `key` is the object's place in the store. */
  readonly replace: (key: string, old: KubeObject | undefined, next: KubeObject | undefined) => void;
  readonly by: (indexKey: string) => readonly KubeObject[];
};

const NOTHING: readonly KubeObject[] = [];

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

export function createIndex(keysOf: (object: KubeObject) => readonly string[]): Index {
  const buckets = new Map<string, Bucket>();

  const put = (indexKey: string, key: string, object: KubeObject): void => {
    let bucket = buckets.get(indexKey);
    if (bucket === undefined) { bucket = { keys: [], objects: [], shared: false }; buckets.set(indexKey, bucket); }
    const at = placeOf(bucket.keys, key);
    const objects = ownObjects(bucket);
    if (bucket.keys[at] === key) { objects[at] = object; return; }
    bucket.keys.splice(at, 0, key);
    objects.splice(at, 0, object);
  };
  const take = (indexKey: string, key: string): void => {
    const bucket = buckets.get(indexKey);
    const at = bucket === undefined ? -1 : placeOf(bucket.keys, key);
    if (bucket === undefined || bucket.keys[at] !== key) return;
    if (bucket.keys.length === 1) { buckets.delete(indexKey); return; }
    bucket.keys.splice(at, 1);
    ownObjects(bucket).splice(at, 1);
  };
  return {
    replace(key, old, next) {
      const before = old === undefined ? [] : keysOf(old);
      const after = next === undefined ? [] : keysOf(next);
      for (const indexKey of before) if (!after.includes(indexKey)) take(indexKey, key);
      for (const indexKey of after) if (next !== undefined) put(indexKey, key, next);
    },
    by(indexKey) {
      const bucket = buckets.get(indexKey);
      if (bucket === undefined) return NOTHING;
      bucket.shared = true;
      return bucket.objects;
    },
  };
}
