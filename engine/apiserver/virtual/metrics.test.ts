import type { JsonObject } from '../../base/index.ts';
import { PATCH, pod, testServer, type TestServer } from '../testServer.ts';

const SERVICE = { metadata: { name: 'v1beta1.metrics.k8s.io' }, spec: { group: 'metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100, insecureSkipTLSVerify: true, service: { name: 'metrics-server', namespace: 'kube-system' } } };
const METRICS = '/apis/metrics.k8s.io/v1beta1';
const PODS = '/api/v1/namespaces/default/pods';

function measured(): TestServer {
  const server = testServer();
  server.send('POST', '/apis/apiregistration.k8s.io/v1/apiservices', SERVICE);
  server.send('POST', '/api/v1/nodes', { metadata: { name: 'node01' } });
  server.send('POST', PODS, { ...pod('web', { nodeName: 'node01' }), metadata: { name: 'web', labels: { app: 'web' } } });
  server.api.connectNode('node01', {
    logs: () => ({ code: 404, message: '' }), exec: () => ({ code: 404, message: '' }), attach: () => ({ code: 404, message: '' }), proxy: () => undefined,
    usage: () => [{ name: 'main', cpuNanoCores: 99_731_025, memoryBytes: 268 * 1024 }, { name: 'idle', cpuNanoCores: 0, memoryBytes: 220 * 1024 - 5 }],
    nodeUsage: () => ({ cpuNanoCores: 20_000_000, memoryBytes: 2 ** 28 }),
  });
  const containerStatuses = [{ name: 'main', state: { running: { startedAt: '2026-11-21T12:00:01Z' } } }];
  server.send('PATCH', `${PODS}/web/status`, { status: { phase: 'Running', containerStatuses } }, PATCH.merge);
  return server;
}

/** @k8s golden kubectl/top-metrics */
test('two samples after its start a pod has metrics', () => {
  const server = measured();
  expect(server.body('GET', `${METRICS}/namespaces/default/pods/web`)['message']).toBe('podmetrics.metrics.k8s.io "default/web" not found');
  expect(server.body('GET', `${METRICS}/namespaces/default/pods/none`)['message']).toBe('pods "none" not found');
  expect(server.body('GET', `${METRICS}/namespaces/default/pods`)).toEqual({ kind: 'PodMetricsList', apiVersion: 'metrics.k8s.io/v1beta1', metadata: {}, items: [] });
  server.clock.advance(40_000);
  expect(server.body('GET', `${METRICS}/pods?labelSelector=app%3Dweb`)['items']).toEqual([{
    metadata: { name: 'web', namespace: 'default', creationTimestamp: '2026-11-21T12:00:40Z', labels: { app: 'web' } }, timestamp: '2026-11-21T12:00:30Z', window: '15s',
    containers: [{ name: 'main', usage: { cpu: '99731025n', memory: '268Ki' } }, { name: 'idle', usage: { cpu: '0', memory: '220Ki' } }],
  }]);
  const table = server.body('GET', `${METRICS}/namespaces/default/pods`, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
  expect((table['rows'] as readonly JsonObject[])[0]?.['cells']).toEqual(['web', '99731025n', '488Ki', '15s']);
});

test('nodes, and what may not be asked', () => {
  const server = measured();
  expect(server.body('GET', `${METRICS}/nodes/node01`)).toMatchObject({ kind: 'NodeMetrics', usage: { cpu: '20000000n', memory: '256Mi' } });
  expect(server.body('GET', `${METRICS}/nodes/none`)['message']).toBe('node "none" not found');
  expect(server.send('POST', `${METRICS}/nodes`, {}).code).toBe(405);
});

test('without its APIService there is no such group', () => {
  const server = measured();
  server.send('DELETE', '/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io');
  expect(server.send('GET', `${METRICS}/nodes`).code).toBe(404);
});
