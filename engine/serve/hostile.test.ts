/** Clients that are broken, slow, greedy or malicious: a proper status each time, and the server lives on. */
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { wireServer, type WireServer } from './testing/wire.ts';

jest.setTimeout(60_000);
let wire: WireServer;
beforeAll(async () => { wire = await wireServer({ headersMs: 1000, requestMs: 1500 }); });
afterAll(() => wire.close());
/** After each test: it lives, and it was no mistake of ours that was met. */
afterEach(async () => { const { body } = await wire.send('GET', '/livez'); if (body !== 'ok' || wire.bugs.length > 0) throw new Error(`${body} ${wire.bugs.join()}`); });

const CONFIGMAPS = '/api/v1/namespaces/default/configmaps';
const configMap = (name: string, data: object): string => JSON.stringify({ metadata: { name }, data });
const status = (body: string): { code: number; reason?: string; message: string } => JSON.parse(body) as { code: number; reason?: string; message: string };
const nested = (depth: number): string => `{"metadata":{"name":"deep"},"x":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;

test.each([
  ['more than 3 MiB', configMap('big', { a: 'x'.repeat(3 * 1024 * 1024) }), {}, 413, /^Request entity too large: limit is 3145728$/],
  ['more than a ConfigMap holds', configMap('big', { a: 'x'.repeat(1024 * 1024 + 1) }), {}, 422, /Too long: may not be more than 1048576 bytes/],
  ['objects in objects', nested(20_000), {}, 400, /exceeded max depth/],
  ['brackets only', '['.repeat(100_000), {}, 400, /exceeded max depth/],
  ['an alias bomb', `a: &a [${'x,'.repeat(9)}x]\n${'bcdefghi'.split('').map((n, i) => `${n}: &${n} [${`*${'abcdefghi'[i] ?? ''},`.repeat(9)}*${'abcdefghi'[i] ?? ''}]`).join('\n')}\n`, { 'content-type': 'application/yaml' }, 400, /^error decoding YAML: /],
  ['YAML that is deep', `${'- '.repeat(20_000)}x`, { 'content-type': 'application/yaml' }, 400, /YAML|max depth/],
  ['text', 'hello', {}, 400, /invalid character 'h' looking for beginning of value/],
  ['half an object', '{"metadata":', {}, 400, /unexpected end of JSON input/],
  ['a list', '[]', {}, 400, /cannot unmarshal array/],
  ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, /unknown format|unsupported/i],
  ['protobuf that is none', 'k8s\0\u0001\u0002garbage', { 'content-type': 'application/vnd.kubernetes.protobuf' }, 415, /unknown format/],
  ['CBOR', '\xd9\xd9\xf7\xa0', { 'content-type': 'application/cbor' }, 415, /unknown format/],
  ['gzip', gzipSync('{}').toString('latin1'), { 'content-encoding': 'gzip' }, 400, /invalid character/],
] as const)('a body: %s', async (_what, body, headers, code, message) => {
  const before = wire.engine.store.hash();
  const answer = await wire.send('POST', CONFIGMAPS, body, headers);
  expect([answer.code, status(answer.body)]).toEqual([code, expect.objectContaining({ kind: 'Status', status: 'Failure', code, message: expect.stringMatching(message) })]);
  expect(wire.engine.store.hash()).toBe(before);
});

test('what etcd does not take', async () => {
  const env = Array.from({ length: 4 }, (_, i) => ({ name: `V${i}`, value: 'x'.repeat(420_000) }));
  const answer = await wire.send('POST', '/api/v1/namespaces/default/pods', JSON.stringify({ metadata: { name: 'big' }, spec: { containers: [{ name: 'a', image: 'b', env }] } }));
  expect(status(answer.body)).toMatchObject({ code: 500, message: 'etcdserver: request is too large' });
});

test('a small patch that copies itself again and again', async () => {
  await wire.send('POST', CONFIGMAPS, configMap('grow', { a: 'x'.repeat(1000) }));
  const copies = Array.from({ length: 40 }, (_, i) => ({ op: 'copy', from: '/data', path: `/data/k${i}` }));
  const answer = await wire.send('PATCH', `${CONFIGMAPS}/grow`, JSON.stringify(copies), { 'content-type': 'application/json-patch+json' });
  expect(answer.code).toBe(422);
  const many = await wire.send('PATCH', `${CONFIGMAPS}/grow`, JSON.stringify(Array.from({ length: 10_001 }, () => ({ op: 'test', path: '/data', value: 1 }))), { 'content-type': 'application/json-patch+json' });
  expect(status(many.body)).toMatchObject({ code: 413, reason: 'RequestEntityTooLarge', message: 'Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001' });
});

test('keys that mean something to JavaScript are data or dropped', async () => {
  const body = '{"metadata":{"name":"proto","labels":{"constructor":"a","__proto__":"b"}},"data":{"\\u005f_proto__":"x","constructor":"y","toString":"z"},"__proto__":{"polluted":true}}';
  const answer = await wire.send('POST', CONFIGMAPS, body);
  expect(answer.code).toBe(201);
  expect(JSON.parse(answer.body)).toMatchObject({ data: { constructor: 'y', toString: 'z' } });
  await wire.send('PATCH', `${CONFIGMAPS}/proto`, '{"__proto__":{"polluted":1},"data":{"__proto__":"p","hasOwnProperty":"q"},"constructor":{"prototype":{"polluted":2}}}', { 'content-type': 'application/merge-patch+json' });
  await wire.send('PATCH', `${CONFIGMAPS}/proto`, '[{"op":"add","path":"/__proto__/polluted","value":1},{"op":"add","path":"/constructor/prototype/polluted","value":1}]', { 'content-type': 'application/json-patch+json' });
  await wire.send('PATCH', `${CONFIGMAPS}/proto?fieldManager=x`, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: proto}\ndata: {__proto__: b, valueOf: c}\n', { 'content-type': 'application/apply-patch+yaml' });
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(JSON.parse((await wire.send('GET', `${CONFIGMAPS}/proto`)).body)).toMatchObject({ data: { constructor: 'y', hasOwnProperty: 'q', valueOf: 'c' } });
});

test('bytes that are no UTF-8 become U+FFFD, as Go has it', async () => {
  const answer = await wire.send('POST', CONFIGMAPS, Buffer.concat([Buffer.from('{"metadata":{"name":"utf"},"data":{"a":"'), Buffer.from([0xff, 0xc3]), Buffer.from('"}}')]));
  expect(JSON.parse(answer.body)).toMatchObject({ data: { a: '\ufffd\ufffd' } });
});

test.each([
  ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 Bad Request\r\n/],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello', /^HTTP\/1\.1 400 /],
  ['length and chunks', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['a bad chunk', `POST ${CONFIGMAPS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`, /^HTTP\/1\.1 400 /],
  ['no host', 'GET /livez HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['a TLS client', Buffer.from('16030100c8010000c40303', 'hex'), /^HTTP\/1\.1 400 /],
  ['headers without end', `GET /livez HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(1_100_000)}`, /^HTTP\/1\.1 431 /],
  ['a NUL in the path', 'GET /api/v1/\0 HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 400 /],
] as const)('broken HTTP: %s', async (_what, bytes, answer) => { expect(await wire.raw(bytes)).toMatch(answer); });

test('methods and paths that nobody knows', async () => {
  expect((await wire.send('PROPFIND', '/api/v1/namespaces')).code).toBe(405);
  expect((await wire.send('GET', `/api/v1/namespaces/default/pods/${'x'.repeat(200_000)}`)).code).toBe(404);
  expect((await wire.send('GET', `/api/v1/pods?labelSelector=${'a%3Db%2C'.repeat(20_000)}a`)).code).toBe(200);
  expect((await wire.send('GET', '/api/v1/namespaces/%/pods/%zz%00')).code).toBe(404);
  expect((await wire.send('GET', '/%2e%2e/%2e%2e/etc/passwd')).code).toBe(404);
  expect((await wire.send('GET', '//api//v1//pods')).code).toBeLessThan(500);
});

test('slow clients: headers, then a body, that do not come', async () => {
  expect(await wire.raw('GET /livez HTTP/1.1\r\nHost:', 8000)).toMatch(/^HTTP\/1\.1 408 /);
  expect(await wire.raw(`POST ${CONFIGMAPS} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`, 8000)).not.toMatch(/ 20\d /);
});

test('200 connections that say nothing', async () => {
  const sockets = Array.from({ length: 200 }, () => wire.open());
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  expect((await wire.send('GET', '/readyz')).code).toBe(200);
  for (const socket of sockets) socket.destroy();
});

test('a watcher that does not read loses its watch, the others go on', async () => {
  const lazy = wire.open();
  lazy.pause();
  lazy.write('GET /api/v1/namespaces/default/configmaps?watch=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  await once(lazy, 'connect');
  await new Promise((later) => { setTimeout(later, 50); });
  for (let i = 0; i < 40; i++) await wire.send('POST', CONFIGMAPS, configMap(`lazy-${i}`, { a: 'x'.repeat(500_000) }));
  const closed = once(lazy, 'close');
  lazy.resume();
  let seen = 0;
  lazy.on('data', (part: Buffer) => { seen += part.length; });
  await closed;
  expect(seen).toBeLessThan(15_000_000);
  for (let i = 0; i < 40; i++) await wire.send('DELETE', `${CONFIGMAPS}/lazy-${i}`);
});

test('1,000 open watches share what is written to them', async () => {
  const sockets = Array.from({ length: 1000 }, () => wire.open());
  const seen = sockets.map((socket) => new Promise<void>((found) => {
    let text = '';
    socket.on('data', (part: Buffer) => { text += part.toString(); if (text.includes('"watched-by-many"')) found(); });
    socket.write('GET /api/v1/namespaces/default/configmaps?watch=1&resourceVersion=999999999 HTTP/1.1\r\nHost: x\r\n\r\n'.replace('999999999', String(wire.engine.store.revision)));
  }));
  await Promise.all(sockets.map((socket) => once(socket, 'data')));
  const before = process.memoryUsage();
  await wire.send('POST', CONFIGMAPS, configMap('watched-by-many', { a: 'x'.repeat(200_000) }));
  await Promise.all(seen);
  const after = process.memoryUsage();
  for (const socket of sockets) socket.destroy();
  // 200 kB for each would be 200 MB; the clients of this very process hold as much again while they read.
  expect(after.arrayBuffers + after.external - before.arrayBuffers - before.external).toBeLessThan(600_000_000);
});
