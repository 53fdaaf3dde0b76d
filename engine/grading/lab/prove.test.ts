import { proveLab, type Proof } from './prove.ts';
import { said, THREE, tinyLab, type TinyFiles } from './testing/tinyLab.ts';

const bad = (proof: Proof): { readonly [claim: string]: string } => Object.fromEntries(proof.lines.filter(({ ok }) => !ok).map(({ claim, found }) => [claim, found]));

test('a lab that is right', () => {
  const proof = proveLab(tinyLab(), ['a', 'b']);
  expect(bad(proof)).toEqual({});
  expect(proof).toMatchObject({ ok: true, points: 2, runs: 6, notes: [], columns: ['nothing', 'none', 'one'], rows: [{ id: 'three', cells: ['failed', 'failed', 'failed'] }] });
}, 60_000);

const listed = (expr: string, more: object = {}): object => ({ id: 'pods', ...said, points: 1, list: { apiVersion: 'v1', kind: 'Pod', labels: { app: 'web' } }, expr, ...more });
test.each<[string, { readonly [key: string]: unknown }, TinyFiles, { readonly [claim: string]: unknown }]>([
  ['a start that passes', { passAt: 0.3, checks: [THREE, listed('items.size() > 1')] }, { 'wrong/none/expect.yaml': 'fails: [three, pods]\n', 'wrong/one/expect.yaml': 'fails: [three, pods]\n' },
    { 'doing nothing does not pass': '1 of 3' }],
  ['a solution that does not solve', {}, { 'solution/commands.sh': 'kubectl get pods\n' }, { 'the solution scores everything (1 seed)': expect.stringMatching(/^seed a: 0 of 2; three \(.*readyReplicas.*2.*\)/) }],
  ['a wrong solution that fails something else', {}, { 'wrong/one/commands.sh': 'kubectl scale deployment web --replicas=3\nsleep 10\n' }, { 'wrong/one fails exactly three': expect.stringMatching(/^failed none, skipped none, 2 of 2/) }],
  ['a check that nothing fails', { checks: [THREE, { id: 'there', ...said, points: 1, resource: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } } }] }, {}, { 'every check is failed by something': expect.stringMatching(/^never failed: there/) }],
  ['a check by command that is content with nothing', { checks: [THREE, { id: 'quiet', ...said, points: 1, command: 'kubectl get deployment web', expr: "!output.contains('2/2')", when: { mode: 'atEnd' } }] },
    { 'wrong/none/expect.yaml': 'fails: [three]\n' }, { 'deleting what a check looks at never satisfies it': 'satisfied by nothing: quiet' }],
  ['languages that differ', {}, { 'task.en.md': '# One\n\n```sh\nls\n```\n', 'task.zh.md': '一\n\n```sh\nls -l\n```\n' },
    { 'both languages are complete': 'task.en.md has 1 headings, task.zh.md 0; they should be the same, of the same levels; code block 1 differs between task.en.md and task.zh.md' }],
])('%s', (_, spec, files, expected) => {
  expect(bad(proveLab(tinyLab(spec, files), ['a']))).toEqual(expected);
}, 60_000);

test('changes of the solution: refused, noticed, the same, without effect, listed, unnoticed', () => {
  const web = (more: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {terminationGracePeriodSeconds: 1, containers: [{name: web, image: 'nginx:1.27', ports: [{containerPort: 80, protocol: TCP}]}]}\n${more}`;
  const lab = tinyLab({ equivalent: [{ file: 'web.yaml', path: 'spec.template.spec.terminationGracePeriodSeconds', why: said.title }, { file: 'web.yaml', path: 'spec.replicas', why: said.title }] },
    { 'solution/web.yaml': web('  revisionHistoryLimit: 2\n'), 'solution/commands.sh': 'sleep 10\n' });
  const proof = proveLab(lab, ['a'], { mutants: true });
  // The update of an image that is not there stands still, and the old Pods stay ready: a check of the ready replicas alone sees nothing.
  expect(proof.mutants?.survivors.map(({ path, change }) => `${path}: ${change}`)).toEqual(['spec.template.spec.containers[0].image: nginx:1.27 → nginx:1.27-x', 'spec.revisionHistoryLimit: dropped', 'spec.revisionHistoryLimit: 2 → 3', 'spec.revisionHistoryLimit: 2 → 1', 'spec.revisionHistoryLimit: 2 → 4', 'spec.revisionHistoryLimit: 2 → 0']);
  expect(proof.mutants).toMatchObject({ refused: expect.any(Number), same: 1 });
  expect([proof.mutants?.listed, (proof.mutants?.inert ?? 0) > 0, (proof.mutants?.failed ?? 0) >= 4]).toEqual([4, true, true]);
  expect(Object.keys(bad(proof))).toEqual(['changes of the solution are noticed', 'what is listed as equivalent is']);
  expect(bad(proof)['what is listed as equivalent is']).toBe('noticed after all, or not there: web.yaml spec.replicas. Remove these entries');
}, 120_000);
