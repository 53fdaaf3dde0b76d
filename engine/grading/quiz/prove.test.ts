import { printDiagnostic } from '../diagnostic.ts';
import { loadQuiz } from './load.ts';
import { changedKeys, keysOf, printKeys, type KeysFile } from './keys.ts';
import { proveQuiz, type ProvedQuiz, type Sweep } from './prove.ts';
import { replay } from '../../session/index.ts';
import type { Proof, SheetQuestion } from './sheet.ts';

const WORLD = 'world: {cluster: minikube, steps: [{command: "kubectl run web --image=nginx:1.14.2"}, {wait: 20s}]}';
const EXPLAIN = 'explain: {en: e, zh: 戊}';
/** Questions as lines below `questions:`, each of the skill pods. */
const quiz = (...questions: string[]): string => `apiVersion: peapod/v1\nkind: Quiz\nmetadata: {name: q}\ntitle: {en: Q, zh: 问}\n${WORLD}\nquestions:\n${questions.join('\n')}`;
const asked = (type: string, lines: string, id = 'one'): string => `- {id: ${id}, type: ${type}, skill: pods, stem: {en: "How is it (${id})?", zh: "怎么样（${id}）？"}, ${EXPLAIN},\n   ${lines}}`;
let letters = 0;
const option = (claim: string, more = ''): string => { letters++; return `{claim: "${claim}", text: {en: a${letters}, zh: 甲${letters}}, feedback: {en: b, zh: 乙}${more}}`; };
const single = (claims: readonly string[], id?: string, more = ''): string => asked('single', `${more}options: [${claims.join(', ')}]`, id);

const ONE: Sweep = { seeds: ['a'] };
function prove(text: string, sweep: Sweep = ONE): ProvedQuiz {
  const loaded = loadQuiz('quizzes/q.yaml', text, () => undefined);
  return loaded.ok ? proveQuiz(loaded.quiz, sweep) : { ok: false, problems: loaded.problems };
}
const keyIn = (text: string, sweep?: Sweep): unknown => { const proved = prove(text, sweep); return proved.ok ? Object.values(proved.questions[0]?.keys ?? {})[0] : proved.problems.map(printDiagnostic); };
const problems = (text: string, sweep?: Sweep): string[] => { const proved = prove(text, sweep); return proved.ok ? [] : proved.problems.map(printDiagnostic); };

const MANIFEST = '"apiVersion: v1\\nkind: Pod\\nmetadata: {name: db, labels: {app: [[1]]}}\\nspec:\\n  containers:\\n  - name: c\\n    image: [[2]]\\n"';
const BROKEN = 'world: {cluster: minikube, files: {p.yaml: "apiVersion: v1\\nkind: Pod\\nmetadata:\\n  name: db\\nspec:\\n  containers:\\n  - name: c\\n    image: ngnix\\n"}},';
const phase = (name: string): string => `pods.exists(p, p.metadata.name == '${name}' && p.status.phase == 'Running')`;

