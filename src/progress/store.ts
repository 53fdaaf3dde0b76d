/**
 * Progress in this tab: what is in memory, what lies in the browser, and other tabs.
 *
 * The state in memory is always whole and at once up to date. Saving merges it into what is kept, in one transaction, so that tabs
 * lose nothing of each other; whatever goes wrong with saving is told and never stops anything.
 */
import type { Disk } from './disk.ts';
import { apply, latestStamp, merge } from './model.ts';
import type { Problem } from './shape.ts';
import { readProgress } from './stored.ts';
import { emptyProgress } from './types.ts';
import type { Event, Progress, Stamp, Stamped } from './types.ts';

/**
 * `refused`: the browser allows no storage. `full`: it has no room left. `corrupt`: what was kept could not be read and was set aside.
 * `newer`: it belongs to a newer Peapod, and is left alone. `replaced`: another tab has erased or replaced everything, sessions too.
 */
export type Trouble =
  | { readonly kind: 'refused' | 'full' | 'newer' | 'replaced' }
  | { readonly kind: 'corrupt'; readonly problems: readonly Problem[] };
export type Snapshot = {
  readonly progress: Progress;
  /** What was kept has been read, or it is clear that it cannot be. */
  readonly loaded: boolean;
  readonly trouble: Trouble | undefined;
  /** The reader has seen what stands there about the trouble. */
  readonly heard: boolean;
};

/** Other tabs. */
export type Channel = { readonly post: (message: Message) => void; readonly listen: (hear: (message: Message) => void) => void };
export type Message = 'saved' | 'replaced';
/** Where a tab that is being closed puts what it had no time to save: written at once, read at the next start. */
export type Rescue = { readonly put: (state: Progress | undefined) => void; readonly take: () => readonly unknown[]; readonly clear: () => void };

export type ProgressStore = ReturnType<typeof createProgressStore>;
export type StoreParts = {
  readonly disk: Disk; readonly channel: Channel; readonly rescue: Rescue;
  readonly now: () => number;
  /** Calls back later. */
  readonly later: (run: () => void, ms: number) => void;
};

const saveAfterMs = 250;
const isFull = (error: unknown): boolean => error instanceof Error && /quota/i.test(error.name + error.message);

