/** The real kubectl against a whole cluster: what a learner's own kubectl meets behind `peapod serve`. */
import { serveForRealTools, skipped, type Ran, type RealTools } from '../serve/testing/realTools.ts';

jest.setTimeout(60_000);

let tools: RealTools | undefined;
const kubectl = async (line: string, input?: string): Promise<Ran> => (await tools?.run(`kubectl ${line}`, input)) ?? { code: -1, out: '', err: '' };
const out = async (line: string): Promise<string> => {
  const ran = await kubectl(line);
  expect({ line, code: ran.code, err: ran.err }).toEqual({ line, code: 0, err: '' });
  return ran.out;
};

const web = `apiVersion: v1
kind: ConfigMap
metadata: {name: page}
data: {index.html: "hello from the page\\n"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: nginx
        image: nginx:1.25
        ports: [{containerPort: 80}]
        readinessProbe: {httpGet: {path: /, port: 80}}
        volumeMounts: [{name: page, mountPath: /usr/share/nginx/html}]
      volumes: [{name: page, configMap: {name: page}}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
const talk = `apiVersion: v1
kind: Pod
metadata: {name: talk}
spec:
  restartPolicy: Never
  containers: [{name: main, image: busybox, command: [sh, -c, "for i in 1 2 3; do echo line $i; sleep 2; done"]}]
---
apiVersion: v1
kind: Pod
metadata: {name: box}
spec:
  containers: [{name: main, image: busybox, command: [sleep, "100000"]}]
