import type { JsonObject } from '../base/index.ts';
import { deployment, PATCH, pod, testServer, type TestServer } from './testServer.ts';

const PODS = '/api/v1/namespaces/default/pods';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const meta = (object: JsonObject): JsonObject => object['metadata'] as JsonObject;

function runningPod(server: TestServer): void {
  server.send('POST', PODS, pod('web'));
  server.send('POST', `${PODS}/web/binding`, { metadata: { name: 'web' }, target: { kind: 'Node', name: 'node01' } });
}

/** @k8s golden pods/pod-terminating-status */
test('a running pod gets time; a second delete shortens, what is over becomes one second', () => {
  const server = testServer();
  runningPod(server);
  const first = meta(server.body('DELETE', `${PODS}/web?gracePeriodSeconds=45`));
  expect(first).toMatchObject({ deletionTimestamp: '2026-11-21T12:00:45Z', deletionGracePeriodSeconds: 45, generation: 2 });
  expect(meta(server.body('DELETE', `${PODS}/web?gracePeriodSeconds=60`))).toMatchObject({ deletionGracePeriodSeconds: 45 });
  server.clock.advance(6800);
  const second = meta(server.body('DELETE', `${PODS}/web?gracePeriodSeconds=5`));
  expect(second).toMatchObject({ deletionTimestamp: '2026-11-21T12:00:07Z', deletionGracePeriodSeconds: 1, generation: 2 });
  const { events } = server.watch(`${PODS}?watch=1&resourceVersion=${server.store.revision}`);
  server.send('DELETE', `${PODS}/web?gracePeriodSeconds=0`);
  server.clock.advance(5);
  expect(events.map(({ type }) => type)).toEqual(['MODIFIED', 'DELETED']);
  expect(server.send('GET', `${PODS}/web`).code).toBe(404);
});

/** @k8s golden cluster/vol-ephemeral-subpathexpr */
test('a pod that is nowhere goes at once, marked for a moment', () => {
  const server = testServer();
  server.send('POST', PODS, pod('web'));
  const { events } = server.watch(`${PODS}?watch=1&resourceVersion=${server.store.revision}`);
  server.send('DELETE', `${PODS}/web`);
  server.clock.advance(5);
  expect(events.map(({ type, object }) => [type, meta(object)['deletionGracePeriodSeconds']])).toEqual([['MODIFIED', 0], ['DELETED', 0]]);
});

/** @k8s golden controllers/gc-orphan */
test.each([['Orphan', ['orphan']], ['Foreground', ['foregroundDeletion']]])('%s waits for the garbage collector', (policy, finalizers) => {
  const server = testServer();
  server.send('POST', DEPLOYMENTS, deployment('web'));
  expect(meta(server.body('DELETE', `${DEPLOYMENTS}/web`, { propagationPolicy: policy }))).toMatchObject({ finalizers, deletionGracePeriodSeconds: 0, generation: 2 });
  server.send('PATCH', `${DEPLOYMENTS}/web`, { metadata: { finalizers: null } }, PATCH.merge);
  expect(server.send('GET', `${DEPLOYMENTS}/web`).code).toBe(404);
});

test('finalizers keep an object until they are gone', () => {
  const server = testServer();
  const path = '/api/v1/namespaces/default/configmaps';
  server.send('POST', path, { metadata: { name: 'x', finalizers: ['example.com/hold'] } });
  expect(server.body('DELETE', `${path}/x`)).toMatchObject({ kind: 'ConfigMap', metadata: { finalizers: ['example.com/hold'] } });
  expect(server.body('PATCH', `${path}/x`, [{ op: 'remove', path: '/metadata/finalizers' }], PATCH.json)).toMatchObject({ kind: 'ConfigMap' });
  expect(server.send('GET', `${path}/x`).code).toBe(404);
  server.send('POST', path, { metadata: { name: 'y' } });
  expect(server.body('DELETE', `${path}/y`)).toMatchObject({ kind: 'Status', status: 'Success', details: { name: 'y', kind: 'configmaps' } });
});

/** @k8s golden controllers/ns-create-and-errors, ns-delete-with-content */
test('a namespace ends when its finalizer is taken away', () => {
  const server = testServer();
  server.send('POST', '/api/v1/namespaces', { metadata: { name: 'x' } });
  const marked = server.body('DELETE', '/api/v1/namespaces/x');
  expect(marked).toMatchObject({ status: { phase: 'Terminating' }, metadata: { deletionTimestamp: '2026-11-21T12:00:00Z' } });
  expect(meta(marked)).not.toHaveProperty('deletionGracePeriodSeconds');
  expect(server.body('POST', '/api/v1/namespaces/x/configmaps', { metadata: { name: 'late' } })).toMatchObject({
    code: 403, message: 'configmaps "late" is forbidden: unable to create new content in namespace x because it is being terminated',
  });
  server.send('PUT', '/api/v1/namespaces/x/finalize', { metadata: { name: 'x' }, spec: { finalizers: [] } });
  expect(server.send('GET', '/api/v1/namespaces/x').code).toBe(404);
});

test('many at once, by selector', () => {
  const server = testServer();
  const path = '/api/v1/namespaces/default/configmaps';
  for (const n of [1, 2, 3]) server.send('POST', path, { metadata: { name: `c${n}`, labels: { n: String(n) } } });
  expect((server.body('DELETE', `${path}?labelSelector=n%20in%20(1,3)`)['items'] as unknown[]).length).toBe(2);
  expect((server.body('GET', path)['items'] as JsonObject[]).map((item) => meta(item)['name'])).toEqual(['c2']);
});

/** @k8s golden cluster/node-drain-bare-pod */
test('eviction says why before it deletes', () => {
  const server = testServer();
  runningPod(server);
  // A pod that has not begun goes without a word. @k8s pkg/registry/core/pod/storage/eviction.go canIgnorePDB
  server.send('PATCH', `${PODS}/web/status`, { status: { phase: 'Running' } }, { 'content-type': 'application/merge-patch+json' });
  const { events } = server.watch(`${PODS}?watch=1&resourceVersion=${server.store.revision}`);
  expect(server.send('POST', `${PODS}/web/eviction`, { metadata: { name: 'web' } }).code).toBe(201);
  server.clock.advance(5);
  expect(events.map(({ object }) => [meta(object)['deletionTimestamp'] !== undefined, meta(object)['generation']])).toEqual([[false, 1], [true, 2]]);
  expect(events[0]?.object['status']).toMatchObject({ conditions: [{ type: 'PodScheduled' }, { type: 'DisruptionTarget', reason: 'EvictionByEvictionAPI' }] });
});
