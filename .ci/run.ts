/**
 * All checks, one after the other (`npm run check`, and `.ci/run` after `npm ci`). Nothing is skipped here: a missing
 * browser or kubectl is a failure. The last line is `N passed, N failed`, counted from what the runners report.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { buildSite } from './site/build.ts';
import { realKubectl } from './tools/kubectl.ts';

type Count = { passed: number; failed: number };
const CHROMIUM = '/usr/bin/chromium';
const JEST_REPORT = '.cache/jest.json';
const BROWSER_REPORT = '.cache/browser.json';

const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, PEAPOD_REQUIRE_TOOLS: '1', ...env } }).status === 0;
const one = (ok: boolean): Count => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
const bin = (name: string): string => `node_modules/.bin/${name}`;

/** Counts from a report file; a runner that died before writing it is one failure. */
function counted(ok: boolean, report: string): Count {
  if (!existsSync(report)) return one(false);
  const r = JSON.parse(readFileSync(report, 'utf8')) as Partial<Count> & { numPassedTests?: number; numFailedTests?: number; numRuntimeErrorTestSuites?: number };
  const count = { passed: r.numPassedTests ?? r.passed ?? 0, failed: (r.numFailedTests ?? r.failed ?? 0) + (r.numRuntimeErrorTestSuites ?? 0) };
  return ok || count.failed > 0 ? count : { ...count, failed: 1 };
}

function installBrowser(): boolean {
  if (existsSync(CHROMIUM)) return true;
  const root = process.getuid?.() === 0;
  const apt = (...args: string[]): boolean => run(root ? 'apt-get' : 'sudo', root ? args : ['apt-get', ...args], { DEBIAN_FRONTEND: 'noninteractive' });
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk') && existsSync(CHROMIUM);
}

const steps: readonly (readonly [string, () => Count | Promise<Count>])[] = [
  ['browser', () => one(installBrowser())],
  ['real kubectl and helm', async () => one((await realKubectl()) !== undefined)],
  ['types', () => one(run(bin('tsc'), ['--noEmit']))],
  ['lint', () => one(run('npm', ['run', '--silent', 'lint']))],
  ['generated files', () => one(run('npm', ['run', '--silent', 'gen', '--', '--check']))],
  ['tests', () => counted(run('npm', ['test', '--', '--json', `--outputFile=${JEST_REPORT}`]), JEST_REPORT)],
  // The course whole: more seeds than the tests take, and every change of every solution. A table of it is printed.
  ['course', () => one(run('node', ['engine/cli/bin.mjs', 'check', 'all', '--mutants']))],
  ['site', () => one(buildSite({ force: true }))],
  ['browser tests', () => counted(run(bin('tsx'), ['.ci/browser/run.ts'], { PEAPOD_BROWSER_REPORT: BROWSER_REPORT }), BROWSER_REPORT)],
];

mkdirSync('.cache', { recursive: true });
for (const report of [JEST_REPORT, BROWSER_REPORT]) rmSync(report, { force: true });
const total: Count = { passed: 0, failed: 0 };
const lines: string[] = [];
for (const [name, step] of steps) {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const count = await Promise.resolve().then(step).catch((error: unknown) => { console.error(error); return one(false); });
  total.passed += count.passed;
  total.failed += count.failed;
  lines.push(`${count.failed === 0 ? 'ok    ' : 'FAILED'} ${name}  ${count.passed} passed, ${count.failed} failed, ${((Date.now() - started) / 1000).toFixed(0)} s`);
}
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
