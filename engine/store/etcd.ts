/** The store as etcd shows it: keys under `/registry`, revisions, ranges of the past, watches. For `etcdctl`. @k8s etcd/api/etcdserverpb/rpc.proto */
import type { KubeObject } from '../api/index.ts';
import { registryKey, resourceAt } from './keys.ts';
import type { Store, StoreChange } from './types.ts';

export type KeyValue = {
  readonly key: string; readonly object: KubeObject;
  readonly createRevision: number; readonly modRevision: number; readonly version: number;
};
export type Range = { readonly keyValues: readonly KeyValue[]; readonly more: boolean; readonly count: number; readonly revision: number };
export type EtcdError = 'compacted' | 'future';

export type Etcd = {
  /** @param end '' one key only; `\0` everything from `key` on. @param revision 0: now. @param limit 0: all of them. */
  range(key: string, end: string, options?: { readonly revision?: number; readonly limit?: number }): Range | EtcdError;
  /** Changes of keys that begin with `prefix`; with a revision also what has happened since then. Returns how to stop. */
  watch(prefix: string, from: number | undefined, listener: (change: StoreChange, key: string) => void): (() => void) | EtcdError;
};

/** The first key after all that begin with `prefix`. */
export const prefixEnd = (prefix: string): string => prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);

export function createEtcd(store: Store): Etcd {
  const inRange = (key: string, from: string, end: string): boolean => (end === '' ? key === from : key >= from && (end === '\0' || key < end));

  const range: Etcd['range'] = (from, end, { revision = 0, limit = 0 } = {}) => {
    if (revision > store.revision) return 'future';
    if (revision > 0 && revision < store.compacted) return 'compacted';
    const found = resourcesFor(store, from, end).flatMap((resource) => entriesOf(store, resource, revision)
      .filter(([key]) => inRange(registryKey(resource, key), from, end)).map(([key, object]) => keyValue(store, resource, key, object)))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const more = limit > 0 && found.length > limit;
    return { keyValues: more ? found.slice(0, limit) : found, more, count: found.length, revision: store.revision };
  };
  return {
    range,
    watch(prefix, from, listener) {
      const tell = (change: StoreChange): void => {
        const key = registryKey(change.resource, change.key);
        if (key.startsWith(prefix)) listener(change, key);
      };
      if (from !== undefined) {
        const missed = store.changesSince(from - 1);
        if (missed === undefined) return 'compacted';
        missed.forEach(tell);
      }
      return store.subscribe(undefined, tell);
    },
  };
}

/** One key lies in one resource; a range may lie in many. */
function resourcesFor(store: Store, from: string, end: string): readonly string[] {
  const [first, last] = [resourceAt(from), end === '' ? resourceAt(from) : undefined];
  return first !== undefined && last !== undefined ? [first.resource] : store.resources();
}

const entriesOf = (store: Store, resource: string, revision: number): readonly (readonly [string, KubeObject])[] =>
  store.entriesAt(resource, revision === 0 ? store.revision : revision) ?? [];

/** What was counted of a key is known of now only; of the past, what the object says. */
function keyValue(store: Store, resource: string, key: string, object: KubeObject): KeyValue {
  const modRevision = Number(object.metadata?.resourceVersion ?? 0);
  const history = store.get(resource, key) === object ? store.history(resource, key) : undefined;
  return { key: registryKey(resource, key), object, modRevision, createRevision: history?.createRevision ?? modRevision, version: history?.version ?? 1 };
}