`;

beforeAll(async () => { tools = await serveForRealTools({ speed: 'max', seed: 'real kubectl', files: { 'web.yaml': web, 'talk.yaml': talk, 'typo.yaml': talk.replace('kind: Pod', 'kind: Pood') } }); });
afterAll(() => tools?.close());

test('the cluster presents itself', async () => {
  if (skipped(tools)) return;
  expect(await out('version')).toMatch(/^Client Version: v1\.36\.\d+\n.*\nServer Version: v1\.36\.3\n$/s);
  expect(await out('cluster-info')).toContain(`is running at ${tools.url}\n`.replace('is', 'Kubernetes control plane is'));
  expect(await out('api-resources')).toMatch(/^deployments +deploy +apps\/v1 +true +Deployment$/m);
  expect(await out('explain pod.spec.containers')).toContain('FIELD: containers <[]Container>');
  expect(await out('get nodes -o wide')).toMatch(/^master01 +Ready +control-plane +\S+ +v1\.36\.3 +172\.30\.0\.11 .*\n(?:node0\d +Ready +<none> .*containerd:\/\/.*\n){2}$/m);
  expect(await out('get pods -n kube-system')).toMatch(/^coredns-\S+ +1\/1 +Running +0 /m);
  expect(await out('describe node node01')).toMatch(/^Taints: +<none>$/m);
  expect(await kubectl('top nodes')).toEqual({ code: 1, out: '', err: 'error: Metrics API not available\n' });
});

test('from apply to a page that answers', async () => {
  if (skipped(tools)) return;
  expect(await out('apply -f web.yaml')).toBe('configmap/page created\ndeployment.apps/web created\nservice/web created\n');
  expect(await out('rollout status deployment/web')).toMatch(/^Waiting for deployment "web" rollout to finish: 0 of 2 updated replicas are available\.\.\.\n(?:.*\n)*deployment "web" successfully rolled out\n$/);
  expect(await out('get deployment web -o wide')).toMatch(/^web +2\/2 +2 +2 +\d+s +nginx +nginx:1\.25 +app=web$/m);
  expect(await out('get pods -l app=web -o jsonpath="{.items[*].status.phase}"')).toBe('Running Running');
  expect(JSON.parse(await out('get service web -o json'))).toMatchObject({ kind: 'Service', spec: { type: 'ClusterIP', ports: [{ port: 80, targetPort: 80 }] } });
  expect(await out('get deployment web -o yaml')).toContain('  availableReplicas: 2\n');
  expect(await out('describe service web')).toMatch(/^Endpoints: +10\.244\.\d\.\d+:80,10\.244\.\d\.\d+:80$/m);
  expect(await out('describe deployment web')).toMatch(/^ +Normal +ScalingReplicaSet +\S+ +deployment-controller +Scaled up replica set web-\w+ from 0 to 2$/m);
  expect(await out('events --for deployment/web')).toMatch(/Normal +ScalingReplicaSet +Deployment\/web +Scaled up replica set web-\w+ from 0 to 2/);
  expect(await out('describe pods -l app=web --show-events')).toMatch(/^ +Normal +Started .*Container started$/m);
  expect(await kubectl('logs deployment/web --tail=1')).toMatchObject({ code: 0, out: expect.stringMatching(/^\S.*\n$/), err: expect.stringMatching(/^Found 2 pods, using pod\/web-\S+\n$/) });
  expect(await out('exec deployment/web -- curl -s http://web')).toBe('hello from the page\n');
});

test('logs -f ends with the program; exec has a stdin and exit codes', async () => {
  if (skipped(tools)) return;
  await out('apply -f talk.yaml');
  expect(await out('wait pod/box --for=condition=Ready --timeout=60s')).toBe('pod/box condition met\n');
  expect(await out('logs -f talk')).toBe('line 1\nline 2\nline 3\n');
  expect(await out('logs talk --tail=1')).toBe('line 3\n');
  expect(await out('exec box -- hostname')).toBe('box\n');
  expect(await kubectl('exec -i box -- sh -c "read a; echo got \\$a; cat"', 'one\ntwo\nthree\n')).toEqual({ code: 0, out: 'got one\ntwo\nthree\n', err: '' });
  expect(await kubectl('exec box -- sh -c "echo oh >&2; exit 7"')).toEqual({ code: 7, out: '', err: 'oh\ncommand terminated with exit code 7\n' });
  expect((await kubectl('exec box -- nope')).err).toMatch(/^error: Internal error occurred: Internal error occurred: error executing command in container: .* exec: "nope": executable file not found in \$PATH\n$/);
  expect((await kubectl('exec none -- ls')).err).toBe('Error from server (NotFound): pods "none" not found\n');
});

test('get -w streams what happens', async () => {
  if (skipped(tools)) return;
  const watching = tools.watch('kubectl get pods -w');
  await watching.saw(/^web-.*Running/m);
  expect(await out('run fresh --image=nginx:1.25')).toBe('pod/fresh created\n');
  const seen = await watching.saw(/^fresh +1\/1 +Running/m);
  await watching.stop();
  const states = (seen.match(/^fresh .*$/gm) ?? []).map((line) => line.split(/ +/)[2]);
  expect(states).toEqual(['Pending', 'Pending', 'ContainerCreating', 'ContainerCreating', 'Running']); // @k8s golden pods/pod-crashloop-long
});

test('scale, events, new image, history, undo', async () => {
  if (skipped(tools)) return;
  expect(await out('create deployment shop --image=nginx:1.25 --replicas=1')).toBe('deployment.apps/shop created\n');
  expect(await out('scale deployment shop --replicas=3')).toBe('deployment.apps/shop scaled\n');
  expect(await out('rollout status deployment/shop --timeout=60s')).toContain('successfully rolled out');
  expect(await out('get events --field-selector=reason=Scheduled')).toMatch(/Successfully assigned default\/shop-\S+ to node0[12]/);
  expect(await out('set image deployment/shop nginx=nginx:1.26')).toBe('deployment.apps/shop image updated\n');
  expect(await out('annotate deployment/shop kubernetes.io/change-cause=newer')).toBe('deployment.apps/shop annotated\n');
  expect(await out('rollout status deployment/shop')).toContain('successfully rolled out');
  expect(await out('rollout history deployment/shop')).toBe('deployment.apps/shop \nREVISION  CHANGE-CAUSE\n1         <none>\n2         newer\n\n');
  expect(await out('rollout undo deployment/shop')).toBe('deployment.apps/shop rolled back\n');
  expect(await out('rollout status deployment/shop')).toContain('successfully rolled out');
  expect(await out('get deployment shop -o jsonpath="{.spec.template.spec.containers[0].image} {.status.readyReplicas}"')).toBe('nginx:1.25 3');
  expect(await out('get replicasets -l app=shop --no-headers')).toMatch(/^shop-\w+ +3 +3 +3 .*\nshop-\w+ +0 +0 +0 .*\n$|^shop-\w+ +0 +0 +0 .*\nshop-\w+ +3 +3 +3 .*\n$/);
});

test('patch, label, wait, delete', async () => {
  if (skipped(tools)) return;
  expect(await out('patch deployment shop -p \'{"spec":{"replicas":1}}\'')).toBe('deployment.apps/shop patched\n');
  expect(await out('label deployment shop tier=front')).toBe('deployment.apps/shop labeled\n');
  expect(await out('wait deployment/shop --for=jsonpath="{.status.replicas}"=1 --timeout=60s')).toBe('deployment.apps/shop condition met\n');
  expect(await out('get deployments -l tier=front -o name')).toBe('deployment.apps/shop\n');
  expect(await out('delete deployment shop --cascade=foreground')).toBe('deployment.apps "shop" deleted from default namespace\n');
  expect(await kubectl('get pods -l app=shop')).toEqual({ code: 0, out: '', err: 'No resources found in default namespace.\n' });
  expect(await out('delete pod box --now')).toBe('pod "box" deleted from default namespace\n');
  expect((await kubectl('wait pod/talk --for=condition=Ready --timeout=1s')).err).toBe('error: timed out waiting for the condition on pods/talk\n');
});

test('an unknown kind is told in kubectl\'s own words', async () => {
  if (skipped(tools)) return;
  expect((await kubectl('apply -f typo.yaml')).err).toContain('resource mapping not found for name: "talk" namespace: "" from "typo.yaml": no matches for kind "Pood" in version "v1"\nensure CRDs are installed first\n');
});
