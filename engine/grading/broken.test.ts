/** Broken labs and quizzes: each fault is told with its file, line, column and what to do, and all of them at once. */
import { loadLab, loadQuiz, printDiagnostic } from './index.ts';
import { LAB, QUIZ } from './testdata/lab.ts';

type Change = readonly [from: string, to: string];
const changed = (text: string, changes: readonly Change[]): string => changes.reduce((before, [from, to]) => { if (!before.includes(from)) throw new Error(`not there: ${from}`); return before.replace(from, () => to); }, text);
const told = (problems: readonly Parameters<typeof printDiagnostic>[0][]): string[] => problems.map((problem) => printDiagnostic(problem).replace(/^labs\/sample\//, ''));

/** A change of exercise.yaml, or other files. */
type Broken = Change | { readonly [path: string]: string | undefined };
const isChange = (change: Broken): change is Change => Array.isArray(change);
function broken(...changes: readonly Broken[]): string[] {
  const files: { [path: string]: string | undefined } = { ...LAB };
  for (const change of changes) {
    if (isChange(change)) files['exercise.yaml'] = changed(files['exercise.yaml'] ?? '', [change]);
    else Object.assign(files, change);
  }
  const texts = Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const loaded = loadLab({ name: 'labs/sample', paths: Object.keys(texts), read: (path) => texts[path] ?? '' }, { lessons: (id) => id === 'the-pod/probes' });
  return told(loaded.ok ? loaded.warnings : loaded.problems);
}

test('without a fault nothing is told', () => {
  expect(broken()).toEqual([]);
});

test('a load that is started before the learner comes in is known to every fork', () => {
  expect(broken(['run:\n', "before:\n- {load: {id: all-day, url: 'http://web.default/'}}\nrun:\n"], ['load: steady\n', 'load: all-day\n'])).toEqual([]);
});

/** `line:column: message. what to do`, for each thing that is wrong. */
const LABS: readonly (readonly [what: string, changes: readonly Broken[], told: readonly string[]])[] = [
  ['a key that is misspelt', [['minutes: 5', 'minuts: 5']], [
    'exercise.yaml:1:1: minutes is missing. Write minutes: a number',
    'exercise.yaml:6:1: there is no key minuts here. Did you mean minutes?',
  ]],
  ['a language left out', [['title: {en: A sample, zh: 样例}', 'title: {en: A sample}']], [
    'exercise.yaml:4:8: title: zh is missing. Write the Chinese text',
  ]],
  ['a language left out of what is shown', [["  expr: object.spec.type == 'ClusterIP'", "  expr: object.spec.type == 'ClusterIP'\n  show: {en: object.spec.type}"]], [
    'exercise.yaml:55:9: checks[3].show: zh is missing. Write the Chinese text',
  ]],
  ['a text that is empty', [['zh: 样例', "zh: ''"]], [
    'exercise.yaml:4:28: title.zh: this is empty. Write it, or take the line out',
  ]],
  ['another name than the folder', [['{name: sample}', '{name: simple}']], [
    'exercise.yaml:3:18: metadata.name is simple, the folder is sample. Give both the same name',
  ]],
  ['a number in quotes', [['minutes: 5', "minutes: '5'"]], [
    'exercise.yaml:6:11: minutes: expected a number, found "5". Write it without quotes',
  ]],
  ['a cluster that there is not', [['cluster: three-nodes', 'cluster: three-node']], [
    'exercise.yaml:8:10: cluster: expected one of minikube, three-nodes, found "three-node". Did you mean three-nodes?',
  ]],
  ['no format', [['apiVersion: peapod/v1', 'apiVersion: peapod/v2']], [
    'exercise.yaml:1:13: apiVersion: expected peapod/v1, found "peapod/v2". Did you mean peapod/v1?',
  ]],
  ['a slug with capitals', [['id: spread', 'id: Spread']], [
    'exercise.yaml:32:7: checks[1].id: expected lower-case letters, digits and dashes, at most 64, found "Spread". Write it in this form',
    'wrong/nothing/expect.yaml:2:11: there is no check spread. Did you mean Spread?',
    'wrong/one/expect.yaml:2:11: there is no check spread. Did you mean Spread?',
  ]],
  ['a duration in words', [['wait: 10s', 'wait: ten seconds']], [
    'exercise.yaml:11:20: run[0].wait: expected a duration like 30s, 5m or 1h30m, found "ten seconds". Write it in this form',
  ]],
  ['a step that is misspelt', [['{id: calm, wait: 10s}', '{id: calm, wiat: 10s}']], [
    'exercise.yaml:11:14: run[0]: expected exactly one of wait, settle, fault, load, scale, image, apply, command, found wiat. Did you mean wait?',
  ]],
  ['two steps in one', [['{id: calm, wait: 10s}', '{id: calm, wait: 10s, command: ls}']], [
    'exercise.yaml:11:25: run[0]: expected exactly one of wait, settle, fault, load, scale, image, apply, command, found wait and command. Split it into one entry for each',
  ]],
  ['a fault that there is not', [['fault: node-power-off', 'fault: node-poweroff']], [
    'exercise.yaml:13:29: there is no fault node-poweroff. Did you mean node-power-off?',
  ]],
  ['a fault without a target', [['fault: node-power-off, node: node02', 'fault: node-power-off']], [
    'exercise.yaml:13:21: run[2].fault: exactly one of node, pod, nodeOf, target is needed, found none. Write one of them',
  ]],
  ['a machine that there is not', [['node: node02', 'node: node2']], [
    'exercise.yaml:13:51: there is no machine node2 in this cluster. Did you mean node02?',
  ]],
  ['a fault of Pods on a node', [['fault: node-power-off, node: node02', 'fault: pod-delete, node: node02']], [
    'exercise.yaml:13:21: pod-delete happens to a pod; this names none. Write pod',
  ]],
  ['a part that there is not', [['fault: node-power-off, node: node02', 'fault: component-stop, target: kube-shceduler']], [
    'exercise.yaml:13:53: there is no part kube-shceduler of the control plane. Did you mean kube-scheduler?',
  ]],
  ['a load over https', [["'http://web.default/'", "'https://web.default/'"]], [
    'exercise.yaml:12:29: a load asks an address like http://web.default/, found https://web.default/. Write http://; there is no https in the cluster',
  ]],
  ['a file that is not in exam/', [['apply: extra.yaml', 'apply: extras.yaml']], [
    'exercise.yaml:14:11: there is no file exam/extras.yaml. Did you mean extra.yaml?',
  ]],
  ['a way out of the folder', [['apply: extra.yaml', 'apply: ../../secret.yaml']], [
    'exercise.yaml:14:11: ../../secret.yaml leads out of exam/. Name a file in exam/',
  ]],
  ['manifests that are no YAML', [['{apply: extra.yaml}', '{apply: "a: b: c\\n"}']], [
    'exercise.yaml:14:16: not valid YAML: line 1: mapping values are not allowed in this context. Look at the indentation and the quotes there',
  ]],
  ['two checks of one name', [['id: served', 'id: ready']], [
    'exercise.yaml:41:7: a second check or constraint is called ready. Each needs an id of its own',
    'wrong/nothing/expect.yaml:1:16: there is no check served. There are: nothing-deleted, ready, spread, ready, elsewhere',
  ]],
  ['two steps of one name', [['id: boom', 'id: calm']], [
    'exercise.yaml:13:8: a second step here is called calm. Each step of a fork needs an id of its own',
    'exercise.yaml:36:31: no step of run has the id boom. There are: calm, steady',
  ]],
  ['a need that there is not', [['needs: [ready]', 'needs: [raedy]']], [
    'exercise.yaml:35:11: spread needs raedy, which is no check. Did you mean ready?',
  ]],
  ['a need in a circle', [['  load: steady', '  needs: [served2]\n  load: steady'], ['id: elsewhere', 'id: served2'], ['  in: again', '  in: again\n  needs: [served]']], [
    'exercise.yaml:44:11: served needs itself: served → served2 → served. Take one of these needs out',
    'exercise.yaml:54:11: served2 needs itself: served2 → served → served2. Take one of these needs out',
  ]],
  ['a need that comes later', [['needs: [ready]', 'needs: [served]']], [
    'exercise.yaml:35:11: spread needs served, which comes later. Move served before spread',
  ]],
  ['a moment that there is not', [['after: boom', 'after: bang']], [
    'exercise.yaml:36:31: no step of run has the id bang. There are: calm, boom, steady',
  ]],
  ['a moment of another fork', [['after: boom', 'after: pause']], [
    'exercise.yaml:36:31: no step of run has the id pause. There are: calm, boom, steady',
  ]],
  ['a fork that there is not', [['in: again', 'in: agian']], [
    'exercise.yaml:52:7: there is no fork agian. Did you mean again?',
  ]],
  ['a load that is not started', [['load: steady\n', 'load: stedy\n']], [
    'exercise.yaml:44:9: no step of run starts the load stedy. Did you mean steady?',
  ]],
  ['a load at every moment', [['mode: atEnd', 'mode: always']], [
    'exercise.yaml:45:16: a load is judged once, when everything is over; always means every moment. Write mode: atEnd',
  ]],
  ['two targets', [['  load: steady\n', '  load: steady\n  command: kubectl get pods\n']], [
    'exercise.yaml:45:12: checks[2].command: exactly one of resource, select, list, load, command is needed, found load and command. Keep one of them',
  ]],
  ['no target', [['  load: steady\n', '']], [
    'exercise.yaml:41:3: checks[2]: exactly one of resource, select, list, load, command is needed, found none. Write one of them',
  ]],
  ['a list without an expression', [['  expr: items.size() > 0 && items.all(p, p.spec.nodeName != \'\') && node != null\n', '']], [
    'exercise.yaml:37:9: checks[1].list: list needs an expr or a score. See its description in exercises/schema',
  ]],
  ['a scale without a score', [['  score: double(load.answered) / double(load.sent)\n', '  expr: load.sent > 0\n']], [
    'exercise.yaml:47:10: checks[2].scale: scale needs a score. See its description in exercises/schema',
  ]],
  ['an expression that ends too early', [["object.spec.type == 'ClusterIP'", 'object.spec.type ==']], [
    'exercise.yaml:54:28: check elsewhere: expr: the expression ends too early. Write the rest of it',
  ]],
  ['a variable that there is not', [["object.spec.type == 'ClusterIP'", "service.spec.type == 'ClusterIP'"]], [
    'exercise.yaml:54:9: check elsewhere: expr: there is no variable service here. The variables are: object',
  ]],
  ['a function that there is not', [["object.spec.type == 'ClusterIP'", "object.spec.type.startWith('Cluster')"]], [
    'exercise.yaml:54:35: check elsewhere: expr: there is no function startWith here. Did you mean startsWith?',
  ]],
  ['an expression in a block, wrong in its second line', [["  expr: object.spec.type == 'ClusterIP'", '  expr: |\n    object.spec.type == \'ClusterIP\' &&\n    objct.spec.ports.size() > 0']], [
    'exercise.yaml:56:5: check elsewhere: expr: there is no variable objct here. Did you mean object?',
  ]],
  ['a field that no Service has', [['object.spec.type ==', 'object.spec.tpye ==']], [
    'exercise.yaml:54:20: warning: check elsewhere: expr: Service has no field tpye there. Did you mean type?',
  ]],
  ['a field of a partial object that there is not', [['status: {readyReplicas:', 'status: {readyReplica:']], [
    'exercise.yaml:30:14: warning: Deployment has no field readyReplica here. Did you mean readyReplicas?',
  ]],
  ['JMESPath in a key', [['(availableReplicas >= 2)', '"(conditions[?type == \'Ready\'])"']], [
    "exercise.yaml:30:46: check ready: (conditions[?type == 'Ready']) is JMESPath; keys in parentheses are CEL here. For example (conditions.exists(c, c.type == 'Ready' && c.status == 'True')): true",
  ]],
  ['a key that is no CEL', [['(availableReplicas >= 2)', '(availableReplicas >=)']], [
    'exercise.yaml:30:66: check ready: (availableReplicas >=) is no CEL: the expression ends too early. Write the rest of it',
  ]],
  ['a kind that there is not', [['kind: Service, name: web', 'kind: Sevice, name: web']], [
    'exercise.yaml:53:34: check elsewhere: there is no kind Sevice in v1. Did you mean Service (v1)?',
  ]],
  ['a kind of another group', [['apiVersion: apps/v1', 'apiVersion: v1']], [
    'exercise.yaml:27:17: check ready: there is no kind Deployment in v1. Deployment is in apps/v1',
  ]],
  ['a namespace for a node', [['kind: Node, name: node01', 'kind: Node, namespace: default, name: node01']], [
    'exercise.yaml:38:56: check spread: a Node is in no namespace. Take the namespace out',
  ]],
  ['a variable that is called like a library of CEL', [['bind: {node:', 'bind: {sets:']], [
    'exercise.yaml:38:16: check spread: sets is a word of CEL itself, a variable cannot be called so. Choose another name',
    'exercise.yaml:39:68: check spread: expr: there is no variable node here. The variables are: items, sets',
  ]],
  ['a variable bound over another', [['bind: {node:', 'bind: {items:']], [
    'exercise.yaml:38:17: check spread: items is a variable of list already. Choose another name',
    'exercise.yaml:39:68: check spread: expr: there is no variable node here. The variables are: items',
  ]],
  ['a lesson that there is not', [['  load: steady\n', '  load: steady\n  lesson: the-pod/probe\n']], [
    'exercise.yaml:45:11: there is no lesson the-pod/probe. Lessons are called like their file below docs/, without .mdx',
  ]],
  ['a misconception that there is not', [['  load: steady\n', '  load: steady\n  misconception: M41\n']], [
    'exercise.yaml:45:18: checks[2].misconception: expected M01 to M40, found "M41". Write it in this form',
  ]],
  ['no points at all', [['points: 2', 'points: 0'], ['points: 1', 'points: 0'], ['points: 3', 'points: 0'], ['points: 1', 'points: 0']], [
    'exercise.yaml:23:1: no check gives points. Give at least one check points',
  ]],
  ['a parameter that is not declared', [["'{{replicas}} 个都就绪'", "'{{replcas}} 个都就绪'"]], [
    'exercise.yaml:24:50: {{replcas}} is no parameter. Did you mean {{replicas}}?',
  ]],
  ['a parameter in one language only', [["'{{replicas}} 个都就绪'", '都就绪']], [
    'exercise.yaml:24:49: the English text speaks of replicas, the Chinese one of none. Both languages say the same',
  ]],
  ['a parameter that does not fit', [['rate: 5', "rate: '{{app}}'"]], [
    'exercise.yaml:12:58: with the parameters put in: run[1].load.rate: expected a number, or one parameter like "{{replicas}}", found "web". Write it in this form',
  ]],
  ['a parameter inside another', [['oneOf: [web, shop]', "oneOf: [web, '{{replicas}}']"]], [
    'exercise.yaml:9:55: the value of app holds {{: a parameter is never put into another. Write the value itself',
  ]],
  ['a parameter in the task of one language', [{ 'task.zh.md': '运行 {{app}}。\n' }], [
    'task.zh.md:1:1: the English task speaks of app, replicas, the Chinese one of app. Both languages say the same',
  ]],
  ['a task that is missing', [{ 'task.zh.md': undefined }], [
    'task.zh.md: this file is missing. npx peapod new lab writes all that a lab needs',
  ]],
  ['a manifest that is no YAML', [{ 'start/service.yaml': 'apiVersion: v1\n	kind: Service\n' }], [
    'start/service.yaml:2:1: not valid YAML: found a tab character that violates indentation. Indent with blanks, not with tabs; put a text that begins with @, ` or % in quotes',
  ]],
  ['a manifest of no kind', [{ 'start/service.yaml': 'apiVersion: v1\nkind: Servise\n' }], [
    'start/service.yaml:1:1: there is no kind Servise in v1. kubectl api-resources lists what there is',
  ]],
  ['no solution', [{ 'solution/commands.sh': undefined }], [
    'solution: there is no solution. Put manifests, commands.sh or the source of a controller (.js) there',
  ]],
  ['a wrong attempt that says nothing', [{ 'wrong/one/expect.yaml': undefined }], [
    'wrong/one/expect.yaml: this file is missing. Write which checks this attempt fails: {fails: [check ids]}',
  ]],
  ['an expected failure that there is not', [{ 'wrong/one/expect.yaml': 'fails: [raedy]\nskipped: [ready]\n' }], [
    'wrong/one/expect.yaml:1:9: there is no check raedy. Did you mean ready?',
  ]],
  ['a key twice', [['minutes: 5', 'minutes: 5\nminutes: 6']], [
    'exercise.yaml:7:1: the key minutes stands here for the second time. Keep one of them',
  ]],
  ['a key that means something to JavaScript', [['metadata: {name: sample}', 'metadata: {name: sample, __proto__: {x: 1}}']], [
    'exercise.yaml:3:26: metadata.__proto__: this key is not allowed. Give it another name',
  ]],
  ['tabs', [['cluster: three-nodes', '	cluster: three-nodes']], [
    'exercise.yaml:8:1: not valid YAML: found character that cannot start any token. Indent with blanks, not with tabs; put a text that begins with @, ` or % in quotes',
  ]],
  ['two documents', [['kind: Lab', 'kind: Lab\n---\nkind: Lab']], [
    'exercise.yaml:4:1: expected one YAML document, found 2. Take the line --- out, or put each document in a file of its own',
  ]],
  ['several at once', [['minutes: 5', 'minuts: 5'], ['fault: node-power-off', 'fault: power-off'], ['needs: [ready]', 'needs: [readi]'], ["object.spec.type == 'ClusterIP'", 'objekt.spec'], ['zh: 都在一个节点上。', 'cn: 都在一个节点上。']], [
    'exercise.yaml:1:1: minutes is missing. Write minutes: a number',
    'exercise.yaml:6:1: there is no key minuts here. Did you mean minutes?',
    'exercise.yaml:13:29: there is no fault power-off. There are: clock-skew, clock-sync, component-start, component-stop, container-kill, disk-death, disk-fill, disk-free, disk-replace, kubelet-start, kubelet-stop, load-start, …',
    'exercise.yaml:35:11: spread needs readi, which is no check. Did you mean ready?',
    'exercise.yaml:40:9: checks[1].fail: zh is missing. Write the Chinese text',
    'exercise.yaml:40:32: checks[1].fail: there is no key cn here. Did you mean en?',
    'exercise.yaml:54:9: check elsewhere: expr: there is no variable objekt here. Did you mean object?',
  ]],
];
test.each(LABS)('a lab with %s', (_what, changes, expected) => { expect(broken(...changes)).toEqual(expected); });

const QUIZZES: readonly (readonly [what: string, changes: readonly Change[], told: readonly string[]])[] = [
  ['a type that there is not', [['type: number', 'type: nubmer']], [
    'quizzes/sample.yaml:9:9: questions[0].type: expected one of command, choose-command, fill-yaml, find-line, match, multiple, number, order, text, single, predict-state, predict-output, states-over-time, true-false, found "nubmer". Did you mean number?',
  ]],
  ['no type', [['  type: number\n', '']], [
    'quizzes/sample.yaml:8:3: questions[0]: type is missing. Write one of command, choose-command, fill-yaml, find-line, match, multiple, number, order, text, single, predict-state, predict-output, states-over-time, true-false',
  ]],
  ['a key of another type', [['  value: pods.size()', '  value: pods.size()\n  options: []']], [
    'quizzes/sample.yaml:14:3: questions[0]: there is no key options here. Remove it; the keys here are id, skill, stem, exhibit, world, params, guard, misconception, lesson, type, explain, command, value, unit, tolerance, band, wrong',
  ]],
  ['an option without a claim', [['  - claim: pods.size() == 0\n    text:', '  - text:']], [
    'quizzes/sample.yaml:22:5: questions[1].options[1]: claim is missing. Write claim: a text',
  ]],
  ['one option', [['    misconception: M36\n', '    misconception: M36\n'], ['  - claim: pods.size() == 0\n    text: {en: None, zh: 没有}\n    feedback: {en: No., zh: 不对。}\n    misconception: M36\n', '']], [
    'quizzes/sample.yaml:19:3: questions[1].options: expected at least 2 entries, found 1. Add what is missing',
  ]],
  ['feedback in one language', [['feedback: {en: No., zh: 不对。}', 'feedback: {en: No.}']], [
    'quizzes/sample.yaml:24:15: questions[1].options[1].feedback: zh is missing. Write the Chinese text',
  ]],
  ['a misconception that there is not', [['misconception: M36', 'misconception: M44']], [
    'quizzes/sample.yaml:25:20: questions[1].options[1].misconception: expected M01 to M40, found "M44". Write it in this form',
  ]],
  ['another name than the file', [['{name: sample}', '{name: simple}']], [
    'quizzes/sample.yaml:3:18: metadata.name is simple, the file is sample.yaml. Give both the same name',
  ]],
  ['two questions of one name', [['id: which', 'id: how-many']], [
    'quizzes/sample.yaml:14:7: a second question is called how-many. Each question needs an id of its own',
  ]],
  ['a claim that is no CEL', [['claim: pods.size() == 0', 'claim: pods.size( == 0']], [
    'quizzes/sample.yaml:22:23: == was not expected here. Look at the brackets, quotes and operators before it',
  ]],
  ['a variable that there is not', [['value: pods.size()', 'value: pod.size()']], [
    'quizzes/sample.yaml:13:10: there is no variable pod here. Did you mean pods?',
  ]],
  ['a parameter that is not declared', [["'要了 {{count}} 个，有几个 Pod？'", "'要了 {{counts}} 个，有几个 Pod？'"]], [
    'quizzes/sample.yaml:11:63: {{counts}} is no parameter. Did you mean {{count}}?',
  ]],
];
test.each(QUIZZES)('a quiz with %s', (_what, changes, expected) => {
  const loaded = loadQuiz('quizzes/sample.yaml', changed(QUIZ, changes), () => undefined);
  expect(told(loaded.ok ? loaded.warnings : loaded.problems)).toEqual(expected);
});
