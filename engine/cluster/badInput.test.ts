/** What learners and pranksters feed to kubectl: a clear message, nothing breaks, and what was good is done. Words as recorded, where they are. */
import { createCluster, type Cluster } from './index.ts';
import type { Host } from '../shell/index.ts';

const pod = (name: string, more = ''): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n  containers:\n  - {name: main, image: nginx}\n${more}`;
const configMap = (name: string, data = '{a: b}'): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: ${data}\n`;
const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
/** Nine anchors, each nine times the one before: a billion `lol`s if they were all written out. */
const bomb = `a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n${'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[i]}`).join(',')}]`).join('\n')}\n`;
const files = {
  'bad-indent.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n labels: {a: b}\n',
  'tab.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: x\n',
  'bad-colon.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: b: c\n',
  'unclosed-quote.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: "b\n',
  'unclosed-bracket.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  finalizers: [a\ndata: {}\n',
  'anchor.yaml': `${configMap('x', '\n  a: *nowhere')}`,
  'broken.json': '{"apiVersion":"v1","kind":"ConfigMap" "metadata":{}}',
  'empty.yaml': '', 'only-comment.yaml': '# nothing\n', 'only-dashes.yaml': '---\n---\n', 'scalar.yaml': 'hello\n', 'list.yaml': '- a\n- b\n',
  'no-kind.yaml': 'apiVersion: v1\nmetadata: {name: x}\n', 'no-api-version.yaml': 'kind: Pod\nmetadata: {name: x}\n', 'neither.yaml': 'metadata: {name: neither}\n',
  'unknown-kind.yaml': 'apiVersion: v1\nkind: Pood\nmetadata: {name: x}\n', 'unknown-version.yaml': 'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: x}\n', 'lower-case.yaml': pod('x').replace('kind: Pod', 'kind: pod'),
  'unknown-field.yaml': pod('x', '  restartpolicy: Never\n').replace('nginx', 'nginx, imagee: x'), 'wrong-type.yaml': pod('x', '  hostNetwork: "yes"\n'),
  'list-as-map.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: {name: main}}\n', 'number-as-text.yaml': pod('x').replace('image: nginx', 'image: nginx, args: [7]'),
  'string-as-object.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: x\n', 'map-as-list.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, labels: [a]}\n',
  'bad-name.yaml': pod('Not_A_Name'), 'no-containers.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: []}\n',
  'second-bad.yaml': `${configMap('first-is-good')}---\n${configMap('second', '{a: b')}`, 'second-unknown.yaml': `${configMap('known')}---\napiVersion: example.com/v1\nkind: Foo\nmetadata: {name: x}\n---\n${configMap('known-too')}`,
  'no-image.yaml': pod('no-image').replace('nginx', '"nginx:no-such-tag"'), 'no-registry.yaml': pod('no-registry').replace('nginx', 'registry.nowhere.example/app:1'), 'bad-image.yaml': pod('bad-image').replace('nginx', '"Nginx:1.25"'),
  'bad-command.yaml': pod('bad-command').replace('image: nginx', 'image: nginx, command: [no-such-program]'),
  'huge.yaml': configMap('huge', JSON.stringify({ a: 'x'.repeat(4_000_000) })), 'big-map.yaml': configMap('big', JSON.stringify({ a: 'x'.repeat(1_100_000) })),
  'bomb.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\ndata:\n${bomb.replace(/^/gm, '  ')}`, 'deep.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: deep}\ndata: {a: ${deep(20_000)}}\n`,
  'proto.yaml': configMap('proto', '{__proto__: polluted, constructor: x, toString: z}'), 'proto-object.yaml': `${configMap('x')}__proto__: {polluted: true}\n`,
  'self.yaml': 'a: &a {b: *a}\n', 'binary.yaml': '\u0000\u0001\u0002', 'tag.yaml': configMap('tag', '{a: !!js/function "function () {}"}'),
};

let cluster: Cluster;
let computer: Host;
beforeAll(() => {
  cluster = createCluster({ preset: 'three-nodes', seed: 'bad input', startTime: '2026-11-21T09:00:00Z' });
  computer = cluster.createComputer({ files });
});
const run = (line: string) => cluster.runCommand(computer, line);

const PARSE = (file: string, why: string): string => `error: error parsing ${file}: error converting YAML to JSON: yaml: ${why}\n`;
const DATA = (file: string, why: string): string => `error: error validating "${file}": error validating data: ${why}; if you choose to ignore these errors, turn validation off with --validate=false\n`;
const CREATE = (file: string, why: string): string => `Error from server (BadRequest): error when creating "${file}": ${why}\n`;
const NO_MATCH = (file: string, kind: string, version: string): string => `error: resource mapping not found for name: "x" namespace: "" from "${file}": no matches for kind "${kind}" in version "${version}"\nensure CRDs are installed first\n`;
const UNREADABLE = (what: string, why: string): string => `${what} in version "v1" cannot be handled as a ${what}: ${why}`;

/** @k8s golden kubectl/bad-yaml-json-files, kubectl/unknown-fields-validate, kubectl/no-matches-for-kind */
test.each<[string, string]>([
  ['bad-indent.yaml', PARSE('bad-indent.yaml', 'line 4: did not find expected key')],
  ['tab.yaml', PARSE('tab.yaml', 'line 4: found character that cannot start any token')],
  ['bad-colon.yaml', PARSE('bad-colon.yaml', 'line 6: mapping values are not allowed in this context')],
  ['unclosed-quote.yaml', PARSE('unclosed-quote.yaml', 'line 7: found unexpected end of stream')],
  ['unclosed-bracket.yaml', PARSE('unclosed-bracket.yaml', 'line 5: did not find expected \',\' or \']\'')],
  ['anchor.yaml', PARSE('anchor.yaml', 'unknown anchor \'nowhere\' referenced')],
  ['broken.json', 'error: error parsing broken.json: json: offset 39: invalid character \'"\' after object key:value pair\n'],
  ['empty.yaml', 'error: no objects passed to apply\n'],
  ['only-comment.yaml', 'error: no objects passed to apply\n'],
  ['only-dashes.yaml', 'error: no objects passed to apply\n'],
  ['missing.yaml', 'error: the path "missing.yaml" does not exist\n'],
  ['scalar.yaml', DATA('scalar.yaml', 'invalid object to validate')],
  ['list.yaml', DATA('list.yaml', 'invalid object to validate')],
  ['no-kind.yaml', DATA('no-kind.yaml', 'kind not set')],
  ['no-api-version.yaml', DATA('no-api-version.yaml', 'apiVersion not set')],
  ['neither.yaml', DATA('neither.yaml', '[apiVersion not set, kind not set]')],
  ['unknown-kind.yaml', NO_MATCH('unknown-kind.yaml', 'Pood', 'v1')],
  ['unknown-version.yaml', NO_MATCH('unknown-version.yaml', 'Deployment', 'extensions/v1beta1')],
  ['lower-case.yaml', CREATE('lower-case.yaml', 'pod in version "v1" cannot be handled as a Pod: no kind "pod" is registered for version "v1" in scheme "pkg/api/legacyscheme/scheme.go:30"')],
  ['unknown-field.yaml', CREATE('unknown-field.yaml', UNREADABLE('Pod', 'strict decoding error: unknown field "spec.containers[0].imagee", unknown field "spec.restartpolicy"'))],
  ['wrong-type.yaml', CREATE('wrong-type.yaml', UNREADABLE('Pod', 'json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool'))],
  ['list-as-map.yaml', CREATE('list-as-map.yaml', UNREADABLE('Pod', 'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container'))],
  ['number-as-text.yaml', CREATE('number-as-text.yaml', UNREADABLE('Pod', 'json: cannot unmarshal number into Go struct field Container.spec.containers.args of type string'))],
  ['string-as-object.yaml', 'error: unable to decode "string-as-object.yaml": json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta\n'],
  ['map-as-list.yaml', 'error: unable to decode "map-as-list.yaml": json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string\n'],
  ['no-containers.yaml', 'The Pod "x" is invalid: spec.containers: Required value\n'],
])('apply -f %s', (file, message) => {
  expect(run(`kubectl apply -f ${file}`)).toEqual({ code: 1, stdout: '', stderr: message, timedOut: false });
  expect(run('kubectl get pods,configmaps,deployments -o name').stdout).toBe('configmap/kube-root-ca.crt\n');
});

/** Not recorded; the real kubectl says these, or (marked) as much. */
const some = (pattern: RegExp): string => expect.stringMatching(pattern) as string;
test.each<[string, string]>([
  ['bad-name.yaml', some(/^The Pod "Not_A_Name" is invalid: metadata\.name: Invalid value: "Not_A_Name": a lowercase RFC 1123 subdomain must consist of /)],
  ['huge.yaml', some(/document too large|Request entity too large: limit is 3145728/)], // ours stops before it asks
  ['big-map.yaml', 'The ConfigMap "big" is invalid: \n* metadata.annotations: Too long: may not be more than 262144 bytes\n* []: Too long: may not be more than 1048576 bytes\n'],
  ['bomb.yaml', PARSE('bomb.yaml', 'document contains excessive aliasing')],
  ['deep.yaml', PARSE('deep.yaml', 'line 4: exceeded max depth of 10000')],
  ['self.yaml', PARSE('self.yaml', 'anchor \'a\' value contains itself')],
  ['binary.yaml', PARSE('binary.yaml', 'control characters are not allowed')],
  ['tag.yaml', some(/unknown scalar tag/)], // the real one overlooks the tag
  ['proto-object.yaml', CREATE('proto-object.yaml', UNREADABLE('ConfigMap', 'strict decoding error: unknown field "__proto__"'))],
])('hostile: apply -f %s', (file, message) => {
  const { code, stderr, timedOut } = run(`kubectl apply -f ${file}`);
  expect({ code, stderr, timedOut }).toEqual({ code: 1, stderr: message, timedOut: false });
  expect(run('kubectl get pods,configmaps,deployments -o name').stdout).toBe('configmap/kube-root-ca.crt\n');
});

test('keys that JavaScript treats specially do no harm', () => {
  expect(run('kubectl apply -f proto.yaml')).toMatchObject({ code: 0, stdout: 'configmap/proto created\n' });
  expect(run('kubectl get configmap proto -o jsonpath="{.data.constructor} {.data.toString}"').stdout).toBe('x z');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  run('kubectl delete configmap proto');
});

test('of several documents the good ones are applied', () => {
  expect(run('kubectl apply -f second-bad.yaml')).toMatchObject({
    code: 1, stdout: 'configmap/first-is-good created\n', stderr: PARSE('second-bad.yaml', 'line 4: did not find expected \',\' or \'}\''),
  });
  expect(run('kubectl apply -f second-unknown.yaml')).toMatchObject({
    code: 1, stdout: 'configmap/known created\nconfigmap/known-too created\n', stderr: NO_MATCH('second-unknown.yaml', 'Foo', 'example.com/v1'),
  });
  expect(run('kubectl get configmaps -o name').stdout).toBe('configmap/first-is-good\nconfigmap/known\nconfigmap/known-too\nconfigmap/kube-root-ca.crt\n');
});

/** @k8s golden pods/pod-image-invalid-name, pods/pod-command-not-found */
test('an image or a program that does not exist shows in the status', () => {
  for (const name of ['no-image', 'no-registry', 'bad-image', 'bad-command']) expect(run(`kubectl apply -f ${name}.yaml`)).toMatchObject({ code: 0, stderr: '' });
  cluster.clock.advance(180_000);
  const status = Object.fromEntries(run('kubectl get pods --no-headers').stdout.trim().split('\n').map((line) => [line.split(/ +/)[0], line.split(/ +/)[2]]));
  expect(status).toEqual({
    'no-image': expect.stringMatching(/^(?:ErrImagePull|ImagePullBackOff)$/), 'no-registry': expect.stringMatching(/^(?:ErrImagePull|ImagePullBackOff)$/),
    'bad-image': 'InvalidImageName', 'bad-command': expect.stringMatching(/^(?:RunContainerError|CrashLoopBackOff|StartError)$/),
  });
  expect(run('kubectl describe pod no-image').stdout).toMatch(/Failed to pull image "nginx:no-such-tag": .*docker\.io\/library\/nginx:no-such-tag: not found/);
  expect(run('kubectl logs no-image').stderr).toMatch(/^Error from server \(BadRequest\): container "main" in pod "no-image" is waiting to start: (?:trying and failing to pull image|image can't be pulled)\n$/);
});

test.each<[string, number, RegExp]>([
  ['kubctl get pods', 127, /^bash: line 1: kubctl: command not found\n$/],
  ['kubectl gett pods', 1, /^error: unknown command "gett" for "kubectl"\n\nDid you mean this\?\n\t/],
  ['kubectl get pods --nope', 1, /^error: unknown flag: --nope\nSee 'kubectl get --help' for usage\.\n$/],
  ['kubectl get podz', 1, /^error: the server doesn't have a resource type "podz"\n$/],
  ['kubectl get pod nope', 1, /^Error from server \(NotFound\): pods "nope" not found\n$/],
  ['kubectl get pods -o nope', 1, /^error: unable to match a printer suitable for the output format "nope"/],
  ['kubectl apply', 1, /must specify one of -f and -k/],
  ['kubectl scale deployment nope --replicas=-1', 1, /replicas/],
  ['kubectl run x', 1, /^error: required flag\(s\) "image" not set\n$/],
  ['kubectl run x --image="a b"', 1, /Invalid image name|invalid reference format/i],
  ['kubectl exec -it', 1, /./],
  ['kubectl get pods -o jsonpath="{.items["', 1, /^error: error parsing jsonpath/],
  ['kubectl get pods -l "a in (b"', 1, /unable to parse requirement|found/],
  ['echo "{" | kubectl apply -f -', 1, /^error: error parsing STDIN: unexpected EOF\n$/],
  ['cat no-such-file', 1, /^cat: no-such-file: No such file or directory\n$/],
  ['echo "unclosed', 2, /unexpected EOF|unterminated/],
])('%s', (line, code, message) => {
  const ran = run(line);
  expect({ code: ran.code, stderr: ran.stderr, timedOut: ran.timedOut }).toEqual({ code, stderr: expect.stringMatching(message), timedOut: false });
});

test('after all this the cluster works', () => {
  expect(run('kubectl create deployment fine --image=nginx')).toMatchObject({ code: 0, stdout: 'deployment.apps/fine created\n' });
  expect(run('kubectl rollout status deployment/fine')).toMatchObject({ code: 0, stdout: expect.stringMatching(/successfully rolled out\n$/) });
});
