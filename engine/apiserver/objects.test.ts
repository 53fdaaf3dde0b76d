import type { Json, JsonObject } from '../base/index.ts';
import { deployment, PATCH, pod, testServer } from './testServer.ts';

const CM = '/api/v1/namespaces/default/configmaps';
const PODS = '/api/v1/namespaces/default/pods';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const field = (object: Json | undefined, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((at, key) => (at as JsonObject | undefined)?.[key], object);

test('create fills in metadata, defaults and admission', () => {
  const { body, clock } = testServer();
  clock.advance(1700);
  const made = body('POST', PODS, pod('web'));
  expect(made).toMatchObject({
    kind: 'Pod', apiVersion: 'v1',
    metadata: { name: 'web', namespace: 'default', generation: 1, creationTimestamp: '2026-11-21T12:00:01Z', uid: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    spec: {
      serviceAccountName: 'default', priority: 0, preemptionPolicy: 'PreemptLowerPriority',
      tolerations: [{ key: 'node.kubernetes.io/not-ready', tolerationSeconds: 300 }, { key: 'node.kubernetes.io/unreachable', tolerationSeconds: 300 }],
    },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  });
  expect(field(made, 'spec.volumes.0.name')).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
});

test('generateName, dry run, no-op updates', () => {
  const { body, store } = testServer();
  expect(field(body('POST', PODS, { ...pod(''), metadata: { generateName: 'web-' } }), 'metadata.name')).toMatch(/^web-[a-z0-9]{5}$/);
  const revision = store.revision;
  expect(field(body('POST', `${CM}?dryRun=All`, { metadata: { name: 'x' } }), 'metadata.resourceVersion')).toBeUndefined();
  expect(store.revision).toBe(revision);
  body('POST', CM, { metadata: { name: 'x' }, data: { a: '1' } });
  body('PATCH', `${CM}/x`, { data: { a: '1' } }, PATCH.merge);
  expect(store.revision).toBe(revision + 1);
});

test('generation counts changes of the spec only; status and spec have doors of their own', () => {
  const { body, send } = testServer();
  send('POST', DEPLOYMENTS, deployment('web'));
  expect(field(body('PATCH', `${DEPLOYMENTS}/web`, { metadata: { labels: { a: 'b' } } }, PATCH.merge), 'metadata.generation')).toBe(1);
  expect(field(body('PATCH', `${DEPLOYMENTS}/web`, { spec: { replicas: 3 }, status: { replicas: 9 } }, PATCH.merge), 'metadata.generation')).toBe(2);
  const status = body('PATCH', `${DEPLOYMENTS}/web/status`, { spec: { replicas: 7 }, status: { replicas: 3 } }, PATCH.merge);
  expect([field(status, 'spec.replicas'), field(status, 'status.replicas'), field(status, 'metadata.generation')]).toEqual([3, 3, 2]);
});

/** @k8s golden kubectl/optimistic-lock-conflict */
test('a stale resourceVersion or another uid is a conflict', () => {
  const { body, send } = testServer();
  const first = body('POST', CM, { metadata: { name: 'shared' }, data: { v: '1' } });
  send('PATCH', `${CM}/shared`, { data: { v: '2' } }, PATCH.merge);
  expect(body('PUT', `${CM}/shared`, first)).toMatchObject({
    code: 409, message: 'Operation cannot be fulfilled on configmaps "shared": the object has been modified; please apply your changes to the latest version and try again',
  });
  expect(body('PUT', `${CM}/shared`, { metadata: { name: 'shared', uid: 'other' } })['message']).toContain('Precondition failed: UID in precondition: other, UID in object meta: ');
  expect(body('DELETE', `${CM}/shared`, { preconditions: { uid: 'u' } })['message']).toContain('Operation cannot be fulfilled on ConfigMap "shared": the UID in the precondition (u) does not match');
});

/** @k8s golden kubectl/rest-error-codes, rest-error-codes-more, rest-patch-types */
test.each<[string, string, Json | undefined, number, string]>([
  ['GET', '/nothing', undefined, 404, '404 page not found\n'],
  ['GET', '/apis/nothing.example.com/v1/foos', undefined, 404, '404 page not found\n'],
  ['GET', '/api/v1/nothing', undefined, 404, 'the server could not find the requested resource'],
  ['GET', `${PODS}/missing`, undefined, 404, 'pods "missing" not found'],
  ['GET', `${PODS}/missing/log`, undefined, 404, 'pods "missing" not found'],
  ['GET', `${PODS}/missing/nothing`, undefined, 404, 'the server could not find the requested resource'],
  ['GET', `${DEPLOYMENTS}/missing/scale`, undefined, 404, 'deployments.apps "missing" not found'],
  ['POST', `${CM}/settings`, {}, 405, 'the server does not allow this method on the requested resource'],
  ['PUT', CM, {}, 405, 'the server does not allow this method on the requested resource'],
  ['POST', CM, {}, 422, 'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required'],
  ['POST', DEPLOYMENTS, { apiVersion: 'apps/v2', kind: 'Deployment', metadata: { name: 'd' } }, 400,
    'Deployment in version "v2" cannot be handled as a Deployment: no kind "Deployment" is registered for version "apps/v2" in scheme "pkg/api/legacyscheme/scheme.go:30"'],
  ['POST', '/api/v1/namespaces/no-such-namespace/configmaps', { metadata: { name: 'c' } }, 404, 'namespaces "no-such-namespace" not found'],
  ['POST', '/api/v1/namespaces', { metadata: { name: 'default' } }, 409, 'namespaces "default" already exists'],
  ['DELETE', '/api/v1/namespaces/default', undefined, 403, 'namespaces "default" is forbidden: this namespace may not be deleted'],
  ['POST', `${PODS}/missing/eviction`, {}, 400, 'name in URL does not match name in Eviction object'],
  ['POST', `${PODS}/missing/binding`, { target: { name: 'node01' } }, 400, 'name in URL does not match name in Binding object'],
  ['POST', PODS, pod('robot', { serviceAccountName: 'web' }), 403, 'pods "robot" is forbidden: error looking up service account default/web: serviceaccount "web" not found'],
  ['GET', `${CM}?labelSelector=group%20in%20(a`, undefined, 400, "unable to parse requirement: found '', expected: ',' or ')'"],
  ['GET', `${CM}?fieldSelector=foo%3Dbar`, undefined, 400, '"foo" is not a known field selector: only "metadata.name", "metadata.namespace"'],
  ['GET', `${PODS}?fieldSelector=foo%3Dbar`, undefined, 400, 'field label not supported: foo'],
  ['GET', `${CM}?limit=abc`, undefined, 400, 'strconv.ParseInt: parsing "abc": invalid syntax'],
  ['GET', `${CM}?resourceVersion=abc`, undefined, 400, 'invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax'],
  ['GET', `${CM}?resourceVersion=1&resourceVersionMatch=Exact`, undefined, 410, 'The resourceVersion for the provided list is too old.'],
  ['GET', `${CM}?resourceVersionMatch=Exact`, undefined, 422, 'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided'],
  ['GET', `${CM}?resourceVersion=1&resourceVersionMatch=Sometimes`, undefined, 422, 'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Unsupported value: "Sometimes": supported values: "Exact", "NotOlderThan", ""'],
  ['GET', `${CM}?resourceVersion=999999999999`, undefined, 504, 'Timeout: Too large resource version: 999999999999, current: 102'],
  ['POST', `${PODS}?fieldValidation=Strict`, { ...pod('p'), spec: { containers: [{ name: 'c', image: 'i', imagee: 'x' }] } }, 400,
    'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.containers[0].imagee"'],
])('%s %s', (method, path, body, code, message) => {
  const response = testServer().send(method as 'GET', path, body);
  expect(response.code).toBe(code);
  expect(response.type === 'object' ? response.body['message'] : response.type === 'text' ? response.body : '').toBe(message);
});

test('unknown fields are warned of unless the client says otherwise', () => {
  const { send } = testServer();
  const odd = (name: string): JsonObject => ({ metadata: { name }, foo: 1 });
  expect(send('POST', CM, odd('a')).warnings).toEqual(['unknown field "foo"']);
  expect(send('POST', `${CM}?fieldValidation=Ignore`, odd('b')).warnings).toBeUndefined();
});

describe('patches that cannot be', () => {
  test.each<[string, string, keyof typeof PATCH, number, string]>([
    ['', '{broken', 'merge', 400, "error decoding patch: invalid character 'b' looking for beginning of object key string"],
    ['', '{"not":"a list"}', 'json', 400, 'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp'],
    ['', '[{"op":"test","path":"/data/a","value":"z"}]', 'json', 422, 'the server rejected our request due to an error in our request'],
    ['', 'data: {a: "2"}', 'apply', 422, 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch'],
    ['?force=true', '{}', 'merge', 422, 'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch'],
  ])('%s %s', (query, patch, type, code, message) => {
    const { body, send } = testServer();
    send('POST', CM, { metadata: { name: 'x' }, data: { a: '1' } });
    expect(body('PATCH', `${CM}/x${query}`, patch, PATCH[type])).toMatchObject({ code, message });
  });
  test('a content type that is no patch', () => {
    const { body } = testServer();
    expect(body('PATCH', `${CM}/x`, '{}', { 'content-type': 'application/json' })).toMatchObject({ code: 415, message: '415: Unsupported Media Type' });
  });
});

test('tables have columns and rows; metadata only on request', () => {
  const { body, send } = testServer();
  send('POST', PODS, pod('web'));
  const table = body('GET', PODS, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' });
  expect(table).toMatchObject({ kind: 'Table', rows: [{ cells: ['web', '0/1', 'Pending', '0', '0s', '<none>', '<none>', '<none>', '<none>'], object: { kind: 'PartialObjectMetadata' } }] });
  const partial = body('GET', PODS, undefined, { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io' });
  expect(Object.keys((partial['items'] as JsonObject[])[0] ?? {})).toEqual(['metadata']);
  expect(send('GET', PODS, undefined, { accept: 'application/vnd.kubernetes.protobuf' }).code).toBe(406);
});

/** @k8s golden kubectl/rest-list-limit-continue */
test('pages of a list', () => {
  const { body, send } = testServer();
  for (const n of [1, 2, 3, 4, 5]) send('POST', CM, { metadata: { name: `cm-${n}`, labels: { odd: String(n % 2) } } });
  const page = (query: string): [unknown[], string | undefined, Json | undefined] => {
    const list = body('GET', `${CM}?${query}`);
    return [(list['items'] as JsonObject[]).map((item) => field(item, 'metadata.name')), field(list, 'metadata.continue') as string | undefined, field(list, 'metadata.remainingItemCount')];
  };
  const [names, token, remaining] = page('limit=2');
  expect([names, remaining]).toEqual([['cm-1', 'cm-2'], 3]);
  expect(JSON.parse(Buffer.from(token ?? '', 'base64').toString())).toMatchObject({ v: 'meta.k8s.io/v1', start: '/cm-2\u0000' });
  expect(page(`limit=9&continue=${token}`)).toEqual([['cm-3', 'cm-4', 'cm-5'], undefined, undefined]);
  expect(page('limit=2&labelSelector=odd%3D1')).toEqual([['cm-1', 'cm-3'], expect.any(String), undefined]);
  expect(send('GET', `${CM}?limit=2&continue=garbage`).code).toBe(400);
});