describe('keys', () => {
  test.each<[string, string, unknown]>([
    ['single', single([option('size(pods) == 0'), option('size(pods) == 1')]), ['1']],
    ['single over an output without a line break', single([option("output == ''"), option("output == 'Running'")], 'one', "command: \"kubectl get pod web -o jsonpath={.status.phase}\", "), ['1']],
    ['single over an output', single([option("output == ''"), option("output.contains('web') && exitCode == 0")], 'one', 'command: kubectl get pod web, '), ['1']],
    ['multiple', asked('multiple', `options: [${option('size(pods) == 1')}, ${option(phase('web'))}, ${option('size(nodes) == 3')}]`), ['0', '1']],
    ['true-false', asked('true-false', 'claim: size(pods) > 1, feedback: {"true": {en: t, zh: 对}, "false": {en: f, zh: 错}}'), false],
    ['number', asked('number', 'value: size(pods) + 1'), 2],
    ['number of minutes from a duration', asked('number', "value: \"now - start\", unit: {en: minutes, zh: 分钟}, tolerance: 1"), expect.closeTo(0.3, 0)],
    ['text', asked('text', 'value: "pods[0].status.phase"'), 'Running'],
    ['objects of all namespaces', asked('number', "value: \"all.pods.filter(p, p.metadata.namespace == 'kube-system' && p.metadata.name.startsWith('etcd')).size()\""), 1],
    ['match', asked('match', "left: [{id: a, text: {en: a, zh: 甲}, value: 'pods[0]'}, {id: b, text: {en: b, zh: 乙}, value: 'nodes[0]'}], right: [{id: k, text: {en: k, zh: 丙}, claim: has(left.status.nodeInfo)}, {id: p, text: {en: p, zh: 丁}, claim: has(left.spec.containers)}]"), { a: 'p', b: 'k' }],
    ['order, near things either way', asked('order', `guard: 100ms, items: [{text: {en: a, zh: 甲}, when: "${phase('web')}"}, {text: {en: b, zh: 乙}, when: size(pods) == 1}, {text: {en: c, zh: 丙}, when: size(pods) > 0}]`), [['1', '2'], ['0']]],
    ['states over time', asked('states-over-time', "world: {cluster: minikube, steps: [{command: 'kubectl run x --image=nginx:1.16.1'}]}, guard: 0s, moments: [10ms, 30s], of: 'pods[0].status.phase', choices: [{id: Pending, text: {en: p, zh: 甲}}, {id: Running, text: {en: r, zh: 乙}}]"), ['Pending', 'Running']],
    ['command to choose', asked('command', `goal: "${phase('db')}", options: [{command: kubectl get pods, feedback: {en: f, zh: 甲}}, {command: "kubectl run db --image=nginx:1.14.2", feedback: {en: f, zh: 甲}}]`), ['1']],
    ['command to type', asked('command', `typed: true, goal: "${phase('db')}", solution: "kubectl run db --image=nginx:1.14.2", wrong: [{command: kubectl get pods, feedback: {en: f, zh: 甲}}]`), 'kubectl run db --image=nginx:1.14.2'],
    ['fill-yaml', asked('fill-yaml', `template: ${MANIFEST}, solution: {1: db, 2: "nginx:1.14.2"}, goal: "${phase('db')}", wrong: [{fill: {1: db, 2: ngnix}, feedback: {en: f, zh: 甲}}]`), { 1: 'db', 2: 'nginx:1.14.2' }],
    ['find-line', asked('find-line', `${BROKEN} file: p.yaml, fix: {path: "spec.containers[0].image", value: "nginx:1.14.2"}, decoys: [{path: "spec.containers[0].name", value: d}], goal: "pods.exists(p, p.status.phase == 'Running')"`), [8]],
  ])('%s', (_type, question, key) => {
    expect(keyIn(quiz(question))).toEqual(key);
  });

  test('questions with parameters get a proved variant for each drawing, those too near to a change are not asked', () => {
    const text = quiz(asked('number', "params: {seconds: {oneOf: [5, 11, 30]}}, guard: 2s, world: {cluster: minikube, steps: [{command: 'kubectl run x --image=busybox -- sh -c \"sleep 10; exit 1\"'}, {wait: '{{seconds}}s'}]}, value: 'pods[0].status.containerStatuses[0].restartCount'"));
    const proved = prove(text, { seeds: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] });
    if (!proved.ok) throw new Error(proved.problems.map(printDiagnostic).join('\n'));
    const [question] = proved.questions;
    expect(new Set(Object.values(question?.keys ?? {}))).toEqual(new Set([0, 1]));
    expect(question?.rejected).toBeGreaterThan(0);
    expect(proved.sheet.questions[0]?.variants.length).toBe(Object.keys(question?.keys ?? {}).length);
  });
});

