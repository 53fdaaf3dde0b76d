/** The objects of one resource, with the lists that were asked for since the last change. */
import type { KubeObject } from '../api/index.ts';
import { createOrderedKeys } from './orderedKeys.ts';

/** What etcd counts of one key. */
export type KeyHistory = { readonly createRevision: number; readonly version: number };

export type Collection = {
  readonly size: number;
  get(key: string): KubeObject | undefined;
  history(key: string): KeyHistory | undefined;
  /** Returns what was there. */
  set(key: string, object: KubeObject, revision: number): KubeObject | undefined;
  delete(key: string): void;
  list(namespace: string | undefined): readonly KubeObject[];
  page(prefix: string, after: string, limit: number): readonly KubeObject[];
  /** Keys that begin with `prefix`, of those that come after `after` if it is given. */
  count(prefix: string, after?: string): number;
  entries(): readonly (readonly [string, KubeObject])[];
};

type Entry = { object: KubeObject; readonly createRevision: number; version: number };

const namespaceOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')));

export function createCollection(): Collection {
  const objects = new Map<string, Entry>();
  const keys = createOrderedKeys();
  const lists = new Map<string | undefined, readonly KubeObject[]>();

  const forget = (key: string): void => {
    if (lists.size === 0) return;
    lists.delete(undefined);
    lists.delete(namespaceOf(key));
  };
  const scan = (prefix: string, after: string, visit: (key: string) => boolean): void => {
    keys.from(after > prefix ? after : prefix, (key) => {
      if (!key.startsWith(prefix)) return false;
      return key === after || visit(key);
    });
  };
  const at = (key: string): KubeObject => (objects.get(key) as Entry).object; // keys and objects agree
  const page = (prefix: string, after: string, limit: number): readonly KubeObject[] => {
    const out: KubeObject[] = [];
    scan(prefix, after, (key) => out.push(at(key)) < limit);
    return out;
  };
  return {
    get size() { return objects.size; },
    get: (key) => objects.get(key)?.object,
    history: (key) => objects.get(key),
    set(key, object, revision) {
      const known = objects.get(key);
      const old = known?.object;
      if (known !== undefined) { known.object = object; known.version++; } else {
        keys.add(key);
        objects.set(key, { object, createRevision: revision, version: 1 });
      }
      forget(key);
      return old;
    },
    delete(key) {
      if (objects.delete(key)) keys.remove(key);
      forget(key);
    },
    list(namespace) {
      const known = lists.get(namespace);
      if (known !== undefined) return known;
      const made = page(namespace === undefined ? '' : `${namespace}/`, '', Infinity);
      lists.set(namespace, made);
      return made;
    },
    page,
    count(prefix, after) {
      if (prefix === '' && after === undefined) return objects.size;
      const end = prefix === '' ? undefined : prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
      return keys.count(after === undefined ? prefix : `${after}\0`, end);
    },
    entries() {
      const out: (readonly [string, KubeObject])[] = [];
      scan('', '', (key) => { out.push([key, at(key)]); return true; });
      return out;
    },
  };
}
