/** The real kubectl drives our API server over HTTP. Logs, exec and rollouts need a kubelet and controllers: see the cluster's tests. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realKubectl } from '../../.ci/tools/kubectl.ts';
import type { NodeConnection } from '../apiserver/index.ts';
import { testServer, type TestServer } from '../apiserver/testServer.ts';
import { createPipe } from '../time/index.ts';
import { kubeconfigFor, startServer, writeKubeconfig, type RunningServer } from './index.ts';

jest.setTimeout(120_000);

type Ran = { readonly code: number; readonly out: string; readonly err: string };
let folder = '';
let kubectlPath: string | undefined;
let server: RunningServer | undefined;
let engine: TestServer;

beforeAll(async () => {
  kubectlPath = (await realKubectl())?.kubectl;
  if (kubectlPath === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'peapod-kubectl-'));
  engine = testServer();
  server = await startServer({ cluster: { clock: engine.clock, api: engine.api }, port: 0, speed: 1 });
  writeKubeconfig(join(folder, 'config'), kubeconfigFor(server.url));
  writeFileSync(join(folder, 'deployment.yaml'), manifest(3, 'nginx:1.14.2'));
  writeFileSync(join(folder, 'changed.yaml'), manifest(2, 'nginx:1.16.1'));
  writeFileSync(join(folder, 'wrong.yaml'), manifest(3, 'nginx:1.14.2').replace('replicas:', 'replicaz:').replaceAll('nginx-deployment', 'wrong'));
});
afterAll(async () => {
  await server?.close();
  if (folder !== '') rmSync(folder, { recursive: true });
});

const manifest = (replicas: number, image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx-deployment
  labels: {app: nginx}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec:
      containers:
      - name: nginx
        image: ${image}
        ports: [{containerPort: 80}]
`;

function kubectl(...args: string[]): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(kubectlPath ?? '', args, { cwd: folder, env: { ...process.env, KUBECONFIG: join(folder, 'config'), HOME: folder } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text: Buffer) => { out += String(text); });
    child.stderr.on('data', (text: Buffer) => { err += String(text); });
    child.on('close', (code) => done({ code: code ?? -1, out, err }));
  });
}

/** A kubelet whose programs print their command line and end with the number in it. */
function fakeNode({ clock }: TestServer): NodeConnection {
  const refused = { code: 500, message: 'container not found ("main")' };
  return {
    logs: () => { const log = createPipe('line 1\nline 2\n'); log.close(); return log; },
    exec(_namespace, _pod, { command }) {
      if (command[0] === 'missing') return refused;
      const [stdin, stdout, stderr] = [createPipe(), createPipe(`ran ${command.join(' ')}\n`), createPipe()];
      return {
        stdin, stdout, stderr, resize: () => undefined, kill: () => undefined,
        onExit: (listener) => { clock.after(10, () => { stdout.close(); stderr.close(); listener({ code: Number(/\d+$/.exec(command[0] ?? '')?.[0] ?? 0) }); }); },
      };
    },
    attach: () => refused,
    proxy: (_namespace, _pod, _port, _request, done) => done({ ok: false, error: 'connection refused' }),
  };
}

/** Says loudly that a test did not run; where the tools must be there it fails. */
function skipped(): boolean {
  if (kubectlPath !== undefined) return false;
  if (process.env['PEAPOD_REQUIRE_TOOLS'] === '1') throw new Error('the real kubectl is required and not available');
  process.stderr.write('\n*** SKIPPED: the real kubectl is not available, so it judges nothing here ***\n');
  return true;
}

test('version, discovery and explain', async () => {
  if (skipped()) return;
  expect((await kubectl('version')).out).toContain('Server Version: v1.36.3');
  const resources = (await kubectl('api-resources')).out;
  expect(resources).toMatch(/^deployments +deploy +apps\/v1 +true +Deployment$/m);
  expect(resources).toMatch(/^nodes +no +v1 +false +Node$/m);
  const explained = await kubectl('explain', 'deployment.spec.strategy');
  expect(explained.out).toContain('FIELD: strategy <DeploymentStrategy>');
  expect((await kubectl('explain', 'pod.spec.containers', '--recursive')).out).toContain('imagePullPolicy\t<string>');
  expect((await kubectl('explain', 'pod.spec.nothing')).err).toContain('field "nothing" does not exist');
});

test('create from flags, which kubectl sends as protobuf', async () => {
  if (skipped()) return;
  expect(await kubectl('create', 'deployment', 'web', '--image=nginx', '--replicas=0')).toMatchObject({ code: 0, out: 'deployment.apps/web created\n' });
  expect((await kubectl('create', 'deployment', 'web', '--image=nginx')).err).toContain('deployments.apps "web" already exists');
  expect((await kubectl('create', 'configmap', 'settings', '--from-literal=a=b')).out).toBe('configmap/settings created\n');
  expect((await kubectl('get', 'configmap', 'settings', '-o', 'jsonpath={.data.a}')).out).toBe('b');
  expect((await kubectl('scale', 'deployment', 'web', '--replicas=2')).out).toBe('deployment.apps/web scaled\n');
  expect((await kubectl('get', 'deployment', 'web')).out).toMatch(/^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\nweb +0\/2 +0 +0 +\d+s\n$/);
});