const GIVEN: readonly (readonly [string, string, unknown])[] = [
  ['no true claim', single([option('size(pods) == 0'), option('size(pods) == 2')]), ['quizzes/q.yaml:8:13: question one: expected exactly one true option, found 0 with seed a. The engine decides: correct the options or the world']],
  ['two true claims', single([option('size(pods) == 1'), option('size(pods) > 0')]), [expect.stringContaining('expected exactly one true option, found 2 (1, 2) with seed a')]],
  ['a wrong belief that is true', single([option('size(pods) == 1', ', misconception: M02'), option('size(pods) == 0')]), [expect.stringMatching(/8:\d+: question one: option 1 stands for the wrong belief M02, but is true/)]],
  ['everything of a multiple is true', asked('multiple', `options: [${option('size(pods) == 1')}, ${option('size(pods) > 0')}]`), [expect.stringContaining('at least one true option and one false, found 2 (1, 2) true of 2')]],
  ['a claim that cannot be evaluated', single([option("pods[3].metadata.name == 'x'"), option('size(pods) == 1')]), [expect.stringContaining('cannot be evaluated: index out of bounds: 3')]],
  ['claims that are no CEL, all told', single([option('size(pods) = 1'), option('sizes(pods) == 1')]), expect.arrayContaining([expect.stringContaining('was not expected here'), expect.stringContaining('there is no function sizes here')])],
  ['a claim that is a number', single([option('size(pods)'), option('size(pods) == 1')]), [expect.stringContaining('expected true or false, found 1')]],
  ['a wrong number that is right', asked('number', 'value: size(pods), wrong: [{value: 1, feedback: {en: f, zh: 甲}}]'), [expect.stringContaining('1 counts as right: the value is 1, give or take 0')]],
  ['a number that is a text', asked('number', 'value: "pods[0].metadata.name"'), [expect.stringContaining('expected a number, found "web"')]],
  ['a wrong text that is right', asked('text', 'value: "pods[0].status.phase", wrong: [{text: running, feedback: {en: f, zh: 甲}}]'), [expect.stringContaining('"running" counts as right: the value is "Running"')]],
  ['an order of what never happens', asked('order', 'items: [{text: {en: a, zh: 甲}, when: size(pods) == 1}, {text: {en: b, zh: 乙}, when: size(pods) == 7}, {text: {en: c, zh: 丙}, when: size(nodes) == 1}]'), [expect.stringContaining('never happens with seed a')]],
  ['an order in which all is open', asked('order', `guard: 40s, items: [{text: {en: a, zh: 甲}, when: size(pods) == 1}, {text: {en: b, zh: 乙}, when: "${phase('web')}"}, {text: {en: c, zh: 丙}, when: size(nodes) == 1}]`), [expect.stringContaining('any order is right')]],
  ['a state without a choice', asked('states-over-time', "moments: [1s, 9s], of: 'pods[0].metadata.name', choices: [{id: a, text: {en: a, zh: 甲}}, {id: b, text: {en: b, zh: 乙}}]"), [expect.stringContaining('gives "web" after 1s; there are choices for a, b'), expect.anything()]],
  ['a state that stays', asked('states-over-time', "moments: [1s, 9s], of: 'pods[0].metadata.name', choices: [{id: web, text: {en: a, zh: 甲}}, {id: b, text: {en: b, zh: 乙}}]"), [expect.stringContaining('it is web at each of them')]],
  ['a row without a partner', asked('match', 'left: [{id: a, text: {en: a, zh: 甲}, value: "1"}, {id: b, text: {en: b, zh: 乙}, value: "2"}], right: [{id: k, text: {en: k, zh: 丙}, claim: left == 1}, {id: p, text: {en: p, zh: 丁}, claim: left == 3}]'), [expect.stringContaining('exactly one on the right to be true of b, found 0')]],
  ['a goal that holds by itself', asked('command', `typed: true, goal: "${phase('web')}", solution: kubectl get pods`), [expect.stringContaining('the goal is reached without any answer')]],
  ['a solution that does not reach the goal', asked('command', `typed: true, goal: "${phase('db')}", solution: kubectl get pods`), [expect.stringContaining('the solution does not reach the goal')]],
  ['a wrong command that reaches it', asked('command', `typed: true, goal: "${phase('db')}", solution: "kubectl run db --image=nginx:1.14.2", wrong: [{command: "kubectl run db --image=nginx:1.16.1", feedback: {en: f, zh: 甲}}]`), [expect.stringContaining('"kubectl run db --image=nginx:1.16.1" reaches the goal, so it is not wrong')]],
  ['two commands that reach it', asked('command', `goal: "${phase('db')}", options: [{command: "kubectl run db --image=nginx:1.16.1", feedback: {en: f, zh: 甲}}, {command: "kubectl run db --image=nginx:1.14.2", feedback: {en: f, zh: 甲}}]`), [expect.stringContaining('exactly one command that reaches the goal, found 2 (1, 2)')]],
  ['a wrong fill that reaches it', asked('fill-yaml', `template: ${MANIFEST}, solution: {1: db, 2: "nginx:1.14.2"}, goal: "${phase('db')}", wrong: [{fill: {1: x, 2: "nginx:1.14.2"}, feedback: {en: f, zh: 甲}}]`), [expect.stringContaining('x, nginx:1.14.2 reaches the goal')]],
  ['blanks that do not fit', asked('fill-yaml', `template: ${MANIFEST}, solution: {1: db}, goal: "${phase('db')}"`), [expect.stringContaining('the solution leaves blank 2 empty')]],
  ['a decoy that mends it', asked('find-line', `${BROKEN} file: p.yaml, fix: {path: metadata.name, value: pod}, decoys: [{path: "spec.containers[0].image", value: "nginx:1.14.2"}], goal: "pods.exists(p, p.status.phase == 'Running')"`), [expect.stringContaining('the fix does not reach the goal')]],
  ['a fix that is not in the file', asked('find-line', `${BROKEN} file: p.yaml, fix: {path: "..x", value: pod}, goal: "true"`), [expect.stringContaining('this is no path')]],
  ['placeholders that differ', single([option('size(pods) == 0'), option('size(pods) == 1')], 'one', 'params: {count: {int: [1, 1]}}, lesson: a/b, ').replace('How is it (one)?', 'How {{count}}?'), [expect.stringContaining('the English text speaks of count, the Chinese one of none')]],
  ['an unknown placeholder', single([option('size(pods) == 0'), option('size(pods) == 1')], 'one', 'params: {count: {int: [1, 1]}}, ').replace('How is it (one)?', '{{m}}?').replace('怎么样（one）？', '{{m}}？'), [expect.stringContaining('{{m}} is no parameter'), expect.stringContaining('{{m}} is no parameter'), expect.stringContaining('warning')]],
  ['a file that is not there', single([option('size(pods) == 0'), option('size(pods) == 1')], 'one', 'world: {files: {a.yaml: nowhere.yaml}}, '), [expect.stringContaining('there is no exercises/manifests/nowhere.yaml')]],
  ['an exhibit that is not there', single([option('size(pods) == 0'), option('size(pods) == 1')], 'one', 'exhibit: {file: a.yaml}, '), [expect.stringContaining('the world has no file a.yaml')]],
  ['a language is missing', single([option('size(pods) == 0'), '{claim: "true", text: {en: a}, feedback: {en: b, zh: 乙}}']), [expect.stringMatching(/questions\[0\]\.options\[1\]\.text: zh is missing/)]],
  ['the same option twice', single([option('size(pods) == 0'), option('size(pods) == 1')]).replace(/en: a\d+, zh: 甲\d+/g, 'en: a, zh: 甲'), [expect.stringContaining('option 2 says the same as option 1')]],
  ['a key that changes right after the moment', asked('single', `world: {cluster: minikube, steps: [{command: 'kubectl run x --image=busybox -- sleep 21'}, {wait: 20s}, {wait: 1s}]}, guard: 10s, options: [${option('pods[0].status.containerStatuses[0].restartCount == 0')}, ${option('pods[0].status.containerStatuses[0].restartCount > 0')}]`), [expect.stringMatching(/the key is 1 at the moment, but 2 [\d.]+ s after it/)]],
];
test.each(GIVEN)('%s', (_name, question, expected) => {
  expect(problems(quiz(question))).toEqual(expected);
});

