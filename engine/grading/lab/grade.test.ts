import { startSession } from '../../session/index.ts';
import { gradeInSlices, gradeLab } from './grade.ts';
import type { Lab } from './lab.ts';
import { typed } from './proof/attempt.ts';
import type { GradeProgress, LabReport } from './report.ts';
import { said, THREE, tinyLab } from './testing/tinyLab.ts';
import { labSession } from './work.ts';

const SOLVE = ['kubectl scale deployment web --replicas=3', 'sleep 10'];
const graded = (lab: Lab, lines: readonly string[] = SOLVE, seed = 'a'): LabReport => { const { inputs, end } = typed([], 0, lines); return gradeLab(lab, seed, inputs, end); };
const states = (report: LabReport): { readonly [id: string]: string } => Object.fromEntries(report.checks.map(({ id, state }) => [id, state]));
const pods = (expr: string, more: object = {}): object => ({ ...said, points: 1, list: { apiVersion: 'v1', kind: 'Pod', labels: { app: 'web' } }, expr, ...more });
const LIVING = 'items.filter(p, !has(p.metadata.deletionTimestamp)).size()';

test('each fork begins at what was handed in, whatever was done on the others', () => {
  const lab = tinyLab({
    run: [{ id: 'gone', command: 'kubectl delete deployment web' }, { wait: '10s' }],
    forks: [{ id: 'second', run: [{ id: 'more', scale: { kind: 'Deployment', name: 'web', replicas: 5 } }, { wait: '10s' }] }],
    checks: [THREE, { id: 'gone-here', ...pods('items.size() == 0', { mayBeEmpty: true, when: { mode: 'atEnd', after: 'gone' } }) }, { id: 'five-there', in: 'second', ...pods(`${LIVING} == 5`, { when: { mode: 'atEnd', after: 'more' } }) },
      { id: 'three-before', in: 'second', ...pods(`${LIVING} == 3`, { when: { mode: 'eventually', within: '1s' } }) }],
  });
  const report = graded(lab);
  expect(states(report)).toEqual({ three: 'passed', 'gone-here': 'passed', 'five-there': 'passed', 'three-before': 'passed' });
  expect(report.checks.map(({ fork }) => fork)).toEqual(['run', 'run', 'second', 'second']);
  expect(report.exam.map(({ id, steps }) => [id, steps.map(({ id: step, what }) => [step, what.en])])).toEqual([
    ['run', [['gone', 'typing: kubectl delete deployment web'], [undefined, 'letting 10s go by']]], ['second', [['more', 'scaling Deployment web to 5'], [undefined, 'letting 10s go by']]]]);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  expect(JSON.stringify(graded(lab))).toBe(JSON.stringify(report));
}, 60_000);

test('in slices: what is done is told, and the report is the same', () => {
  const lab = tinyLab({ run: [{ id: 'cut', fault: { fault: 'pod-delete', pod: { labels: { app: 'web' } } } }, { settle: '60s' }, { fault: { fault: 'pod-delete', pod: { labels: { app: 'nobody' } } } }] });
  const { inputs, end } = typed([], 0, SOLVE);
  const told: GradeProgress[] = [];
  const grading = gradeInSlices(lab, 'a', inputs, end);
  let next = grading.next();
  for (; next.done !== true; next = grading.next()) told.push(next.value);
  expect(JSON.stringify(next.value)).toBe(JSON.stringify(gradeLab(lab, 'a', inputs, end)));
  expect([...new Set(told.map(({ what }) => what.zh.replace(/default\/web-\S+/, 'POD')))]).toEqual(['在全新的集群上重做一遍你的操作', '删除 Pod POD', '等到不再有变化', '删除 Pod ?', '观察结果']);
  expect(told.every(({ done, total }, index) => done >= (told[index - 1]?.done ?? 0) && done <= total)).toBe(true);
  expect(next.value.exam[0]?.steps[2]).toMatchObject({ problem: 'there is no Pod with app=nobody in namespace default' });
  expect(next.value.exam[0]?.steps[2]?.at).toBeLessThan(60_000); // settled long before
}, 60_000);

