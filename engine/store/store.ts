/** One revision counter over all resources; every write makes a new object version, a log entry and a call of listeners. */
import type { KubeObject } from '../api/index.ts';
import type { Json } from '../base/index.ts';
import type { Clock } from '../time/index.ts';
import { createChangeLog } from './changeLog.ts';
import { createCollection, type Collection } from './collection.ts';
import { createHasher } from './hash.ts';
import { before } from './past.ts';
import type { Because, Store, StoreChange } from './types.ts';

type Listener = (change: StoreChange) => void;
const NOBODY: readonly Listener[] = [];

/** How long old changes can be watched from. @k8s apiserver/pkg/storage/etcd3/compact.go: every 5 minutes */
const HISTORY_MS = 5 * 60_000;
/**
 * Changes that are remembered at most, and how many are left then: a cluster of a thousand nodes writes more in a minute than anybody watches
 * back to. Upstream's API server remembers no more of a resource. @k8s apiserver/pkg/storage/cacher/watch_cache.go defaultUpperBoundCapacity 100 * 1024
 */
const HISTORY_CHANGES = { most: 150_000, left: 100 * 1024 };

/** Name of a resource in the store: `pods`, `deployments.apps`. */
export function resourceOf(kind: { readonly plural: string; readonly group: string }): string {
  if (kind.group === '') return kind.plural;
  let name = resourceNames.get(kind);
  if (name === undefined) { name = `${kind.plural}.${kind.group}`; resourceNames.set(kind, name); }
  return name;
}
/** Asked for with every request: the same text each time is found at once in maps. */
const resourceNames = new WeakMap<object, string>();

export const keyOf = (namespace: string | undefined, name: string): string =>
  namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;

function withRevision(object: KubeObject, revision: number): KubeObject {
  if (object.metadata?.resourceVersion !== '') return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
  (object.metadata as { resourceVersion: string }).resourceVersion = String(revision); // a place kept free was made for this write, nobody has the object yet
  return object;
}

/** @param firstRevision revision before the first write. */
export function createStore(options: { readonly clock: Clock; readonly firstRevision?: number }): Store {
  const { clock, firstRevision = 0 } = options;
  const collections = new Map<string, Collection>();
  const listeners = new Map<string | undefined, readonly Listener[]>();
  const log = createChangeLog(firstRevision);
  let revision = firstRevision;
  let restores = 0;
  /** Revision that was current at the start of the present five minutes, and when that was. */
  let mark = { revision: firstRevision, time: clock.now };

  const collection = (resource: string): Collection => {
    let found = collections.get(resource);
    if (found === undefined) { found = createCollection(); collections.set(resource, found); }
    return found;
  };
  const compactOld = (): void => {
    if (log.size > HISTORY_CHANGES.most) log.compact(log.revisionOf(HISTORY_CHANGES.left));
    if (clock.now - mark.time < HISTORY_MS) return;
    log.compact(mark.revision);
    mark = { revision, time: clock.now };
  };
  const tell = (change: StoreChange): void => {
    log.append(change);
    compactOld();
    for (const listener of listeners.get(change.resource) ?? NOBODY) listener(change);
    for (const listener of listeners.get(undefined) ?? NOBODY) listener(change);
  };
  const told = (type: StoreChange['type'], resource: string, key: string, object: KubeObject, old: KubeObject | undefined, because: Because | undefined): StoreChange => {
    const change: StoreChange = { revision, time: clock.now, type, resource, key, object, old, because };
    tell(change);
    return change;
  };
  return {
    get revision() { return revision; },
    get compacted() { return log.compacted; },
    get restores() { return restores; },
    get: (resource, key) => collections.get(resource)?.get(key),
    find: (resource, namespace = '', name) => collections.get(resource)?.find(namespace, name),
    list: (resource, namespace) => collection(resource).list(namespace),
    page: (resource, prefix, after, limit) => collection(resource).page(prefix, after, limit),
    count: (resource, prefix = '', after?: string) => collection(resource).count(prefix, after),
    entriesAt(resource, at) {
      const changes = log.since(at, resource);
      return changes === undefined ? undefined : before(collection(resource).entries(), changes);
    },
    history: (resource, key) => collections.get(resource)?.history(key),
    resources: () => [...collections.keys()].sort(),
    put(resource, key, object, because) {
      revision++;
      const stored = withRevision(object, revision);
      const old = collection(resource).set(key, stored, revision);
      return told(old === undefined ? 'ADDED' : 'MODIFIED', resource, key, stored, old, because);
    },
    remove(resource, key, because) {
      const own = collections.get(resource);
      const old = own?.get(key);
      if (own === undefined || old === undefined) return undefined;
      revision++;
      own.delete(key);
      return told('DELETED', resource, key, withRevision(old, revision), old, because);
    },
    changesSince: (from, resource) => log.since(from, resource),
    compact: (upTo) => log.compact(upTo),
    subscribe(resource, listener) {
      const own: Listener = (change) => listener(change);
      listeners.set(resource, [...(listeners.get(resource) ?? []), own]);
      return () => { listeners.set(resource, (listeners.get(resource) ?? []).filter((entry) => entry !== own)); };
    },
    snapshot: () => ({
      revision,
      resources: [...collections.keys()].sort().map((resource) => [resource, collection(resource).entries()] as const),
    }),
    restore(snapshot) {
      restores++;
      collections.clear();
      for (const [resource, entries] of snapshot.resources) {
        for (const [key, object] of entries) collection(resource).set(key, object, Number(object.metadata?.resourceVersion ?? snapshot.revision));
      }
      revision = snapshot.revision;
      mark = { revision, time: clock.now };
      log.reset(revision);
    },
    hash() {
      const hasher = createHasher();
      hasher.text(String(revision));
      for (const resource of [...collections.keys()].sort()) {
        for (const [key, object] of collection(resource).entries()) {
          hasher.text(`${resource}/${key}`);
          hasher.json(object as Json); // API objects are JSON
        }
      }
      return hasher.digest();
    },
  };
}
