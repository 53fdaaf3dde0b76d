/** Random requests, over the wire and in process: always an answer, never a mistake of ours, and nothing changes by what was refused. */
import fc from 'fast-check';
import { testServer, pod, deployment } from '../apiserver/testServer.ts';
import type { ApiRequest, ApiResponse } from '../apiserver/index.ts';
import type { Json } from '../base/index.ts';
import { wireServer, type WireServer } from './testing/wire.ts';

jest.setTimeout(60_000);
const SEED = 20261121;

const words = fc.constantFrom('api', 'apis', 'v1', 'apps', 'namespaces', 'default', 'pods', 'deployments', 'configmaps', 'nodes', 'web', 'status', 'scale', 'exec', 'log', 'proxy', 'portforward',
  'eviction', 'token', 'binding', 'ephemeralcontainers', 'rbac.authorization.k8s.io', 'customresourcedefinitions', 'apiextensions.k8s.io', 'openapi', 'v3', 'v2', 'healthz', '__proto__', 'constructor', 'watch',
  'authorization.k8s.io', 'selfsubjectaccessreviews', 'events', 'events.k8s.io', 'services', 'secrets', 'serviceaccounts', '..', '%2e', '%', '', 'toString', 'batch', 'jobs', 'resourcequotas');
const parameter = fc.tuple(
  fc.constantFrom('watch', 'limit', 'continue', 'resourceVersion', 'resourceVersionMatch', 'labelSelector', 'fieldSelector', 'dryRun', 'fieldManager', 'fieldValidation', 'force', 'pretty', 'timeoutSeconds',
    'sendInitialEvents', 'allowWatchBookmarks', 'propagationPolicy', 'gracePeriodSeconds', 'command', 'container', 'follow', 'tailLines', '__proto__', 'as'),
  fc.oneof(fc.constantFrom('', '1', 'true', '0', '-1', 'All', 'Strict', 'a=b', 'a in (b', 'metadata.name=web', '!', '=,=', 'Foreground', '9'.repeat(40), '%ff', 'e30'), fc.string({ maxLength: 20 }).map(encodeURIComponent)),
).map(([name, value]) => `${name}=${value}`);
const path = fc.tuple(
  fc.oneof(
    fc.array(words, { maxLength: 8 }).map((parts) => `/${parts.join('/')}`),
    fc.constantFrom('/api/v1/namespaces/default/pods', '/api/v1/namespaces/default/pods/web', '/apis/apps/v1/namespaces/default/deployments/web', '/api/v1/namespaces/default/configmaps',
      '/apis/apps/v1/namespaces/default/deployments', '/apis/apps/v1/namespaces/default/deployments/web/scale', '/api/v1/namespaces/default/pods/web/status', '/api/v1/namespaces/default',
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', '/api/v1/namespaces/default/services', '/api/v1/namespaces/default/pods/web/eviction')),
  fc.array(parameter, { maxLength: 3 }),
).map(([base, query]) => (query.length === 0 ? base : `${base}?${query.join('&')}`));

const key = fc.constantFrom('apiVersion', 'kind', 'metadata', 'spec', 'status', 'name', 'namespace', 'labels', 'annotations', 'containers', 'image', 'replicas', 'selector', 'matchLabels', 'template', 'data', 'ports', 'port',
  'items', 'op', 'path', 'value', 'from', 'finalizers', 'ownerReferences', 'managedFields', 'resourceVersion', 'uid', 'generateName', 'env', 'volumes', 'resources', 'limits', 'cpu', '$patch', '$retainKeys', '$setElementOrder/containers',
  '__proto__', 'constructor', 'hasOwnProperty', 'toString', '');
const leaf = fc.oneof(fc.constantFrom<Json>('web', 'v1', 'Pod', 'apps/v1', 'Deployment', '', 'a b', '1Gi', 'add', 'replace', 'remove', 'copy', '/spec', '/metadata/labels/a', -1, 0, 1, 1e21, 1.5, 2 ** 53, null, true, 'x'.repeat(300)), fc.string({ maxLength: 12 }));
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie('json'), { maxLength: 3 }), fc.array(fc.tuple(key, tie('json')), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs) as Json)),
}));
/** Things that are nearly right: one place of a good object replaced. */
const nearly = fc.tuple(fc.constantFrom(pod('web'), deployment('web', 2), { metadata: { name: 'web' }, data: { a: 'b' } }), key, json, fc.constantFrom('', 'metadata', 'spec')).map(([base, name, value, where]) =>
  (where === '' ? { ...base, [name]: value } : { ...base, [where]: { ...(base as Record<string, object>)[where], [name]: value } }) as Json);