const WAYS = {
  'no-deletes': { forbid: { verbs: ['delete', 'deletecollection'], resources: ['pods'] } }, 'here-only': { forbid: { verbs: ['delete'], resources: ['pods'], namespaces: ['other'] } },
  'no-scaling': { forbid: { verbs: ['patch', 'update'], resources: ['deployments.apps/scale'] } }, 'nothing-new': { forbid: { verbs: ['create'], resources: ['*'] } },
  'none-of-mine': { forbid: { verbs: ['create'], resources: ['configmaps'], names: ['mine'] } }, 'few-writes': { maxWrites: 2 }, 'few-commands': { maxCommands: 3 },
};
test.each<[string, readonly string[], readonly string[]]>([
  ['as somebody else, by a script', ['kubectl delete pod -l app=web --as=system:serviceaccount:kube-system:x --as-group=system:masters', '', 'kubectl scale deployment web --replicas=3', 'for n in 1 2; do kubectl create configmap c$n; done'], ['no-deletes', 'no-scaling', 'nothing-new', 'few-writes']],
  ['only talked about, tried out, refused, asked; and what others do then', ['echo kubectl delete pod -l app=web', 'kubectl delete pod -l app=web --dry-run=server', 'kubectl delete pod no-such-pod', 'kubectl create token no-such-account', 'kubectl delete deployment web'], ['few-commands']],
])('the way is judged by what reached the API server: %s', (_, lines, broken) => {
  const report = graded(tinyLab({ constraints: Object.entries(WAYS).map(([id, one]) => ({ id, ...said, points: 1, ...one })) }), lines);
  const ways = report.checks.filter(({ kind }) => kind === 'constraint');
  expect(ways.filter(({ state }) => state === 'failed').map(({ id }) => id)).toEqual(broken);
  expect(ways.every(({ fork, seen }) => fork === 'way' && /\p{Script=Han}/u.test(seen.zh))).toBe(true);
}, 60_000);

test('partial credit, what needs something, gates, hints, and the points to pass', () => {
  const lab = tinyLab({
    hints: [{ id: 'look', cost: 1, text: said.title }],
    passAt: 0.5,
    checks: [
      { id: 'many', ...said, points: 3, list: { apiVersion: 'v1', kind: 'Pod', labels: { app: 'web' } }, score: `double(${LIVING})`, scale: [1, 4], when: { mode: 'atEnd' } },
      { ...THREE, next: said.title, misconception: 'M14' }, { id: 'after', ...pods(`${LIVING} > 0`, { needs: ['three'] }) }, { id: 'last', ...pods(`${LIVING} > 0`, { needs: ['after'] }) },
      { id: 'kept', ...said, gate: true, resource: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } } },
    ],
  });
  const report = graded(lab, ['sleep 1']);
  expect(states(report)).toEqual({ many: 'partly', three: 'failed', after: 'skipped', last: 'skipped', kept: 'passed' });
  expect(report.checks.map(({ earned }) => earned)).toEqual([1, 0, 0, 0, 0]);
  expect(report.checks[1]).toMatchObject({ why: said.fail, next: said.title, misconception: 'M14' });
  expect(report.checks[2]).toMatchObject({ waitsFor: 'three' });
  expect([report.score, report.max, report.passed]).toEqual([1, 7, false]);
  const { inputs, end } = typed([{ at: 0, type: 'hint', hint: 'look' }, { at: 0, type: 'hint', hint: 'look' }], 0, SOLVE);
  expect(gradeLab(lab, 'a', inputs, end)).toMatchObject({ score: 5, hintCost: 1, hints: ['look'], passed: true });
  expect(graded(lab, [...SOLVE, 'kubectl delete service web'])).toMatchObject({ score: 0, gate: 'kept', passed: false });
}, 60_000);

