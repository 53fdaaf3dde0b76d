/** @kubernetes/client-node over HTTPS with the written kubeconfig: lists, watches, patches, execs, logs. */
import './testing/oldNode.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { AppsV1Api, CoreV1Api, Exec, KubeConfig, Log, makeInformer, Metrics, PatchStrategy, PortForward, setHeaderOptions, Watch, type V1Pod, type V1Status } from '@kubernetes/client-node';
import { serveCluster, writeKubeconfig, type ServedSession } from './index.ts';

jest.setTimeout(20_000);
let session: ServedSession;
let folder = '';
let config: KubeConfig;
let core: CoreV1Api;
beforeAll(async () => {
  const started = await serveCluster({ port: 0, speed: 'max', http: false, preset: 'recorded', seed: 'client-node', statePath: undefined, now: () => Date.now(), onStateLost: () => undefined });
  if ('problem' in started) throw new Error(started.problem);
  session = started;
  folder = mkdtempSync(join(tmpdir(), 'peapod-client-node-'));
  writeKubeconfig(join(folder, 'config'), session.kubeconfig);
  config = new KubeConfig();
  config.loadFromFile(join(folder, 'config'));
  core = config.makeApiClient(CoreV1Api);
});
afterAll(async () => { await session.stop(); rmSync(folder, { recursive: true }); });

const pod = (name: string): V1Pod => ({ metadata: { name, labels: { app: name } }, spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'main', image: 'busybox', command: ['sh', '-c', 'echo started; sleep 100000'] }] } });
const namespace = 'default';
/** The informer and the API know it as Running. */
async function running(name: string): Promise<void> {
  while ((await core.readNamespacedPod({ name, namespace })).status?.phase !== 'Running') await new Promise((later) => { setTimeout(later, 20); });
}
const textOf = (stream: PassThrough): (() => string) => { let text = ''; stream.on('data', (part: Buffer) => { text += String(part); }); return () => text; };

test('who one is, what there is', async () => {
  expect(config.getCurrentContext()).toBe('kubernetes-admin@kubernetes');
  expect((await core.listNode()).items.map(({ metadata }) => metadata?.name)).toEqual(['master01', 'node01', 'node02']);
  await expect(core.readNamespacedPod({ name: 'none', namespace })).rejects.toMatchObject({ code: 404 });
});

test('an informer sees pods come and go', async () => {
  const seen: string[] = [];
  const informer = makeInformer(config, `/api/v1/namespaces/${namespace}/pods`, () => core.listNamespacedPod({ namespace }));
  const gone = new Promise<void>((done) => { informer.on('delete', ({ metadata }) => { seen.push(`delete ${metadata?.name}`); done(); }); });
  informer.on('add', ({ metadata }) => { seen.push(`add ${metadata?.name}`); });
  const started = new Promise<void>((done) => { informer.on('update', ({ status }) => { if (status?.phase === 'Running') done(); }); });
  await informer.start();
  await core.createNamespacedPod({ namespace, body: pod('watched') });
  await started;
  await core.deleteNamespacedPod({ name: 'watched', namespace });
  await gone;
  await informer.stop();
  expect(seen).toEqual(['add watched', 'delete watched']);
});

test('a watch, ended by the client', async () => {
  const names: string[] = [];
  let found: () => void = () => undefined;
  const first = new Promise<void>((done) => { found = done; });
  const controller = await new Watch(config).watch('/api/v1/namespaces', {}, (type: string, object: { metadata: { name: string } }) => { names.push(`${type} ${object.metadata.name}`); found(); }, () => undefined);
  await first;
  controller.abort();
  expect(names).toContain('ADDED default');
});

test('patches of each kind, scale, server-side apply', async () => {
  const apps = config.makeApiClient(AppsV1Api);
  await apps.createNamespacedDeployment({ namespace, body: { metadata: { name: 'web' }, spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } } } } });
  const patch = (body: object, strategy: (typeof PatchStrategy)[keyof typeof PatchStrategy], more = {}) => apps.patchNamespacedDeployment({ name: 'web', namespace, body, ...more }, setHeaderOptions('Content-Type', strategy));
  expect((await patch([{ op: 'replace', path: '/spec/replicas', value: 2 }], PatchStrategy.JsonPatch)).spec?.replicas).toBe(2);
  expect((await patch({ metadata: { labels: { a: 'b' } } }, PatchStrategy.MergePatch)).metadata?.labels).toEqual({ a: 'b' });
  expect((await patch({ spec: { template: { spec: { containers: [{ name: 'side', image: 'busybox' }] } } } }, PatchStrategy.StrategicMergePatch)).spec?.template.spec?.containers).toHaveLength(2);
  const applied = await patch({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', annotations: { team: 'blue' } } }, PatchStrategy.ServerSideApply, { fieldManager: 'mine' });
  expect(applied.metadata?.managedFields?.map(({ manager }) => manager)).toContain('mine');
  expect((await apps.readNamespacedDeploymentScale({ name: 'web', namespace })).spec?.replicas).toBe(2);
});

test('exec, its exit code, logs and ports', async () => {
  await core.createNamespacedPod({ namespace, body: pod('box') });
  await running('box');
  const [out, err, input] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const [printed, complained] = [textOf(out), textOf(err)];
  const ended = new Promise<V1Status>((done) => { void new Exec(config).exec(namespace, 'box', 'main', ['sh', '-c', 'read x; echo "got $x"; echo wrong >&2; exit 7'], out, err, input, false, done); });
  input.write('hello\n');
  const status = await ended;
  expect([printed(), complained(), status.status, status.details?.causes?.[0]?.message]).toEqual(['got hello\n', 'wrong\n', 'Failure', '7']);
  const log = new PassThrough();
  const logged = textOf(log);
  await new Log(config).log(namespace, 'box', 'main', log, { tailLines: 1 });
  while (logged() === '') await new Promise((later) => { setTimeout(later, 10); });
  expect(logged()).toBe('started\n');
  expect((await new Metrics(config).getNodeMetrics()).items).toHaveLength(3);
  expect(PortForward).toBeDefined();
});
