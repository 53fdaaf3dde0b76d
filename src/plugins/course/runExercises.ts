/**
 * Reads all labs and quizzes, proves the quizzes' keys by running the engine and asks it for its limits and lifecycles; prints one JSON object.
 * A process of its own: Docusaurus would load the engine's sources with a slower loader, and keep old ones while one edits.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_SWEEP, loadLab, loadQuiz, printDiagnostic, proveQuiz } from '../../../engine/grading/index.ts';
import { drawCharts } from './charts/layout.ts';
import { fieldsSheet } from './fields.ts';
import { readManifests, readMisconceptions } from './read.ts';
import type { Exercises, LabData, QuizSheet } from './types.ts';

const siteDir = process.cwd();
const problems: string[] = [];
const entries = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')).sort() : []);

function readLab(slug: string): LabData[] {
  const folder = join('exercises/labs', slug);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'));
  const loaded = loadLab({ name: folder, paths, read: (path) => readFileSync(join(folder, path), 'utf8') });
  if (!loaded.ok) { problems.push(...loaded.problems.map(printDiagnostic)); return []; }
  const { spec, start, given, contentHash, exam, solution } = loaded.lab;
  return [{ slug, spec, start, contentHash, ...(given === undefined ? {} : { given }), ...(exam === undefined ? {} : { exam }), solution }];
}

/** Of everything that keys follow from but the quiz itself; without it nothing is kept. */
const [, , sourcesHash] = process.argv;
type Kept = { readonly hash: string; readonly sheet: QuizSheet };

/** A quiz as it was proved last time, if nothing has changed since; else it is run. */
function keptQuiz(name: string, manifests: { readonly [name: string]: string }): QuizSheet[] {
  const kept = join('.cache/quizzes', `${name}.json`);
  const hash = createHash('sha256').update(sourcesHash ?? '').update('\0').update(readFileSync(join('exercises/quizzes', name))).digest('hex');
  if (sourcesHash !== undefined && existsSync(kept)) {
    const last = JSON.parse(readFileSync(kept, 'utf8')) as Kept;
    if (last.hash === hash) return [last.sheet];
  }
  const sheets = readQuiz(name, manifests);
  mkdirSync('.cache/quizzes', { recursive: true });
  for (const sheet of sheets) writeFileSync(kept, JSON.stringify({ hash, sheet } satisfies Kept));
  return sheets;
}

function readQuiz(name: string, manifests: { readonly [name: string]: string }): QuizSheet[] {
  const file = join('exercises/quizzes', name);
  const loaded = loadQuiz(file, readFileSync(file, 'utf8'), (manifest) => manifests[manifest]);
  if (!loaded.ok) { problems.push(...loaded.problems.map(printDiagnostic)); return []; }
  const proved = proveQuiz(loaded.quiz, BUILD_SWEEP);
  if (!proved.ok) { problems.push(...proved.problems.map(printDiagnostic)); return []; }
  return [proved.sheet];
}

async function main(): Promise<void> {
  const manifests = readManifests(siteDir);
  const exercises: Exercises = {
    fields: fieldsSheet(),
    charts: await drawCharts(),
    labs: entries('exercises/labs').flatMap(readLab),
    misconceptions: readMisconceptions(siteDir),
    quizzes: entries('exercises/quizzes').filter((name) => name.endsWith('.yaml')).flatMap((name) => keptQuiz(name, manifests)),
  };
  process.stdout.write(JSON.stringify({ exercises, problems }));
}
// A failure ends the process with its stack: whoever started it shows it.
void main();
