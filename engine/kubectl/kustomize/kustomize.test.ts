/** Compared with the real kubectl in engine/cli/cluster.kustomize.test.ts; here without one. */
import { createWorld } from '../testing/world.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.25", envFrom: [{configMapRef: {name: settings}}]}]}
`;
const BASE = { 'base/kustomization.yaml': 'resources: [deploy.yaml]\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n', 'base/deploy.yaml': DEPLOYMENT };

function built(files: { readonly [path: string]: string }, folder: string): { readonly out: string; readonly err: string; readonly code: number | undefined } {
  const world = createWorld();
  for (const [path, text] of Object.entries(files)) {
    const full = `/home/learner/work/${path}`;
    world.files.makeDirectory(full.slice(0, full.lastIndexOf('/')), { parents: true });
    world.files.write(full, text);
  }
  return world.run(`kubectl kustomize ${folder}`);
}

test('generated names get a hash, and who names them follows', () => {
  const { out } = built(BASE, 'base');
  const name = /name: (settings-[a-z0-9]{10})/.exec(out)?.[1] ?? '';
  expect(out.split(name)).toHaveLength(3);
});

test.each<readonly [string, string, RegExp]>([
  ['prefix', 'namePrefix: p-', /name: p-settings-\w{10}[^]*name: p-web/],
  ['namespace', 'namespace: shop', /namespace: shop[^]*namespace: shop/],
  ['image', 'images: [{name: nginx, newTag: "1.27"}]', /image: nginx:1\.27/],
  ['replicas', 'replicas: [{name: web, count: 4}]', /replicas: 4/],
  ['labels alone', 'labels: [{pairs: {team: a}}]', /^ {4}team: a$/m],
  ['labels that select', 'labels: [{pairs: {team: a}, includeSelectors: true}]', /matchLabels:\n {6}app: web\n {6}team: a/],
  ['patch', 'patches: [{patch: "kind: Deployment\\napiVersion: apps/v1\\nmetadata: {name: web}\\nspec: {paused: true}"}]', /paused: true/],
  ['JSON patch', 'patches: [{target: {kind: Deployment}, patch: "[{op: add, path: /spec/paused, value: true}]"}]', /paused: true/],
  ['merged data', 'configMapGenerator: [{name: settings, behavior: merge, literals: [c=d]}]', /a: b\n {2}c: d/],
])('%s', (_, text, expected) => {
  const { out, err } = built({ ...BASE, 'over/kustomization.yaml': `resources: [../base]\n${text}\n` }, 'over');
  expect(err).toBe('');
  expect(out).toMatch(expected);
});

test.each<readonly [string, string, string]>([
  ['unknown field', 'foo: 1', 'error: invalid Kustomization: json: unknown field "foo"\n'],
  ['an address', 'resources: [https://example.com/x]', 'error: accumulating resources: https://example.com/x is an address: this kubectl builds kustomizations from folders of this computer only\n'],
  ['charts', 'helmCharts: []', 'error: helmCharts of a kustomization is not part of this kubectl: write the objects into resources, and changes into patches\n'],
])('refused: %s', (_, text, expected) => {
  expect(built({ 'x/kustomization.yaml': `${text}\n` }, 'x')).toMatchObject({ err: expected, code: 1 });
});
