import type { Json, JsonObject } from '../../base/index.ts';
import { PATCH, testServer, type TestServer } from '../testServer.ts';

const NS = '/api/v1/namespaces/default';
/** A quota whose status says what is used. */
function withQuota(spec: JsonObject, used: JsonObject): TestServer {
  const server = testServer();
  server.send('POST', `${NS}/resourcequotas`, { metadata: { name: 'q' }, spec });
  server.send('PATCH', `${NS}/resourcequotas/q/status`, { status: { hard: spec['hard'] ?? {}, used } }, PATCH.merge);
  return server;
}
const podOf = (name: string, resources: JsonObject = {}, more: JsonObject = {}): JsonObject => ({ metadata: { name }, spec: { containers: [{ name: 'c', image: 'x', resources }], ...more } });
const message = (server: TestServer, path: string, body: Json): string => {
  const answer = server.body('POST', path, body);
  return answer['kind'] === 'Status' ? String(answer['message']) : '';
};
const used = (server: TestServer): Json | undefined => (server.body('GET', `${NS}/resourcequotas/q`)['status'] as JsonObject)['used'];

/** @k8s golden controllers/quota-compute, kubectl/create-quota-limitrange */
test('what is created is charged, and refused when it is too much', () => {
  const server = withQuota({ hard: { pods: '2', 'requests.cpu': '1', 'limits.memory': '1Gi' } }, { pods: '0', 'requests.cpu': '0', 'limits.memory': '0' });
  expect(message(server, `${NS}/pods`, podOf('a'))).toBe('pods "a" is forbidden: failed quota: q: must specify limits.memory for: c; requests.cpu for: c');
  expect(message(server, `${NS}/pods`, podOf('a', { requests: { cpu: '600m' }, limits: { memory: '256Mi' } }))).toBe('');
  expect(used(server)).toEqual({ 'limits.memory': '256Mi', pods: '1', 'requests.cpu': '600m' });
  expect(message(server, `${NS}/pods`, podOf('b', { requests: { cpu: '500m' }, limits: { memory: '1Gi' } })))
    .toBe('pods "b" is forbidden: exceeded quota: q, requested: limits.memory=1Gi,requests.cpu=500m, used: limits.memory=256Mi,requests.cpu=600m, limited: limits.memory=1Gi,requests.cpu=1');
  expect(used(server)).toEqual({ 'limits.memory': '256Mi', pods: '1', 'requests.cpu': '600m' });
  server.send('POST', `${NS}/pods?dryRun=All`, podOf('dry', { requests: { cpu: '1m' }, limits: { memory: '1Mi' } }));
  expect(used(server)).toEqual({ 'limits.memory': '256Mi', pods: '1', 'requests.cpu': '600m' });
});

test('a quota that nobody has counted yet', () => {
  const server = testServer();
  server.send('POST', `${NS}/resourcequotas`, { metadata: { name: 'q' }, spec: { hard: { pods: '2' } } });
  expect(message(server, `${NS}/pods`, podOf('a'))).toBe('');
  server.send('PATCH', `${NS}/resourcequotas/q/status`, { status: { hard: { pods: '2' } } }, PATCH.merge);
  expect(message(server, `${NS}/pods`, podOf('b'))).toBe('pods "b" is forbidden: status unknown for quota: q, resources: pods');
});

test.each<[string, JsonObject, JsonObject, string]>([
  ['BestEffort, without requests', { scopes: ['BestEffort'] }, podOf('p'), 'exceeded'],
  ['BestEffort, with requests', { scopes: ['BestEffort'] }, podOf('p', { requests: { cpu: '1' } }), ''],
  ['NotBestEffort', { scopes: ['NotBestEffort'] }, podOf('p', { requests: { cpu: '1' } }), 'exceeded'],
  ['Terminating', { scopes: ['Terminating'] }, podOf('p', {}, { activeDeadlineSeconds: 5 }), 'exceeded'],
  ['NotTerminating', { scopes: ['NotTerminating'] }, podOf('p', {}, { activeDeadlineSeconds: 5 }), ''],
  ['PriorityClass in', { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['system-node-critical'] }] } }, podOf('p', {}, { priorityClassName: 'system-node-critical' }), 'exceeded'],
  ['PriorityClass not in', { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'NotIn', values: ['system-node-critical'] }] } }, podOf('p', {}, { priorityClassName: 'system-node-critical' }), ''],
  ['PriorityClass exists', { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] } }, podOf('p'), ''],
  ['CrossNamespacePodAffinity', { scopes: ['CrossNamespacePodAffinity'] }, podOf('p', {}, { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', namespaces: ['x'] }] } } }), 'exceeded'],
])('scope %s', (_name, scope, body, word) => {
  const server = withQuota({ hard: { pods: '0' }, ...scope }, { pods: '0' });
  expect(message(server, `${NS}/pods`, body)).toBe(word === '' ? '' : 'pods "p" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0');
});

const claim = (storageClassName: string, storage: string): JsonObject => ({ metadata: { name: 'c' }, spec: { storageClassName, accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } });
test.each<[string, string, Json, string]>([
  ['count/configmaps', `${NS}/configmaps`, { metadata: { name: 'c' } }, 'configmaps "c" is forbidden: exceeded quota: q, requested: count/configmaps=1, used: count/configmaps=0, limited: count/configmaps=0'],
  ['configmaps', `${NS}/configmaps`, { metadata: { name: 'c' } }, 'configmaps "c" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=0, limited: configmaps=0'],
  ['count/deployments.apps', '/apis/apps/v1/namespaces/default/deployments', { metadata: { name: 'd' }, spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'x' }] } } } },
    'deployments.apps "d" is forbidden: exceeded quota: q, requested: count/deployments.apps=1, used: count/deployments.apps=0, limited: count/deployments.apps=0'],
  ['services.nodeports', `${NS}/services`, { metadata: { name: 's' }, spec: { type: 'NodePort', ports: [{ name: 'a', port: 80 }, { name: 'b', port: 81 }] } },
    'services "s" is forbidden: exceeded quota: q, requested: services.nodeports=2, used: services.nodeports=0, limited: services.nodeports=0'],
  ['services.loadbalancers', `${NS}/services`, { metadata: { name: 's' }, spec: { type: 'ClusterIP', ports: [{ port: 80 }] } }, ''],
  ['gold.storageclass.storage.k8s.io/requests.storage', `${NS}/persistentvolumeclaims`, claim('gold', '1Gi'),
    'persistentvolumeclaims "c" is forbidden: exceeded quota: q, requested: gold.storageclass.storage.k8s.io/requests.storage=1Gi, used: gold.storageclass.storage.k8s.io/requests.storage=0, limited: gold.storageclass.storage.k8s.io/requests.storage=0'],
  ['gold.storageclass.storage.k8s.io/persistentvolumeclaims', `${NS}/persistentvolumeclaims`, claim('silver', '1Gi'), ''],
])('objects are counted: %s', (name, path, body, expected) => {
  expect(message(withQuota({ hard: { [name]: '0' } }, { [name]: '0' }), path, body)).toBe(expected);
});

test('a service that changes pays the difference only', () => {
  const server = withQuota({ hard: { 'services.nodeports': '1', services: '1' } }, { 'services.nodeports': '0', services: '0' });
  server.send('POST', `${NS}/services`, { metadata: { name: 's' }, spec: { ports: [{ port: 80 }] } });
  server.send('PATCH', `${NS}/services/s`, { spec: { type: 'NodePort' } }, PATCH.merge);
  expect(used(server)).toEqual({ services: '1', 'services.nodeports': '1' });
});
