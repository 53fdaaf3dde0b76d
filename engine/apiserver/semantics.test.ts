import type { JsonObject } from '../base/index.ts';
import { PATCH, testServer, type TestServer } from './testServer.ts';

const CM = '/api/v1/namespaces/default/configmaps';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const named = (name: string): JsonObject => ({ metadata: { name } });
const metadata = (object: JsonObject): JsonObject => object['metadata'] as JsonObject;
const names = (object: JsonObject): unknown => (object['items'] as JsonObject[]).map((item) => metadata(item)['name']);

function five(): TestServer {
  const server = testServer();
  for (const name of ['a', 'b', 'c', 'd', 'e']) server.send('POST', CM, named(name));
  return server;
}

test('the pages of a list show one moment', () => {
  const server = five();
  const first = server.body('GET', `${CM}?limit=2`);
  const token = String(metadata(first)['continue']);
  server.send('DELETE', `${CM}/c`);
  server.send('POST', CM, named('cc'));
  server.send('PATCH', `${CM}/d`, { data: { new: 'yes' } }, PATCH.merge);
  const rest = server.body('GET', `${CM}?continue=${token}`);
  expect([names(first), names(rest), metadata(rest)['resourceVersion']]).toEqual([['a', 'b'], ['c', 'd', 'e'], metadata(first)['resourceVersion']]);
  expect((rest['items'] as JsonObject[])[1]?.['data']).toBeUndefined();
  expect(names(server.body('GET', `${CM}?resourceVersion=${String(metadata(first)['resourceVersion'])}&resourceVersionMatch=Exact`))).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(server.body('GET', `${CM}?limit=2&resourceVersion=0`)['items']).toHaveLength(5);
  server.store.compact(server.store.revision);
  const expired = server.body('GET', `${CM}?limit=2&continue=${token}`);
  expect(expired).toMatchObject({ code: 410, reason: 'Expired' });
  expect(names(server.body('GET', `${CM}?continue=${String(metadata(expired)['continue'])}`))).toEqual(['cc', 'd', 'e']);
});

test.each([
  [`${CM}?continue=@`, 400, 'invalid continue token: continue key is not valid: illegal base64 data at input byte 0'],
  [`${CM}?continue=e30`, 400, 'invalid continue token: continue key is not valid: server does not recognize this encoded version '],
  [`${CM}?resourceVersion=0&resourceVersionMatch=Exact`, 422, 'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"'],
  [`${CM}?sendInitialEvents=true`, 422, 'ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list'],
  [`${CM}?watch=1&sendInitialEvents=true`, 422, 'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'],
  [`${CM}?watch=1&resourceVersionMatch=Exact`, 422, 'ListOptions.meta.k8s.io "" is invalid: [resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided, resourceVersionMatch: Unsupported value: "Exact": supported values: "NotOlderThan"]'],
  [`${CM}?watch=1&resourceVersion=x`, 500, 'resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax'],
  [`${CM}/a?resourceVersion=x`, 422, 'configmaps "a" is invalid: resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax'],
  [`${CM}/a?resourceVersion=999999`, 504, 'Timeout: Too large resource version: 999999, current: 107'],
])('GET %s is refused', (path, code, message) => expect(five().body('GET', path)).toMatchObject({ code, message }));

test.each([
  ['POST', CM, named('x'), 'fieldManager=a%0Ab', 'CreateOptions.meta.k8s.io "" is invalid: fieldManager: Invalid value: "a\\nb": invalid character U+000A (at position 1)'],
  ['POST', CM, named('x'), `fieldManager=${'m'.repeat(129)}`, 'CreateOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes'],
  ['PUT', `${CM}/a`, named('a'), 'dryRun=Some', 'UpdateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["Some"]: supported values: "All"'],
  ['PUT', `${CM}/a`, named('a'), 'fieldValidation=No', 'UpdateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "No": supported values: "", "Ignore", "Strict", "Warn"'],
  ['DELETE', `${CM}/a`, { propagationPolicy: 'Never' }, '', 'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Never": supported values: "Foreground", "Background", "Orphan", "nil"'],
  ['DELETE', `${CM}/a`, { dryRun: ['x'] }, '', 'DeleteOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["x"]: supported values: "All"'],
  ['DELETE', `${CM}/a`, { propagationPolicy: 'Orphan', orphanDependents: true }, '', 'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set'],
] as const)('%s %s with wrong options %#', (method, path, body, query, message) => expect(five().body(method, `${path}?${query}`, body)).toMatchObject({ code: 422, message }));

