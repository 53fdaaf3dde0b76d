/** Transcripts against a real API server without controllers. */
import { createShellCommand } from '../script/index.ts';
import type { Command } from '../script/index.ts';
import { completeKubectl } from './index.ts';
import { adminsConfig, createWorld } from './testing/world.ts';
import type { World } from './testing/world.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers:
  - name: c
    image: nginx
`;
const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {color: blue}
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
`;

function world(files: { readonly [name: string]: string } = {}): World {
  const made = createWorld();
  for (const [name, text] of Object.entries({ 'pod.yaml': POD, 'config.yaml': CONFIG, 'deployment.yaml': DEPLOYMENT, ...files })) made.files.write(`/home/learner/work/${name}`, text);
  return made;
}
type Line = readonly [command: string, stdout: string, stderr?: string, code?: number];

/** What lines do, one after another, beside what they should do. */
function transcript(lines: readonly Line[], on: World = world()): readonly [unknown, unknown] {
  const wanted = lines.map(([line, out, err = '', code = err === '' || err.startsWith('Warning') || err.startsWith('No resources') ? 0 : 1]) => ({ line, out, err, code }));
  const got = lines.map(([line]) => { const { out, err, code } = on.run(line); return { line, out, err, code }; });
  return [got, wanted];
}
const scene = (name: string, lines: readonly Line[]): void => test.each([[name]])('%s', () => {
  const [got, wanted] = transcript(lines);
  expect(got).toEqual(wanted);
});

scene('usage errors', [
  ['kubectl gt pods', '', 'error: unknown command "gt" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n\tcp\n'],
  ['kubectl get pods --namespac default', '', "error: unknown flag: --namespac\nSee 'kubectl get --help' for usage.\n"],
  ['kubectl create', '', 'error: must specify one of -f and -k\n'],
  ['kubectl create foo', '', "error: Unexpected args: [foo]\nSee 'kubectl create -h' for help and examples\n"],
  ['kubectl create deployment x', '', 'error: required flag(s) "image" not set\n'],
  ['kubectl get foo', '', 'error: the server doesn\'t have a resource type "foo"\n'],
  ['kubectl get pod/', '', 'error: arguments in resource/name form must have a single resource and name\n'],
  ['kubectl delete cm', '', 'error: resource(s) were provided, but no name was specified\n'],
  ['kubectl delete cm x --cascade=sideways', '', 'error: invalid cascade value (sideways). Must be "background", "foreground", or "orphan"\n'],
  ['kubectl apply -f missing.yaml', '', 'error: the path "missing.yaml" does not exist\n'],
  ['kubectl get pods -o xml', '', 'error: unable to match a printer suitable for the output format "xml", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml\n'],
  ['kubectl wait pod/web', '', 'error: unrecognized condition: []\n'],
  ['kubectl -n nowhere get pods', '', 'No resources found in nowhere namespace.\n'],
  // Each in the words of the real one, against the same server.
  ['kubectl label pods x a=b --all', '', 'Error from server (NotFound): pods "x" not found\n'],
  ['kubectl label pods x a=b --local', '', 'error: can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set\n'],
  ['kubectl delete pods x --all', '', 'error: name cannot be provided when a selector is specified\n'],
  ['kubectl taint nodes node01 a=b:NoSchedule a-', '', 'error: can not both modify and remove the following taint(s) in the same command: a=\n'],
  ['kubectl set image deploy/web', '', 'Error from server (NotFound): deployments.apps "web" not found\n'],
  ['kubectl set env deploy/web --from=cm', '', 'error: resource(s) were provided, but no name was specified\n'],
  ['kubectl set env deploy/web --from=pod/nosuch', '', 'Error from server (NotFound): pods "nosuch" not found\n'],
  ["kubectl drain node01 --pod-selector='a in b'", '', 'error: --pod-selector=<pod_selector> must be a valid label selector\n'],
  ['kubectl create token default --duration=1ms', '', 'error: --duration cannot be expressed in units less than seconds\n'],
  ['kubectl create token default --audience=', '', 'error: --audience must not be an empty string\n'],
  ['kubectl create -f pod.yaml --raw=/x --edit', '', 'error: --raw and --edit are mutually exclusive\n'],
  ['kubectl rollout restart deploy -n nowhere', '', 'No resources found in nowhere namespace.\n'],
  ['kubectl logs x --since-time=foo', '', 'error: parsing time "foo" as "2006-01-02T15:04:05Z07:00": cannot parse "foo" as "2006"\n'],
  ['kubectl cp', '', 'error: source and destination are required\n'],
  ['kubectl attach', '', 'error: at least 1 argument is required for attach\n'],
]);

