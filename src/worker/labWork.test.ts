/**
 * @jest-environment node
 *
 * What a page hears of a lab while somebody works in it: constraints are counted from the first input, each learner has their numbers.
 */
import { replay, startSession } from '@site/engine/index.ts';
import type { LabFile } from '@site/engine/grading/index.ts';
import { createHosted } from './hosted.ts';
import type { Run } from './hosted.ts';
import { labParts } from './labWork.ts';
import type { LabWork, SessionSpec } from './protocol.ts';

const text = (en: string) => ({ en, zh: en });
const words = { points: 1, gate: false, fail: text('Why.') };
const spec: LabFile = {
  apiVersion: 'peapod/v1', kind: 'Lab', metadata: { name: 'few-words' }, title: text('Few words'), summary: text('Few words.'), minutes: 5, skills: ['images'], cluster: 'three-nodes',
  params: { replicas: { int: [3, 5] } }, settle: '5s', before: [], allow: { faults: false },
  constraints: [
    { id: 'words', title: text('At most two commands'), ...words, maxCommands: 2 },
    { id: 'kept', title: text('Nothing is deleted'), ...words, forbid: { verbs: ['delete'], resources: ['configmaps'] } },
  ],
  run: [], forks: [], hints: [], passAt: 1, equivalent: [],
  checks: [{ id: 'there', title: text('{{replicas}} replicas'), ...words, when: { mode: 'eventually' }, needs: [], bind: {}, mayBeEmpty: false,
    resource: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: '{{replicas}}' } } }],
};
const lab: LabWork = { slug: 'few-words', spec, start: [], contentHash: 'x' };
const session = (id: string): SessionSpec => ({ id, preset: 'three-nodes', files: {}, lab });

test('constraints and checks tick with what is typed', () => {
  const { options, ticksOf } = labParts(lab);
  const open = startSession(options(session('lab/few-words/abc')));
  const ticks = ticksOf(open);
  const replicas = open.session.file().exercise?.variant?.replace('replicas=', '') ?? '';
  const type = (line: string): void => { open.session.input({ type: 'line', terminal: 'main', text: line }); open.session.advance(5000); };
  const states = (): unknown => ticks().map(({ id, state, used, limit }) => [id, state, used, limit]);
  expect(states()).toEqual([['words', 'holds', 0, 2], ['kept', 'holds', 0, 0], ['there', 'open', undefined, undefined]]);
  type('kubectl create configmap mine');
  type(`kubectl create deployment web --image=nginx --replicas=${replicas}`);
  expect(states()).toEqual([['words', 'holds', 2, 2], ['kept', 'holds', 0, 0], ['there', 'holds', undefined, undefined]]);
  type('kubectl delete configmap mine');
  expect(states()).toEqual([['words', 'open', 3, 2], ['kept', 'open', 1, 0], ['there', 'holds', undefined, undefined]]);
});
test('seeds draw different numbers; a branch keeps those of its seed', () => {
  const { options } = labParts(lab);
  const variants = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => options(session(`lab/few-words/${seed}`)).exercise?.variant);
  expect(new Set(variants).size).toBeGreaterThan(1);
  expect(options({ ...session('lab/few-words/a~1'), seed: 'lab/few-words/a' })).toEqual(options(session('lab/few-words/a')));
});
test('the examiner works in slices and ends with a report in the learner\'s numbers', () => {
  const { options, grade } = labParts(lab);
  const { session: own } = startSession(options(session('lab/few-words/abc')));
  const grading = grade({ session: own } as Parameters<typeof grade>[0]); // All that it looks at.
  let slices = 0;
  let next = grading.next();
  for (; next.done !== true; next = grading.next()) slices++;
  expect(slices).toBeGreaterThan(2);
  if ('refused' in next.value) throw new Error(JSON.stringify(next.value));
  expect(next.value.checks.map(({ kind, title, state }) => [kind, title.en, state])).toEqual([
    ['constraint', 'At most two commands', 'passed'], ['constraint', 'Nothing is deleted', 'passed'], ['check', `${next.value.params['replicas']} replicas`, 'failed']]);
});
test('what the command line would refuse, the page refuses before anything is graded', () => {
  const { options, grade } = labParts(lab);
  const { session: own } = startSession(options(session('lab/few-words/abc')));
  own.input({ type: 'fault', fault: 'node-power-off', target: 'node02' });
  own.advance(1000);
  const { done, value } = grade({ session: own } as Parameters<typeof grade>[0]).next(); // All that it looks at.
  expect([done, value]).toEqual([true, { refused: [{ en: expect.stringContaining('allows no faults by hand'), zh: expect.stringContaining('不允许手动制造故障') }] }]);
});
test('one command line more than allowed is never typed; blank lines and undone ones do not count', () => {
  const few: LabWork = { ...lab, spec: { ...spec, allow: { faults: false, maxCommands: 2 } } };
  const { options, lines } = labParts(few);
  const run = (open: ReturnType<typeof startSession>): Run => ({ session: open.session, validate: () => [], fields: {} as Run['fields'], onRequest: (listener) => open.cluster.api.onRequest(listener), lacksSentences: () => false, typing: () => true, ...(lines === undefined ? {} : { lines }) });
  const hosted = createHosted(session('lab/few-words/abc'), { begin: (of) => run(startSession(options(of))), replay: (of, inputs, end) => run(replay(options(of), inputs, end)) });
  hosted.start();
  const type = (text: string): void => { hosted.input([{ type: 'line', terminal: 'main', text }]); hosted.run(1000); };
  for (const text of ['pwd', ' ', 'ls', 'date']) type(text);
  const typed = (): unknown => hosted.session.file().inputs.map((input) => (input.type === 'line' ? input.text : ''));
  expect([typed(), hosted.update()?.commands]).toEqual([['pwd', ' ', 'ls'], 2]);
  hosted.undo();
  hosted.type('main', ['date', 'whoami'], 'run', () => undefined);
  hosted.run(3000);
  expect([typed(), hosted.update()?.commands]).toEqual([['pwd', ' ', 'date'], 2]);
});