test('apply: created, unchanged, configured, refused', async () => {
  if (skipped()) return;
  expect((await kubectl('apply', '-f', 'deployment.yaml')).out).toBe('deployment.apps/nginx-deployment created\n');
  expect((await kubectl('apply', '-f', 'deployment.yaml')).out).toBe('deployment.apps/nginx-deployment unchanged\n');
  expect((await kubectl('diff', '-f', 'changed.yaml')).out).toContain('+  replicas: 2');
  expect((await kubectl('apply', '-f', 'changed.yaml')).out).toBe('deployment.apps/nginx-deployment configured\n');
  expect((await kubectl('get', 'deployment', 'nginx-deployment', '-o', 'jsonpath={.spec.replicas} {.spec.template.spec.containers[0].image} {.metadata.generation}')).out)
    .toBe('2 nginx:1.16.1 2');
  const wrong = await kubectl('apply', '-f', 'wrong.yaml');
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain('Error from server (BadRequest): error when creating "wrong.yaml": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replicaz"');
});

test('server-side apply and its conflicts', async () => {
  if (skipped()) return;
  expect((await kubectl('apply', '--server-side', '--field-manager=one', '-f', 'changed.yaml')).code).toBe(0);
  const other = await kubectl('apply', '--server-side', '--field-manager=two', '-f', 'deployment.yaml');
  expect(other.err).toContain('conflicts with "one"');
  expect((await kubectl('apply', '--server-side', '--field-manager=two', '--force-conflicts', '-f', 'deployment.yaml')).out).toBe('deployment.apps/nginx-deployment serverside-applied\n');
});

test('patch, label, set image, describe', async () => {
  if (skipped()) return;
  expect((await kubectl('patch', 'deployment', 'web', '-p', '{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"busybox"}]}}}}')).out).toBe('deployment.apps/web patched\n');
  expect((await kubectl('patch', 'deployment', 'web', '--type=json', '-p', '[{"op":"replace","path":"/spec/replicas","value":3}]')).out).toBe('deployment.apps/web patched\n');
  expect((await kubectl('label', 'deployment', 'web', 'tier=front')).out).toBe('deployment.apps/web labeled\n');
  expect((await kubectl('set', 'image', 'deployment/web', 'nginx=nginx:1.25')).out).toBe('deployment.apps/web image updated\n');
  const described = (await kubectl('describe', 'deployment', 'web')).out;
  expect(described).toMatch(/^Name: +web$/m);
  expect(described).toMatch(/^Replicas: +3 desired/m);
});

test('get -w sees what happens', async () => {
  if (skipped()) return;
  const child = spawn(kubectlPath ?? '', ['get', 'configmaps', '-w'], { cwd: folder, env: { ...process.env, KUBECONFIG: join(folder, 'config'), HOME: folder } });
  let seen = '';
  const line = (text: string): Promise<void> => new Promise((found) => {
    const look = (): void => { if (seen.includes(text)) found(); else setTimeout(look, 20); };
    look();
  });
  child.stdout.on('data', (text: Buffer) => { seen += String(text); });
  await line('settings');
  await kubectl('create', 'configmap', 'watched', '--from-literal=a=b');
  await line('watched');
  const ended = new Promise((done) => { child.on('close', done); });
  child.kill();
  await ended;
  expect(seen).toMatch(/^NAME +DATA +AGE\n/);
});

test('logs, exec and its exit code go through to the node', async () => {
  if (skipped()) return;
  engine.api.connectNode('node01', fakeNode(engine));
  engine.send('POST', '/api/v1/nodes', { metadata: { name: 'node01' } });
  engine.send('POST', '/api/v1/namespaces/default/pods', { metadata: { name: 'shell' }, spec: { nodeName: 'node01', containers: [{ name: 'main', image: 'busybox' }] } });
  expect(await kubectl('logs', 'shell')).toMatchObject({ code: 0, out: 'line 1\nline 2\n' });
  expect(await kubectl('exec', 'shell', '--', 'echo', 'hello')).toEqual({ code: 0, out: 'ran echo hello\n', err: '' });
  expect(await kubectl('exec', 'shell', '--', 'exit3')).toEqual({ code: 3, out: 'ran exit3\n', err: 'command terminated with exit code 3\n' });
  expect((await kubectl('exec', 'shell', '--', 'missing')).err).toBe('error: unable to upgrade connection: container not found ("main")\n');
  expect((await kubectl('delete', 'pod', 'shell', '--now', '--wait=false')).out).toBe('pod "shell" deleted from default namespace\n');
  expect((await kubectl('delete', 'pod', 'shell', '--force', '--grace-period=0')).out).toBe('pod "shell" force deleted from default namespace\n');
});

test('delete and not found', async () => {
  if (skipped()) return;
  expect((await kubectl('delete', 'deployment', 'web')).out).toBe('deployment.apps "web" deleted from default namespace\n');
  expect(await kubectl('get', 'deployment', 'web')).toMatchObject({ code: 1, err: 'Error from server (NotFound): deployments.apps "web" not found\n' });
  expect((await kubectl('get', 'nonsense')).err).toContain('error: the server doesn\'t have a resource type "nonsense"');
  expect((await kubectl('get', 'pods')).err).toBe('No resources found in default namespace.\n');
});
