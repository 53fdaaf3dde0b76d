/** One file that holds everything: progress, sessions, hand-ins. Written whole, and read only when all of it is sound. */
import { readSessionFile } from '@site/engine/session/sessionFile.ts';
import { readShape, table, text } from './shape.ts';
import type { Problem, Shape } from './shape.ts';
import { readProgress } from './stored.ts';
import type { Progress } from './types.ts';

/** `sessions`: the worker's records; `attempts`: the sessions of hand-ins, by lab and attempt. */
export type Backup = { readonly progress: Progress; readonly sessions: readonly (readonly [string, SessionRecord])[]; readonly attempts: readonly (readonly [string, object])[] };
export type SessionRecord = { readonly specKey: string; readonly file: object; readonly pace: { readonly playing: boolean; readonly speed: 1 | 4 | 16 | 'max' }; readonly savedAt?: number };
export type ReadBackup = { readonly ok: true; readonly backup: Backup } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Nobody's course is larger; a larger file is an accident or an attack. */
export const largestFile = 64 * 1024 * 1024;
const largestSession = 4 * 1024 * 1024;
const manySessions = 2000;
const formatVersion = 1;

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A session as `readSessionFile` knows it. */
const session: Shape<object> = (value, at) => {
  const written = JSON.stringify(value) ?? '';
  if (written.length > largestSession) { at.tell({ path: at.path, message: `expected at most ${largestSession} characters, found ${written.length}` }); return undefined; }
  const read = readSessionFile(written);
  if (read.ok) return read.file;
  for (const { path, message } of read.problems.slice(0, 5)) at.tell({ path: path === '' ? at.path : `${at.path}.${path}`, message: message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message });
  return undefined;
};
const record: Shape<SessionRecord> = (value, at) => {
  if (!isRecord(value)) { at.tell({ path: at.path, message: 'expected an object' }); return undefined; }
  const specKey = text(2_000_000)(value['specKey'], { ...at, path: `${at.path}.specKey` });
  const file = session(value['file'], { ...at, path: `${at.path}.file` });
  if (specKey === undefined || file === undefined) return undefined;
  const { pace, savedAt } = value;
  const speed = isRecord(pace) ? ([1, 4, 16, 'max'] as const).find((one) => one === pace['speed']) : undefined;
  return {
    specKey, file, pace: { playing: isRecord(pace) && pace['playing'] === true, speed: speed ?? 1 },
    ...(typeof savedAt === 'number' && Number.isFinite(savedAt) ? { savedAt } : {}),
  };
};

/** Only what can be read again goes into the file. */
export function writeBackup(progress: Progress, sessions: readonly (readonly [string, unknown])[], attempts: readonly (readonly [string, unknown])[], now: number): string {
  const sound = <Value>(shape: Shape<Value>, all: readonly (readonly [string, unknown])[]): { [key: string]: Value } => Object.fromEntries(all.flatMap(([key, value]): [string, Value][] => {
    const read = readShape(shape, value);
    return read.ok ? [[key, read.value]] : [];
  }));
  return `${JSON.stringify({
    kind: 'PeapodProgress', version: formatVersion, savedAt: new Date(now).toISOString(),
    progress, sessions: sound(record, sessions.filter(([key]) => key.startsWith('session:'))), attempts: sound(session, attempts),
  }, null, 1)}\n`;
}

export function readBackup(written: string, now: number): ReadBackup {
  const refuse = (path: string, message: string): ReadBackup => ({ ok: false, problems: [{ path, message }] });
  if (written.length > largestFile) return refuse('', `expected at most ${largestFile / 1024 / 1024} MiB, found ${Math.ceil(written.length / 1024 / 1024)} MiB`);
  let value: unknown;
  try { value = JSON.parse(written); } catch (error) {
    return refuse('', `this is not JSON: ${error instanceof Error ? error.message : String(error)}. If the file was cut off while it was saved or sent, export it again`);
  }
  if (!isRecord(value) || value['kind'] !== 'PeapodProgress') {
    const found = isRecord(value) && value['kind'] === 'Session' ? 'the session of one page: open it there, under “Session”' : 'another file';
    return refuse('kind', `expected a file that was exported here ("PeapodProgress"), found ${found}`);
  }
  if (value['version'] !== formatVersion) return refuse('version', `expected ${formatVersion}, found ${JSON.stringify(value['version']) ?? 'nothing'}: it may be of a newer Peapod; reload this page and try again`);
  const problems: Problem[] = [];
  const under = (name: string, { path, message }: Problem): Problem => ({ path: path.startsWith('(') ? name : `${name}.${path}`, message });
  const progress = readProgress(value['progress'], now);
  if (!progress.ok) problems.push(...progress.problems.map((one) => under('progress', one)));
  const sessions = readShape(table(record, manySessions), value['sessions']);
  if (!sessions.ok) problems.push(...sessions.problems.map((one) => under('sessions', one)));
  const attempts = readShape(table(session, manySessions), value['attempts']);
  if (!attempts.ok) problems.push(...attempts.problems.map((one) => under('attempts', one)));
  const strangers = sessions.ok ? Object.keys(sessions.value).filter((key) => !key.startsWith('session:')) : [];
  problems.push(...strangers.map((key) => ({ path: `sessions.${key.slice(0, 80)}`, message: 'expected a name that begins with “session:”' })));
  if (problems.length > 0 || !progress.ok || !sessions.ok || !attempts.ok) return { ok: false, problems };
  return { ok: true, backup: { progress: progress.value, sessions: Object.entries(sessions.value), attempts: Object.entries(attempts.value) } };
}
