import { proveLab, type Proof } from './prove.ts';
import { mutantReport } from './proof/noticed.ts';
import { planProof } from './proof/plan.ts';
import { mutantsOf } from './proof/screen.ts';
import { said, THREE, tinyLab, type TinyFiles } from './testing/tinyLab.ts';

const bad = (proof: Proof): { readonly [claim: string]: string } => Object.fromEntries(proof.lines.filter(({ ok }) => !ok).map(({ claim, found }) => [claim, found]));

test('a lab that is right', () => {
  const proof = proveLab(tinyLab(), ['a', 'b']);
  expect(bad(proof)).toEqual({});
  expect(proof).toMatchObject({ ok: true, points: 2, runs: 6, notes: [], columns: ['nothing', 'none', 'one'], rows: [{ id: 'three', cells: ['failed', 'failed', 'failed'] }] });
}, 60_000);

const listed = (expr: string, more: object = {}): object => ({ id: 'pods', ...said, points: 1, list: { apiVersion: 'v1', kind: 'Pod', labels: { app: 'web' } }, expr, ...more });
const there = { id: 'there', ...said, points: 1, resource: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } } };
const quiet = { id: 'quiet', ...said, points: 1, command: 'kubectl get deployment web', expr: "!output.contains('2/2')", when: { mode: 'atEnd' } };
test.each<[string, { readonly [key: string]: unknown }, TinyFiles, { readonly [claim: string]: unknown }]>([
  ['a start that passes, a check that nothing fails, languages that differ', { passAt: 0.5, checks: [THREE, listed('items.size() > 1'), there] }, {
    'wrong/none/expect.yaml': 'fails: [three, pods]\n', 'wrong/one/expect.yaml': 'fails: [three, pods]\n', 'task.en.md': '# One\n\n```sh\nls\n```\n', 'task.zh.md': '一\n\n```sh\nls -l\n```\n' }, {
    'doing nothing does not pass': '2 of 4', 'every check is failed by something': expect.stringMatching(/^never failed: there/),
    'both languages are complete': 'task.en.md has 1 headings, task.zh.md 0; they should be the same, of the same levels; code block 1 differs between task.en.md and task.zh.md' }],
  ['a solution that does not solve, a wrong one that does, a check that is content with nothing', { checks: [THREE, quiet] }, {
    'solution/commands.sh': 'kubectl get pods\n', 'wrong/none/expect.yaml': 'fails: [three]\n', 'wrong/one/commands.sh': 'kubectl scale deployment web --replicas=3\nsleep 10\n' }, {
    'the solution scores everything (1 seed)': expect.stringMatching(/^seed a: 0 of 3; quiet \(.*2\/2.*\); three \(.*readyReplicas.*2.*\)/), 'wrong/one fails exactly three': expect.stringMatching(/^failed none, skipped none, 3 of 3/),
    'deleting what a check looks at never satisfies it': 'satisfied by nothing: quiet' }],
  ['a start that is refused, and a step before the learner comes in that cannot be done', { params: { count: { int: [3, 5] } }, before: [{ scale: { kind: 'Deployment', name: 'shop', replicas: 2 } }] }, {
    'start/env.yaml': "{apiVersion: v1, kind: Pod, metadata: {name: env}, spec: {containers: [{name: a, image: nginx, env: [{name: COUNT, value: '{{count}}'}]}]}}\n" }, {
    'start/ and before: are taken as they are': expect.stringMatching(/EnvVar.*; .*deployments\.apps "shop" not found/) }],
])('%s', (_, spec, files, expected) => {
  expect(bad(proveLab(tinyLab(spec, files), ['a']))).toEqual(expected);
}, 60_000);

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.27', imagePullPolicy: IfNotPresent, ports: [{containerPort: 80, protocol: TCP}]}]}
`;
const equivalent = [{ file: 'web.yaml', path: 'spec.template.spec.containers[0].image', why: said.title }, { file: 'web.yaml', path: 'spec.replicas', why: said.title }];
const lab = tinyLab({ equivalent }, { 'solution/web.yaml': WEB, 'solution/commands.sh': 'sleep 10\n' });

test('before anything is run: what the API server refuses, and what becomes the same object', () => {
  const { alive, refused, same } = mutantsOf(lab, 'a');
  expect(alive.filter(({ path }) => /replicas|imagePullPolicy|protocol/.test(path)).map(({ path, change }) => `${path.split('.').at(-1)}: ${change}`)).toEqual([
    'replicas: dropped', 'replicas: 3 → 4', 'replicas: 3 → 2', 'replicas: 3 → 6', 'replicas: 3 → 0', 'imagePullPolicy: IfNotPresent → Always', 'imagePullPolicy: IfNotPresent → Never', 'protocol: TCP → SCTP', 'protocol: TCP → UDP']);
  expect(same).toBeGreaterThanOrEqual(2); // imagePullPolicy and protocol have these defaults
  expect(refused).toBeGreaterThanOrEqual(8); // selectors that do not match, containers without a name …
}, 60_000);

test('who notices what: failed, listed, without effect, unnoticed; entries that are no longer true', () => {
  const alive = ['spec.replicas', 'spec.template.spec.containers[0].ports[0].containerPort', 'spec.template.spec.containers[0].image', 'spec.paused'].map((path) => ({ file: 'web.yaml', path, change: 'changed', text: '' }));
  const results = (['failed', 'passed', 'passed', 'passed'] as const).map((three) => ({ score: 0, max: 2, passed: false, hash: '', seen: {}, troubles: [], states: { three } }));
  const claims: [string, boolean, string][] = [];
  const report = mutantReport(lab, { alive, refused: 5, same: 2 }, results, (...claim) => { claims.push(claim); });
  expect(report).toEqual({ tried: 9, refused: 5, failed: 1, listed: 1, inert: 1, survivors: [{ file: 'web.yaml', path: 'spec.paused', change: 'changed' }], same: 2, counted: 7, score: 6 / 7 });
  expect(claims).toEqual([
    ['changes of the solution are noticed', false, expect.stringMatching(/^1 of 7 are not, and at most 0 may be\. .* \| web\.yaml · spec\.paused · changed$/)],
    ['what is listed as equivalent is', false, 'noticed after all, or not there: web.yaml spec.replicas. Remove these entries'],
  ]);
});

test('the plan has a run for each change, and one run more for a file that is left out', () => {
  const two = tinyLab({}, { 'solution/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n', 'solution/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n' });
  const { jobs } = planProof(two, { seeds: ['a'], mutants: true });
  expect(jobs.map(({ kind }) => kind)).toEqual(['nothing', 'solution', 'again', 'wrong', 'wrong', ...Array.from({ length: 7 }, () => 'mutant')]);
  expect(jobs.filter(({ kind }) => kind === 'mutant').map(({ name }) => name)).toEqual(['a.yaml : file dropped', 'a.yaml metadata.name: a → a-x', 'b.yaml : file dropped', 'b.yaml metadata.name: b → b-x',
    'commands.sh kubectl scale deployment web --replicas=3: dropped', 'commands.sh kubectl scale deployment web --replicas=3: 3 → 4', 'commands.sh kubectl scale deployment web --replicas=3: 3 → 2']);
}, 60_000);
