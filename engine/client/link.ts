/**
 * The way from a component to the API server. While it is closed requests fail, and the component goes on with what it has seen last;
 * when it opens again it hears at once what has become of everything, as client-go's informers do when they list anew.
 */
import { failure, type KubeObject, type Status } from '../api/index.ts';
import { keyOf, type Store, type StoreChange } from '../store/index.ts';
import type { Informers } from './informer.ts';
import type { Change, Informer } from './types.ts';

export type Link = {
  /** Why requests fail; undefined: they arrive. */
  problem(): Status | undefined;
  /** What the component knows stops here: others go on writing. */
  freeze(): void;
  thaw(): void;
  readonly frozen: boolean;
  /** Whether a change was made before it stopped. */
  knows(object: KubeObject): boolean;
  /** Returns how to stop. */
  onFreeze(listener: () => void): () => void;
  /** After an outage requests arrive again. Returns how to stop. */
  onOpen(listener: () => void): () => void;
  opened(): void;
  /** Informers as the component sees them. */
  informers(all: Informers): Informers;
};

/** A request that got no answer: as client-go's errors, which have no code. */
export const unreachable = (message: string): Status => failure(0, 'Unreachable', message);
export const isUnreachable = (status: Status): boolean => status.code === 0;
/** It may pass: nobody was reached, or who was could not answer. */
export const isOutage = ({ code = 0 }: Status): boolean => code === 0 || code >= 500;

/** What was there before it was changed, by resource and key, for all who have stopped listening. */
type Before = { readonly revision: number; readonly old: KubeObject | undefined };
export type History = { follow(): () => void; at(resource: string, key: string, revision: number): Before | undefined; changed(resource: string, revision: number): readonly string[] };

export function createHistory(store: Store): History {
  const all = new Map<string, Map<string, Before[]>>();
  let followers = 0;
  /** Who stopped listening last. */
  let latest = 0;
  let stop: (() => void) | undefined;
  const note = ({ resource, key, old, revision }: StoreChange): void => {
    let keys = all.get(resource);
    if (keys === undefined) { keys = new Map(); all.set(resource, keys); }
    const known = keys.get(key);
    if (known === undefined) keys.set(key, [{ revision, old }]);
    // What came after the first change since then is of no use to anybody: it would be every lease of every node.
    else if ((known.at(-1)?.revision ?? 0) <= latest) known.push({ revision, old });
  };
  const at: History['at'] = (resource, key, revision) => all.get(resource)?.get(key)?.find((before) => before.revision > revision);
  return {
    follow() {
      followers++;
      latest = store.revision;
      stop ??= store.subscribe(undefined, note);
      return () => { if (--followers === 0) { stop?.(); stop = undefined; all.clear(); } };
    },
    at,
    changed: (resource, revision) => Array.from(all.get(resource)?.keys() ?? []).filter((key) => at(resource, key, revision) !== undefined),
  };
}

export const createLink = (store: Store, history: History, problem: () => Status | undefined): Link => new LinkTo(store, history, problem);

/** A class: every node has one. */
class LinkTo implements Link {
  readonly problem: () => Status | undefined;
  private readonly store: Store;
  private readonly history: History;
  private readonly openers = new Set<() => void>();
  private readonly freezers = new Set<() => void>();
  private readonly wrapped = new Map<Informer<KubeObject>, Frozen>();
  private since: number | undefined;
  private unfollow: (() => void) | undefined;
  constructor(store: Store, history: History, problem: () => Status | undefined) {
    this.store = store;
    this.history = history;
    this.problem = problem;
  }
  get frozen(): boolean { return this.since !== undefined; }
  knows({ metadata }: KubeObject): boolean { return this.since === undefined || Number(metadata?.resourceVersion) <= this.since; }
  onFreeze(listener: () => void): () => void { this.freezers.add(listener); return () => { this.freezers.delete(listener); }; }
  freeze(): void {
    if (this.since !== undefined) return;
    this.unfollow = this.history.follow();
    this.since = this.store.revision;
    for (const listener of Array.from(this.freezers)) listener();
  }
  thaw(): void {
    if (this.since === undefined) return;
    const from = this.since;
    this.since = undefined;
    for (const one of this.wrapped.values()) one.catchUp(from);
    this.unfollow?.();
  }
  onOpen(listener: () => void): () => void { this.openers.add(listener); return () => { this.openers.delete(listener); }; }
  opened(): void { for (const listener of Array.from(this.openers)) listener(); }
  informers(all: Informers): Informers {
    return <T extends KubeObject>(kind: Parameters<Informers>[0]): Informer<T> => {
      const live = all(kind);
      let one = this.wrapped.get(live);
      if (one === undefined) { one = freezable(live, this.store, this.history, kind, () => this.since, (object) => this.knows(object)); this.wrapped.set(live, one); }
      return one.informer as unknown as Informer<T>; // of the kind that was asked for
    };
  }
}

type Frozen = { readonly informer: Informer<KubeObject>; catchUp(since: number): void };

/** @param since the revision at which it was frozen @param knows what was written before */
function freezable(live: Informer<KubeObject>, store: Store, history: History, { group, plural }: { readonly group: string; readonly plural: string }, since: () => number | undefined, knows: Link['knows']): Frozen {
  const resource = group === '' ? plural : `${plural}.${group}`;
  const handlers = new Set<(change: Change<KubeObject>) => void>();
  const then = (key: string, revision: number, now: KubeObject | undefined): KubeObject | undefined => {
    const before = history.at(resource, key, revision);
    return before === undefined ? now : before.old;
  };
  const frozenList = (revision: number, namespace: string | undefined): readonly KubeObject[] => {
    const changed = history.changed(resource, revision);
    if (changed.length === 0) return live.list(namespace);
    const byKey = new Map(live.list(namespace).map((object) => [keyOf(object.metadata?.namespace, object.metadata?.name ?? ''), object]));
    for (const key of changed) {
      const old = then(key, revision, undefined);
      if (old === undefined || (namespace !== undefined && old.metadata?.namespace !== namespace)) byKey.delete(key); else byKey.set(key, old);
    }
    return Array.from(byKey.entries()).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  };
  const informer: Informer<KubeObject> = {
    get(namespace, name) {
      const revision = since();
      const now = live.get(namespace, name);
      return revision === undefined ? now : then(keyOf(namespace, name), revision, now);
    },
    list(namespace) { const revision = since(); return revision === undefined ? live.list(namespace) : frozenList(revision, namespace); },
    addIndex: (name, keysOf, partOf) => live.addIndex(name, keysOf, partOf),
    by: (name, key) => live.by(name, key),
    onChange(handler, latencyMs) {
      handlers.add(handler);
      const stop = live.onChange((change) => { if (knows(change.object)) handler(change); }, latencyMs);
      return () => { handlers.delete(handler); stop(); };
    },
  };
  return {
    informer,
    catchUp(revision) {
      for (const key of history.changed(resource, revision)) {
        const old = history.at(resource, key, revision)?.old;
        const now = store.get(resource, key);
        const change = changeBetween(old, now);
        if (change !== undefined) for (const handler of Array.from(handlers)) handler(change);
      }
    },
  };
}

export function changeBetween<T extends KubeObject>(old: T | undefined, now: T | undefined): Change<T> | undefined {
  if (old === now) return undefined;
  if (old === undefined) return now === undefined ? undefined : { type: 'ADDED', object: now, old: undefined };
  return now === undefined ? { type: 'DELETED', object: old, old } : { type: 'MODIFIED', object: now, old };
}
