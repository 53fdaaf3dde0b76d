/** The objects of one resource, with the lists that were asked for since the last change. */
import type { KubeObject } from '../api/index.ts';
import { createOrderedKeys } from './orderedKeys.ts';

/** What etcd counts of one key. */
export type KeyHistory = { readonly createRevision: number; readonly version: number };

/** Where the newest version of one object stands, from its creation to its end: who looks again and again keeps the place. */
export type Slot = { readonly object: KubeObject };

export type Collection = {
  readonly size: number;
  get(key: string): KubeObject | undefined;
  /** The same without a key: putting one together, and working out its hash, costs more than the look itself. '' where there is no namespace. */
  find(namespace: string, name: string): Slot | undefined;
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

type Entry = { readonly key: string; object: KubeObject; readonly createRevision: number; version: number };

const namespaceOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')));
const nameOf = (key: string): string => key.slice(key.indexOf('/') + 1);

/** Namespace and name as the object has them, whose hashes are known; of one that calls itself otherwise than its key, what the key says. */
function placeOf(key: string, { metadata }: KubeObject): readonly [namespace: string, name: string] {
  const { namespace = '', name } = metadata ?? NO_METADATA;
  const length = name === undefined ? -1 : namespace === '' ? name.length : namespace.length + 1 + name.length;
  return name !== undefined && length === key.length && key.endsWith(name) && key.startsWith(namespace) ? [namespace, name] : [namespaceOf(key), nameOf(key)];
}
const NO_METADATA: NonNullable<KubeObject['metadata']> = {};

export function createCollection(): Collection {
  /** By namespace and name. */
  const places = new Map<string, Map<string, Entry>>();
  let size = 0;
  const keys = createOrderedKeys<Entry>();
  const entryOf = (key: string): Entry | undefined => places.get(namespaceOf(key))?.get(nameOf(key));
  const lists = new Map<string | undefined, readonly KubeObject[]>();

  const forget = (namespace: string): void => {
    if (lists.size === 0) return;
    lists.delete(undefined);
    lists.delete(namespace);
  };
  const scan = (prefix: string, after: string, visit: (entry: Entry) => boolean): void => {
    keys.from(after > prefix ? after : prefix, (entry) => {
      if (!entry.key.startsWith(prefix)) return false;
      return entry.key === after || visit(entry);
    });
  };
  const page = (prefix: string, after: string, limit: number): readonly KubeObject[] => {
    const out: KubeObject[] = [];
    scan(prefix, after, ({ object }) => out.push(object) < limit);
    return out;
  };
  return {
    get size() { return size; },
    get: (key) => entryOf(key)?.object,
    find: (namespace, name) => places.get(namespace)?.get(name),
    history: entryOf,
    set(key, object, revision) {
      const [namespace, name] = placeOf(key, object);
      let place = places.get(namespace);
      if (place === undefined) { place = new Map(); places.set(namespace, place); }
      const known = place.get(name);
      const old = known?.object;
      if (known !== undefined) { known.object = object; known.version++; } else {
        const made: Entry = { key, object, createRevision: revision, version: 1 };
        keys.add(made);
        place.set(name, made);
        size++;
      }
      forget(namespace);
      return old;
    },
    delete(key) {
      const namespace = namespaceOf(key);
      const place = places.get(namespace);
      if (place?.delete(nameOf(key)) === true) { size--; keys.remove(key); }
      if (place?.size === 0) places.delete(namespace);
      forget(namespace);
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
      if (prefix === '' && after === undefined) return size;
      const end = prefix === '' ? undefined : prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
      return keys.count(after === undefined ? prefix : `${after}\0`, end);
    },
    entries() {
      const out: (readonly [string, KubeObject])[] = [];
      scan('', '', ({ key, object }) => { out.push([key, object]); return true; });
      return out;
    },
  };
}