const body = fc.oneof(nearly, json);
const text = fc.oneof(body.map((value) => JSON.stringify(value)), body.map((value) => JSON.stringify(value).slice(0, -1)), fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('{', '[[[', 'a: &a [*a]', '--- \n%', 'null', '"x"', '0'));
const headers = fc.record({
  'content-type': fc.constantFrom('application/json', 'application/yaml', 'application/merge-patch+json', 'application/json-patch+json', 'application/strategic-merge-patch+json', 'application/apply-patch+yaml', 'text/plain', 'application/json; charset=utf-8', ';;', ''),
  accept: fc.constantFrom('application/json', '*/*', 'application/json;as=Table;v=v1;g=meta.k8s.io', 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io', 'application/vnd.kubernetes.protobuf', 'application/yaml', 'text/html', ',,;=', 'application/json;as=Nothing'),
}, { requiredKeys: [] });
const method = fc.constantFrom<ApiRequest['method']>('GET', 'GET', 'POST', 'POST', 'PUT', 'PATCH', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS');

function close(response: ApiResponse): void {
  if (response.type === 'watch') response.listen(() => undefined, () => undefined)();
  if (response.type === 'stream') response.body.cancel();
  if (response.type === 'session') response.session.kill();
}
/** What a refusal looks like: a Status, or the plain words of Go's server for a path that is none. */
const isRefusal = (response: ApiResponse): boolean => response.type === 'text' || (response.type === 'object' && response.body['kind'] === 'Status' && response.body['code'] === response.code)
  || (response.type === 'object' && response.code < 500 && response.body['kind'] !== undefined);

test.each(['text', 'parsed'] as const)('in process, bodies as %s', (how) => {
  const engine = testServer();
  engine.send('POST', '/api/v1/namespaces/default/pods', pod('web'));
  engine.send('POST', '/apis/apps/v1/namespaces/default/deployments', deployment('web'));
  fc.assert(fc.property(method, path, fc.option(how === 'text' ? text : body, { nil: undefined }), headers, (verb, where, sent, head) => {
    const before = engine.store.hash();
    const response = engine.send(verb, where, sent, { 'user-agent': 'fuzz/1', ...head });
    expect(response.code === 0 || (response.code >= 101 && response.code < 600)).toBe(true);
    expect([where, response.code < 400 || isRefusal(response), response.code < 400 || engine.store.hash() === before]).toEqual([where, true, true]);
    close(response);
    engine.clock.advance(1);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }), { seed: SEED, numRuns: 1500 });
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe('over the wire', () => {
  let wire: WireServer;
  beforeAll(async () => { wire = await wireServer(); });
  afterAll(() => wire.close());
  afterEach(() => { if (wire.bugs.length > 0) throw new Error(wire.bugs.join()); });

  test('requests', async () => {
    const safe = path.filter((where) => !/watch|follow/.test(where)).map((where) => where.replace(/[^\x21-\x7e]/g, ''));
    await fc.assert(fc.asyncProperty(method, safe, fc.option(text, { nil: undefined }), headers, async (verb, where, sent, head) => {
      const answer = await wire.send(verb, where, sent, head);
      expect(answer.code).toBeLessThan(600);
      if (answer.headers['content-type'] === 'application/json' && verb !== 'HEAD') JSON.parse(answer.body);
    }), { seed: SEED, numRuns: 400 });
  });

  test('bytes', async () => {
    const lines = fc.array(fc.oneof(fc.constantFrom('GET /livez HTTP/1.1', 'POST /api HTTP/1.1', 'Host: x', 'Content-Length: 3', 'Transfer-Encoding: chunked', 'Upgrade: websocket', 'Connection: Upgrade', '', 'abc', '0', 'PRI * HTTP/2.0'), fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 8 });
    await fc.assert(fc.asyncProperty(lines, async (parts) => {
      const seen = await wire.raw(Buffer.from(`${parts.join('\r\n')}\r\n\r\n`, 'latin1'), 30);
      expect(seen === '' || seen.startsWith('HTTP/1.1 ')).toBe(true);
    }), { seed: SEED, numRuns: 150 });
    expect((await wire.send('GET', '/livez')).body).toBe('ok');
  });
});
