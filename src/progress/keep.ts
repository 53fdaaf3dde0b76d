/** What the progress page does with everything that is kept: one file out, one file in, all gone; and the sessions of hand-ins. */
import { largestFile, readBackup, writeBackup } from './backup.ts';
import type { Backup, ReadBackup } from './backup.ts';
import type { Disk, SessionShelf } from './disk.ts';
import type { ProgressStore } from './store.ts';
import { emptyProgress } from './types.ts';
import { attemptsKept } from './model.ts';

/** Sessions of hand-ins that are kept of a lab, so that they can be opened again. */
const sessionsKept = 10;
export type Usage = { readonly sessions: number; readonly attempts: number; readonly bytes: number; readonly aside: number; readonly quota?: number };

const sizeOf = (value: unknown): number => (JSON.stringify(value) ?? '').length;
const savedAt = (record: unknown): number => {
  const at: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, 'savedAt') : undefined;
  return typeof at === 'number' ? at : 0;
};

export function createKeeper(store: ProgressStore, disk: Disk, shelf: SessionShelf, now: () => number) {
  const attemptKey = (lab: string, id: string): string => `${lab}/${id}`;

  async function replaceAll({ progress, sessions, attempts }: Backup): Promise<void> {
    // Sessions first: should they not fit, nothing was changed.
    const before = await shelf.all();
    await shelf.replace(sessions);
    try { await store.replace(progress); } catch (error) { await shelf.replace(before); throw error; }
    await disk.dropRest();
    for (const [key, file] of attempts) await disk.keepAttempt(key, file);
  }
  async function joinAll({ progress, sessions, attempts }: Backup): Promise<void> {
    const here = new Map(await shelf.all());
    // Of two sessions of one page the one that was worked on last stays.
    await shelf.put(sessions.filter(([key, record]) => !here.has(key) || savedAt(record) > savedAt(here.get(key))));
    await store.join(progress);
    const known = new Set((await disk.attempts()).map(([key]) => key));
    for (const [key, file] of attempts) if (!known.has(key)) await disk.keepAttempt(key, file);
  }

  return {
    async exported(): Promise<string> {
      await store.loading;
      // What storage does not hold (refused, full) is in memory still.
      const [sessions, attempts] = await Promise.all([shelf.all().catch(() => []), disk.attempts().catch(() => [])]);
      return writeBackup(store.getSnapshot().progress, sessions, attempts, now());
    },
    read: (written: string): ReadBackup => readBackup(written, now()),
    largestFile,
    tooLarge: (bytes: number): ReadBackup => ({ ok: false, problems: [{ path: '', message: `expected at most ${largestFile / 1024 / 1024} MiB, found ${Math.ceil(bytes / 1024 / 1024)} MiB` }] }),
    import: (backup: Backup, how: 'merge' | 'replace'): Promise<void> => (how === 'replace' ? replaceAll(backup) : joinAll(backup)),
    erase: (): Promise<void> => replaceAll({ progress: emptyProgress, sessions: [], attempts: [] }),
    /** What could not be read and was set aside, as one file. */
    async asideFile(): Promise<string> { return `${JSON.stringify(Object.fromEntries([...await disk.aside(), ...(await shelf.all()).filter(([key]) => key.startsWith('aside:'))]), null, 1)}\n`; },
    async usage(): Promise<Usage> {
      const [sessions, attempts, aside] = await Promise.all([shelf.all(), disk.attempts(), disk.aside()]);
      const quota = await globalThis.navigator?.storage?.estimate?.().then((estimate) => estimate.quota, () => undefined);
      return {
        sessions: sessions.filter(([key]) => key.startsWith('session:')).length, attempts: attempts.length, aside: aside.length + sessions.filter(([key]) => key.startsWith('aside:')).length,
        bytes: sizeOf(store.getSnapshot().progress) + sizeOf(sessions) + sizeOf(attempts) + sizeOf(aside), ...(quota === undefined ? {} : { quota }),
      };
    },
    /** The session of a hand-in; the oldest of a lab make room. */
    async keepAttempt(lab: string, id: string, file: object): Promise<void> {
      await disk.keepAttempt(attemptKey(lab, id), file);
      const own = (await disk.attempts()).map(([key]) => key).filter((key) => key.startsWith(`${lab}/`)).sort((a, b) => Number(b.split('/').at(-1)) - Number(a.split('/').at(-1)));
      await disk.dropAttempts(own.slice(Math.min(sessionsKept, attemptsKept)));
    },
    attempt: (lab: string, id: string): Promise<unknown> => disk.attempt(attemptKey(lab, id)),
    /** Ids of the hand-ins whose sessions are still kept. */
    async keptAttempts(lab: string): Promise<readonly string[]> {
      return (await disk.attempts()).flatMap(([key]) => (key.startsWith(`${lab}/`) ? [key.slice(lab.length + 1)] : []));
    },
    /** Makes room: the sessions of all hand-ins go, their scores stay. */
    async dropAttempts(): Promise<void> { await disk.dropAttempts((await disk.attempts()).map(([key]) => key)); await store.flush(); },
  };
}
export type Keeper = ReturnType<typeof createKeeper>;
