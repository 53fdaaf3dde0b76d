/** `peapod serve` as a process of its own: started, killed, started again, stopped. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

jest.setTimeout(120_000);
let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'peapod-serve-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Process = { readonly child: ChildProcess; out: string; err: string; readonly ended: Promise<number | string> };

function serve(...args: string[]): Process {
  const child = spawn(process.execPath, [resolve('engine/cli/bin.mjs'), 'serve', '--port', '0', ...args], { cwd: folder });
  const started: Process = { child, out: '', err: '', ended: new Promise((done) => { child.on('close', (code, signal) => done(code ?? signal ?? '')); }) };
  child.stdout.on('data', (text: Buffer) => { started.out += String(text); });
  child.stderr.on('data', (text: Buffer) => { started.err += String(text); });
  return started;
}

async function ready(started: Process, kubeconfig: string): Promise<string> {
  let over = false;
  void started.ended.then(() => { over = true; });
  while (!started.out.includes('Ctrl-C stops it.')) {
    if (over) throw new Error(started.err);
    await new Promise((later) => { setTimeout(later, 50); });
  }
  return readFileSync(join(folder, kubeconfig), 'utf8');
}

function send(config: string, method: string, path: string, body?: object): Promise<{ readonly code: number; readonly text: string }> {
  const pem = (name: string): string => Buffer.from(new RegExp(`${name}: (\\S+)`).exec(config)?.[1] ?? '', 'base64').toString();
  const url = new URL(/server: (\S+)/.exec(config)?.[1] ?? '');
  return new Promise((done, failed) => {
    const sent = request({ host: url.hostname, port: url.port, method, path, agent: false, ca: pem('certificate-authority-data'), cert: pem('client-certificate-data'), key: pem('client-key-data'), headers: { 'content-type': 'application/json' } }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => { text += String(part); });
      response.on('end', () => done({ code: response.statusCode ?? 0, text }));
    });
    sent.on('error', failed);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

test('what was answered survives kill -9; SIGTERM ends it with open watches and exit code 0', async () => {
  const flags = ['--state', 'state', '--kubeconfig', 'config', '--preset', 'minikube'];
  const first = serve(...flags);
  const config = await ready(first, 'config');
  expect(config).toMatch(/current-context: kubernetes-admin@kubernetes\n/);
  expect((await send(config, 'POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'kept' }, data: { a: 'b' } })).code).toBe(201);
  first.child.kill('SIGKILL');
  expect(await first.ended).toBe('SIGKILL');
  const second = serve(...flags);
  const again = await ready(second, 'config');
  expect(second.out).toContain('Back from state, as it was at ');
  expect(JSON.parse((await send(again, 'GET', '/api/v1/namespaces/default/configmaps/kept')).text)).toMatchObject({ data: { a: 'b' } });
  const watch = send(again, 'GET', '/api/v1/namespaces/default/configmaps?watch=1');
  await new Promise((later) => { setTimeout(later, 300); });
  second.child.kill('SIGTERM');
  expect([await second.ended, (await watch).code, second.err, existsSync(join(folder, 'state.lock'))]).toEqual([0, 200, '', false]);
});

test('a kubeconfig that leads elsewhere is left alone', async () => {
  const foreign = 'apiVersion: v1\nclusters:\n- cluster:\n    server: https://203.0.113.5:6443\n  name: production\n';
  writeFileSync(join(folder, 'foreign'), foreign);
  const refused = serve('--kubeconfig', 'foreign');
  expect([await refused.ended, refused.err]).toEqual([1, 'peapod serve: foreign exists and leads to other clusters; nothing was changed. Choose another file with --kubeconfig.\n']);
  expect(readFileSync(join(folder, 'foreign'), 'utf8')).toBe(foreign);
});

test('an address that others can reach is told of', async () => {
  const open = serve('--host', '0.0.0.0', '--http', '--kubeconfig', 'open');
  expect(await ready(open, 'open')).toMatch(/server: http:\/\/127\.0\.0\.1:\d+\n/);
  open.child.kill('SIGINT');
  expect([await open.ended, open.err]).toEqual([0, expect.stringMatching(/^peapod serve: --host 0\.0\.0\.0: everybody who can reach this address .* is its administrator\. .*Without --host it listens on 127\.0\.0\.1 only\.\n$/)]);
});
