import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveCluster, type ServeClusterOptions, type ServedSession } from '../index.ts';
import { takeLock } from './lock.ts';
import { readRecord, writeRecord } from './record.ts';

jest.setTimeout(60_000);
let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'peapod-state-')); });
afterAll(() => rmSync(folder, { recursive: true }));

const base = { port: 0, speed: 1, http: false, seed: undefined, preset: undefined, now: () => Date.parse('2026-01-01T00:00:00Z'), onStateLost: () => undefined } as const;

async function serve(statePath: string, more: Partial<ServeClusterOptions> = {}): Promise<ServedSession> {
  const session = await serveCluster({ ...base, ...more, statePath });
  if ('problem' in session) throw new Error(session.problem);
  return session;
}

/** As the administrator of the written kubeconfig. */
function send(session: ServedSession, method: string, path: string, body?: object): Promise<{ readonly code: number; readonly body: { readonly [key: string]: unknown } }> {
  const pem = (name: string): string => Buffer.from(new RegExp(`${name}: (\\S+)`).exec(session.kubeconfig)?.[1] ?? '', 'base64').toString();
  return new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port: session.port, method, path, agent: false, ca: pem('certificate-authority-data'), cert: pem('client-certificate-data'), key: pem('client-key-data'), headers: { 'content-type': 'application/json' } }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => { text += String(part); });
      response.on('end', () => done({ code: response.statusCode ?? 0, body: JSON.parse(text) as { [key: string]: unknown } }));
    });
    sent.on('error', failed);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const CONFIGMAPS = '/api/v1/namespaces/default/configmaps';

test('what was answered is there after the next start, and the same', async () => {
  const path = join(folder, 'kept');
  const first = await serve(path, { seed: 'mine', preset: 'minikube' });
  expect((await send(first, 'POST', CONFIGMAPS, { metadata: { name: 'a' }, data: { k: 'v' } })).code).toBe(201);
  expect((await send(first, 'POST', '/apis/apps/v1/namespaces/default/deployments', {
    metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } } },
  })).code).toBe(201);
  first.cluster.clock.advance(20_000);
  expect((await send(first, 'DELETE', `${CONFIGMAPS}/none`)).code).toBe(404);
  const last = await send(first, 'PATCH', `${CONFIGMAPS}/a`, {}); // a type that no patch has
  expect(last.code).toBe(415);
  await first.stop();
  const { now } = first.cluster.clock;
  expect(statSync(path).mode & 0o077).toBe(0);
  const second = await serve(path);
  expect(second.restored).toMatchObject({ dropped: 0 });
  expect([second.preset, second.seed, second.cluster.clock.now >= now, second.cluster.clock.now < now + 10_000]).toEqual(['minikube', 'mine', true, true]);
  expect((await send(second, 'GET', `${CONFIGMAPS}/a`)).body).toMatchObject({ data: { k: 'v' } });
  expect((await send(second, 'GET', '/api/v1/namespaces/default/pods')).body['items']).toHaveLength(2);
  await second.stop();
});

test('a last record that is cut or damaged takes nothing else with it', async () => {
  const path = join(folder, 'cut');
  const first = await serve(path);
  for (const name of ['a', 'b', 'c']) await send(first, 'POST', CONFIGMAPS, { metadata: { name } });
  const whole = readFileSync(path); // as after kill -9: nothing is written at the end
  await first.stop();
  writeFileSync(path, whole);
  truncateSync(path, whole.length - 10);
  const second = await serve(path);
  expect(second.restored?.dropped).toBeGreaterThan(0);
  expect([(await send(second, 'GET', `${CONFIGMAPS}/b`)).code, (await send(second, 'GET', `${CONFIGMAPS}/c`)).code]).toEqual([200, 404]);
  expect((await send(second, 'POST', CONFIGMAPS, { metadata: { name: 'd' } })).code).toBe(201);
  await second.stop();
  appendFileSync(path, '00000000 {"t":1}\n');
  const third = await serve(path);
  expect((await send(third, 'GET', `${CONFIGMAPS}/d`)).code).toBe(200);
  await third.stop();
});

test('what cannot be used says why', async () => {
  const path = join(folder, 'wrong');
  const first = await serve(path);
  await send(first, 'POST', CONFIGMAPS, { metadata: { name: 'a' } });
  const problem = async (more: Partial<ServeClusterOptions> = {}): Promise<string> => {
    const session = await serveCluster({ ...base, ...more, statePath: path });
    return 'problem' in session ? session.problem : '';
  };
  expect(await problem()).toMatch(new RegExp(`in use by process ${process.pid}\\.`));
  await first.stop();
  expect(await problem({ preset: 'minikube' })).toMatch(/holds a cluster of preset three-nodes; leave --preset out/);
  expect(await problem({ seed: 'x' })).toMatch(/holds a cluster with seed serve; leave --seed out/);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const header = readRecord(Buffer.from(lines[0] ?? '')) as object;
  writeFileSync(path, Buffer.concat([writeRecord({ ...header, engine: '0.0.1' } as never), Buffer.from(lines.slice(1).join('\n'))])); // a header of another engine
  expect(await problem()).toMatch(/was written by peapod 0\.0\.1, this is /);
  writeFileSync(path, Buffer.concat([writeRecord({ ...header, version: 9 } as never)]));
  expect(await problem()).toMatch(/is of format 9, this peapod reads format 1/);
  writeFileSync(path, [lines[0], 'damaged', ...lines.slice(1), ''].join('\n'));
  expect(await problem()).toMatch(/record 2 is damaged and others follow it/);
  writeFileSync(path, 'apiVersion: v1\n');
  expect(await problem()).toMatch(/is no state file of peapod/);
});

test('a lock that nobody holds any more is taken over', () => {
  const path = join(folder, 'lock');
  writeFileSync(path, '999999999\n');
  const lock = takeLock(path);
  expect('release' in lock).toBe(true);
  expect(takeLock(path)).toEqual({ heldBy: process.pid });
  if ('release' in lock) lock.release();
});