test('two problems in two questions are told at once, with their places', () => {
  const found = problems(quiz(single([option('size(pods) == 0'), option('size(pods) == 2')], 'one'), single([option('size(pods) == 1'), option('size(pods) == 1')], 'two')));
  expect(found).toEqual([expect.stringMatching(/^quizzes\/q\.yaml:8:.*question one/), expect.stringMatching(/^quizzes\/q\.yaml:10:.*question two/)]);
});

test('what gives an answer away in a quiz as a whole', () => {
  const long = (id: string): string => single([option('size(pods) == 1').replace(/en: a\d+/, `en: A long and careful sentence that says everything about ${id}`), option('size(pods) == 0')], id);
  const found = problems(quiz(long('a'), long('b'), long('c'), long('d')));
  expect(found).toEqual([expect.stringContaining('the right option is number 1 in 4 of 4 questions'), expect.stringContaining('the right option is by far the longest (en) in 4 of 4 questions')]);
  const statement = (id: string): string => asked('true-false', 'claim: size(pods) == 1, feedback: {"true": {en: t, zh: 对}, "false": {en: f, zh: 错}}', id);
  expect(problems(quiz(statement('a'), statement('b'), statement('c')))).toEqual([expect.stringContaining('all 3 statements are true')]);
});

describe('proofs', () => {
  const sheetOf = (text: string): SheetQuestion => { const proved = prove(text); if (!proved.ok) throw new Error(proved.problems.map(printDiagnostic).join('\n')); const [first] = proved.sheet.questions; if (first === undefined) throw new Error('no question'); return first; };
  const opened = ({ spec, inputs, end }: Proof): ReturnType<typeof replay> => replay({ seed: spec.seed, preset: spec.preset, files: spec.files }, inputs, end);

  test('a proof is a session: opened again, it is the very same cluster', () => {
    const text = quiz(single([option("output.contains('Running')"), option("output == ''")], 'one', 'command: kubectl get pods, '));
    const [variant] = sheetOf(text).variants;
    const [again] = sheetOf(text).variants;
    if (variant === undefined || again === undefined) throw new Error('no variant');
    expect(again).toEqual(variant);
    expect(variant.proof.output).toMatch(/^NAME +READY[^\n]*\nweb +1\/1 +Running[^\n]*\n$/);
    const { session } = opened(variant.proof);
    expect(session.at).toBe(variant.proof.end);
    expect(session.view().pods.map(({ name, status }) => [name, status])).toEqual([['web', 'Running']]);
    expect(opened(variant.proof).session.hash()).toBe(session.hash());
  });

  test('looking on changes nothing', () => {
    const order = asked('order', `guard: 100ms, items: [{text: {en: a, zh: 甲}, when: "${phase('web')}"}, {text: {en: b, zh: 乙}, when: size(pods) == 1}, {text: {en: c, zh: 丙}, when: size(events) > 2}]`);
    const [watched] = sheetOf(quiz(order)).variants;
    const [alone] = sheetOf(quiz(asked('number', 'value: size(pods)'))).variants;
    expect(watched?.proof).toEqual(alone?.proof);
  });
});

