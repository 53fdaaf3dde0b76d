import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  checkLesson, checkSweep, loadLab, loadQuiz, planProof, printDiagnostic, proofOf, proveQuiz, writtenProblems, type Diagnostic, type LabProof, type ProvedQuestion,
} from '../../grading/index.ts';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';
import { allManifests, exercisesRoot, labFolder, labSlugs, lessonFiles, lessonIds, manifestsIn, quizPath, quizSlugs, wordIds } from '../exercises.ts';
import { createPool, type Pool } from '../proof/pool.ts';
import { proofTable } from '../proof/table.ts';

type Kind = 'lab' | 'quiz' | 'lesson';
type Checked = { readonly kind: Kind; readonly name: string; readonly ok: boolean; readonly lines: readonly string[]; readonly problems: readonly Diagnostic[]; readonly proof?: LabProof };
type Options = { readonly root: string; readonly seeds: number | undefined; readonly mutants: boolean; readonly pool: Pool; readonly progress: (text: string) => void };

const seedsOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `seed-${i + 1}`);
const DEFAULT_SEEDS = 5;

async function checkLab(name: string, { root, seeds = DEFAULT_SEEDS, mutants, pool, progress }: Options): Promise<Checked> {
  const folder = labFolder(root, name);
  if (folder === undefined) throw new UsageError(`there is no lab ${name}; there are: ${labSlugs(root).join(', ')}`);
  const known = new Set(lessonIds(root));
  const loaded = loadLab(folder, known.size === 0 ? {} : { lessons: (id) => known.has(id) });
  if (!loaded.ok) return { kind: 'lab', name, ok: false, lines: [], problems: loaded.problems };
  const plan = planProof(loaded.lab, { seeds: seedsOf(seeds), mutants });
  const results = await pool.run(loaded.lab, folder.name, plan.jobs, (done) => progress(`lab ${name}: ${done} of ${plan.jobs.length} runs`));
  const proof = proofOf(loaded.lab, plan, results);
  return { kind: 'lab', name, ok: proof.ok, problems: loaded.warnings, lines: proof.lines.map((l) => `${l.ok ? '✓' : '✗'} ${l.claim}: ${l.found}`), proof };
}

function checkQuiz(name: string, { root, seeds }: Options): Checked {
  const path = quizPath(root, name);
  if (path === undefined) throw new UsageError(`there is no quiz ${name}; there are: ${quizSlugs(root).join(', ')}`);
  const loaded = loadQuiz(path, readFileSync(path, 'utf8'), manifestsIn(root));
  if (!loaded.ok) return { kind: 'quiz', name, ok: false, lines: [], problems: loaded.problems };
  const proved = proveQuiz(loaded.quiz, checkSweep(loaded.quiz, seeds));
  if (!proved.ok) return { kind: 'quiz', name, ok: false, lines: [], problems: proved.problems };
  return { kind: 'quiz', name, ok: true, problems: [], lines: proved.questions.map((q) => `✓ ${q.id} (${q.type}): ${keyWords(q)}`) };
}

/** What the engine found, and how often it was asked. */
function keyWords({ keys, seeds, rejected }: ProvedQuestion): string {
  const found = [...new Set(Object.values(keys).map((key) => JSON.stringify(key)))];
  return `${found.slice(0, 3).join(' or ')}${found.length > 3 ? ' …' : ''} (${seeds} ${seeds === 1 ? 'seed' : 'seeds'}${rejected === 0 ? '' : `, ${rejected} too near to a change`})`;
}

function checkOneLesson(name: string, { root }: Options): Checked {
  const files = lessonFiles(root, name);
  if (files === undefined) throw new UsageError(`there is no lesson ${name}; there are: ${lessonIds(root).join(', ')}`);
  const texts = files.map((file) => (existsSync(file) ? { file, text: readFileSync(file, 'utf8') } : undefined));
  const manifests = allManifests(root);
  const written = writtenProblems({ en: texts[0], zh: texts[1], files: { en: files[0], zh: files[1] } },
    { words: wordIds(root), manifests: Object.keys(manifests), labs: labSlugs(root), quizzes: quizSlugs(root) });
  const { blocks, problems } = checkLesson(name, texts.filter((text) => text !== undefined), manifests);
  const all = [...written, ...problems];
  return { kind: 'lesson', name, ok: all.length === 0, problems: all, lines: all.length === 0 ? [`✓ ${blocks} live blocks print what stands there, in both languages`] : [] };
}

