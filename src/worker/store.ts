/** Where sessions are kept between visits. A record that cannot be read is set aside, never thrown away and never fatal. */
import { createStore, del, get, set } from 'idb-keyval';
import { readSessionFile } from '@site/engine/index.ts';
import type { SessionFile } from '@site/engine/index.ts';
import type { Pace, SessionSpec } from './protocol.ts';

export type Kept = { readonly specKey: string; readonly file: SessionFile; readonly pace: Pace };
export type SessionStore = {
  readonly load: (spec: SessionSpec) => Promise<Kept | 'nothing' | 'setAside'>;
  readonly save: (spec: SessionSpec, kept: Omit<Kept, 'specKey'>) => Promise<void>;
  readonly setAside: (spec: SessionSpec) => Promise<void>;
  readonly remove: (spec: SessionSpec) => Promise<void>;
};

/** A page whose beginning was rewritten starts anew: old inputs would mean something else. */
export const specKeyOf = (spec: SessionSpec): string =>
  JSON.stringify([spec.preset, spec.start ?? [], spec.settleMs ?? 0, spec.lab?.contentHash ?? '']);

const isFile = (value: unknown): value is SessionFile => readSessionFile(JSON.stringify(value ?? null)).ok;

export function createSessionStore(): SessionStore {
  const store = createStore('peapod', 'sessions');
  const key = (spec: SessionSpec): string => `session:${spec.id}`;
  /** Somebody has erased or replaced everything that is kept (the progress page): what runs here belongs to the past. */
  let past = false;
  if (typeof BroadcastChannel !== 'undefined') new BroadcastChannel('peapod-progress').onmessage = ({ data }) => { past ||= data === 'replaced'; };
  const setAside = async (spec: SessionSpec): Promise<void> => {
    const record: unknown = await get(key(spec), store);
    if (record !== undefined) await set(`aside:${spec.id}`, record, store);
    await del(key(spec), store);
  };
  return {
    async load(spec) {
      const record: unknown = await get(key(spec), store);
      if (record === undefined) return 'nothing';
      const kept = record as Partial<Kept> | null;
      if (typeof kept !== 'object' || kept === null || !isFile(kept.file)) { await setAside(spec); return 'setAside'; }
      if (kept.specKey !== specKeyOf(spec)) return 'nothing';
      return { specKey: kept.specKey, file: kept.file, pace: kept.pace ?? { playing: true, speed: 1 } };
    },
    save: (spec, kept) => (past ? Promise.resolve() : set(key(spec), { specKey: specKeyOf(spec), savedAt: Date.now(), ...kept }, store)),
    setAside,
    remove: (spec) => del(key(spec), store),
  };
}

/** The browser may refuse storage (private windows): then the page works, and forgets. */
export const forgetfulStore: SessionStore = {
  load: () => Promise.resolve('nothing'), save: () => Promise.resolve(), setAside: () => Promise.resolve(), remove: () => Promise.resolve(),
};

/** Proofs are looked at, branches tried out: neither is kept. */
const isKept = ({ proof, fleeting }: SessionSpec): boolean => proof === undefined && fleeting !== true;
export const withoutProofs = (store: SessionStore): SessionStore => ({
  ...store,
  load: (spec) => (isKept(spec) ? store.load(spec) : Promise.resolve('nothing')),
  save: (spec, kept) => (isKept(spec) ? store.save(spec, kept) : Promise.resolve()),
});
