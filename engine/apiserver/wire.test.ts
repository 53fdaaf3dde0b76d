/** What clients get of what was stored, and what is refused or let through on the way in. */
import type { Json, JsonObject } from '../base/index.ts';
import { deployment, PATCH, testServer } from './testServer.ts';

const CM = '/api/v1/namespaces/default/configmaps';
const SERVICES = '/api/v1/namespaces/default/services';
const SLICES = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';

/** @k8s golden cluster/svc-targetport, cluster/svc-without-selector, kubectl/events-for */
test('Go\'s nulls and order are for clients; our own components read the stored form', () => {
  const { body, api, store } = testServer();
  body('POST', SLICES, { metadata: { name: 'web-1' }, addressType: 'IPv4', endpoints: [] });
  body('POST', SLICES, { metadata: { name: 'web-2' }, addressType: 'IPv4', endpoints: [], ports: [{ port: 80, name: 'http' }] });
  expect(body('GET', `${SLICES}/web-1`)).toMatchObject({ endpoints: null, ports: null });
  expect(JSON.stringify((body('GET', SLICES)['items'] as JsonObject[])[1]?.['ports'])).toBe('[{"name":"http","protocol":"TCP","port":80}]');
  expect(store.get('endpointslices.discovery.k8s.io', 'default/web-1')).not.toHaveProperty('ports');
  const trusted = api.handle({ method: 'GET', path: `${SLICES}/web-1`, trusted: true });
  expect(trusted.type === 'object' && trusted.body).not.toHaveProperty('ports');
  const event = body('POST', '/api/v1/namespaces/default/events', { metadata: { name: 'e' }, involvedObject: { namespace: 'default', kind: 'Pod', name: 'x' }, reason: 'Tested' });
  expect(event).toMatchObject({ eventTime: null, reportingComponent: '', source: {} });
});

/** @k8s golden kubectl/create-service-types */
test('Endpoints are deprecated whatever is asked of them', () => {
  const { send } = testServer();
  expect(send('GET', '/api/v1/namespaces/default/endpoints').warnings).toEqual(['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice']);
  expect(send('GET', CM).warnings).toBeUndefined();
});

/** @k8s golden kubectl/invalid-services-1 */
test('a dry run asks no allocator', () => {
  const { body } = testServer();
  const service = (name: string, spec: JsonObject): JsonObject => ({ metadata: { name }, spec: { ports: [{ port: 80 }], ...spec } });
  const taken = (body('POST', SERVICES, service('first', {}))['spec'] as JsonObject)['clusterIP'] as Json;
  expect(body('POST', `${SERVICES}?dryRun=All`, service('second', { clusterIP: taken }))['kind']).toBe('Service');
  expect(body('POST', SERVICES, service('second', { clusterIP: taken }))['message']).toContain('provided IP is already allocated');
  const low = service('low', { type: 'NodePort', ports: [{ port: 80, nodePort: 8080 }] });
  expect(body('POST', `${SERVICES}?dryRun=All`, low)['kind']).toBe('Service');
  expect(body('POST', SERVICES, low)['message']).toContain('provided port is not in the valid range');
});

/** @k8s golden kubectl/optimistic-lock-conflict */
test('a resourceVersion is dropped on create and has to be a number on update', () => {
  const { body } = testServer();
  expect(body('POST', CM, { metadata: { name: 'copy', resourceVersion: '5' } })['kind']).toBe('ConfigMap');
  const answer = body('PUT', `${CM}/copy`, { metadata: { name: 'copy', resourceVersion: 'abc' } });
  expect(answer).toMatchObject({ code: 500, message: 'strconv.ParseUint: parsing "abc": invalid syntax' });
  expect(answer['reason']).toBeUndefined();
});

/** @k8s golden kubectl/patch-strategic, kubectl/rest-patch-types */
test('patches that fail: without a reason, or with the object as it would be', () => {
  const { body, send } = testServer();
  send('POST', DEPLOYMENTS, deployment('web'));
  const answer = body('PATCH', `${DEPLOYMENTS}/web`, { spec: { template: { spec: { containers: [{ image: 'x' }] } } } }, PATCH.strategic);
  expect(answer).toMatchObject({ code: 500, message: 'map: map[image:x] does not contain declared merge key: name' });
  const wrong = body('PATCH', `${DEPLOYMENTS}/web`, { spec: { replicas: 'x' } }, PATCH.merge);
  expect(wrong['message']).toMatch(/^ "" is invalid: patch: Invalid value: "\{\\"apiVersion\\":\\"apps\/v1\\",\\"kind\\":\\"Deployment\\"/);
  expect(Object.keys(wrong['details'] as JsonObject)).toEqual(['causes']);
});

/** @k8s golden kubectl/unknown-fields-validate */
test('server-side apply tells the first field of an object that the schema does not have', () => {
  const { body } = testServer();
  const apply = (object: JsonObject): Json | undefined => body('PATCH', `${DEPLOYMENTS}/web?fieldManager=me&fieldValidation=Strict`, object, PATCH.apply)['message'];
  const [good, container] = [deployment('web'), { name: 'web', image: 'x', imagee: 'y' }];
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } };
  const head = 'failed to create typed patch object (default/web; apps/v1, Kind=Deployment): ';
  expect(apply({ ...good, spec: { ...(good['spec'] as JsonObject), replica: 2, template } })).toBe(`${head}.spec.replica: field not declared in schema`);
  expect(apply({ ...good, spec: { ...(good['spec'] as JsonObject), template } })).toBe(`${head}.spec.template.spec.containers[name="web"].imagee: field not declared in schema`);
});

/** @k8s golden kubectl/create-namespace-sa */
test('a token is bound to what is there', () => {
  const { body } = testServer();
  const ask = (boundObjectRef: JsonObject): Json | undefined => body('POST', '/api/v1/namespaces/default/serviceaccounts/default/token', { spec: { boundObjectRef } })['message'];
  expect(ask({ kind: 'Pod', name: 'nope', apiVersion: 'v1' })).toBe('pods "nope" not found');
  expect(ask({ kind: 'ConfigMap', name: 'x', apiVersion: 'v1' })).toContain('cannot bind token');
});

/** @k8s golden kubectl/invalid-names-labels-1: these are the server's own, said whether or not limits are told */
test('warnings of the API server', () => {
  const { send } = testServer();
  const spec = { containers: [{ name: 'main', image: 'nginx', ports: [{ containerPort: 80 }, { containerPort: 80 }] }] };
  expect(send('POST', '/api/v1/namespaces/default/pods', { metadata: { name: 'a.b' }, spec }).warnings).toEqual([
    "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
    'spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]',
  ]);
});
