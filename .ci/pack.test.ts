/** What `npm pack` makes is what people install: the tarball alone, beside its dependencies, answers as the clone does. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

jest.setTimeout(120_000);

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };
let folder = '';
let bin = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peapod-pack-'));
  const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', folder], { encoding: 'utf8' });
  if (packed.status !== 0) throw new Error(`npm pack: ${packed.stderr}`);
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'peapod'), { recursive: true });
  spawnSync('tar', ['-xzf', join(folder, packed.stdout.trim()), '--strip-components=1', '-C', join(modules, 'peapod')]);
  const dependencies = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object }).dependencies);
  for (const name of dependencies) {
    mkdirSync(join(modules, name, '..'), { recursive: true });
    symlinkSync(resolve('node_modules', name), join(modules, name));
  }
  const { bin: bins } = JSON.parse(readFileSync(join(modules, 'peapod', 'package.json'), 'utf8')) as { bin: { peapod: string } };
  bin = join(modules, 'peapod', bins.peapod);
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const peapod = (...args: string[]): Ran => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
};

test('no tests and nothing of the site is in it', () => {
  const inside = readdirSync(join(folder, 'node_modules', 'peapod'), { recursive: true, encoding: 'utf8' });
  expect(inside.filter((path) => /\.test\.tsx?$|^(?:src|docs|\.ci|i18n)\//.test(path))).toEqual([]);
  for (const path of ['README.md', 'LICENSE', 'NOTICE', 'CHANGES.md', 'engine/cli/templates/lab/exercise.yaml', 'exercises/course.yaml']) expect(inside).toContain(path);
});

test('--version, check, grade', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(peapod('--version')).toEqual({ code: 0, out: `peapod ${version}\n`, err: '' });
  expect(peapod('check', 'lab', 'self-healing', '--seeds', '1')).toMatchObject({ code: 0, out: expect.stringMatching(/^lab self-healing: proved /), err: '' });
  expect(peapod('new', 'quiz', 'own')).toMatchObject({ code: 0, err: '' });
  expect(existsSync(join(folder, 'exercises/quizzes/own.yaml'))).toBe(true);
  writeFileSync(join(folder, 'half.json'), '{"apiVersion":"peapod/v1","kind":"Ses');
  expect(peapod('grade', 'self-healing', 'half.json')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('the file ends in the middle (37 bytes)') });
  expect(peapod('nonsense')).toMatchObject({ code: 2, out: '' });
});

test('serve answers until it is told to stop', async () => {
  const server = spawn(process.execPath, [bin, 'serve', '--http', '--port', '0', '--kubeconfig', 'served.kubeconfig'], { cwd: folder });
  const ended = new Promise<number | null>((done) => { server.on('close', done); });
  let out = '';
  const url = await new Promise<string>((found, failed) => {
    server.stdout.on('data', (text: Buffer) => {
      out += String(text);
      const told = /http:\/\/\S+/.exec(out)?.[0];
      if (told !== undefined && out.includes('Ctrl-C')) found(told);
    });
    server.on('close', () => failed(new Error(`it ended: ${out}`)));
  });
  expect(await (await fetch(`${url}/version`)).json()).toMatchObject({ major: '1', minor: '36' });
  expect(await (await fetch(`${url}/api/v1/nodes`)).json()).toMatchObject({ kind: 'NodeList', items: [{ metadata: { name: 'master01' } }, {}, {}] });
  expect(readFileSync(join(folder, 'served.kubeconfig'), 'utf8')).toContain(`server: ${url}`);
  const watch = await fetch(`${url}/api/v1/pods?watch=1`); // an open watch does not keep it alive
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
  await watch.body?.cancel().catch(() => undefined);
});
