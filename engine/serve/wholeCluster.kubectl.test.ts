/** The real kubectl and helm against `serve`, with kubelets and controllers: everything that streams, and what people do all day. */
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { serveForRealTools, skipped, type Ran, type RealTools } from './testing/realTools.ts';

jest.setTimeout(120_000);
const web = (image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {terminationGracePeriodSeconds: 1, containers: [{name: web, image: "${image}", ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
const chart: { readonly [path: string]: string } = {
  'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: "1"\n',
  'shop/values.yaml': 'replicas: 1\ngreeting: hello\n',
  'shop/templates/all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: "{{ .Release.Name }}"}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: "{{ .Release.Name }}"}}
  template:
    metadata: {labels: {app: "{{ .Release.Name }}"}}
    spec: {containers: [{name: web, image: "nginx:1.27", envFrom: [{configMapRef: {name: "{{ .Release.Name }}"}}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: "{{ .Release.Name }}"}
spec: {selector: {app: "{{ .Release.Name }}"}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ .Release.Name }}"}
data: {GREETING: "{{ .Values.greeting }}"}
---
apiVersion: v1
kind: Secret
metadata: {name: "{{ .Release.Name }}"}
stringData: {password: secret}
`,
  'shop/templates/NOTES.txt': 'Say {{ .Values.greeting }}.\n',
};
const box = 'apiVersion: v1\nkind: Pod\nmetadata: {name: box}\nspec: {terminationGracePeriodSeconds: 1, containers: [{name: main, image: busybox, stdin: true, command: [sh, -c, "while read x; do echo got $x; done"]}]}\n';

let tools: RealTools | undefined;
beforeAll(async () => {
  tools = await serveForRealTools({ speed: 'max', seed: 'whole cluster', files: { 'web.yaml': web('nginx:1.27'), 'newer.yaml': web('nginx:1.25'), 'box.yaml': box, 'edit.sh': '#!/bin/sh\nsed -i "s/replicas: 2/replicas: 3/" "$1"\n', ...chart } });
  if (tools === undefined) return;
  await tools.run('kubectl apply -f web.yaml -f box.yaml');
  await tools.run('kubectl rollout status deployment/web --timeout=60s');
  await tools.run('kubectl wait --for=condition=Ready pod/box --timeout=60s');
});
afterAll(async () => { await tools?.close(); });

const good = async (line: string, input?: string): Promise<string> => {
  const ran: Ran = await (tools as RealTools).run(line, input); // asked for only where they are there
  if (ran.code !== 0) throw new Error(`${line}: ${ran.code}\n${ran.out}${ran.err}`);
  return ran.out;
};

test('exec with input and exit code, attach', async () => {
  if (skipped(tools)) return;
  expect(await good('kubectl exec -i box -- sh -c "cat; echo end"', 'typed\n')).toBe('typed\nend\n');
  expect(await tools.run('kubectl exec box -- sh -c "echo no >&2; exit 4"')).toEqual({ code: 4, out: '', err: 'no\ncommand terminated with exit code 4\n' });
  const attached = tools.watch('kubectl attach -i box');
  attached.type('hello\n');
  expect(await attached.saw(/got hello/)).toContain('got hello\n');
  await attached.stop();
});

test('cp to a container and back, with bytes that are no text', async () => {
  if (skipped(tools)) return;
  const bytes = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 31) & 255));
  writeFileSync(join(tools.folder, 'bytes'), bytes);
  await good('kubectl cp bytes box:/tmp/bytes');
  await good('kubectl cp shop box:/tmp/shop');
  expect(await good('kubectl exec box -- cat /tmp/shop/values.yaml')).toBe(chart['shop/values.yaml']);
  expect((await tools.run('kubectl cp box:/tmp/bytes back')).err).toBe('');
  expect(readFileSync(join(tools.folder, 'back')).equals(bytes)).toBe(true);
  await good('kubectl cp box:/tmp/shop folder');
  expect(readFileSync(join(tools.folder, 'folder/templates/all.yaml'), 'utf8')).toBe(chart['shop/templates/all.yaml']);
});

const fetched = (url: string): Promise<string> => new Promise((done, failed) => {
  get(url, (response) => { let text = ''; response.on('data', (part: Buffer) => { text += String(part); }); response.on('end', () => done(text)); }).on('error', failed);
});

test('port-forward to a service, twice over one tunnel', async () => {
  if (skipped(tools)) return;
  const forwarding = tools.watch('kubectl port-forward svc/web :80');
  const port = /127\.0\.0\.1:(\d+) -> 80/.exec(await forwarding.saw(/127\.0\.0\.1:\d+ -> 80/))?.[1];
  const pages = await Promise.all([fetched(`http://127.0.0.1:${port}/`), fetched(`http://127.0.0.1:${port}/`)]);
  expect(pages).toEqual([expect.stringContaining('Welcome to nginx!'), expect.stringContaining('Welcome to nginx!')]);
  await forwarding.stop();
  const wrong = tools.watch('sh -c "kubectl port-forward pod/box :81 2>&1"');
  const other = /127\.0\.0\.1:(\d+) -> 81/.exec(await wrong.saw(/127\.0\.0\.1:\d+ -> 81/))?.[1];
  await expect(fetched(`http://127.0.0.1:${other}/`)).rejects.toThrow('socket hang up');
  expect(await wrong.saw(/lost connection to pod/)).toMatch(/error forwarding port 81 to pod [0-9a-f]{64}, uid : failed to execute portforward in network namespace/);
});

test('proxy passes requests and a watch on as they come', async () => {
  if (skipped(tools)) return;
  const proxy = tools.watch('kubectl proxy --port=0');
  const port = /:(\d+)\s*$/.exec(await proxy.saw(/Starting to serve on 127\.0\.0\.1:\d+/))?.[1];
  expect(await fetched(`http://127.0.0.1:${port}/api/v1/namespaces/default/services/web/proxy/`)).toContain('Welcome to nginx!');
  const first = await new Promise<string>((done) => { const watching = get(`http://127.0.0.1:${port}/api/v1/namespaces?watch=1`, (response) => { response.once('data', (part: Buffer) => { done(String(part)); watching.destroy(); }); }); watching.on('error', () => undefined); });
  expect(first).toContain('"type":"ADDED"');
  await proxy.stop();
});

test('get -w and logs -f', async () => {
  if (skipped(tools)) return;
  const watching = tools.watch('kubectl get configmaps -w');
  await good('kubectl create configmap seen --from-literal=a=b');
  expect(await watching.saw(/^seen /m)).toMatch(/^NAME +DATA +AGE\n/);
  await watching.stop();
  await good('kubectl run ticker --image=busybox -- sh -c "while true; do date; sleep 1; done"');
  await good('kubectl wait --for=condition=Ready pod/ticker --timeout=60s');
  const following = tools.watch('kubectl logs -f ticker');
  await following.saw(/(?:.*UTC.*\n){3}/);
  await following.stop();
});

test('apply --server-side, diff, edit, wait, debug, top, auth can-i', async () => {
  if (skipped(tools)) return;
  expect(await good('kubectl apply --server-side --field-manager=mine --force-conflicts -f web.yaml')).toBe('deployment.apps/web serverside-applied\nservice/web serverside-applied\n');
  expect(await tools.run('kubectl diff -f newer.yaml')).toMatchObject({ code: 1, out: expect.stringMatching(/^-.*nginx:1\.27\n\+.*nginx:1\.25$/m) });
  expect(await good('env KUBE_EDITOR="sh edit.sh" kubectl edit deployment web')).toBe('deployment.apps/web edited\n');
  expect(await good('kubectl wait --for=jsonpath={.status.readyReplicas}=3 deployment/web --timeout=60s')).toBe('deployment.apps/web condition met\n');
  expect(await good('kubectl auth can-i --list')).toMatch(/^\*\.\* +\[\] +\[\] +\[\*\]$/m);
  expect(await tools.run('kubectl auth can-i list pods --as=somebody')).toMatchObject({ code: 1, out: 'no\n' });
  expect(await good('kubectl debug box --image=busybox -c dbg -- sleep 1000')).toBe('');
  expect(await good('kubectl get pod box -o jsonpath={.spec.ephemeralContainers[0].name}')).toBe('dbg');
});

test('a certificate that the cluster signs lets one in', async () => {
  if (skipped(tools)) return;
  await good('openssl req -new -newkey rsa:2048 -nodes -keyout ann.key -out ann.csr -subj /CN=ann/O=staff');
  const request = Buffer.from(readFileSync(join(tools.folder, 'ann.csr'))).toString('base64');
  await good('kubectl create -f -', `apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {name: ann}\nspec: {request: ${request}, signerName: kubernetes.io/kube-apiserver-client, usages: [client auth]}\n`);
  expect(await good('kubectl certificate approve ann')).toBe('certificatesigningrequest.certificates.k8s.io/ann approved\n');
  await good('kubectl wait --for=jsonpath={.status.certificate} csr/ann --timeout=20s');
  writeFileSync(join(tools.folder, 'ann.crt'), Buffer.from(await good('kubectl get csr ann -o jsonpath={.status.certificate}'), 'base64'));
  await good('kubectl config set-credentials ann --client-certificate=ann.crt --client-key=ann.key');
  expect(await good('kubectl auth whoami --user=ann -o jsonpath={.status.userInfo.username}')).toBe('ann');
  expect((await tools.run('kubectl get pods --user=ann')).err).toBe('Error from server (Forbidden): pods is forbidden: User "ann" cannot list resource "pods" in API group "" in the namespace "default"\n');
});

test('drain', async () => {
  if (skipped(tools)) return;
  const { out } = await tools.run('kubectl drain node01 --ignore-daemonsets --delete-emptydir-data --force --timeout=60s');
  expect(out).toContain('node/node01 drained\n');
  expect(await good('kubectl uncordon node01')).toBe('node/node01 uncordoned\n');
});

test('helm: template, install, upgrade, history, rollback, uninstall', async () => {
  if (skipped(tools)) return;
  expect(await good('helm template mine shop')).toContain('name: "mine"');
  expect(await good('helm install mine shop --set greeting=hi')).toMatch(/STATUS: deployed[\s\S]*Say hi\./);
  expect(await good('helm upgrade mine shop --set replicas=2')).toContain('REVISION: 2');
  expect(await good('kubectl get deployment mine -o jsonpath={.spec.replicas}')).toBe('2');
  expect(await good('helm rollback mine 1')).toContain('Rollback was a success');
  expect(await good('helm history mine')).toMatch(/^3\s.*Rollback to 1/m);
  expect(await good('helm get values mine')).toContain('greeting: hi');
  expect(await good('helm list -q')).toBe('mine\n');
  expect(await good('helm status mine')).toContain('REVISION: 3');
  expect(await good('helm uninstall mine')).toBe('release "mine" uninstalled\n');
  expect((await tools.run('kubectl get deployment mine')).code).toBe(1);
});