const check1 = (kind: Kind, name: string, options: Options): Checked | Promise<Checked> =>
  (kind === 'lab' ? checkLab(name, options) : kind === 'quiz' ? checkQuiz(name, options) : checkOneLesson(name, options));

const NAMES: Record<Kind, (root: string) => string[]> = { lab: labSlugs, quiz: quizSlugs, lesson: lessonIds };
const isKind = (word: string): word is Kind => word in NAMES;

function jobsOf(what: string, name: string | undefined, root: string): readonly (readonly [Kind, string])[] {
  if (what === 'all') return (['lab', 'quiz', 'lesson'] as const).flatMap((kind) => NAMES[kind](root).map((each) => [kind, each] as const));
  if (!isKind(what)) throw new UsageError(`check all, check lab <slug>, check quiz <slug> or check lesson <id>, not ${what}`);
  if (name === undefined) throw new UsageError(`which ${what}? there are: ${NAMES[what](root).join(', ')}`);
  return [[what, name]];
}

function print({ kind, name, ok, lines, problems, proof }: Checked, seconds: number, { out, err, interactive }: CliContext): void {
  if (proof === undefined) out(`${kind} ${name}: ${ok ? 'proved' : 'not proved'}\n${lines.map((l) => `  ${l}\n`).join('')}`);
  else out(proofTable(proof, interactive ? seconds : undefined));
  for (const problem of problems) err(`${printDiagnostic(problem)}\n`);
}

/** Threads pay off where there is much to do. A plain proof has about a dozen runs. */
const runsExpected = (labs: number, mutants: boolean): number => labs * (mutants ? 60 : 12);

async function run(context: CliContext): Promise<number> {
  const { args, out, err, interactive } = context;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' }, seeds: { type: 'string' }, mutants: { type: 'boolean' } } });
  const [what = 'all', name] = positionals;
  const seeds = values.seeds === undefined ? undefined : Number(values.seeds);
  if (seeds !== undefined && (!Number.isInteger(seeds) || seeds < 1)) throw new UsageError(`--seeds is a number of at least 1, not ${values.seeds}`);
  const root = exercisesRoot();
  const jobs = jobsOf(what, name, root);
  const pool = createPool(runsExpected(jobs.filter(([kind]) => kind === 'lab').length, values.mutants === true));
  const progress = (text: string): void => { if (interactive) err(`\r\x1b[K${text}`); };
  const results: Checked[] = [];
  try {
    for (const [kind, each] of jobs) {
      progress(`${kind} ${each} …`);
      const started = performance.now();
      const result = await check1(kind, each, { root, seeds, mutants: values.mutants === true, pool, progress });
      results.push(result);
      progress('');
      if (values.json !== true) print(result, (performance.now() - started) / 1000, context);
    }
  } finally {
    await pool.close();
  }
  if (values.json === true) out(`${JSON.stringify(results)}\n`);
  else if (jobs.length > 1) out(`${results.filter(({ ok }) => ok).length} of ${results.length} are proved${results.every(({ ok }) => ok) ? '' : `; not: ${results.filter(({ ok }) => !ok).map((r) => `${r.kind} ${r.name}`).join(', ')}`}\n`);
  return results.every((r) => r.ok) ? 0 : 1;
}

export const check: CliCommand = {
  name: 'check',
  usage: 'check [lab <slug> | quiz <slug> | lesson <id> | all] [--seeds N] [--mutants] [--json]',
  summary: 'prove labs, quizzes and lessons: solutions score everything, wrong ones fail what they list, keys and outputs are what a run gives',
  options: [
    ['--seeds N', 'how many seeds the solution or the key must hold for (default 5; 200 for questions with params)'],
    ['--mutants', 'also change the solutions of labs, one thing at a time: a check must notice each'],
    ['--json', 'results as one line of JSON'],
  ],
  run,
};
