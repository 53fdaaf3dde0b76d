import { loadLab, loadQuiz, printDiagnostic, proveQuiz } from './engine/grading/index.ts';
import { LAB, QUIZ } from './engine/grading/testdata/lab.ts';
export const labCases: [string, any[]][] = [
  ['a key that is misspelt', [['minutes: 5', 'minuts: 5']]],
  ['a language left out', [['title: {en: A sample, zh: 样例}', 'title: {en: A sample}']]],
  ['a text that is empty', [['zh: 样例', "zh: ''"]]],
  ['another name than the folder', [['{name: sample}', '{name: simple}']]],
  ['a number in quotes', [['minutes: 5', "minutes: '5'"]]],
  ['a cluster that there is not', [['cluster: three-nodes', 'cluster: three-node']]],
  ['no format', [['apiVersion: peapod/v1', 'apiVersion: peapod/v2']]],
  ['a slug with capitals', [['id: spread', 'id: Spread']]],
  ['a duration in words', [['wait: 10s', 'wait: ten seconds']]],
  ['a step that is misspelt', [['{id: calm, wait: 10s}', '{id: calm, wiat: 10s}']]],
  ['two steps in one', [['{id: calm, wait: 10s}', '{id: calm, wait: 10s, command: ls}']]],
  ['a fault that there is not', [['fault: node-power-off', 'fault: node-poweroff']]],
  ['a fault without a target', [['fault: node-power-off, node: node02', 'fault: node-power-off']]],
  ['a machine that there is not', [['node: node02', 'node: node2']]],
  ['a fault of Pods on a node', [['fault: node-power-off, node: node02', 'fault: pod-delete, node: node02']]],
  ['a part that there is not', [['fault: node-power-off, node: node02', 'fault: component-stop, target: kube-shceduler']]],
  ['a load over https', [["'http://web.default/'", "'https://web.default/'"]]],
  ['a file that is not in exam/', [['apply: extra.yaml', 'apply: extras.yaml']]],
  ['a way out of the folder', [['apply: extra.yaml', 'apply: ../../secret.yaml']]],
  ['manifests that are no YAML', [['{apply: extra.yaml}', '{apply: "a: b: c\\n"}']]],
  ['two checks of one name', [['id: served', 'id: ready']]],
  ['two steps of one name', [['id: boom', 'id: calm']]],
  ['a need that there is not', [['needs: [ready]', 'needs: [raedy]']]],
  ['a need in a circle', [['  load: steady', '  needs: [served2]\n  load: steady'], ['id: elsewhere', 'id: served2'], ['  in: again', '  in: again\n  needs: [served]']]],
  ['a need that comes later', [['needs: [ready]', 'needs: [served]']]],
  ['a moment that there is not', [['after: boom', 'after: bang']]],
  ['a moment of another fork', [['after: boom', 'after: pause']]],
  ['a fork that there is not', [['in: again', 'in: agian']]],
  ['a load that is not started', [['load: steady\n', 'load: stedy\n']]],
  ['a load at every moment', [['mode: atEnd', 'mode: always']]],
  ['two targets', [['  load: steady\n', '  load: steady\n  command: kubectl get pods\n']]],
  ['no target', [['  load: steady\n', '']]],
  ['a list without an expression', [["  expr: items.size() > 0 && items.all(p, p.spec.nodeName != '') && node != null\n", '']]],
  ['a scale without a score', [['  score: double(load.answered) / double(load.sent)\n', '  expr: load.sent > 0\n']]],
  ['an expression that ends too early', [["object.spec.type == 'ClusterIP'", "object.spec.type =="]]],
  ['a variable that there is not', [["object.spec.type == 'ClusterIP'", "service.spec.type == 'ClusterIP'"]]],
  ['a function that there is not', [["object.spec.type == 'ClusterIP'", "object.spec.type.startWith('Cluster')"]]],
  ['an expression in a block, wrong in its second line', [["  expr: object.spec.type == 'ClusterIP'", "  expr: |\n    object.spec.type == 'ClusterIP' &&\n    objct.spec.ports.size() > 0"]]],
  ['a field that no Service has', [['object.spec.type ==', 'object.spec.tpye ==']]],
  ['a field of a partial object that there is not', [['status: {readyReplicas:', 'status: {readyReplica:']]],
  ['JMESPath in a key', [['(availableReplicas >= 2)', '"(conditions[?type == \'Ready\'])"']]],
  ['a key that is no CEL', [['(availableReplicas >= 2)', '(availableReplicas >=)']]],
  ['a kind that there is not', [['kind: Service, name: web', 'kind: Sevice, name: web']]],
  ['a kind of another group', [['apiVersion: apps/v1', 'apiVersion: v1']]],
  ['a namespace for a node', [['kind: Node, name: node01', 'kind: Node, namespace: default, name: node01']]],
  ['a variable bound over another', [['bind: {node:', 'bind: {items:']]],
  ['a lesson that there is not', [['  load: steady\n', '  load: steady\n  lesson: the-pod/probe\n']]],
  ['a misconception that there is not', [['  load: steady\n', '  load: steady\n  misconception: M41\n']]],
  ['no points at all', [['points: 2', 'points: 0'], ['points: 1', 'points: 0'], ['points: 3', 'points: 0'], ['points: 1', 'points: 0']]],
  ['a parameter that is not declared', [["'{{replicas}} 个都就绪'", "'{{replcas}} 个都就绪'"]]],
  ['a parameter in one language only', [["'{{replicas}} 个都就绪'", '都就绪']]],
  ['a parameter that does not fit', [['rate: 5', "rate: '{{app}}'"]]],
  ['a parameter inside another', [['oneOf: [web, shop]', "oneOf: [web, '{{replicas}}']"]]],
  ['a parameter in the task of one language', [{ 'task.zh.md': '运行 {{app}}。\n' }]],
  ['a task that is missing', [{ 'task.zh.md': undefined }]],
  ['a manifest that is no YAML', [{ 'start/service.yaml': 'apiVersion: v1\n\tkind: Service\n' }]],
  ['a manifest of no kind', [{ 'start/service.yaml': 'apiVersion: v1\nkind: Servise\n' }]],
  ['no solution', [{ 'solution/commands.sh': undefined }]],
  ['a wrong attempt that says nothing', [{ 'wrong/one/expect.yaml': undefined }]],
  ['an expected failure that there is not', [{ 'wrong/one/expect.yaml': 'fails: [raedy]\nskipped: [ready]\n' }]],
  ['a key twice', [['minutes: 5', 'minutes: 5\nminutes: 6']]],
  ['a key that means something to JavaScript', [['metadata: {name: sample}', 'metadata: {name: sample, __proto__: {x: 1}}']]],
  ['tabs', [['cluster: three-nodes', '\tcluster: three-nodes']]],
  ['two documents', [['kind: Lab', 'kind: Lab\n---\nkind: Lab']]],
  ['several at once', [['minutes: 5', 'minuts: 5'], ['fault: node-power-off', 'fault: power-off'], ['needs: [ready]', 'needs: [readi]'], ["object.spec.type == 'ClusterIP'", 'objekt.spec'], ['zh: 都在一个节点上。', 'cn: 都在一个节点上。']]],
];
export const quizCases: [string, [string, string][]][] = [
  ['a type that there is not', [['type: number', 'type: nubmer']]],
  ['no type', [['  type: number\n', '']]],
  ['a key of another type', [['  value: pods.size()', '  value: pods.size()\n  options: []']]],
  ['an option without a claim', [['  - claim: pods.size() == 0\n    text:', '  - text:']]],
  ['one option', [['    misconception: M36\n', '    misconception: M36\n'], ["  - claim: pods.size() == 0\n    text: {en: None, zh: 没有}\n    feedback: {en: No., zh: 不对。}\n    misconception: M36\n", '']]],
  ['feedback in one language', [['feedback: {en: No., zh: 不对。}', 'feedback: {en: No.}']]],
  ['a misconception that there is not', [['misconception: M36', 'misconception: M44']]],
  ['another name than the file', [['{name: sample}', '{name: simple}']]],
  ['two questions of one name', [['id: which', 'id: how-many']]],
  ['a claim that is no CEL', [['claim: pods.size() == 0', 'claim: pods.size( == 0']]],
  ['a variable that there is not', [['value: pods.size()', 'value: pod.size()']]],
  ['a parameter that is not declared', [["'要了 {{count}} 个，有几个 Pod？'", "'要了 {{counts}} 个，有几个 Pod？'"]]],
];
const told = (ps: any[]) => ps.map((p) => printDiagnostic(p).replace(/^labs\/sample\//, ''));
const out: any = { labs: [], quizzes: [] };
for (const [name, changes] of labCases) {
  const files: any = { ...LAB };
  for (const c of changes) if (Array.isArray(c)) { if (!files['exercise.yaml'].includes(c[0])) throw new Error(name + ': ' + c[0]); files['exercise.yaml'] = files['exercise.yaml'].replace(c[0], () => c[1]); } else Object.assign(files, c);
  for (const k of Object.keys(files)) if (files[k] === undefined) delete files[k];
  const l: any = loadLab({ name: 'labs/sample', paths: Object.keys(files), read: (p) => files[p] }, { lessons: (id) => id === 'the-pod/probes' });
  out.labs.push([name, changes, told(l.ok ? l.warnings : l.problems), l.ok]);
}
for (const [name, changes] of quizCases) {
  let t = QUIZ; for (const [a, b] of changes) { if (!t.includes(a)) throw new Error(name + a); t = t.replace(a, () => b); }
  const l: any = loadQuiz('quizzes/sample.yaml', t, () => undefined);
  let problems = l.ok ? (proveQuiz(l.quiz, { seeds: ['a'], } as any) as any).problems ?? [] : l.problems;
  out.quizzes.push([name, changes, told(problems), l.ok]);
}
(await import('node:fs')).writeFileSync('/tmp/cases.json', JSON.stringify(out));
for (const [n, , t, ok] of [...out.labs, ...out.quizzes]) console.log(`## ${n}${ok ? ' (ok)' : ''}\n${t.join('\n')}`);
