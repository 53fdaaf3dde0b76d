import { startSession, type InputBody, type SessionFile } from '../../session/index.ts';
import { readHandIn, type Expected } from './handIn.ts';
import { tinyLab } from './testing/tinyLab.ts';
import { labSession } from './work.ts';

const lab = tinyLab({ params: { port: { oneOf: [8080, 9090] } }, hints: [{ id: 'look', cost: 1, text: { en: 'Look {{port}}', zh: '看 {{port}}' } }], allow: { maxCommands: 3 } });
const honest = ((): SessionFile => {
  const { session } = startSession(labSession(lab, 'lab/tiny/learner-1'));
  const bodies: readonly InputBody[] = [{ type: 'file', path: 'a.yaml', text: 'a: 1' }, { type: 'line', terminal: 'main', text: 'kubectl get pods' }, { type: 'hint', hint: 'look' }];
  for (const body of bodies) { session.input(body); session.advance(1000); }
  return session.file();
})();
type Forged = { [key: string]: unknown };
const changed = (more: object): string => JSON.stringify({ ...honest, ...more });
const inputs = (...list: readonly unknown[]): string => changed({ inputs: list });
const line = { at: 10, type: 'line', terminal: 'main', text: 'ls' };

test('what the page exports is taken', () => {
  expect(readHandIn(JSON.stringify(honest), lab, { seed: 'learner-1', variant: honest.exercise?.variant })).toEqual({ ok: true, file: honest });
});

test.each<[string, string, string[], Expected?]>([
  ['nothing', ' \n', ['empty']],
  ['cut off', JSON.stringify(honest).slice(0, 200), ['cut-off']],
  ['no JSON', 'apiVersion: peapod/v1', ['not-json']],
  ['too deep', `${'['.repeat(2_000_000)}`, ['not-json']],
  ['a list', '[1]', ['not-an-object']],
  ['a report', JSON.stringify({ lab: 'tiny', score: 10, passed: true }), ['no-session']],
  ['huge', `"${'x'.repeat(5_000_001)}"`, ['too-big']],
  ['another lab\'s', changed({ exercise: { ...honest.exercise, slug: 'other' } }), ['other-exercise']],
  ['a lesson\'s', changed({ exercise: undefined }), ['no-exercise']],
  ['of another version of the lab', changed({ exercise: { ...honest.exercise, contentHash: 'x' } }), ['lab-changed']],
  ['of another engine', changed({ engineVersion: '0.0.1' }), ['other-engine']],
  ['on another cluster', changed({ cluster: { ...honest.cluster, preset: 'three-nodes' } }), ['other-cluster']],
  ['on a cluster of their own', changed({ cluster: { ...honest.cluster, preset: { nodes: 9 } } }), ['other-cluster']],
  ['at another time', changed({ cluster: { ...honest.cluster, startTime: '2030-01-01T00:00:00Z' } }), ['other-clock']],
  ['with a start that is solved', changed({ start: ['kind: Deployment'] }), ['foreign-field']],
  ['with a score', changed({ score: 10, report: { passed: true } }), ['foreign-field', 'foreign-field']],
  ['with somebody else\'s seed', changed({}), ['other-seed'], { seed: 'learner-2' }],
  ['with another variant than was given', changed({}), ['other-variant'], { variant: 'port=1' }],
  ['with a seed put in afterwards', changed({ seed: ['a', 'b', 'c', 'd', 'e', 'f'].map((one) => `lab/tiny/${one}`).find((seed) => labSession(lab, seed).exercise?.variant !== honest.exercise?.variant) }), ['other-variant']],
  ['with a seed of their own', changed({ seed: 'easy', exercise: { ...honest.exercise, variant: labSession(lab, 'easy').exercise?.variant } }), ['other-seed']],
  ['without a seed', changed({ seed: 7 }), ['no-seed']],
  ['with faults by hand', inputs({ at: 1, type: 'fault', fault: 'node-power-off', target: 'minikube' }), ['forbidden-input']],
  ['with a controller of their own', inputs({ at: 1, type: 'controller', name: 'mine', source: 'x' }), ['forbidden-input']],
  ['with a controller without end', inputs({ at: 1, type: 'controller', name: 'mine', source: 'x'.repeat(70_000) }), ['too-long', 'forbidden-input']],
  ['with an unknown input', inputs({ at: 1, type: 'api', request: {} }), ['input-type']],
  ['with an input named like a method', inputs({ at: 1, type: 'constructor' }), ['input-type']],
  ['with inputs that say more', inputs({ ...line, user: 'system:admin' }), ['input-field']],
  ['with inputs that say less', inputs({ at: 1, type: 'line', terminal: 'main' }, 7), ['input-field', 'input']],
  ['with time running backwards', inputs({ ...line, at: 20 }, line), ['time-backwards']],
  ['with fractions and minus', inputs({ ...line, at: 0.5 }, { ...line, at: -1 }), ['input-time', 'input-time']],
  ['with inputs after the end', inputs({ ...line, at: 9_000_000 }), ['after-the-end']],
  ['with an end in a million years', changed({ end: 1e15 }), ['end']],
  ['without an end', changed({ end: null }), ['end']],
  ['with a million inputs', `${JSON.stringify(honest).replace(/"inputs":.*$/, '')}"inputs":[${'0,'.repeat(1_000_000)}0],"end":1}`, ['too-many-inputs']],
  ['with a huge line', inputs({ ...line, text: 'x'.repeat(10_001) }), ['too-long']],
  ['with more commands than allowed', inputs(line, line, line, line), ['too-many-commands']],
  ['with a hint of another lab', inputs({ at: 1, type: 'hint', hint: 'other' }), ['unknown-hint']],
  ['with all at once', changed({ engineVersion: '9', seed: '', cluster: 1, end: -1, exercise: 1, inputs: {} }), ['other-engine', 'no-exercise', 'other-cluster', 'other-clock', 'no-seed', 'end', 'inputs']],
])('a hand-in: %s', (_, text, codes, expected = {}) => {
  const began = performance.now();
  const read = readHandIn(text, lab, expected);
  expect(performance.now() - began).toBeLessThan(2000);
  expect(read.ok ? [] : read.problems.map(({ code }) => code)).toEqual(codes);
  for (const { message } of read.ok ? [] : read.problems) {
    expect(message.zh).toMatch(/\p{Script=Han}/u);
    expect([message.en.length, message.zh.length].every((length) => length < 600)).toBe(true);
  }
});

test('many wrong inputs are told ten times', () => {
  const read = readHandIn(inputs(...Array.from({ length: 100 }, () => 0)), lab);
  expect(read.ok ? 0 : read.problems.length).toBe(11);
  expect(read.ok ? '' : read.problems.at(-1)?.message.zh).toBe('另有 90 处输入问题没有列出。');
});

test('what has changed since can be graded anyway, what is forged cannot', () => {
  const old = changed({ engineVersion: '0.0.1', exercise: { ...honest.exercise, contentHash: 'old' } });
  expect(readHandIn(old, lab, { anyway: true }).ok).toBe(true);
  const forged: Forged = JSON.parse(old) as Forged;
  expect(readHandIn(JSON.stringify({ ...forged, cluster: { preset: 'minikube' } }), lab, { anyway: true }).ok).toBe(false);
});