scene('apply, get and delete', [
  ['kubectl apply -f pod.yaml -f config.yaml', 'pod/web created\nconfigmap/settings created\n'],
  ['kubectl apply -f pod.yaml', 'pod/web unchanged\n'],
  ['kubectl get pod,cm', 'NAME      READY   STATUS    RESTARTS   AGE\npod/web   0/1     Pending   0          0s\n\nNAME                 DATA   AGE\nconfigmap/settings   1      0s\n'],
  ['kubectl get po web --no-headers -L app', 'web   0/1   Pending   0     0s    web\n'],
  ['kubectl get pods -L nope,app', 'NAME   READY   STATUS    RESTARTS   AGE   NOPE   APP\nweb    0/1     Pending   0          0s           web\n'],
  ['kubectl get pods -A', 'NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE\ndefault     web    0/1     Pending   0          0s\n'],
  ['kubectl get pod web missing -o name', 'pod/web\n', 'Error from server (NotFound): pods "missing" not found\n'],
  ['kubectl get cm -o jsonpath="{.items[*].metadata.name}"', 'settings'],
  ['kubectl get cm -o custom-columns=N:.metadata.name,X:.nope', 'N          X\nsettings   <none>\n'],
  ['kubectl get secrets -o json', '{\n    "apiVersion": "v1",\n    "items": [],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n'],
  ['kubectl delete pod web --now', 'pod "web" deleted from default namespace\n'],
  ['kubectl delete -f config.yaml --dry-run=client', 'configmap "settings" deleted from default namespace (dry run)\n'],
  ['kubectl delete cm --all', 'configmap "settings" deleted from default namespace\n'],
  ['kubectl delete secrets --all', 'No resources found\n'],
  ['kubectl delete pod web', '', 'Error from server (NotFound): pods "web" not found\n'],
  ['kubectl delete pod web --ignore-not-found', ''],
  ['kubectl get all', '', 'No resources found in default namespace.\n'],
]);

test('three-way apply keeps what others set and removes what the file no longer says', () => {
  const on = world({ 'less.yaml': DEPLOYMENT.replace('  replicas: 2\n', '').replace(', ports: [{containerPort: 80}]', '') });
  const [got, wanted] = transcript([
    ['kubectl apply -f deployment.yaml', 'deployment.apps/web created\n'],
    ['kubectl label deployment web added=later', 'deployment.apps/web labeled\n'],
    ['kubectl apply -f less.yaml', 'deployment.apps/web configured\n'],
    ['kubectl get deployment web -o jsonpath="{.metadata.labels} {.spec.replicas} {.spec.template.spec.containers[0].ports}"', '{"added":"later"} 1 '],
    ['kubectl apply -f less.yaml --dry-run=client', 'deployment.apps/web unchanged (dry run)\n'],
    ['kubectl apply -f less.yaml --dry-run=server', 'deployment.apps/web unchanged (server dry run)\n'],
  ], on);
  expect(got).toEqual(wanted);
  expect(on.run('kubectl diff -f deployment.yaml')).toMatchObject({ code: 1, err: '' });
  expect(on.run('kubectl diff -f less.yaml')).toMatchObject({ code: 0, out: '' });
});

scene('apply over an object that create made', [
  ['kubectl create -f config.yaml', 'configmap/settings created\n'],
  ['kubectl create -f config.yaml', '', 'Error from server (AlreadyExists): error when creating "config.yaml": configmaps "settings" already exists\n'],
  ['kubectl apply -f config.yaml', 'configmap/settings configured\n', 'Warning: resource configmaps/settings is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n'],
  ['kubectl apply view-last-applied cm settings', 'apiVersion: v1\ndata:\n  color: blue\nkind: ConfigMap\nmetadata:\n  annotations: {}\n  name: settings\n  namespace: default\n'],
]);

