/** @jest-environment node */
import fc from 'fast-check';
import { readBackup } from './backup.ts';
import { createKeeper } from './keep.ts';
import { states } from './testStates.ts';
import { createTestBrowser } from './testDisk.ts';
import { emptyProgress } from './types.ts';
import type { Progress } from './types.ts';

const session = { apiVersion: 'peapod/v1', kind: 'Session', engineVersion: '0.4.0', seed: 'lab/l', cluster: { preset: 'three-nodes', startTime: '2026-11-21T09:00:00Z' }, inputs: [{ at: 0, type: 'line', terminal: 'main', text: 'kubectl get pods' }], end: 10 };
const record = { specKey: '[]', savedAt: 5, file: session, pace: { playing: true, speed: 1 } };

function open(kept?: Progress, sessions: readonly (readonly [string, unknown])[] = []) {
  const browser = createTestBrowser(kept);
  for (const [key, value] of sessions) browser.shown.sessions.set(key, value);
  const store = browser.tab();
  return { browser, store, keeper: createKeeper(store, browser.disk, browser.shelf, browser.now) };
}
const some: Progress = { ...emptyProgress, lessons: { a: { at: 5, opened: 1, ran: { x: 5 }, predicted: {}, done: 5 } } };

test('export → erase → import is identity, by merging and by replacing', async () => {
  await fc.assert(fc.asyncProperty(states, fc.constantFrom('merge' as const, 'replace' as const), async (state, how) => {
    const here = open(state, [['session:lab/l', record], ['aside:old', 'junk']]);
    await here.keeper.keepAttempt('l', '7', session);
    const text = await here.keeper.exported();
    await here.keeper.erase();
    expect(here.browser.shown.sessions.size + here.browser.shown.attempts.size).toBe(0);
    const read = here.keeper.read(text);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    await here.keeper.import(read.backup, how);
    const { age, ...rest } = here.store.getSnapshot().progress;
    expect({ ...rest, age: state.age }).toEqual(state);
    expect(age).toBeGreaterThan(state.age);
    expect([...here.browser.shown.sessions]).toEqual([['session:lab/l', record]]);
    expect([...here.browser.shown.attempts]).toEqual([['l/7', session]]);
    expect(JSON.parse(await here.keeper.exported())).toEqual(JSON.parse(text.replace(/"age": \d+/, `"age": ${age}`)));
  }), { numRuns: 40 });
});
test('adding keeps what is here, the newer of two sessions, and the best of both', async () => {
  const other = open({ ...some, labs: { l: { at: 3, opened: 3, attempts: [], hints: {}, best: { score: 9, max: 12, at: 3 } } } }, [['session:a', { ...record, savedAt: 9 }], ['session:b', { ...record, savedAt: 1 }]]);
  const read = readBackup(await other.keeper.exported(), 1000);
  const here = open({ ...emptyProgress, labs: { l: { at: 4, opened: 4, attempts: [], hints: {}, best: { score: 5, max: 12, at: 4 } } } }, [['session:a', record], ['session:b', record], ['session:c', record]]);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  await here.keeper.import(read.backup, 'merge');
  const { progress } = here.store.getSnapshot();
  expect(progress.labs['l']?.best?.score).toBe(9);
  expect(progress.lessons['a']?.done).toBe(5);
  expect([...here.browser.shown.sessions].map(([key, value]) => [key, (value as typeof record).savedAt])).toEqual([['session:a', 9], ['session:b', 5], ['session:c', 5]]);
});
test('a store that is full refuses an import whole', async () => {
  const here = open(some, [['session:a', record]]);
  await here.store.loading;
  const read = readBackup(await open(emptyProgress).keeper.exported(), 1000);
  if (!read.ok) throw new Error('unreadable');
  here.browser.fail('QuotaExceededError');
  await expect(here.keeper.import(read.backup, 'replace')).rejects.toThrow('QuotaExceededError');
  expect(here.browser.shown.kept).toEqual(some);
  expect(here.browser.shown.sessions.size).toBe(1);
  expect(here.store.getSnapshot().progress).toEqual(some);
});
test('of many hand-ins the last ten sessions are kept', async () => {
  const { keeper } = open();
  for (let at = 1; at <= 14; at++) await keeper.keepAttempt('l', `${at}`, session);
  expect((await keeper.keptAttempts('l')).map(Number).sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
});

const file = (change: (value: { [key: string]: unknown }) => void): string => {
  const value: { [key: string]: unknown } = { kind: 'PeapodProgress', version: 1, savedAt: '', progress: structuredClone(some), sessions: { 'session:lab/l': structuredClone(record) }, attempts: {} };
  change(value);
  return JSON.stringify(value);
};
const set = (path: string, to: unknown): string => file((value) => {
  const keys = path.split('/');
  let at = value as { [key: string]: unknown };
  for (const key of keys.slice(0, -1)) at = at[key] as typeof at;
  at[keys.at(-1) ?? ''] = to;
});
const hostile = (key: string): string => file(() => undefined).replace('"a":', `${JSON.stringify(key)}:`);
test.each<[string, string, readonly [string, RegExp][]]>([
  ['nothing', '', [['', /not JSON/]]],
  ['half a file', file(() => undefined).slice(0, 60), [['', /cut off/]]],
  ['a session', JSON.stringify(session), [['kind', /the session of one page/]]],
  ['another JSON', '[1]', [['kind', /another file/]]],
  ['a newer format', set('version', 2), [['version', /expected 1, found 2/]]],
  ['newer progress', set('progress/version', 9), [['progress.version', /newer Peapod/]]],
  ['no progress', set('progress', undefined), [['progress', /expected an object, found nothing/]]],
  ['a lesson that is text', set('progress/lessons/a', 'done'), [['progress.lessons.a', /expected an object, found a string/]]],
  ['a time that is none', set('progress/lessons/a/at', 'now'), [['progress.lessons.a.at', /expected a number, found a string/]]],
  ['a negative time', set('progress/lessons/a/at', -1), [['progress.lessons.a.at', /from 0 to/]]],
  ['too many entries', set('progress/lessons', Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`l${i}`, some.lessons['a']]))), [['progress.lessons', /at most 1000 entries, found 1001/]]],
  ['__proto__', hostile('__proto__'), [['progress.lessons.__proto__', /cannot be a name/]]],
  ['constructor', hostile('constructor'), [['progress.lessons.constructor', /cannot be a name/]]],
  ['a nameless lesson', hostile(''), [['progress.lessons.', /1 to 300 characters/]]],
  ['a session that is none', set('sessions/session:lab~1l', 7), [['sessions.session:lab~1l', /expected an object/]]],
  ['a stranger among sessions', set('sessions/evil', record), [['sessions.evil', /begins with “session:”/]]],
  ['all at once', file((value) => { value['sessions'] = { 'session:x': { ...record, file: { ...session, end: 'late', inputs: [{ at: 0, type: 'constructor' }] } } }; value['attempts'] = []; value['progress'] = { ...some, cards: { c: { at: 1, due: 'soon', data: null } } }; }),
    [['progress.cards.c.due', /a number/], ['sessions.session:x.file.end', /whole milliseconds/], ['sessions.session:x.file.inputs[0].type', /one of line/], ['attempts', /expected an object, found a list/]]],
])('%s is refused, with every problem and its place', (_, text, expected) => {
  const read = readBackup(text, 1000);
  expect(read.ok).toBe(false);
  const problems = read.ok ? [] : read.problems;
  for (const [path, message] of expected) expect(problems).toContainEqual({ path, message: expect.stringMatching(message) });
  expect(problems).toHaveLength(expected.length);
  expect(Object.prototype).not.toHaveProperty('at');
});
test('a file that is too large is not read', () => { expect(readBackup(' '.repeat(65 * 1024 * 1024), 0)).toMatchObject({ ok: false, problems: [{ message: 'expected at most 64 MiB, found 65 MiB' }] }); });
test('what JavaScript would stumble over inside of answers is left out', () => {
  const answers = JSON.parse('{"at":1,"right":true,"credit":1,"skill":"s","misconceptions":[],"given":{"__proto__":{"evil":1},"b":2},"variant":"v","tries":1}');
  const read = readBackup(set('progress/quizzes', { q: { at: 1, opened: 1, answers: { one: answers } } }), 1000);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(Object.keys(read.backup.progress.quizzes['q']?.answers['one']?.given ?? {})).toEqual(['b']);
});
test('a moment far in the future counts as now', () => {
  const read = readBackup(set('progress/lessons/a/at', 8e15), 1000);
  expect(read.ok && read.backup.progress.lessons['a']?.at).toBe(1000);
});
