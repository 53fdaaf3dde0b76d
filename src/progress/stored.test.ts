/** @jest-environment node */
import { readProgress } from './stored.ts';
import type { Migrations } from './stored.ts';
import { emptyProgress } from './types.ts';

/** As if there had been a version before the first. */
const steps: Migrations = { 0: (old) => ({ ...emptyProgress, lessons: Object.fromEntries((old['done'] as string[]).map((id) => [id, { at: 1, opened: 1, ran: {}, predicted: {}, done: 1 }])) }) };
test.each<[string, unknown, unknown]>([
  ['an old version is brought up to date', { version: 0, done: ['a'] }, { ok: true, value: { ...emptyProgress, lessons: { a: { at: 1, opened: 1, ran: {}, predicted: {}, done: 1 } } } }],
  ['a damaged old version is named', { version: 0 }, { ok: false, problems: [{ path: 'version', message: 'what version 0 has kept is damaged' }] }],
  ['a version that nobody knows', { version: -1 }, { ok: false, problems: [{ path: 'version', message: 'no way leads from version -1 to 1' }] }],
  ['today\'s', emptyProgress, { ok: true, value: emptyProgress }],
  ['fields that nobody knows are left behind', { ...emptyProgress, more: 1 }, { ok: true, value: emptyProgress }],
])('%s', (_, kept, expected) => { expect(readProgress(kept, 10, steps)).toEqual(expected); });