test('bad files', () => {
  const on = world({ 'broken.yaml': 'kind: [\n', 'no-kind.yaml': 'apiVersion: v1\n', 'unknown.yaml': 'apiVersion: example.com/v1\nkind: Foo\nmetadata: {name: a}\n', 'invalid.yaml': POD.replace('    image: nginx\n', '') });
  const [got, wanted] = transcript([
    ['kubectl apply -f no-kind.yaml', '', 'error: error validating "no-kind.yaml": error validating data: kind not set; if you choose to ignore these errors, turn validation off with --validate=false\n'],
    ['kubectl apply -f unknown.yaml -f config.yaml', 'configmap/settings created\n', 'error: resource mapping not found for name: "a" namespace: "" from "unknown.yaml": no matches for kind "Foo" in version "example.com/v1"\nensure CRDs are installed first\n'],
    ['kubectl apply -f invalid.yaml', '', 'The Pod "web" is invalid: spec.containers[0].image: Required value\n'],
    ['kubectl apply -f config.yaml -n other', '', 'Error from server (NotFound): error when creating "config.yaml": namespaces "other" not found\n'],
    ["printf '' | kubectl apply -f -", '', 'error: no objects passed to apply\n'],
  ], on);
  expect(got).toEqual(wanted);
});

scene('create generators', [
  ['kubectl create deployment dry --image=nginx --port=8080 --dry-run=client -o yaml -- sleep 1', 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  labels:\n    app: dry\n  name: dry\nspec:\n  replicas: 1\n  selector:\n    matchLabels:\n      app: dry\n  strategy: {}\n  template:\n    metadata:\n      labels:\n        app: dry\n    spec:\n      containers:\n      - command:\n        - sleep\n        - "1"\n        image: nginx\n        name: nginx\n        ports:\n        - containerPort: 8080\n        resources: {}\nstatus: {}\n'],
  ['kubectl create secret generic s --from-literal=key=value --dry-run=client -o yaml', 'apiVersion: v1\ndata:\n  key: dmFsdWU=\nkind: Secret\nmetadata:\n  name: s\n'],
  ['kubectl create service nodeport np --tcp=80 --dry-run=client -o jsonpath={.spec.ports}', '[{"name":"80","port":80,"protocol":"TCP","targetPort":80}]'],
  ['kubectl create ns team', 'namespace/team created\n'],
  ['kubectl create ns team', '', 'Error from server (AlreadyExists): namespaces "team" already exists\n'],
  ['kubectl create cm a --from-literal=novalue', '', 'error: invalid literal source novalue, expected key=value\n'],
  ['kubectl create cm a --from-file=config.yaml', 'configmap/a created\n'],
  ['kubectl create cm a --from-literal=a=b', '', 'error: failed to create configmap: configmaps "a" already exists\n'],
  ['kubectl create service clusterip x', '', 'error: at least one tcp port specifier must be provided\n'],
]);

scene('label, annotate, patch and replace', [
  ['kubectl apply -f config.yaml', 'configmap/settings created\n'],
  ['kubectl label cm settings a=b', 'configmap/settings labeled\n'],
  ['kubectl label cm settings a=c', '', "error: 'a' already has a value (b), and --overwrite is false\n"],
  ['kubectl label cm settings a=b', 'configmap/settings not labeled\n'],
  ['kubectl label cm settings a-', 'configmap/settings unlabeled\n'],
  ['kubectl label cm settings a-', 'label "a" not found.\nconfigmap/settings not labeled\n'],
  ['kubectl annotate cm settings note=x', 'configmap/settings annotated\n'],
  ['kubectl annotate cm settings note=y', '', "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (x)\n"],
  ['kubectl annotate cm settings', '', 'error: at least one annotation update is required\n'],
  [`kubectl patch cm settings -p '{"data":{"color":"red"}}'`, 'configmap/settings patched\n'],
  [`kubectl patch cm settings -p '{"data":{"color":"red"}}'`, 'configmap/settings patched (no change)\n'],
  ['kubectl replace -f config.yaml', 'configmap/settings replaced\n'],
  ['kubectl get cm settings -o jsonpath={.data}', '{"color":"blue"}'],
  ['kubectl replace --force -f config.yaml', 'configmap "settings" deleted from default namespace\nconfigmap/settings replaced\n'],
]);

test('an editor that is a program of the machine', () => {
  const change: Command = function* (context) {
    const path = context.args[0] ?? '';
    context.machine.files.write(path, String(context.machine.files.read(path)).replace('blue', 'green'));
    yield* [];
    return 0;
  };
  const on = createWorld({ bash: createShellCommand('bash'), change, keep: function* () { yield* []; return 0; } });
  on.files.write('/home/learner/work/config.yaml', CONFIG);
  const [got, wanted] = transcript([
    ['kubectl apply -f config.yaml', 'configmap/settings created\n'],
    ['kubectl edit cm settings', '', 'error: there is no editor in this terminal: change the object with "kubectl patch", or write it with "kubectl get -o yaml", edit the file and apply it\n'],
    ['EDITOR=change kubectl edit cm settings', 'configmap/settings edited\n'],
    ['kubectl get cm settings -o jsonpath={.data.color}', 'green'],
  ], on);
  expect(got).toEqual(wanted);
  expect(on.run('EDITOR=keep kubectl edit cm settings')).toMatchObject({ code: 0, err: 'Edit cancelled, no changes made.\n' });
});

test('wait and watch take virtual time', () => {
  const on = world();
  on.run('kubectl apply -f pod.yaml');
  expect(on.run('kubectl wait --for=condition=Ready pod/web --timeout=2s')).toMatchObject({ code: 1, err: 'error: timed out waiting for the condition on pods/web\n' });
  expect(on.run("kubectl wait --for=jsonpath='{.status.phase}'=Pending pod/web")).toMatchObject({ code: 0, out: 'pod/web condition met\n' });
  expect(on.run('kubectl wait --for=condition=Ready pod/web --timeout=2s').ms).toBeGreaterThanOrEqual(2100);
  expect(on.run('(kubectl delete pod web --wait=false) & kubectl wait --for=delete pod/web; wait').code).toBe(0);
  on.run('kubectl create cm first --from-literal=a=b');
  const watched = on.run('kubectl get cm -w & kubectl create cm second --from-literal=a=b; kubectl label cm second x=y; wait', { limitMs: 1000 });
  expect(watched.out).toContain('NAME    DATA   AGE\nfirst   1      0s\n');
  expect(watched.out.match(/^second {3}1/gm)).toHaveLength(2);
});

test('the kubeconfig decides server, namespace and user', () => {
  const on = world();
  on.run('kubectl create ns team; kubectl -n team create cm here --from-literal=a=b');
  on.run('kubectl config view --raw --minify --flatten > kc; kubectl --kubeconfig=kc config set-context --current --namespace=team');
  const [got, wanted] = transcript([
    ['kubectl --kubeconfig=kc get cm -o name', 'configmap/here\n'],
    ['KUBECONFIG=kc kubectl get cm -o name', 'configmap/here\n'],
    ['kubectl --kubeconfig=kc --context=none get cm', '', 'Error in configuration: context was not found for specified context: none\n'],
    ['kubectl --kubeconfig=missing get cm', '', 'error: stat missing: no such file or directory\n'],
    ['kubectl get --raw /version --server=https://127.0.0.1:1', '', 'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?\n'],
  ], on);
  expect(got).toEqual(wanted);
});

test('completion', () => {
  const on = world();
  on.run('kubectl apply -f pod.yaml -f config.yaml');
  const place = { environment: new Map([['HOME', '/home/learner']]), directory: '/home/learner/work', machine: on.machine };
  const complete = (words: string, current: string): readonly string[] | undefined =>
    completeKubectl({ request: (request) => on.server.handle(request), kubeconfig: adminsConfig() }, place, words.split(' ').filter((word) => word !== ''), current);
  expect(complete('', 'ge')).toEqual(['get']);
  expect(complete('get', 'configm')).toEqual(['configmaps']);
  expect(complete('get pods', '')).toEqual(['web']);
  expect(complete('delete', 'pod/')).toEqual(['pod/web']);
  expect(complete('get pods -n', 'kube-s')).toEqual(['kube-system']);
  expect(complete('get pods', '--show-l')).toEqual(['--show-labels']);
  expect(complete('get pods', '--output=y')).toEqual(['--output=yaml']);
  expect(complete('apply -f', 'p')).toBeUndefined();
  expect(complete('create', 'dep')).toEqual(['deployment']);
});
