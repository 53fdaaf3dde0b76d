/** Objects by keys computed from them, kept up to date one change at a time, each list in key order. */
import type { KubeObject } from '../api/index.ts';
import { createOrderedKeys, type OrderedKeys } from '../store/index.ts';

type Bucket = { readonly objects: Map<string, KubeObject>; readonly order: OrderedKeys; list: readonly KubeObject[] | undefined };
export type Index = {
  /** `key` is the object's place in the store. */
  readonly replace: (key: string, old: KubeObject | undefined, next: KubeObject | undefined) => void;
  readonly by: (indexKey: string) => readonly KubeObject[];
};

const NOTHING: readonly KubeObject[] = [];

export function createIndex(keysOf: (object: KubeObject) => readonly string[]): Index {
  const buckets = new Map<string, Bucket>();

  const put = (indexKey: string, key: string, object: KubeObject): void => {
    let bucket = buckets.get(indexKey);
    if (bucket === undefined) {
      bucket = { objects: new Map(), order: createOrderedKeys(), list: undefined };
      buckets.set(indexKey, bucket);
    }
    if (!bucket.objects.has(key)) bucket.order.add(key);
    bucket.objects.set(key, object);
    bucket.list = undefined;
  };
  const take = (indexKey: string, key: string): void => {
    const bucket = buckets.get(indexKey);
    if (bucket === undefined || !bucket.objects.delete(key)) return;
    bucket.order.remove(key);
    bucket.list = undefined;
    if (bucket.objects.size === 0) buckets.delete(indexKey);
  };
  const listOf = (bucket: Bucket): readonly KubeObject[] => {
    const list: KubeObject[] = [];
    bucket.order.from('', (key) => list.push(bucket.objects.get(key) as KubeObject) > 0); // order and objects agree
    bucket.list = list;
    return list;
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
      return bucket === undefined ? NOTHING : bucket.list ?? listOf(bucket);
    },
  };
}
