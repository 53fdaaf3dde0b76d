import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';
import { exercisesRoot, labSlugs, quizSlugs } from '../exercises.ts';

/** Somebody answers there: most likely an `npm run dev` of another terminal. */
const inUse = (port: number): Promise<boolean> => new Promise((resolve) => {
  const probe = createServer();
  probe.once('error', () => resolve(true));
  probe.listen(port, 'localhost', () => { probe.close(() => resolve(false)); });
});

const hasSite = (): boolean => existsSync('package.json') && /"dev": *"tsx \.ci\/dev\.ts"/.test(readFileSync('package.json', 'utf8'));

async function run({ args, out }: CliContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { port: { type: 'string', default: '3000' }, locale: { type: 'string' } } });
  const [kind, slug] = positionals;
  if (kind !== 'lab' && kind !== 'quiz') throw new UsageError(kind === undefined ? 'what? lab or quiz, and its slug' : `lab or quiz, not ${kind}; a lesson is seen with npm run dev`);
  const slugs = (kind === 'lab' ? labSlugs : quizSlugs)(exercisesRoot());
  if (slug === undefined || !slugs.includes(slug)) throw new UsageError(`there is no ${kind} ${slug ?? ''}; there are: ${slugs.join(', ')}`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new UsageError(`--port is a number from 1 to 65535, not ${values.port}`);
  if (!hasSite()) throw new UsageError('the preview is a page of the course: go to the folder of the course, where package.json is');
  const address = `http://localhost:${port}/preview/#${kind}/${slug}`;
  if (await inUse(port)) { out(`Something serves port ${port} already. If it is the course: ${address}\n`); return 0; }
  out(`${address}\nThe page is there once the development server says so. Ctrl-C stops it.\n`);
  const locale = values.locale === undefined ? [] : ['--locale', values.locale];
  const server = spawn('npm', ['run', 'dev', '--', '--port', String(port), ...locale], { stdio: 'inherit', shell: process.platform === 'win32' });
  return new Promise((resolve) => { server.on('exit', (code) => resolve(code ?? 0)); server.on('error', () => resolve(1)); });
}

export const preview: CliCommand = {
  name: 'preview',
  usage: 'preview lab|quiz <slug> [--port N] [--locale zh-Hans]',
  summary: 'open a lab or a quiz as a learner sees it, beside its files, in the development server',
  options: [['--port N', 'where the development server listens (default 3000)'], ['--locale L', 'zh-Hans for the Chinese page']],
  run,
};
