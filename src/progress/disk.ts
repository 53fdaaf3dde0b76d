/** The browser's storage for progress. One record, read and written in one transaction; attempts and what was set aside lie beside it. */
import { createStore, delMany, entries, get, keys, promisifyRequest, set, update } from 'idb-keyval';
import type { UseStore } from 'idb-keyval';

export type Disk = {
  readonly read: () => Promise<unknown>;
  /** Nobody else reads or writes between the two. */
  readonly change: (next: (kept: unknown) => unknown) => Promise<void>;
  readonly keepAside: (key: string, record: unknown) => Promise<void>;
  /** What was set aside, by key. */
  readonly aside: () => Promise<readonly (readonly [string, unknown])[]>;
  readonly keepAttempt: (key: string, file: unknown) => Promise<void>;
  readonly attempt: (key: string) => Promise<unknown>;
  readonly attempts: () => Promise<readonly (readonly [string, unknown])[]>;
  readonly dropAttempts: (keys: readonly string[]) => Promise<void>;
  /** Everything of progress but the record itself. */
  readonly dropRest: () => Promise<void>;
};

const record = 'progress';
const attemptPrefix = 'attempt:';
const asidePrefix = 'aside:';

export function createDisk(store: UseStore = createStore('peapod-progress', 'progress')): Disk {
  const under = async (prefix: string): Promise<readonly (readonly [string, unknown])[]> =>
    (await entries<IDBValidKey, unknown>(store)).flatMap(([key, value]): (readonly [string, unknown])[] => (
      typeof key === 'string' && key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : []));
  return {
    read: () => get(record, store),
    change: (next) => update(record, next, store),
    keepAside: (key, value) => set(`${asidePrefix}${key}`, value, store),
    aside: () => under(asidePrefix),
    keepAttempt: (key, file) => set(`${attemptPrefix}${key}`, file, store),
    attempt: (key) => get(`${attemptPrefix}${key}`, store),
    attempts: () => under(attemptPrefix),
    dropAttempts: (dropped) => delMany(dropped.map((key) => `${attemptPrefix}${key}`), store),
    dropRest: async () => { await delMany((await keys(store)).filter((key) => key !== record), store); },
  };
}

/** Sessions of pages, as the worker keeps them: read and written here only for files that hold everything. */
export type SessionShelf = {
  readonly all: () => Promise<readonly (readonly [string, unknown])[]>;
  readonly put: (records: readonly (readonly [string, unknown])[]) => Promise<void>;
  /** All or nothing. */
  readonly replace: (records: readonly (readonly [string, unknown])[]) => Promise<void>;
};
export function createSessionShelf(store: UseStore = createStore('peapod', 'sessions')): SessionShelf {
  const write = (records: readonly (readonly [string, unknown])[], fresh: boolean): Promise<void> => store('readwrite', async (shelf) => {
    if (fresh) shelf.clear();
    for (const [key, value] of records) shelf.put(value, key);
    await promisifyRequest(shelf.transaction);
  });
  return {
    all: async () => (await entries<IDBValidKey, unknown>(store)).flatMap(([key, value]): (readonly [string, unknown])[] => (typeof key === 'string' ? [[key, value]] : [])),
    put: (records) => write(records, false),
    replace: (records) => write(records, true),
  };
}