export function createProgressStore({ disk, channel, rescue, now, later }: StoreParts) {
  let snapshot: Snapshot = { progress: emptyProgress, loaded: false, trouble: undefined, heard: false };
  let lastStamp: Stamp = 0;
  /** Since the last save. */
  let unsaved: Stamped[] = [];
  let planned = false;
  let saving: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();

  const show = (next: Partial<Snapshot>): void => {
    const heard = 'trouble' in next && next.trouble?.kind !== snapshot.trouble?.kind ? false : next.heard ?? snapshot.heard;
    snapshot = { ...snapshot, ...next, heard };
    for (const listener of listeners) listener();
  };
  const stamp = (): Stamp => { lastStamp = Math.max(now(), lastStamp + 1); return lastStamp; };
  const troubled = (error: unknown): void => { if (snapshot.trouble?.kind !== 'newer') show({ trouble: { kind: isFull(error) ? 'full' : 'refused' } }); };

  /** What memory holds, with what was kept. After an erasure elsewhere only what was done later counts. */
  function joined(kept: Progress): Progress {
    if (kept.age <= snapshot.progress.age) return merge(snapshot.progress, kept);
    return unsaved.filter(({ at }) => at > kept.age).reduce(apply, kept);
  }
  function take(kept: Progress): void {
    const progress = joined(kept);
    lastStamp = Math.max(lastStamp, latestStamp(progress));
    if (JSON.stringify(progress) !== JSON.stringify(snapshot.progress)) show({ progress });
  }
  /** What was kept as progress; undefined where there is none, or none that can be used. */
  async function keptProgress(): Promise<Progress | undefined> {
    const kept = await disk.read();
    if (kept === undefined) return undefined;
    const read = readProgress(kept, now());
    if (read.ok) return read.value;
    if ('newer' in read) { show({ trouble: { kind: 'newer' } }); return undefined; }
    // Set aside first: only then may it be written over.
    await disk.keepAside(String(now()), kept);
    await disk.change((still) => (JSON.stringify(still) === JSON.stringify(kept) ? snapshot.progress : still));
    show({ trouble: { kind: 'corrupt', problems: read.problems } });
    return undefined;
  }

  async function load(): Promise<void> {
    try {
      const kept = await keptProgress();
      if (kept !== undefined) {
        // What was noted meanwhile came later than all that was kept, whatever the clock says.
        let last = latestStamp(kept);
        unsaved = unsaved.map(({ at, event }) => ({ at: last = Math.max(at, last + 1), event }));
        lastStamp = Math.max(lastStamp, last);
        show({ progress: unsaved.reduce(apply, kept) });
      }
      for (const left of rescue.take()) {
        const read = readProgress(left, now());
        if (read.ok) take(read.value);
      }
    } catch (error) { troubled(error); }
    show({ loaded: true });
    if (unsaved.length > 0 || rescue.take().length > 0) await save();
  }

  async function write(): Promise<void> {
    if (snapshot.trouble?.kind === 'newer') return;
    const count = unsaved.length;
    let written: Progress | undefined;
    try {
      let damaged = false;
      await disk.change((kept) => {
        const read = kept === undefined ? undefined : readProgress(kept, now());
        damaged = read?.ok === false;
        if (damaged) return kept;
        written = read?.ok === true ? joined(read.value) : snapshot.progress;
        return written;
      });
      // Somebody else has written what cannot be read: set it aside, then write.
      if (damaged) { await keptProgress(); if (written === undefined) return; }
      unsaved = unsaved.slice(count);
      rescue.clear();
      if (written !== undefined) take(written);
      if (snapshot.trouble?.kind === 'full' || snapshot.trouble?.kind === 'refused') show({ trouble: undefined });
      channel.post('saved');
    } catch (error) { troubled(error); }
  }
  function save(): Promise<void> {
    saving = saving.then(write);
    return saving;
  }
  function plan(): void {
    if (planned) return;
    planned = true;
    later(() => { planned = false; void save(); }, saveAfterMs);
  }

  const loading = load();
  channel.listen((message) => {
    if (message === 'replaced') show({ trouble: { kind: 'replaced' } });
    void loading.then(keptProgress).then((kept) => { if (kept !== undefined) take(kept); }).catch(() => undefined);
  });

  return {
    getSnapshot: (): Snapshot => snapshot,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    loading,
    /** Tells what happened; gives the moment that it was stamped with. */
    note(event: Event): Stamp {
      const stamped = { at: stamp(), event };
      unsaved.push(stamped);
      show({ progress: apply(snapshot.progress, stamped) });
      // What was kept is read before anything is written.
      void loading.then(plan);
      return stamped.at;
    },
    /** Saves now. */
    flush: (): Promise<void> => loading.then(save),
    /** The page may end here. */
    leave(): void {
      if (unsaved.length === 0) return;
      rescue.put(snapshot.progress);
      void loading.then(save);
    },
    /** Another look at what is kept: a tab that comes to the front. */
    look: (): Promise<void> => loading.then(keptProgress).then((kept) => { if (kept !== undefined) take(kept); }).catch(troubled),
    /** Everything until now counts no more: an empty state, or one from a file. */
    async replace(next: Progress): Promise<void> {
      await loading;
      const progress = { ...next, age: stamp() };
      await disk.change(() => progress);
      unsaved = [];
      rescue.clear();
      show({ progress, trouble: undefined });
      channel.post('replaced');
    },
    /** What a file holds, besides what is here. */
    async join(other: Progress): Promise<void> {
      await loading;
      // Its age means nothing here: it was chosen on another computer.
      const progress = merge(snapshot.progress, { ...other, age: snapshot.progress.age });
      await disk.change((kept) => {
        const read = kept === undefined ? undefined : readProgress(kept, now());
        return read?.ok === true ? merge(progress, read.value) : progress;
      });
      lastStamp = Math.max(lastStamp, latestStamp(progress));
      show({ progress });
      channel.post('replaced');
    },
    hear(): void { show({ heard: true }); },
  };
}