test('a key that has changed is told with its question and seed', () => {
  const proved = prove(quiz(asked('number', 'value: size(pods)')));
  if (!proved.ok) throw new Error('not proved');
  const keys = keysOf([{ slug: 'q', questions: proved.questions }]);
  const kept = JSON.parse(printKeys(keys)) as KeysFile;
  expect(changedKeys(kept.keys, keys)).toEqual([]);
  expect(changedKeys({ 'q/one': { a: 2 }, 'q/old': { a: 1 } }, keys)).toEqual(['q/old: gone', 'q/one, a: 2 → 1']);
});

describe('parameters', () => {
  const COUNTED = 'params: {count: {int: [2, 4]}},';
  const made = 'world: {cluster: minikube, steps: [{command: "kubectl create deployment web --image=nginx:1.14.2 --replicas={{count}}"}, {wait: 20s}]},';
  test.each([
    ['a place in a claim', asked('true-false', `${COUNTED} ${made} claim: "size(pods) == {{count}}", feedback: {"true": {en: t, zh: 对}, "false": {en: f, zh: 错}}`), true],
    ['the variable params', asked('true-false', `${COUNTED} ${made} claim: size(pods) == params.count, feedback: {"true": {en: t, zh: 对}, "false": {en: f, zh: 错}}`), true],
    ['an expression and a text that are nothing but a place', asked('number', `${COUNTED} exhibit: {language: text, text: "{{count}}"}, value: "{{count}}", wrong: [{value: "{{count}} + 1", feedback: {en: "{{count}}", zh: "{{count}}"}}]`), expect.any(Number)],
  ])('%s', (_what, text, key) => {
    expect(keyIn(quiz(text))).toEqual(key);
    const proved = prove(quiz(text));
    const places = JSON.stringify(proved.ok ? proved.sheet.questions : []);
    expect(places).not.toContain('{{count}}');
    expect(places).not.toMatch(/"(?:en|zh|text)":\d/);
  });

  test('a name that YAML reads as false', () => {
    expect(problems(quiz(asked('true-false', 'params: {n: {int: [2, 4]}}, claim: "size(pods) == {{n}}", feedback: {"true": {en: t, zh: 对}, "false": {en: f, zh: 错}}')))).toContain(
      'quizzes/q.yaml:8:13: the key n means false in YAML. Put it in quotes, "n", or choose another name');
  });
});