test('parameters differ by seed, and reach manifests, checks and steps', () => {
  const lab = tinyLab({
    params: { wanted: { oneOf: [3, 4] } },
    run: [{ id: 'said', command: 'kubectl annotate service web said="{{wanted}}"' }],
    checks: [{ id: 'wanted', ...said, title: { en: '{{wanted}} replicas', zh: '{{wanted}} 个副本' }, points: 1, resource: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: '{{wanted}}' } } },
      { id: 'said', ...said, points: 1, when: { mode: 'atEnd', after: 'said' }, resource: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', annotations: { said: '{{wanted}}' } } } }],
  }, { 'solution/commands.sh': 'kubectl scale deployment web --replicas={{wanted}}\n', 'task.en.md': '{{wanted}} replicas', 'task.zh.md': '{{wanted}} 个副本', 'wrong/one/expect.yaml': 'fails: [wanted]\n', 'wrong/none/expect.yaml': 'fails: [wanted]\n' });
  const reports = ['a', 'b', 'c', 'd'].map((seed) => graded(lab, ['kubectl scale deployment web --replicas=3'], seed));
  expect(new Set(reports.map(({ params }) => params['wanted']))).toEqual(new Set([3, 4]));
  for (const { params, checks } of reports) expect([params['wanted'], checks[0]?.title.en, checks[0]?.state]).toEqual(params['wanted'] === 3 ? [3, '3 replicas', 'passed'] : [4, '4 replicas', 'failed']);
  expect(labSession(lab, 'a').exercise?.variant).toBe(`wanted=${reports[0]?.params['wanted']}`);
}, 60_000);

test('a cluster that is broken before the learner comes in, a load that is counted, an exam\'s own manifest', () => {
  const lab = tinyLab({
    before: [{ fault: { fault: 'kubelet-stop', node: 'minikube' } }, { wait: '60s' }],
    run: [{ load: { id: 'steady', url: 'http://web.default/', rate: 10, for: '5s', from: 'minikube' } }, { apply: 'extra.yaml' }, { id: 'image', image: { kind: 'Deployment', name: 'web', container: 'web', image: 'nginx:1.25' } }],
    checks: [THREE, { id: 'dropped', ...said, points: 1, load: 'steady', expr: 'load.sent == 50 && load.dropped == 50', when: { mode: 'atEnd' } },
      { id: 'extra', ...said, points: 1, resource: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra' } } },
      { id: 'image', ...said, points: 1, when: { mode: 'eventually', after: 'image' }, select: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, expr: "object.spec.template.spec.containers[0].image == 'nginx:1.25'" },
      { id: 'asked', ...said, points: 1, command: 'kubectl get configmap extra -o name', expr: "output.trim() == 'configmap/extra'", when: { mode: 'atEnd' } }],
  }, { 'exam/extra.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n' });
  const { session } = startSession(labSession(lab, 'a'));
  expect(session.view().nodes.map(({ status }) => status)).toEqual(['NotReady']);
  const report = graded(lab, SOLVE);
  expect(states(report)).toEqual({ three: 'failed', dropped: 'passed', extra: 'passed', image: 'passed', asked: 'passed' });
  expect(report.exam[0]?.steps.filter(({ problem }) => problem !== undefined)).toEqual([]);
}, 60_000);

test('a file that is handed to the learner lies in their home, with the learner\'s values in it, and is not applied', () => {
  const lab = tinyLab({ params: { port: { oneOf: ['8080', '9090'] } }, checks: [THREE, { id: 'made', ...said, points: 1, resource: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'menu' } } }] }, {
    // No YAML yet: that is what the learner is to mend.
    'given/menu.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: menu}\ndata:\n  port: "{{port}}"\n   more: x\n',
  });
  expect(states(graded(lab, ['kubectl apply -f menu.yaml']))).toMatchObject({ made: 'failed' });
  expect(states(graded(lab, ["sed -i '/more/d' menu.yaml", 'kubectl apply -f menu.yaml']))).toMatchObject({ made: 'passed' });
  expect(labSession(lab, 'a').files?.['menu.yaml']).toMatch(/port: "(8080|9090)"/);
}, 60_000);
