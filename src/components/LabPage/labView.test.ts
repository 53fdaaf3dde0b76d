/** @jest-environment node */
import type { LabReport } from '@site/src/worker/protocol.ts';
import type { LabData } from '@site/src/plugins/course/types.ts';
import { linesOf, pointsOf, taskOf } from './labView.ts';
import type { Around } from './labView.ts';

const text = (en: string) => ({ en, zh: `${en}（中）` });
// Only the fields that are read.
const lab = {
  slug: 'l', solution: { files: { 'web.yaml': 'kind: Pod' }, manifests: ['web.yaml'], commands: ['kubectl get pods'] },
  spec: {
    title: text('Lab'), summary: text('Half of the answers are errors.'), minutes: 5, passAt: 0.75, before: [{ wait: '5s' }], hints: [{ id: 'h', cost: 1, text: text('Look.') }],
    constraints: [{ id: 'way', title: text('Few commands'), points: 1 }],
    checks: [{ id: 'one', title: text('One'), points: 2 }, { id: 'two', title: text('Two'), points: 1 }],
  },
} as unknown as LabData;
const around: Around = { language: 'zh', misconceptions: [{ id: 'M02', skill: 's', belief: text('belief'), truth: text('truth') }], lessonTitle: (id) => (id === 'a/b' ? '课' : undefined) };
const graded = (id: string, state: string, more: object = {}) => ({ id, kind: id === 'way' ? 'constraint' : 'check', title: text(id), points: 2, earned: 0, state, gate: false, seen: text('saw'), expected: text('wanted'), at: 0, fork: 'run', ...more });
const report = { checks: [graded('way', 'passed'), graded('one', 'failed', { why: text('why'), next: text('next'), lesson: 'a/b#c', misconception: 'M02' }), graded('two', 'skipped', { waitsFor: 'one' })] } as unknown as LabReport;
const ticks = [{ id: 'way', state: 'holds' as const, seen: text('3 of 12'), used: 3, limit: 12 }, { id: 'one', state: 'holds' as const, seen: text('now') }];

test('the task in the reader\'s language, constraints counted in', () => {
  expect(pointsOf(lab)).toBe(4);
  expect(taskOf(lab, 'zh')).toMatchObject({ title: 'Lab（中）', points: 4, passAt: 3, finds: 'Half of the answers are errors.（中）', solution: [{ file: 'web.yaml' }, { file: 'commands.sh' }] });
});
test('a current report: seen, expected, why, next, lesson, idea', () => {
  const [way, one, two] = linesOf(lab, ticks, report, true, around);
  expect(way).toMatchObject({ kind: 'constraint', state: 'passed', use: { used: 3, limit: 12 } });
  expect(one).toMatchObject({ state: 'failed', seen: 'saw（中）', old: false, feedback: {
    expected: 'wanted（中）', why: 'why（中）', next: 'next（中）', lesson: { path: '/learn/a/b/#c', title: '课' }, misconception: { belief: 'belief（中）', truth: 'truth（中）' } } });
  expect(two).toMatchObject({ state: 'skipped', waitsFor: 'one（中）' });
  expect(two).not.toHaveProperty('feedback');
});
test('an old report leaves its advice where it is still needed', () => {
  const open = [{ id: 'one', state: 'open' as const, seen: text('now') }];
  expect(linesOf(lab, ticks, report, false, around).map(({ state, feedback }) => [state, feedback === undefined])).toEqual([['holds', true], ['holds', true], ['later', true]]);
  expect(linesOf(lab, open, report, false, around)[1]).toMatchObject({ state: 'open', seen: 'now（中）', old: true, feedback: { why: 'why（中）' } });
});
test('before anything was graded the checks tick', () => {
  expect(linesOf(lab, ticks, undefined, false, around).map(({ state, seen }) => [state, seen])).toEqual([['holds', '3 of 12（中）'], ['holds', 'now（中）'], ['later', '']]);
});
