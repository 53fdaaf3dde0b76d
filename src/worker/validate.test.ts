/** @jest-environment node */
import { createSession, startSession } from '@site/engine/index.ts';
import { validateManifest } from './validate.ts';

const { session, cluster } = startSession({ seed: 'validate', preset: 'three-nodes', files: {}, start: [`apiVersion: v1
kind: Service
metadata: {name: there}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, nodePort: 30080}]
`, `apiVersion: v1
kind: Pod
metadata: {name: there}
spec: {containers: [{name: main, image: nginx}]}
`, `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: beds.garden.io}
spec:
  group: garden.io
  scope: Namespaced
  names: {plural: beds, singular: bed, kind: Bed, listKind: BedList}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {length: {type: integer}}}}}}
`, `apiVersion: garden.io/v1
kind: Bed
metadata: {name: there}
spec: {length: 3}
`] });
const found = (text: string): readonly string[] => validateManifest(cluster.api, text).map(({ line, column, message, severity }) => `${line}:${column} ${severity} ${message}`);

const pod = (...spec: readonly string[]): string => ['apiVersion: v1', 'kind: Pod', 'metadata:', '  name: x', 'spec:', ...spec.map((line) => `  ${line}`), ''].join('\n');
test.each<[string, string, readonly string[]]>([
  ['nothing wrong', pod('containers:', '- name: a', '  image: nginx'), []],
  ['a comment alone', '# nothing\n', []],
  ['a wrong field, and what is missing because of it', pod('containers:', '- name: a', '  imagee: nginx'),
    ['7:5 error spec.containers[0].image: Required value', '8:5 error unknown field "spec.containers[0].imagee"']],
  ['two wrong fields and a wrong value', pod('restartpolicy: Always', 'containers:', '- name: A', '  image: nginx', '  portz: []'), [
    '6:3 error unknown field "spec.restartpolicy"',
    expect.stringMatching(/^8:11 error spec\.containers\[0\]\.name: Invalid value: "A": a lowercase RFC 1123 label/) as string,
    '10:5 error unknown field "spec.containers[0].portz"']],
  ['text where a number belongs', pod('containers:', '- name: a', '  image: nginx', '- name: b', '  image: nginx', '  ports:', '  - containerPort: http'),
    ['12:22 error cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32']],
  ['an unknown kind', '# a comment\napiVersion: v1\nkind: Pood\nmetadata: {name: x}\n', ['3:7 error no matches for kind "Pood" in version "v1"']],
  ['a kind of another version', 'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: x}\n', ['2:7 error no matches for kind "Deployment" in version "extensions/v1beta1"']],
  ['a custom resource', 'apiVersion: garden.io/v1\nkind: Bed\nmetadata: {name: x}\nspec:\n  lenght: 3\n', ['5:3 error unknown field "spec.lenght"']],
  ['a custom resource that exists', 'apiVersion: garden.io/v1\nkind: Bed\nmetadata: {name: there}\nspec:\n  length: 4\n', []],
  ['no kind', 'apiVersion: v1\nmetadata: {name: x}\n', ['1:1 error kind not set']],
  ['the second document', `${pod('containers:', '- name: a', '  image: nginx')}---\n${pod('containerz: []', 'containers:', '- name: a', '  image: nginx')}`, ['15:3 error unknown field "spec.containerz"']],
  ['an item of a list', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: x}\n  dataa: {}\n', ['7:3 error unknown field "dataa"']],
  ['a name that is taken, with nothing wrong', 'apiVersion: v1\nkind: Service\nmetadata: {name: there}\nspec:\n  type: NodePort\n  selector: {app: web}\n  ports: [{port: 80, nodePort: 30080}]\n', []],
  ['a wrong field of what exists', 'apiVersion: v1\nkind: Service\nmetadata: {name: there}\nspec:\n  selektor: {app: web}\n', ['5:3 error unknown field "spec.selektor"']],
  ['a namespace made by the same text', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: team}\n', []],
  ['a namespace that is not there', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: team}\n', ['2:7 error namespaces "team" not found']],
  ['a limit of ours', pod('resourceClaims: [{name: gpu, resourceClaimName: gpu}]', 'containers:', '- name: a', '  image: nginx'), ['6:3 warning spec.resourceClaims: stored, not simulated by Peapod']],
])('%s', (_, text, problems) => { expect(found(text)).toEqual(problems); });

test('what may not be changed is said of what exists', () => {
  const [problem, ...more] = found('apiVersion: v1\nkind: Pod\nmetadata: {name: there}\nspec:\n  nodeName: elsewhere\n  containers: [{name: main, image: nginx}]\n');
  expect(problem).toMatch(/^\d+:\d+ error spec: Forbidden: pod updates may not change fields other than/);
  expect(more).toEqual([]);
});

test('asking changes nothing, neither now nor in what follows', () => {
  const options = { seed: 'unchanged', preset: 'three-nodes', files: {} } as const;
  const asked = startSession(options);
  validateManifest(asked.cluster.api, `${pod('containers:', '- name: a', '  image: nginx')}---\napiVersion: v1\nkind: Service\nmetadata: {generateName: x}\nspec: {type: NodePort, ports: [{port: 80}]}\n`);
  const other = createSession(options);
  expect(asked.session.hash()).toBe(other.hash());
  for (const one of [asked.session, other]) { one.input({ type: 'line', terminal: 'main', text: 'kubectl create deployment web --image=nginx && kubectl expose deployment web --port 80 --type NodePort' }); one.advance(20_000); }
  expect(asked.session.hash()).toBe(other.hash());
  expect(asked.session.file()).toEqual(other.file());
  expect(session.file().inputs).toEqual([]);
});
