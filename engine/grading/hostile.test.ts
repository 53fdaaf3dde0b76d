/** Files that want to hang or to get out: refused with words, and at once. */
import { loadLab, loadQuiz, printDiagnostic } from './index.ts';
import { readAuthored } from './format/read.ts';
import { labFile } from './format/lab.ts';
import { makeJudge } from './check/judge.ts';
import { LAB, QUIZ } from './testdata/lab.ts';

const problems = (text: string): string[] => { const read = readAuthored('f.yaml', text, labFile); return read.ok ? [] : read.problems.map(printDiagnostic); };
const load = (files: { readonly [path: string]: string }): string[] => {
  const loaded = loadLab({ name: 'labs/sample', paths: Object.keys(files), read: (path) => files[path] ?? '' });
  return loaded.ok ? [] : loaded.problems.map(printDiagnostic);
};
const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]', ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[index]}`).join(', ')}]`)].join('\n');

test.each([
  ['aliases that unfold to billions', bomb, /^f\.yaml:1:1: not valid YAML: document contains excessive aliasing\. Write it out without anchors/],
  ['an alias of itself', 'a: &a [*a]', /value contains itself/],
  ['a hundred thousand brackets', '['.repeat(100_000), /exceeded max depth.*Write it flatter/],
  ['lists in lists in lists', `a: ${'['.repeat(80)}${']'.repeat(80)}`, /nested deeper than 64 levels\. Write it flatter/],
  ['a huge file', `# ${'x'.repeat(300_000)}`, /the file has 300002 characters; at most 262144 are read/],
  ['nothing', '  \n', /the file is empty/],
  ['keys of JavaScript', 'constructor: {prototype: {polluted: true}}', /constructor: this key is not allowed/],
])('%s', (_what, text, words) => {
  expect(problems(text).join('\n')).toMatch(words);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test.each([
  ['../../etc/passwd', 'this path leads out of the folder'], ['/etc/passwd', 'this path leads out of the folder'], ['start/..\\..\\x.yaml', 'this path leads out of the folder'],
])('the path %s', (path, words) => { expect(load({ ...LAB, [path]: 'x' }).join('\n')).toContain(words); });

test('a large file beside the exercise, and far too many', () => {
  expect(load({ ...LAB, 'task.en.md': 'x'.repeat(300_000) }).join('\n')).toContain('labs/sample/task.en.md: the file has 300000 characters');
  expect(load({ ...LAB, ...Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`start/${index}.yaml`, ''])) }).join('\n')).toContain('at most 200 are read');
});

test('files of a question stay in the home', () => {
  const loaded = loadQuiz('quizzes/sample.yaml', QUIZ.replace('world: {', "world: {files: {../../x.yaml: ../../../etc/passwd, ok.yaml: /etc/shadow}, "), () => undefined);
  const told = loaded.ok ? [] : loaded.problems.map(printDiagnostic);
  expect(told).toEqual([
    "quizzes/sample.yaml:6:17: ../../x.yaml leads out of the learner's home. Give it a plain name",
    'quizzes/sample.yaml:6:31: ../../../etc/passwd leads out of exercises/manifests. Name a file there',
    'quizzes/sample.yaml:6:61: /etc/shadow leads out of exercises/manifests. Name a file there',
  ]);
});

test('parameters are put in once, and nothing else is', () => {
  const text = LAB['exercise.yaml']?.replace("'{{replicas}} 个都就绪'", "'{{replicas}} {{constructor}} {{replicas.toString()}} {{#each}} ${replicas}'") ?? '';
  expect(load({ ...LAB, 'exercise.yaml': text })).toEqual(["labs/sample/exercise.yaml:24:63: {{constructor}} is no parameter. The parameters are: replicas, app"]);
});

test('an expression that would take for ever is ended, and says what was too dear', () => {
  const made = makeJudge({
    id: 'c', title: { en: 'a', zh: 'b' }, fail: { en: 'a', zh: 'b' }, points: 1, gate: false, needs: [], bind: {}, mayBeEmpty: false, when: { mode: 'atEnd' },
    list: { apiVersion: 'v1', kind: 'Pod' }, expr: 'items.all(a, items.all(b, items.all(c, items.all(d, a.metadata.name + b.metadata.name + c.metadata.name + d.metadata.name != ""))))',
  });
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const pods = Array.from({ length: 100 }, (_, index) => ({ metadata: { name: `web-${index}` } }));
  const { holds, seen } = made.judge.judge({ list: () => pods });
  expect(holds).toBe(false);
  expect(seen.en).toMatch(/100 × Pod: .*actual cost limit exceeded: /);
});
