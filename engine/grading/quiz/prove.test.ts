import { printDiagnostic } from '../diagnostic.ts';
import { loadQuiz } from './load.ts';
import { proveQuiz } from './prove.ts';

const quiz = (options: string, extra = ''): string => `apiVersion: peapod/v1
kind: Quiz
metadata: {name: q}
title: {en: Q, zh: 问}
questions:
- id: one
  type: predict-state
  skill: pods
  stem: {en: How many Pods?, zh: 有几个 Pod？}
  world: {cluster: minikube, steps: [{command: "kubectl run web --image=nginx:1.14.2"}, {wait: 20s}]}
${extra}  options:
${options}`;
const option = (claim: string): string => `  - {claim: "${claim}", text: {en: a, zh: 甲}, feedback: {en: b, zh: 乙}}\n`;

function problems(text: string): string[] {
  const loaded = loadQuiz('quizzes/q.yaml', text, () => undefined);
  if (!loaded.ok) return loaded.problems.map(printDiagnostic);
  const proved = proveQuiz(loaded.quiz, ['a', 'b']);
  return proved.ok ? [] : proved.problems.map(printDiagnostic);
}

test('the one true claim is the key', () => {
  const loaded = loadQuiz('quizzes/q.yaml', quiz(option('size(pods) == 0') + option('size(pods) == 1')), () => undefined);
  if (!loaded.ok) throw new Error('not loaded');
  expect(proveQuiz(loaded.quiz, ['a', 'b'])).toEqual({ ok: true, questions: [{ id: 'one', key: 1, output: undefined }] });
});

test.each([
  ['no true claim', quiz(option('size(pods) == 0') + option('size(pods) == 2')), ['quizzes/q.yaml:12:3: question one: expected exactly one true option, found 0 with seed a. The engine decides; correct the options or the world']],
  ['two true claims', quiz(option('size(pods) == 1') + option('size(pods) > 0')), ['quizzes/q.yaml:12:3: question one: expected exactly one true option, found 2 (1, 2) with seed a. The engine decides; correct the options or the world']],
  ['a claim that cannot be evaluated', quiz(option('pods[3].metadata.name == \'x\'') + option('size(pods) == 1')), [expect.stringMatching(/^quizzes\/q\.yaml:12:5: question one: option 1 cannot be evaluated: /)]],
  ['a claim that is no CEL', quiz(option('size(pods) = 1') + option('size(pods) == 1')), [expect.stringMatching(/^quizzes\/q\.yaml:12:\d+: /)]],
  ['a language is missing', quiz('  - {claim: "true", text: {en: a}, feedback: {en: b, zh: 乙}}\n' + option('false')), [expect.stringMatching(/^quizzes\/q\.yaml:12:\d+: questions\[0\]\.options\[0\]\.text\.zh: /)]],
  ['an unknown key', quiz(option('true') + option('false'), '  answer: 1\n'), [expect.stringMatching(/^quizzes\/q\.yaml:6:3: questions\[0\]: Unrecognized key: "answer"/)]],
  ['broken YAML', 'questions: [', [expect.stringMatching(/^quizzes\/q\.yaml:\d+:\d+: not valid YAML: /)]],
])('%s', (_name, text, expected) => {
  expect(problems(text)).toEqual(expected);
});
