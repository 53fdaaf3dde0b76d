import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';

const TEMPLATES = join(dirname(fileURLToPath(import.meta.url)), '../templates');
const SLUG = /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/;

function fill(path: string, slug: string): void {
  if (statSync(path).isDirectory()) { for (const name of readdirSync(path)) fill(join(path, name), slug); return; }
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('SLUG', slug));
}

async function run({ args, out, err }: CliContext): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  const [what, slug] = positionals;
  if ((what !== 'lab' && what !== 'quiz') || slug === undefined) throw new UsageError('new lab <slug> or new quiz <slug>');
  if (!SLUG.test(slug)) throw new UsageError(`a slug has lower-case letters, digits and dashes, not ${slug}`);
  const target = what === 'lab' ? join('exercises/labs', slug) : join('exercises/quizzes', `${slug}.yaml`);
  if (existsSync(target)) { err(`peapod new: ${target} exists already; nothing was changed.\n`); return 1; }
  mkdirSync(dirname(target), { recursive: true });
  cpSync(what === 'lab' ? join(TEMPLATES, 'lab') : join(TEMPLATES, 'quiz/quiz.yaml'), target, { recursive: true });
  fill(target, slug);
  out(`${target} is there and proves itself: npx peapod check ${what} ${slug}\nThen give it a place in exercises/course.yaml: - ${what}: ${slug}, with title and summary as its neighbours have.\n`);
  return 0;
}

export const newCommand: CliCommand = {
  name: 'new',
  usage: 'new lab <slug> | quiz <slug>',
  summary: 'write a new lab or quiz in both languages that already passes its own proof',
  options: [],
  run,
};
