import type { JsonObject } from '../../base/index.ts';
import { PATCH, testServer } from '../testServer.ts';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
type Entry = { readonly manager: string; readonly operation: string; readonly subresource?: string; readonly fieldsV1: JsonObject };
const entries = (object: JsonObject): Entry[] => (object['metadata'] as unknown as { managedFields: Entry[] }).managedFields;
const told = (object: JsonObject): unknown => entries(object).map(({ manager, operation, subresource, fieldsV1 }) => [manager, operation, subresource ?? '', JSON.stringify(fieldsV1)]);

/** @k8s golden kubectl/rest-patch-types: the entries of the Deployment as a refused patch shows them */
test('an imperative deployment after patches of three kinds', () => {
  const { send, body, clock } = testServer();
  // As `kubectl create deployment` sends it.
  const web = {
    metadata: { name: 'web', labels: { app: 'web' } }, status: {},
    spec: { replicas: 0, selector: { matchLabels: { app: 'web' } }, strategy: {}, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'nginx', image: 'nginx:1.27', resources: {} }] } } },
  };
  send('POST', `${DEPLOYMENTS}?fieldManager=kubectl-create`, web);
  clock.advance(2000);
  const containers = (list: JsonObject[]): JsonObject => ({ spec: { template: { spec: { containers: list } } } });
  const curl = { 'user-agent': 'curl/8.0' };
  send('PATCH', `${DEPLOYMENTS}/web`, containers([{ name: 'side', image: 'busybox:1.36' }]), { ...PATCH.strategic, ...curl });
  send('PATCH', `${DEPLOYMENTS}/web`, containers([{ name: 'nginx', image: 'nginx:1.25' }]), { ...PATCH.merge, ...curl });
  clock.advance(1000);
  send('PATCH', `${DEPLOYMENTS}/web?fieldManager=my-tool`, [{ op: 'add', path: '/metadata/labels/x', value: 'y' }], PATCH.json);
  expect(told(body('GET', `${DEPLOYMENTS}/web`))).toEqual([
    ['kubectl-create', 'Update', '', '{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:progressDeadlineSeconds":{},"f:replicas":{},"f:revisionHistoryLimit":{},"f:selector":{},'
      + '"f:strategy":{"f:rollingUpdate":{".":{},"f:maxSurge":{},"f:maxUnavailable":{}},"f:type":{}},"f:template":{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:containers":'
      + '{"k:{\\"name\\":\\"nginx\\"}":{".":{},"f:imagePullPolicy":{},"f:name":{},"f:resources":{},"f:terminationMessagePath":{},"f:terminationMessagePolicy":{}}},"f:dnsPolicy":{},'
      + '"f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{},"f:terminationGracePeriodSeconds":{}}}}}'],
    ['curl', 'Update', '', '{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\\"name\\":\\"nginx\\"}":{"f:image":{}}}}}}}'],
    ['my-tool', 'Update', '', '{"f:metadata":{"f:labels":{"f:x":{}}}}'],
  ]);
});

/** @k8s golden cluster/adm-etcd-watch: what is left of a map whose entry another one has changed */
test('a map stays with its creator', () => {
  const { send, body } = testServer();
  const path = '/api/v1/namespaces/default/configmaps';
  send('POST', `${path}?fieldManager=kubectl-create`, { metadata: { name: 'second' }, data: { color: 'red' } });
  send('PATCH', `${path}/second?fieldManager=kubectl-patch`, { data: { color: 'green' } }, PATCH.strategic);
  expect(told(body('GET', `${path}/second`))).toEqual([
    ['kubectl-create', 'Update', '', '{"f:data":{}}'], ['kubectl-patch', 'Update', '', '{"f:data":{"f:color":{}}}']]);
  send('PATCH', `${path}/second?fieldManager=kubectl-patch`, { data: null }, PATCH.merge);
  expect(entries({ metadata: { managedFields: [], ...(body('GET', `${path}/second`)['metadata'] as JsonObject) } })).toEqual([]);
});

test('what admission and the server fill in is not the writer\'s; a dry run shows what would be', () => {
  const { body } = testServer();
  const pod = { metadata: { name: 'p' }, spec: { containers: [{ name: 'a', image: 'x' }] } };
  const expected = [['kubectl', 'Update', '', '{"f:spec":{"f:containers":{"k:{\\"name\\":\\"a\\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:resources":{},'
    + '"f:terminationMessagePath":{},"f:terminationMessagePolicy":{}}},"f:dnsPolicy":{},"f:enableServiceLinks":{},"f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{},"f:terminationGracePeriodSeconds":{}}}']];
  expect(told(body('POST', '/api/v1/namespaces/default/pods?dryRun=All&fieldManager=kubectl', pod))).toEqual(expected);
  expect(told(body('POST', '/api/v1/namespaces/default/pods?fieldManager=kubectl', pod))).toEqual(expected);
});

