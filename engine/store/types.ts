/** etcd's part: objects by resource and key, one revision counter, a log of changes. */
import type { KubeObject } from '../api/index.ts';
import type { KeyHistory, Slot } from './collection.ts';

/** Why something is written: shown by "why?", never sent over HTTP. */
export type Because = {
  /** Who: `deployment-controller`, `kubelet node01`, `kubectl`. */
  readonly by: string;
  /** The rule in a few words, stable, lower case: `scale up new replica set`. */
  readonly rule: string;
  /** The object that made it necessary: `pods/default/web-0`. */
  readonly cause?: string;
};

export type StoreChange = {
  readonly revision: number;
  /** Milliseconds of virtual time. */
  readonly time: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** `pods`, `deployments.apps`: see `resourceOf`. */
  readonly resource: string;
  /** `default/web-0`, or just the name where there is no namespace. */
  readonly key: string;
  /** The new object; of a deletion the last state, with the deletion's own resourceVersion. */
  readonly object: KubeObject;
  readonly old: KubeObject | undefined;
  readonly because: Because | undefined;
};

/** All objects at one revision. Taking one copies references only. */
export type StoreSnapshot = {
  readonly revision: number;
  readonly resources: readonly (readonly [resource: string, entries: readonly (readonly [key: string, object: KubeObject])[]])[];
};

export type Store = {
  /** Revision of the newest write. */
  readonly revision: number;
  get(resource: string, key: string): KubeObject | undefined;
  /** The same by namespace ('' where there is none) and name: cheaper than by a key that has to be put together. */
  find(resource: string, namespace: string | undefined, name: string): Slot | undefined;
  /** In key order; the same array until something of the resource changes. */
  list(resource: string, namespace?: string): readonly KubeObject[];
  /** A page in key order: keys that begin with `prefix` and come after `after`. */
  page(resource: string, prefix: string, after: string, limit: number): readonly KubeObject[];
  /** With `after`, only of the keys that come after that one. */
  count(resource: string, prefix?: string, after?: string): number;
  /** As it was at a revision, with keys, in key order; undefined when that is compacted away. */
  entriesAt(resource: string, revision: number): readonly (readonly [key: string, object: KubeObject])[] | undefined;
  /** What etcd counts of a key. */
  history(resource: string, key: string): KeyHistory | undefined;
  /** Names of the resources that have had objects, sorted. */
  resources(): readonly string[];
  /** Stores the object under the next revision, which becomes its resourceVersion; the object is taken as it is otherwise. */
  put(resource: string, key: string, object: KubeObject, because?: Because): StoreChange;
  /** Undefined if it was not there. */
  remove(resource: string, key: string, because?: Because): StoreChange | undefined;
  /** Changes after `revision`, oldest first; undefined when some of them are compacted away. */
  changesSince(revision: number, resource?: string): readonly StoreChange[] | undefined;
  /** Forgets changes up to and including `revision`. */
  compact(revision: number): void;
  /** Oldest revision from which a watch can start. */
  readonly compacted: number;
  /** Called inside the write, so listeners only take notes; `undefined` listens to all resources. Returns how to stop. */
  subscribe(resource: string | undefined, listener: (change: StoreChange) => void): () => void;
  snapshot(): StoreSnapshot;
  /** Puts a snapshot in place of everything. Nobody is told, the log begins anew. */
  restore(snapshot: StoreSnapshot): void;
  /** How often that has been done: what was remembered of objects without being told of changes is stale when it has moved on. */
  readonly restores: number;
  /** 16 hexadecimal digits over all objects and the revision. */
  hash(): string;
};
