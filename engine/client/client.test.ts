import { KINDS, type ConfigMap, type Event, type Pod } from '../api/index.ts';
import { ADMIN } from '../apiserver/index.ts';
import { testServer } from '../apiserver/testServer.ts';
import { createComponentContexts, pathOf, type Change, type ComponentContext } from './index.ts';
import type { TestServer } from '../apiserver/testServer.ts';

const WHY = { by: 'test', rule: 'needed' };
function start(): TestServer & { context: ComponentContext } {
  const server = testServer();
  const context = createComponentContexts({ server: server.api, ...server })(ADMIN);
  return { ...server, context };
}
const configMap = (name: string, labels: Record<string, string> = {}): ConfigMap => ({ metadata: { name, namespace: 'default', labels } });
const pod = (name: string): Pod => ({ metadata: { name, namespace: 'default' }, spec: { containers: [{ name: 'a', image: 'nginx' }] } });

test('paths', () => {
  const { Deployment, Node } = KINDS;
  expect([pathOf(Deployment as never, 'ns', 'web', 'scale'), pathOf(Node as never, undefined, 'n'), pathOf(Node as never, 'ignored')])
    .toEqual(['/apis/apps/v1/namespaces/ns/deployments/web/scale', '/api/v1/nodes/n', '/api/v1/nodes']);
});

test('results carry the object or the Status, writes carry why', () => {
  const { context: { client }, store } = start();
  const because: unknown[] = [];
  store.subscribe('configmaps', (change) => because.push(change.because));
  expect(client.create(KINDS.ConfigMap, configMap('a'), WHY)).toMatchObject({ ok: true, value: { kind: 'ConfigMap', apiVersion: 'v1' } });
  expect(client.create(KINDS.ConfigMap, configMap('a'), WHY)).toMatchObject({ ok: false, status: { code: 409, reason: 'AlreadyExists' } });
  expect(client.get(KINDS.ConfigMap, 'default', 'b')).toMatchObject({ ok: false, status: { code: 404 } });
  expect(client.patch(KINDS.ConfigMap, 'default', 'a', { data: { x: '1' } }, WHY)).toMatchObject({ ok: true, value: { data: { x: '1' } } });
  expect(client.delete(KINDS.ConfigMap, 'default', 'a', WHY, { preconditions: { uid: 'other' } })).toMatchObject({ ok: false, status: { code: 409 } });
  expect(client.delete(KINDS.ConfigMap, 'default', 'a', WHY).ok).toBe(true);
  expect(because).toEqual([WHY, WHY, WHY]);
});

test('status updates and bindings of pods', () => {
  const { context: { client } } = start();
  const made = client.create(KINDS.Pod, pod('p'), WHY);
  if (!made.ok) throw new Error(made.status.message);
  const bound = client.post(KINDS.Pod, 'default', 'p', 'binding', { target: { kind: 'Node', name: 'node01' } }, WHY);
  expect(bound.ok).toBe(true);
  expect(client.update(KINDS.Pod, made.value, WHY, 'status')).toMatchObject({ ok: false, status: { reason: 'Conflict' } });
  const now = client.get(KINDS.Pod, 'default', 'p');
  if (!now.ok) throw new Error(now.status.message);
  const status = { ...now.value.status, phase: 'Running' };
  expect(client.update(KINDS.Pod, { ...now.value, spec: { containers: [] }, status }, WHY, 'status'))
    .toMatchObject({ ok: true, value: { status: { phase: 'Running', qosClass: 'BestEffort' }, spec: { nodeName: 'node01' } } });
});

test('an informer reads the present and tells changes later, in batches', () => {
  const { context: { client, clock } } = start();
  const informer = client.informer(KINDS.ConfigMap);
  client.create(KINDS.ConfigMap, configMap('a'), WHY);
  const seen: string[] = [];
  const stop = informer.onChange(({ type, object, old }: Change<ConfigMap>) => seen.push(`${type} ${object.metadata?.name} ${old?.metadata?.resourceVersion ?? '-'}`), 3);
  client.create(KINDS.ConfigMap, configMap('b'), WHY);
  client.patch(KINDS.ConfigMap, 'default', 'a', { data: { x: '1' } }, WHY);
  client.delete(KINDS.ConfigMap, 'default', 'b', WHY);
  expect([informer.list('default').length, informer.get('default', 'b'), seen.length]).toEqual([1, undefined, 0]);
  clock.advance(2);
  expect(seen).toEqual([]);
  clock.advance(1);
  expect(seen.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['ADDED a', 'ADDED b', 'MODIFIED a', 'DELETED b']);
  stop();
  client.create(KINDS.ConfigMap, configMap('c'), WHY);
  clock.advance(10);
  expect(seen).toHaveLength(4);
});

test('indices follow every change', () => {
  const { context: { client } } = start();
  const informer = client.informer(KINDS.ConfigMap);
  client.create(KINDS.ConfigMap, configMap('b', { app: 'x' }), WHY);
  informer.addIndex('app', ({ metadata }) => (metadata?.labels?.['app'] === undefined ? [] : [metadata.labels['app']]));
  client.create(KINDS.ConfigMap, configMap('a', { app: 'x' }), WHY);
  const names = (key: string): string[] => informer.by('app', key).map(({ metadata }) => metadata?.name ?? '');
  expect(names('x')).toEqual(['a', 'b']);
  expect(informer.by('app', 'x')).toBe(informer.by('app', 'x'));
  client.patch(KINDS.ConfigMap, 'default', 'a', { metadata: { labels: { app: 'y' } } }, WHY);
  client.delete(KINDS.ConfigMap, 'default', 'b', WHY);
  expect([names('x'), names('y')]).toEqual([[], ['a']]);
});

