/** The page's one progress store, made when somebody first asks in a browser. */
import { useSyncExternalStore } from 'react';
import { createDisk, createSessionShelf } from './disk.ts';
import type { Keeper } from './keep.ts';
import { now } from './now.ts';
import { createProgressStore } from './store.ts';
import type { Channel, Message, ProgressStore, Rescue, Snapshot } from './store.ts';
import { emptyProgress } from './types.ts';
import type { Event, Progress, Stamp } from './types.ts';

const channelName = 'peapod-progress';
const rescuePrefix = 'peapod-unsaved:';

function browserChannel(): Channel {
  if (typeof BroadcastChannel === 'undefined') return { post: () => undefined, listen: () => undefined };
  const channel = new BroadcastChannel(channelName);
  return {
    post: (message) => channel.postMessage(message),
    // Only we speak on it.
    listen: (hear) => { channel.onmessage = ({ data }: MessageEvent<Message>) => hear(data); },
  };
}

/** One key per tab, so that two that are closed together keep apart. Storage may be refused: then nothing can be rescued. */
function browserRescue(): Rescue {
  const own = `${rescuePrefix}${Math.random().toString(36).slice(2)}`;
  const attempt = <Value>(run: () => Value, otherwise: Value): Value => { try { return run(); } catch { return otherwise; } };
  const keys = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith(rescuePrefix));
  let taken: string[] = [];
  return {
    put: (state: Progress | undefined) => attempt(() => localStorage.setItem(own, JSON.stringify(state)), undefined),
    take: () => attempt(() => {
      taken = keys();
      return taken.map((key): unknown => attempt(() => JSON.parse(localStorage.getItem(key) ?? 'null'), null));
    }, []),
    clear: () => attempt(() => { for (const key of [own, ...taken]) localStorage.removeItem(key); taken = []; }, undefined),
  };
}

let store: ProgressStore | undefined;
let keeper: Promise<Keeper> | undefined;
/** Files, hand-ins, storage: loaded by the pages that have to do with them. */
export function openKeeper(): Promise<Keeper> {
  keeper ??= import('./keep.ts').then(({ createKeeper }) => createKeeper(progressStore(), createDisk(), createSessionShelf(), now));
  return keeper;
}

export function progressStore(): ProgressStore {
  if (store !== undefined) return store;
  const made = createProgressStore({ disk: createDisk(), channel: browserChannel(), rescue: browserRescue(), now, later: (run, ms) => { setTimeout(run, ms); } });
  globalThis.addEventListener('pagehide', () => made.leave());
  document.addEventListener('visibilitychange', () => { if (document.hidden) made.leave(); else void made.look(); });
  store = made;
  return made;
}

/** Tells what happened, from anywhere in a page. */
export const note = (event: Event): Stamp => progressStore().note(event);

const nowhere: Snapshot = { progress: emptyProgress, loaded: false, trouble: undefined, heard: false };
const subscribe = (listener: () => void): (() => void) => progressStore().subscribe(listener);
const current = (): Snapshot => progressStore().getSnapshot();
const built = (): Snapshot => nowhere;
/** Progress as it is now; empty and not loaded while the page is built, and until storage has answered. */
export const useProgress = (): Snapshot => useSyncExternalStore(subscribe, current, built);
