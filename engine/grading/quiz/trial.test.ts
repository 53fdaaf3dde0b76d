import { readFileSync } from 'node:fs';
import { replay } from '../../session/index.ts';
import { judgeAnswer } from './judge/judgeAnswer.ts';
import { loadQuiz } from './load.ts';
import { proveQuiz } from './prove.ts';
import type { Judged, SheetQuestion } from './sheet.ts';
import { runTrial } from './trial.ts';

/** The course's own typed questions, answered in ways that their authors did not think of. */
const sheet = ((): readonly SheetQuestion[] => {
  const text = readFileSync('exercises/quizzes/first-cluster.yaml', 'utf8');
  const [head = '', ...questions] = text.split(/\n(?=- id: )/);
  const typed = questions.filter((each) => /^- id: (one-pod-by-command|label-and-count)\n/.test(each));
  const loaded = loadQuiz('exercises/quizzes/first-cluster.yaml', [head, ...typed].join('\n'), () => undefined);
  const proved = loaded.ok ? proveQuiz(loaded.quiz, { seeds: ['a'] }) : undefined;
  if (proved?.ok !== true) throw new Error(JSON.stringify(proved ?? loaded));
  return proved.sheet.questions;
})();
const answer = (id: string, given: unknown): Promise<Judged> => {
  const question = sheet.find((each) => each.id === id);
  if (question === undefined) throw new Error(`no question ${id}`);
  return judgeAnswer(question, 0, given, (trial) => Promise.resolve(runTrial(trial)));
};

test.each<[string, boolean, RegExp]>([
  ['kubectl run web --image nginx:1.14.2 -l app=web', true, /^pod\/web created\n$/],
  ['kubectl　run web －－image＝nginx:1.14.2', true, /created/],
  ['kubectl run web --image=nginx:1.14.2 --dry-run=client -o yaml | kubectl apply -f -', true, /pod\/web created/],
  ['kubectl run web --image=nginx', false, /created/],
  ['kubectl get pods', false, /No resources found/],
  ['kubctl run web', false, /command not found/],
  ['kubectl get pods -w', false, /^/],
  ['sleep 100000', false, /\^C/],
  ['exit', false, /^/],
  ['while true; do :; done', false, /\^C/],
  ['cat', false, /\^C/],
  ['echo "unfinished', false, /^/],
])('%j: right %s', async (line, right, output) => {
  const judged = await answer('one-pod-by-command', line);
  expect([judged.right, judged.unread]).toEqual([right, undefined]);
  expect(judged.tried?.output).toMatch(output);
});

test.each<[string, string, boolean]>([['2', 'shop', true], ['"2"', 'shop', false], ['3', 'shop', false], ['2 # two', '“shop”', true], ['2', '[', false], ['2', '&a [*a]', false]])('blanks %j and %j: right %s', async (count, label, right) => {
  expect((await answer('label-and-count', { 1: count, 2: label })).right).toBe(right);
});

test('what was tried is a session that can be opened', async () => {
  const { tried } = await answer('one-pod-by-command', 'kubectl run web --image=nginx:1.14.2');
  if (tried === undefined) throw new Error('nothing was tried');
  const { spec, inputs, end } = tried.proof;
  const { session } = replay({ seed: spec.seed, preset: spec.preset, files: spec.files }, inputs, end);
  expect(session.view().pods.map(({ name, status }) => [name, status])).toEqual([['web', 'Running']]);
});
