/** Reaching into containers: exec, logs, cp, attach, port-forward, debug, run; each asked of the real kubectl and of ours. */
import { startBoth, type Both } from './testing/sameWords.ts';

jest.setTimeout(8_000);

const container = (name: string, script: string, more = ''): string => `{name: ${name}, image: busybox, command: [sh, -c, "${script}"]${more}}`;
const pod = (name: string, spec: string): string => `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: ${name}}}\nspec: ${spec}\n`;
const files = {
  'pods.yaml': [
    pod('two', `{initContainers: [${container('first', 'echo init')}], containers: [${container('main', 'for i in 1 2 3; do echo line $i; sleep 1; done; sleep 9999', ', ports: [{containerPort: 80, name: http}]')}, ${container('side', 'echo beside; sleep 9999', ', securityContext: {runAsUser: 1000}, workingDir: /tmp, env: [{name: COLOUR, value: blue}]')}]}`),
    pod('chosen', `{containers: [${container('a', 'sleep 9999')}, ${container('b', 'echo from b; sleep 9999')}]}`).replace('labels:', 'annotations: {kubectl.kubernetes.io/default-container: b}, labels:'),
    pod('crash', `{containers: [${container('main', 'echo I fail; exit 3')}]}`),
    pod('done', `{restartPolicy: Never, containers: [${container('main', 'echo done')}]}`),
    pod('none', '{containers: [{name: main, image: registry.k8s.io/pause:3.10}]}'),
    pod('huge', '{containers: [{name: main, image: busybox, resources: {requests: {cpu: "64"}}}]}'),
  ].join(''),
  'note.txt': 'hello\n', 'folder/a.txt': 'a\n', 'folder/sub/b.txt': 'b\n',
};
const SETUP = ['kubectl apply -f pods.yaml', 'kubectl create deployment web --image=nginx:1.25 --replicas=2', 'kubectl rollout status deployment/web', 'kubectl expose deployment web --port=80 --target-port=80'];

let both: Both | undefined;
beforeAll(async () => { both = await startBoth({ seed: 'same streams', files, setup: SETUP, settledMs: 200_000 }); }, 60_000);
afterAll(() => both?.close());
const same = async (line: string): Promise<void> => both?.same(line);

// The clock stands still, so what needs time in a container is asked elsewhere (streams.test.ts).
test.each(['two -c first -- ls', 'done -- ls', 'two', 'two -c main', 'two ls', '-c main -- ls', 'cm/kube-root-ca.crt -- ls', 'nope/x -- ls', 'two -n nope -- ls', 'two -c nope -- ls'].map((what) => `kubectl exec ${what}`))('%s', (line) => same(line));

test.each([
  'two --since=1h', 'two --since=1s', 'two --since=-1s', 'two --since=x', 'two --since-time=2020-01-01T00:00:00Z', 'two --since-time=nope', 'two --since-time=2020-01-01T00:00:00Z --since=1h', 'two --tail=2', 'two --tail=-2', 'two --tail=0', 'two --tail=x',
  'two --limit-bytes=9', 'two --limit-bytes=-1', 'two --prefix', 'two -c main --prefix --timestamps --tail=1', 'two main', 'two main -c main', 'two main side', 'two --all-containers --prefix', 'two --all-containers -c main', 'chosen', 'chosen --all-containers',
  'deploy/web --all-pods --prefix --tail=1', 'deploy/nope', 'deploy/web -c nope', 'svc/web --tail=1', 'crash --previous', 'crash', 'two -p', 'done', 'none', 'huge', 'huge --ignore-errors', '-l app=two --prefix', '-l app=nope', '-l app=two two', '-l \'app in (two,done)\' --all-containers --prefix --max-log-requests=9',
  '-f pods.yaml', '-f done', '-f crash --tail=1', '-f -l app=two --all-containers --max-log-requests=1', 'cm/kube-root-ca.crt', 'two --container=', '--insecure-skip-tls-verify-backend done',
].map((what) => `kubectl logs ${what}`))('%s', (line) => same(line));

test.each(['nope.txt two:/tmp/x', 'two:/a one:/b', 'a b', 'two:/etc/hostname', 'note.txt done:/tmp/x', 'note.txt nope:/tmp/x', 'note.txt two:', ':/a b', 'a/b/c:/x y', 'note.txt two:/tmp/x -c nope'].map((what) => `kubectl cp ${what}`))('%s', (line) => same(line));

test.each(['nope', 'two -c nope', 'done', '', 'a b c', 'svc/nope', 'cm/kube-root-ca.crt --pod-running-timeout=1s'].map((what) => `kubectl attach ${what}`))('%s', (line) => same(line));

test.each([
  'two', 'two x', 'two 80:x', 'two x:80', 'two nope', 'two 70000', 'two 0', 'nope 80', 'svc/web 8080:99', 'svc/web nope', 'svc/nope 80', 'deploy/nope 80', 'done 18080:80', 'huge 18080:80 --pod-running-timeout=1s', 'cm/kube-root-ca.crt 80', '',
].map((what) => `kubectl port-forward ${what}`))('%s', (line) => same(line));

test.each([
  'two', 'two --image=', 'two --image=Bad', 'two --image=busybox --copy-to=x --target=main', 'two --image=busybox --replace', 'two --image=busybox --same-node', 'two --image=busybox --set-image=a=b', 'two --copy-to=x', 'two --copy-to=x -- sh', 'two --copy-to=x --set-image=*=Bad',
  'two --image=busybox -t', 'two --image=busybox --image-pull-policy=Nope', 'two --image=busybox --env=bad', 'two --image=busybox --profile=nope', 'nope --image=busybox', 'node/nope --image=busybox', 'deploy/web --image=busybox', '--image=busybox', 'two --image=busybox --custom=nope.json',
  'two --image=busybox --profile=restricted --custom=note.txt',
].map((what) => `kubectl debug ${what}`))('%s', (line) => same(line));

test.each([
  'x --image=busybox --rm', 'x --image=busybox -t', 'x --image=busybox --restart=Nope', 'x --image=busybox -i --dry-run=client', 'x --image=busybox --expose', 'two --image=busybox', 'x --image=busybox --env=bad', 'x --image=busybox --port=x', 'x --image=busybox --labels=a', '--image=busybox',
].map((what) => `kubectl run ${what}`))('%s', (line) => same(line));
