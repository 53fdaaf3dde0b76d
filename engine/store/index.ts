export type { KeyHistory, Slot } from './collection.ts';
export { createEtcd, prefixEnd, type Etcd, type EtcdError, type KeyValue, type Range } from './etcd.ts';
export { createHasher, hashJson, type Hasher } from './hash.ts';
export { registryKey, resourceAt } from './keys.ts';
export { createLeases, type Leases } from './leases.ts';
export { createOrderedKeys, type Keyed, type OrderedKeys } from './orderedKeys.ts';
export { createStore, keyOf, resourceOf } from './store.ts';
export type { Because, Store, StoreChange, StoreSnapshot } from './types.ts';
