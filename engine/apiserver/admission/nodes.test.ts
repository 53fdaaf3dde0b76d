/** NodeRestriction and PodTopologyLabels. */
import type { Json, JsonObject } from '../../base/index.ts';
import type { ApiRequest } from '../index.ts';
import { testServer, type TestServer } from '../testServer.ts';

const KUBELET = { name: 'system:node:node01', groups: ['system:nodes', 'system:authenticated'] };
const NS = '/api/v1/namespaces/default';

function world(): { readonly server: TestServer; readonly kubelet: (method: ApiRequest['method'], path: string, body?: Json) => string } {
  const server = testServer();
  for (const name of ['node01', 'node02']) server.send('POST', '/api/v1/nodes', { metadata: { name, labels: { 'topology.kubernetes.io/zone': `zone-of-${name}` } } });
  const place = (name: string, nodeName: string): JsonObject => ({ metadata: { name }, spec: { nodeName, containers: [{ name: 'c', image: 'x' }] } });
  server.send('POST', `${NS}/pods`, place('mine', 'node01'));
  server.send('POST', `${NS}/pods`, place('other', 'node02'));
  const kubelet = (method: ApiRequest['method'], path: string, body?: Json): string => {
    const answer = server.api.handle({ method, path, user: KUBELET, headers: { 'content-type': 'application/merge-patch+json' }, ...(body === undefined ? {} : { body }) });
    return answer.type === 'object' && answer.code >= 300 ? String(answer.body['message']).replace(/^.*? is forbidden: /, '') : '';
  };
  return { server, kubelet };
}
const mirror = (more: JsonObject = {}, meta: JsonObject = {}): JsonObject => ({
  metadata: { name: 'm', annotations: { 'kubernetes.io/config.mirror': 'x' }, ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'node01', uid: 'u', controller: true }], ...meta },
  spec: { nodeName: 'node01', containers: [{ name: 'c', image: 'x' }], ...more },
});

/** @k8s plugin/pkg/admission/noderestriction/admission.go */
test.each<[string, ApiRequest['method'], string, Json | undefined, string]>([
  ['its pod’s status', 'PATCH', `${NS}/pods/mine/status`, { status: { phase: 'Running' } }, ''],
  ['another pod’s status', 'PATCH', `${NS}/pods/other/status`, { status: { phase: 'Running' } }, 'node "node01" can only update pod status for pods with spec.nodeName set to itself'],
  ['another pod', 'DELETE', `${NS}/pods/other`, undefined, 'node "node01" can only delete pods with spec.nodeName set to itself'],
  ['a pod', 'POST', `${NS}/pods`, { metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'x' }] } }, 'pod does not have "kubernetes.io/config.mirror" annotation, node "node01" can only create mirror pods'],
  ['a mirror', 'POST', `${NS}/pods`, mirror(), ''],
  ['a mirror elsewhere', 'POST', `${NS}/pods`, mirror({ nodeName: 'node02' }), 'node "node01" can only create pods with spec.nodeName set to itself'],
  ['a mirror of nobody', 'POST', `${NS}/pods`, mirror({}, { ownerReferences: [] }), 'node "node01" can only create pods with an owner reference set to itself'],
  ['a mirror with settings', 'POST', `${NS}/pods`, mirror({ volumes: [{ name: 'v', configMap: { name: 'c' } }] }), 'node "node01" can not create pods that reference configmaps'],
  ['another node', 'PATCH', '/api/v1/nodes/node02', { metadata: { labels: { a: 'b' } } }, 'node "node01" is not allowed to modify node "node02"'],
  ['its taints', 'PATCH', '/api/v1/nodes/node01', { spec: { taints: null } }, 'node "node01" is not allowed to modify taints'],
  ['its role', 'PATCH', '/api/v1/nodes/node01', { metadata: { labels: { 'node-role.kubernetes.io/master': '', free: 'x', 'kubernetes.io/arch': 'arm' } } }, 'is not allowed to modify labels: node-role.kubernetes.io/master'],
  ['another lease', 'POST', '/apis/coordination.k8s.io/v1/namespaces/default/leases', { metadata: { name: 'node01' } }, 'can only access leases in the "kube-node-lease" system namespace'],
])('a kubelet and %s', (_name, method, path, body, expected) => {
  expect(world().kubelet(method, path, body)).toBe(expected);
});

test('pods get the zone of their node', () => {
  const { server } = world();
  expect((server.body('GET', `${NS}/pods/mine`)['metadata'] as JsonObject)['labels']).toEqual({ 'topology.kubernetes.io/zone': 'zone-of-node01' });
  server.send('POST', `${NS}/pods`, { metadata: { name: 'late' }, spec: { containers: [{ name: 'c', image: 'x' }] } });
  server.send('POST', `${NS}/pods/late/binding`, { metadata: { name: 'late' }, target: { kind: 'Node', name: 'node02' } });
  expect((server.body('GET', `${NS}/pods/late`)['metadata'] as JsonObject)['labels']).toEqual({ 'topology.kubernetes.io/zone': 'zone-of-node02' });
});
