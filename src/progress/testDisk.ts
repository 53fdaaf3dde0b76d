/** For tests: a browser's storage, its tabs, and what can go wrong with it. */
import type { Disk, SessionShelf } from './disk.ts';
import { createProgressStore } from './store.ts';
import type { Message, ProgressStore } from './store.ts';

export type TestBrowser = ReturnType<typeof createTestBrowser>;
export function createTestBrowser(kept?: unknown) {
  const shown = { kept, aside: [] as (readonly [string, unknown])[], attempts: new Map<string, unknown>(), rescued: new Map<number, unknown>(), sessions: new Map<string, unknown>() };
  const state = { failing: undefined as Error | undefined, clock: 1000, tabs: 0, later: [] as (() => void)[] };
  const hearers: { readonly tab: number; readonly hear: (message: Message) => void }[] = [];
  const copy = <Value>(value: Value): Value => (value === undefined ? value : structuredClone(value));
  const write = async (run: () => void): Promise<void> => { await Promise.resolve(); if (state.failing !== undefined) throw state.failing; run(); };
  const disk: Disk = {
    read: async () => { await Promise.resolve(); if (state.failing?.name === 'SecurityError') throw state.failing; return copy(shown.kept); },
    change: (next) => write(() => { shown.kept = copy(next(copy(shown.kept))); }),
    keepAside: (key, record) => write(() => { shown.aside.push([key, record]); }),
    aside: () => Promise.resolve(shown.aside),
    keepAttempt: (key, file) => write(() => { shown.attempts.set(key, file); }),
    attempt: (key) => Promise.resolve(shown.attempts.get(key)),
    attempts: () => Promise.resolve([...shown.attempts]),
    dropAttempts: (keys) => write(() => { for (const key of keys) shown.attempts.delete(key); }),
    dropRest: () => write(() => { shown.attempts.clear(); shown.aside.length = 0; }),
  };
  const shelf: SessionShelf = {
    all: () => Promise.resolve([...shown.sessions]),
    put: (records) => write(() => { for (const [key, value] of records) shown.sessions.set(key, value); }),
    replace: (records) => write(() => { shown.sessions.clear(); for (const [key, value] of records) shown.sessions.set(key, value); }),
  };
  return {
    shown, disk, shelf,
    fail(name: string | undefined): void { state.failing = name === undefined ? undefined : Object.assign(new Error(name), { name }); },
    setClock(at: number): void { state.clock = at; },
    now: (): number => state.clock,
    tab(): ProgressStore {
      const tab = state.tabs += 1;
      return createProgressStore({
        disk, now: () => state.clock, later: (run) => { state.later.push(run); },
        channel: { post: (message) => { for (const one of hearers) if (one.tab !== tab) one.hear(message); }, listen: (hear) => { hearers.push({ tab, hear }); } },
        rescue: {
          put: (value) => { shown.rescued.set(tab, copy(value)); },
          take: () => [...shown.rescued.values()],
          clear: () => shown.rescued.clear(),
        },
      });
    },
    /** What was put off, and all that follows from it. */
    async settle(): Promise<void> {
      for (let round = 0; round < 20; round++) {
        for (const run of state.later.splice(0)) run();
        for (let i = 0; i < 20; i++) await Promise.resolve();
      }
    },
  };
}