test('a watch from now, from then and from the beginning', () => {
  const server = five();
  const events = (query: string): unknown => {
    const watched = server.watch(`${CM}?watch=1&${query}`);
    server.clock.advance(2);
    watched.stop();
    return watched.events.map(({ type, object }) => [type, metadata(object)['name'] ?? metadata(object)['annotations'] ?? object['message']]);
  };
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => ['ADDED', name]);
  const end = ['BOOKMARK', { 'k8s.io/initial-events-end': 'true' }];
  expect(events('')).toEqual(all);
  expect(events('allowWatchBookmarks=true')).toEqual([...all, end]);
  expect(events('sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true')).toEqual([...all, end]);
  expect(events('sendInitialEvents=false&resourceVersionMatch=NotOlderThan')).toEqual([]);
  expect(events(`resourceVersion=${server.store.revision - 2}`)).toEqual([['ADDED', 'd'], ['ADDED', 'e']]);
  expect(events('resourceVersion=99999')).toEqual([]);
  server.store.compact(server.store.revision);
  expect(events('resourceVersion=5')).toEqual([['ERROR', `too old resource version: 5 (${server.store.revision})`]]);
});

test('watchers of one thing get one and the same event; bookmarks are objects of the kind', () => {
  const server = testServer();
  const watches = [1, 2, 3].map(() => server.watch('/api/v1/namespaces/default/pods?watch=1&allowWatchBookmarks=1&timeoutSeconds=10'));
  server.send('POST', '/api/v1/namespaces/default/pods', { ...named('p'), spec: { containers: [{ name: 'a', image: 'x' }] } });
  server.clock.advance(9000);
  const [one, two] = watches.map(({ events }) => events.filter(({ type }) => type === 'ADDED'));
  expect(one?.[0]).toBe(two?.[0]);
  const bookmarks = watches[0]?.events.filter(({ type }) => type === 'BOOKMARK') ?? [];
  expect(bookmarks.map(({ object }) => object)).toMatchObject([{ kind: 'Pod', spec: { containers: null }, status: {} }, { metadata: { resourceVersion: String(server.store.revision) } }]);
});

test.each([
  ['GET', CM, 'text/html', 406, '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch'],
  ['GET', CM, 'application/json;as=Nothing;v=v1;g=meta.k8s.io', 406, 'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf'],
  ['GET', CM, 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io', 406, 'you requested PartialObjectMetadata, but the requested object is a list (*core.ConfigMapList)'],
  ['GET', `${CM}?includeObject=x`, TABLE, 400, "Unable to convert to Table as requested: includeObject: Invalid value: \"x\": must be 'Metadata', 'Object', 'None', or empty"],
  ['HEAD', CM, undefined, 405, 'the server does not allow this method on the requested resource'],
  ['POST', '/api/v1/configmaps', undefined, 405, 'the server does not allow this method on the requested resource'],
] as const)('%s %s that accepts %s', (method, path, accept, code, message) =>
  expect(testServer().body(method, path, method === 'POST' ? named('x') : undefined, accept === undefined ? {} : { accept })).toMatchObject({ code, message }));

test('YAML for those who like it best', () => {
  const answer = five().send('GET', `${CM}/a`, undefined, { accept: 'application/yaml' });
  expect(answer).toMatchObject({ type: 'text', code: 200, headers: { 'content-type': 'application/yaml' } });
  expect(answer.type === 'text' ? answer.body.split('\n').slice(0, 3) : []).toEqual(['apiVersion: v1', 'kind: ConfigMap', 'metadata:']);
});

test('deletions answer with the object where the kind says so', () => {
  const server = five();
  expect(server.body('DELETE', `${CM}/a`)).toMatchObject({ kind: 'Status', status: 'Success', details: { name: 'a', kind: 'configmaps' } });
  server.send('POST', '/api/v1/namespaces/default/serviceaccounts', named('robot'));
  expect(server.body('DELETE', '/api/v1/namespaces/default/serviceaccounts/robot')).toMatchObject({ kind: 'ServiceAccount', metadata: { name: 'robot' } });
  expect(server.body('DELETE', CM)).toMatchObject({ kind: 'ConfigMapList', items: [{ metadata: { name: 'b' } }, {}, {}, {}] });
});

test.each([
  ['/readyz?verbose&exclude=log&exclude=nope', /\[\+\]ping ok\n\[\+\]log excluded: ok\n[^]*warn: some health checks cannot be excluded: no matches for "nope"\nreadyz check passed\n$/],
  ['/livez/etcd', /^ok$/],
  ['/metrics', /apiserver_request_total\{code="201",component="apiserver",dry_run="",group="",resource="configmaps",scope="resource",subresource="",verb="POST",version="v1"\} 5\n[^]*apiserver_storage_objects\{resource="configmaps"\} 5\n/],
])('%s', (path, text) => {
  const answer = five().send('GET', path);
  expect(answer.type === 'text' ? answer.body : '').toMatch(text);
});

test('a PUT creates what may be created so, and asks some kinds for the version that was read', () => {
  const { send, body } = testServer();
  const leases = '/apis/coordination.k8s.io/v1/namespaces/default/leases';
  expect([send('PUT', `${leases}/l`, named('l')).code, send('PUT', `${CM}/x`, named('x')).code]).toEqual([201, 404]);
  expect(body('PUT', `${leases}/l`, named('l'))['message']).toBe('Lease.coordination.k8s.io "l" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update');
});
