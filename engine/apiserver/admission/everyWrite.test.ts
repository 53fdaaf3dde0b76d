/** What is no object of its own passes admission, too; and nothing is moved by a write. */
import type { Json, JsonObject } from '../../base/index.ts';
import { PATCH, pod, testServer, type TestServer } from '../testServer.ts';

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const PODS = '/api/v1/namespaces/default/pods';
const ACCOUNT = '/api/v1/namespaces/default/serviceaccounts/default';

function policed(operation: string, resource: string, expression = 'false'): TestServer {
  const server = testServer();
  server.send('POST', PODS, pod('web', { nodeName: 'node01' }));
  server.send('POST', PODS, pod('free'));
  server.send('POST', `${ADMISSION}/validatingadmissionpolicies`, {
    metadata: { name: 'no' }, spec: {
      matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: [operation], resources: [resource] }] },
      validations: [{ expression, message: 'not today' }],
    },
  });
  server.send('POST', `${ADMISSION}/validatingadmissionpolicybindings`, { metadata: { name: 'no' }, spec: { policyName: 'no', validationActions: ['Deny'] } });
  server.clock.advance(2000);
  return server;
}
const EVICTION = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'web' } };
const DENIED = (name: string, resource = 'pods'): string => `${resource} "${name}" is forbidden: ValidatingAdmissionPolicy 'no' with binding 'no' denied request: not today`;

type Row = readonly [what: string, operation: string, resource: string, method: 'POST' | 'DELETE' | 'GET', path: string, body: Json | undefined, message: string, expression?: string];
const ROWS: readonly Row[] = [
  ['an eviction', 'CREATE', 'pods/eviction', 'POST', `${PODS}/web/eviction`, EVICTION, DENIED('web')],
  ['an eviction by what it is', 'CREATE', 'pods/eviction', 'POST', `${PODS}/web/eviction`, EVICTION, DENIED('web'), "object.kind != 'Eviction' || request.kind.group != 'policy'"],
  ['a binding', 'CREATE', 'pods/binding', 'POST', `${PODS}/free/binding`, { metadata: { name: 'free' }, target: { kind: 'Node', name: 'node01' } }, DENIED('free'), "object.target.name != 'node01'"],
  ['a token', 'CREATE', 'serviceaccounts/token', 'POST', `${ACCOUNT}/token`, { spec: {} }, DENIED('default', 'serviceaccounts')],
  ['exec', 'CONNECT', 'pods/exec', 'GET', `${PODS}/web/exec?command=sh&stdin=true&container=main`, undefined, DENIED('web'), "object.command[0] != 'sh' || !object.stdin"],
  ['port-forward', 'CONNECT', 'pods/portforward', 'POST', `${PODS}/web/portforward?ports=80`, undefined, DENIED('web'), 'object.ports[0] != 80'],
  ['a proxied request', 'CONNECT', 'pods/proxy', 'GET', `${PODS}/web/proxy/secret`, undefined, DENIED('web'), "object.path != '/secret'"],
  ['the deletion of a collection', 'DELETE', 'pods', 'DELETE', PODS, undefined, DENIED('Unknown'), "oldObject.metadata.name != 'free'"],
];
test.each(ROWS.map((row) => [row[0], row] as const))('policies judge %s', (_what, [, operation, resource, method, path, body, message, expression]) => {
  const server = policed(operation, resource, expression);
  expect(server.body(method, path, body)).toMatchObject({ message, code: 422 });
});

test('an eviction does not pass as a change of the status', () => {
  const server = policed('UPDATE', 'pods/status');
  expect(server.body('POST', `${PODS}/web/eviction`, EVICTION)).toMatchObject({ status: 'Success' });
});

test.each([
  ['an eviction', `${PODS.replace('default', 'gone')}/web/eviction`, EVICTION, 'pods "web"'],
  ['a token', ACCOUNT.replace('default/', 'gone/') + '/token', { spec: {} }, 'serviceaccounts "default"'],
])('nothing begins in a namespace that goes: %s', (_what, path, body: JsonObject, about) => {
  const server = testServer();
  server.send('POST', '/api/v1/namespaces', { metadata: { name: 'gone' } });
  server.send('DELETE', '/api/v1/namespaces/gone');
  expect(server.body('POST', path, body)).toMatchObject({ code: 403, message: `${about} is forbidden: unable to create new content in namespace gone because it is being terminated` });
  expect(server.body('POST', path.replace('/gone/', '/none/'), body)).toMatchObject({ code: 404, message: 'namespaces "none" not found' });
});

/** @k8s golden kubectl/immutable-fields-more; apiserver/pkg/endpoints/handlers/{patch,rest}.go */
const MAP = '/api/v1/namespaces/default/configmaps/m';
const ELSEWHERE = 'the namespace of the provided object does not match the namespace sent on the request';
test.each([
  ['PATCH', { metadata: { namespace: 'kube-system' } }, PATCH.merge, ELSEWHERE],
  ['PATCH', [{ op: 'replace', path: '/metadata/namespace', value: 'x' }], PATCH.json, ELSEWHERE],
  ['PATCH', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'x' } }, PATCH.apply, ELSEWHERE],
  ['PUT', { metadata: { name: 'm', namespace: 'x' } }, undefined, ELSEWHERE],
  ['PATCH', { metadata: { name: 'n' } }, PATCH.merge, 'the name of the object (n) does not match the name on the URL (m)'],
  ['PATCH', { metadata: { name: null } }, PATCH.strategic, 'the name of the object (m based on URL) was undeterminable: name must be provided'],
  ['PUT', { metadata: {} }, undefined, 'the name of the object (m based on URL) was undeterminable: name must be provided'],
] as const)('%s %j moves nothing', (method, body, headers, message) => {
  const server = testServer();
  server.send('POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'm' } });
  const path = headers === PATCH.apply ? `${MAP}?fieldManager=me` : MAP;
  expect(server.body(method, path, body as Json, headers)).toMatchObject({ code: 400, reason: 'BadRequest', message });
});

test('a cluster-wide object has no namespace, whatever a patch says', () => {
  const server = testServer();
  expect(server.body('PATCH', '/api/v1/namespaces/default', { metadata: { namespace: 'x', labels: { a: 'b' } } }, PATCH.merge)).toMatchObject({ metadata: { name: 'default', labels: { a: 'b' } } });
});
