/** The present state of a kind, read from the store itself; only the news of changes take their time. */
import type { KindDefinition, KubeObject } from '../api/index.ts';
import { keyOf, resourceOf, type Store, type StoreChange } from '../store/index.ts';
import type { Clock } from '../time/index.ts';
import { createIndex, type Index } from './objectIndex.ts';
import type { Change, Informer } from './types.ts';

export type Informers = <T extends KubeObject>(kind: KindDefinition<T>) => Informer<T>;

/** One informer per resource, made when first asked for. */
export function createInformers(store: Store, clock: Clock): Informers {
  const known = new Map<string, Informer<KubeObject>>();
  return <T extends KubeObject>(kind: KindDefinition<T>): Informer<T> => {
    const resource = resourceOf(kind);
    let informer = known.get(resource);
    if (informer === undefined) { informer = createInformer(store, clock, resource); known.set(resource, informer); }
    return informer as unknown as Informer<T>; // the resource holds objects of this kind
  };
}

function createInformer(store: Store, clock: Clock, resource: string): Informer<KubeObject> {
  /** All who listen are told the same. */
  let last: { readonly from: StoreChange; readonly change: Change<KubeObject> } | undefined;
  const told = (from: StoreChange): Change<KubeObject> => {
    if (last?.from !== from) last = { from, change: changeOf(from) };
    return last.change;
  };
  const indices = new Map<string, Index>();
  const startIndexing = (): void => {
    store.subscribe(resource, ({ key, object, old, type }) => {
      for (const index of indices.values()) index.replace(key, old, type === 'DELETED' ? undefined : object);
    });
  };
  return {
    get: (namespace, name) => store.get(resource, keyOf(namespace, name)),
    list: (namespace) => store.list(resource, namespace),
    addIndex(name, keysOf, partOf) {
      if (indices.has(name)) return;
      if (indices.size === 0) startIndexing();
      const index = createIndex({ keysOf, partOf, at: (key) => store.get(resource, key) });
      indices.set(name, index);
      for (const object of store.list(resource)) index.replace(keyOf(object.metadata?.namespace, object.metadata?.name ?? ''), undefined, object);
    },
    by: (name, key) => indices.get(name)?.by(key) ?? [],
    onChange: (handler, latencyMs = 1) => deliver(store, clock, resource, told, handler, latencyMs),
  };
}

/** One queue for each subscriber, one timer for all that is written in the same millisecond. */
function deliver(store: Store, clock: Clock, resource: string, told: (change: StoreChange) => Change<KubeObject>, handler: (change: Change<KubeObject>) => void, latencyMs: number): () => void {
  let queue: Change<KubeObject>[] = [];
  let written = -1;
  let stopped = false;
  const enqueue = (change: Change<KubeObject>): void => {
    if (written !== clock.now || queue.length === 0) {
      const batch: Change<KubeObject>[] = [];
      queue = batch;
      written = clock.now;
      clock.after(latencyMs, () => {
        if (queue === batch) queue = [];
        for (const next of batch) if (!stopped) handler(next);
      });
    }
    queue.push(change);
  };
  for (const object of store.list(resource)) enqueue({ type: 'ADDED', object, old: undefined });
  const unsubscribe = store.subscribe(resource, (change) => enqueue(told(change)));
  return () => { stopped = true; unsubscribe(); };
}

function changeOf({ type, object, old }: StoreChange): Change<KubeObject> {
  return type === 'ADDED' || old === undefined ? { type: 'ADDED', object, old: undefined } : { type, object, old };
}
