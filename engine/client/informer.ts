/** The present state of a kind, read from the store itself; only the news of changes take their time. */
import type { KindDefinition, KubeObject } from '../api/index.ts';
import { keyOf, resourceOf, type Store } from '../store/index.ts';
import type { Clock } from '../time/index.ts';
import { createChanges, createDelivery, type Delivery } from './delivery.ts';
import { createIndex, note, type Index, type IndexLog } from './objectIndex.ts';
import type { Informer } from './types.ts';

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
  const deliveries = new Map<number, Delivery>();
  const changeOf = createChanges();
  const indices = new Map<string, Index>();
  /** The same, to be gone through with each change. */
  const all: Index[] = [];
  const log: IndexLog = { from: 0, keys: [] };
  const startIndexing = (): void => {
    store.subscribe(resource, ({ key, object, old, type }) => {
      const next = type === 'DELETED' ? undefined : object;
      let stayed = false;
      for (const index of all) if (!index.replace(key, old, next)) stayed = true;
      if (stayed) note(log, key);
    });
  };
  return {
    get: (namespace, name) => store.find(resource, namespace, name)?.object,
    list: (namespace) => store.list(resource, namespace),
    addIndex(name, keysOf, partOf) {
      if (indices.has(name)) return;
      if (indices.size === 0) startIndexing();
      const index = createIndex({ log, keysOf, partOf, slotOf: (object) => store.find(resource, object.metadata?.namespace, object.metadata?.name ?? '') ?? { object } });
      indices.set(name, index);
      all.push(index);
      for (const object of store.list(resource)) index.replace(keyOf(object.metadata?.namespace, object.metadata?.name ?? ''), undefined, object);
    },
    by: (name, key) => indices.get(name)?.by(key) ?? [],
    onChange(handler, latencyMs = 1) {
      let delivery = deliveries.get(latencyMs);
      if (delivery === undefined) { delivery = createDelivery({ store, clock, resource, latencyMs, changeOf }); deliveries.set(latencyMs, delivery); }
      return delivery(handler);
    },
  };
}
