/** The labs and the proved quizzes, from the last run if nothing has changed since. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuthorError } from './read.ts';
import type { Exercises } from './types.ts';

const sources = ['engine', 'exercises', 'src/plugins/course'];

/** What a quiz's keys follow from, beside its own file: quizzes that did not change are not proved again. */
const quizSources = ['engine', 'exercises/manifests', 'src/plugins/course'];

function hashOf(siteDir: string, folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const files = readdirSync(join(siteDir, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
    for (const file of files) hash.update(file.slice(siteDir.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

export function loadExercises(siteDir: string): Exercises {
  const cache = join(siteDir, '.cache', 'exercises.json');
  const hash = hashOf(siteDir, sources);
  if (existsSync(cache)) {
    const kept = JSON.parse(readFileSync(cache, 'utf8')) as { readonly hash: string; readonly exercises: Exercises };
    if (kept.hash === hash) return kept.exercises;
  }
  const printed = execFileSync(process.execPath, ['--import', 'tsx', 'src/plugins/course/runExercises.ts', hashOf(siteDir, quizSources)], { cwd: siteDir, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const { exercises, problems } = JSON.parse(printed) as { readonly exercises: Exercises; readonly problems: readonly string[] };
  if (problems.length > 0) {
    const told = `labs and quizzes:\n${problems.map((problem) => `  ${problem}`).join('\n')}`;
    // Whoever is writing one wants to see the others, and the preview page, meanwhile.
    if (process.env.NODE_ENV !== 'development') throw new AuthorError(told);
    process.stderr.write(`[WARNING] Left out until they are mended, ${told}\n`);
    return exercises;
  }
  mkdirSync(join(siteDir, '.cache'), { recursive: true });
  writeFileSync(cache, JSON.stringify({ hash, exercises }));
  return exercises;
}