test('server-side apply by kubectl takes over what client-side apply has set', () => {
  const { send, body } = testServer();
  const path = '/api/v1/namespaces/default/configmaps';
  const applied = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: '1' } };
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify(applied)}\n` };
  send('POST', `${path}?fieldManager=kubectl-client-side-apply`, { ...applied, metadata: { name: 'c', annotations } });
  const next = { ...applied, data: { a: '2' } };
  expect(send('PATCH', `${path}/c?fieldManager=other`, next, PATCH.apply).code).toBe(409);
  const taken = body('PATCH', `${path}/c?fieldManager=kubectl`, next, PATCH.apply);
  expect(taken).toMatchObject({ data: { a: '2' }, metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"c"},"data":{"a":"2"}}\n' } } });
  expect(told(taken)).toEqual([['kubectl', 'Apply', '', '{"f:data":{"f:a":{}}}'],
    ['kubectl-client-side-apply', 'Update', '', '{"f:data":{},"f:metadata":{"f:annotations":{".":{},"f:kubectl.kubernetes.io/last-applied-configuration":{}}}}']]);
});

/** As kubectl changes from client-side to server-side apply: what a field is in was owned, too, and now only the field is. */
test('a place stays as long as something in it is applied', () => {
  const { send, body } = testServer();
  const path = '/api/v1/namespaces/default/configmaps';
  const applied = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', labels: { a: 'b' } }, data: { a: '1' } };
  send('POST', `${path}?fieldManager=old`, applied);
  const managedFields = entries(body('GET', `${path}/c`)).map((entry) => ({ ...entry, manager: 'kubectl', operation: 'Apply' }));
  send('PATCH', `${path}/c`, [{ op: 'replace', path: '/metadata/managedFields', value: managedFields }], PATCH.json);
  expect(body('PATCH', `${path}/c?fieldManager=kubectl`, applied, PATCH.apply)).toMatchObject({ metadata: { labels: { a: 'b' } }, data: { a: '1' } });
});

test('status and scale have managers of their own', () => {
  const { send, body } = testServer();
  send('POST', `${DEPLOYMENTS}?fieldManager=a`, { metadata: { name: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'n', image: 'x' }] } } } });
  send('PATCH', `${DEPLOYMENTS}/web/status?fieldManager=b`, { spec: { replicas: 9 }, status: { replicas: 1 } }, PATCH.merge);
  send('PATCH', `${DEPLOYMENTS}/web/status?fieldManager=c`, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, status: { readyReplicas: 1 } }, PATCH.apply);
  const found = entries(body('GET', `${DEPLOYMENTS}/web`)).filter(({ manager }) => manager !== 'a');
  expect(found.map(({ manager, operation, subresource, fieldsV1 }) => [manager, operation, subresource, fieldsV1])).toEqual([
    ['c', 'Apply', 'status', { 'f:status': { 'f:readyReplicas': {} } }], ['b', 'Update', 'status', { 'f:status': { 'f:replicas': {} } }]]);
});

/** @k8s golden pods/pod-resize-refused: the image is dropped, and yet the request owns it now */
test('a change that the server drops still gives the field to its writer, which is a new version', () => {
  const { send, body } = testServer();
  const pods = '/api/v1/namespaces/default/pods';
  send('POST', `${pods}?fieldManager=kubectl-create`, { metadata: { name: 'p' }, spec: { containers: [{ name: 'a', image: 'x' }] } });
  const resize = (image: string): JsonObject => body('PATCH', `${pods}/p/resize?fieldManager=kubectl-patch`, { spec: { containers: [{ name: 'a', image }] } }, PATCH.strategic);
  const revision = (object: JsonObject): unknown => (object['metadata'] as JsonObject)['resourceVersion'];
  const before = revision(body('GET', `${pods}/p`));
  const after = resize('y');
  expect(revision(after)).not.toBe(before);
  expect(after).toMatchObject({ metadata: { generation: 1 }, spec: { containers: [{ image: 'x' }] } });
  expect(told(after)).toContainEqual(['kubectl-patch', 'Update', 'resize', '{"f:spec":{"f:containers":{"k:{\\"name\\":\\"a\\"}":{"f:image":{}}}}}']);
  expect(entries(after).filter(({ fieldsV1 }) => JSON.stringify(fieldsV1).includes('"f:image":'))).toHaveLength(1);
  expect(revision(resize('y'))).toBe(revision(after));
});
