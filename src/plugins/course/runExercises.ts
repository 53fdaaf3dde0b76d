/**
 * Reads all labs and quizzes, proves the quizzes' keys by running the engine and asks it for its limits and lifecycles; prints one JSON object.
 * A process of its own: Docusaurus would load the engine's sources with a slower loader, and keep old ones while one edits.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLab, loadQuiz, printDiagnostic, proveQuiz } from '../../../engine/grading/index.ts';
import { drawCharts } from './charts/layout.ts';
import { fieldsSheet } from './fields.ts';
import { readManifests } from './read.ts';
import type { Exercises, LabData, QuizSheet } from './types.ts';

const siteDir = process.cwd();
const problems: string[] = [];
/** Each key must be true on every one of these; the tests sweep many more. */
const seeds = ['build-1', 'build-2', 'build-3'];
const entries = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')).sort() : []);

function readLab(slug: string): LabData[] {
  const folder = join('exercises/labs', slug);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'));
  const loaded = loadLab({ name: folder, paths, read: (path) => readFileSync(join(folder, path), 'utf8') });
  if (!loaded.ok) { problems.push(...loaded.problems.map(printDiagnostic)); return []; }
  const { spec, start, contentHash, solution } = loaded.lab;
  return [{ slug, spec, start, contentHash, solution }];
}

function readQuiz(name: string, manifests: { readonly [name: string]: string }): QuizSheet[] {
  const file = join('exercises/quizzes', name);
  const loaded = loadQuiz(file, readFileSync(file, 'utf8'), (manifest) => manifests[manifest]);
  if (!loaded.ok) { problems.push(...loaded.problems.map(printDiagnostic)); return []; }
  const proved = proveQuiz(loaded.quiz, seeds);
  if (!proved.ok) { problems.push(...proved.problems.map(printDiagnostic)); return []; }
  const { title, questions } = loaded.quiz.spec;
  return [{
    slug: name.replace(/\.yaml$/, ''), title,
    questions: questions.flatMap(({ id, skill, stem, command, options }): QuizSheet['questions'] => {
      const proof = proved.questions.find((one) => one.id === id);
      if (proof === undefined) return [];
      return [{ id, type: 'single', skill, variants: [{
        seed: 'build-1', stem, explain: stem, ...(command === undefined ? {} : { exhibit: { language: 'sh', text: `$ ${command}` } }),
        proof: { spec: { preset: 'three-nodes', files: {}, seed: 'build-1' }, inputs: [], end: 0, output: proof.output ?? '' },
        options: options.map(({ text, feedback }, index) => ({ id: String(index), text, feedback, right: index === proof.key })),
      }] }];
    }),
  }];
}

async function main(): Promise<void> {
  const manifests = readManifests(siteDir);
  const exercises: Exercises = {
    fields: fieldsSheet(),
    charts: await drawCharts(),
    labs: entries('exercises/labs').flatMap(readLab),
    misconceptions: [],
    quizzes: entries('exercises/quizzes').filter((name) => name.endsWith('.yaml')).flatMap((name) => readQuiz(name, manifests)),
  };
  process.stdout.write(JSON.stringify({ exercises, problems }));
}
// A failure ends the process with its stack: whoever started it shows it.
void main();
