export { createHasher, hashJson, type Hasher } from './hash.ts';
export { createOrderedKeys, type OrderedKeys } from './orderedKeys.ts';
export { createStore, keyOf, resourceOf } from './store.ts';
export type { Because, Store, StoreChange, StoreSnapshot } from './types.ts';