describe('events', () => {
  const events = (server: TestServer): readonly Event[] => server.store.list('events') as readonly Event[]; // the resource tells the type

  /** @k8s golden pods/pod-liveness-exec */
  test('one object per message, repeats count up', () => {
    const server = start();
    const made = server.context.client.create(KINDS.Pod, pod('web'), WHY);
    if (!made.ok) throw new Error(made.status.message);
    const recorder = server.context.recorder('kubelet', 'node01');
    const say = (message: string): void => recorder.event(made.value, 'Warning', 'Unhealthy', message, { fieldPath: 'spec.containers{a}' });
    say('Liveness probe failed: x');
    server.clock.advance(5000);
    say('Liveness probe failed: x');
    say('Liveness probe failed: y');
    const [first, second] = events(server);
    expect(first).toMatchObject({
      involvedObject: { kind: 'Pod', namespace: 'default', name: 'web', apiVersion: 'v1', fieldPath: 'spec.containers{a}', uid: made.value.metadata?.uid },
      reason: 'Unhealthy', message: 'Liveness probe failed: x', source: { component: 'kubelet', host: 'node01' },
      firstTimestamp: '2026-11-21T12:00:00Z', lastTimestamp: '2026-11-21T12:00:05Z', count: 2, type: 'Warning', eventTime: null,
      reportingComponent: 'kubelet', reportingInstance: 'node01',
    });
    expect(first?.metadata.name).toMatch(/^web\.[0-9a-f]{16}$/);
    expect([second?.count, events(server).length]).toEqual([1, 2]);
  });

  /** @k8s golden controllers/quota-deployment-refused */
  test('the tenth similar message is combined, and the flood ends at 25', () => {
    const server = start();
    const made = server.context.client.create(KINDS.ConfigMap, configMap('x'), WHY);
    if (!made.ok) throw new Error(made.status.message);
    const recorder = server.context.recorder('replicaset-controller');
    for (let n = 1; n <= 40; n++) recorder.event(made.value, 'Warning', 'FailedCreate', `Error creating: ${n}`);
    const written = events(server);
    const combined = written.filter(({ message = '' }) => message.startsWith('(combined from similar events): '));
    expect([written.length, combined.length]).toEqual([10, 1]);
    expect(combined[0]).toMatchObject({ count: 16, message: '(combined from similar events): Error creating: 25', source: { component: 'replicaset-controller' }, reportingComponent: '' });
  });

  /** @k8s client-go/tools/record/events_cache.go eventObserve */
  test('an event that the flood swallowed counts for the next of its kind', () => {
    const server = start();
    const made = server.context.client.create(KINDS.ConfigMap, configMap('x'), WHY);
    if (!made.ok) throw new Error(made.status.message);
    const recorder = server.context.recorder('kubelet');
    for (let n = 1; n <= 25; n++) recorder.event(made.value, 'Warning', `Reason${n}`, 'x');
    recorder.event(made.value, 'Warning', 'Late', 'swallowed');
    expect(events(server).filter(({ reason }) => reason === 'Late')).toEqual([]);
    server.context.clock.advance(301_000);
    recorder.event(made.value, 'Warning', 'Late', 'swallowed');
    expect(events(server).filter(({ reason }) => reason === 'Late')).toEqual([expect.objectContaining({ count: 2 })]);
  });

  /** @k8s golden cluster/node-cordon-uncordon */
  test('a series: told when it begins, when it has ended, no host', () => {
    const server = start();
    const made = server.context.client.create(KINDS.Pod, pod('waiting'), WHY);
    if (!made.ok) throw new Error(made.status.message);
    const recorder = server.context.seriesRecorder('default-scheduler', 'default-scheduler-master01');
    const say = (): void => recorder.event(made.value, 'Warning', 'FailedScheduling', 'Scheduling', '0/3 nodes are available');
    say();
    const [first] = events(server);
    expect(first).toMatchObject({
      reason: 'FailedScheduling', message: '0/3 nodes are available', eventTime: '2026-11-21T12:00:00.000000Z', action: 'Scheduling', type: 'Warning',
      reportingComponent: 'default-scheduler', reportingInstance: 'default-scheduler-master01', involvedObject: { kind: 'Pod', name: 'waiting' },
    });
    expect([first?.source, first?.count, first?.firstTimestamp, first?.series]).toEqual([undefined, undefined, undefined, undefined]);
    for (let n = 0; n < 3; n++) { server.clock.advance(1000); say(); }
    expect(events(server).map(({ series }) => series)).toEqual([{ count: 2, lastObservedTime: '2026-11-21T12:00:01.000000Z' }]);
    server.clock.advance(800_000);
    expect(events(server).map(({ series }) => series)).toEqual([{ count: 4, lastObservedTime: '2026-11-21T12:00:03.000000Z' }]);
  });
});
