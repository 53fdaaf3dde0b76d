/** Proves one lab, quiz or lesson, or the help for wrong turns, with the help of a pool. */
import { readFileSync } from 'node:fs';
import {
  BUILD_SWEEP, checkSweep, loadHelp, loadLab, loadQuiz, ordinaryProblems, proofOf, quickSweep, type Diagnostic, type LabProof, type ProvedQuestion, type Sweep,
} from '../../grading/index.ts';
import { UsageError } from '../command.ts';
import { keyProblems } from '../keysFile.ts';
import { helpNames, helpText, labFolder, labSlugs, lessonFiles, lessonHeadings, lessonIds, manifestsIn, quizPath, quizSlugs, wrongFiles } from '../exercises.ts';
import type { Order } from './orders.ts';
import type { Done, Pool } from './pool.ts';

export type Kind = 'lab' | 'quiz' | 'lesson' | 'help';
export const NAMES: Record<Kind, (root: string) => string[]> = { lab: labSlugs, quiz: quizSlugs, lesson: lessonIds, help: helpNames };
export type Checked = {
  readonly kind: Kind; readonly name: string; readonly ok: boolean;
  /** What holds and what does not, in sentences. */
  readonly lines: readonly string[];
  readonly problems: readonly Diagnostic[];
  readonly proof?: LabProof; readonly questions?: readonly ProvedQuestion[]; readonly blocks?: number;
  /** Wrong turns that were taken. */
  readonly turns?: number;
  /** Real time that its runs took, added up. */
  readonly seconds: number;
};
/** `quick`: few seeds, while one is writing. `build`: what pages are made of, and each key must be the one that is noted. */
export type CheckOptions = {
  readonly root: string; readonly mutants: boolean; readonly pool: Pool;
  /** How many seeds, where somebody asked for a number. */
  readonly seeds: number | undefined;
  readonly sweep: 'quick' | 'build' | 'whole';
  /** Told of each piece: that it has begun to wait, and that it is done. */
  readonly onPiece: (step: 'planned' | 'done') => void;
};

const WHOLE_SEEDS = 5;
const QUICK_SEEDS = 2;
const seedsOf = ({ seeds, sweep }: CheckOptions): string[] => Array.from({ length: seeds ?? (sweep === 'whole' ? WHOLE_SEEDS : QUICK_SEEDS) }, (_, i) => `seed-${i + 1}`);
const NOTED: Sweep = { ...BUILD_SWEEP, plain: 2 };

/** Hands pieces to the pool, and adds up what they took. */
function hand({ pool, onPiece }: CheckOptions): { readonly run: <O extends Order>(order: O) => Promise<Done<O>['result']>; readonly seconds: () => number } {
  let ms = 0;
  return {
    seconds: () => Math.round(ms) / 1000,
    run: async (order) => {
      onPiece('planned');
      const done = await pool.run(order);
      ms += done.ms;
      onPiece('done');
      return done.result;
    },
  };
}

async function checkLab(name: string, options: CheckOptions): Promise<Checked> {
  const { root, mutants } = options;
  const folder = labFolder(root, name);
  if (folder === undefined) throw new UsageError(`there is no lab ${name}; there are: ${labSlugs(root).join(', ')}`);
  const known = new Set(lessonIds(root));
  const loaded = loadLab(folder, known.size === 0 ? {} : { lessons: (id) => known.has(id) });
  if (!loaded.ok) return { kind: 'lab', name, ok: false, lines: [], problems: loaded.problems, seconds: 0 };
  const { run, seconds } = hand(options);
  const plan = await run({ kind: 'plan', lab: loaded.lab, seeds: seedsOf(options), mutants });
  const results = await Promise.all(plan.jobs.map((job) => run({ kind: 'job', lab: loaded.lab, job })));
  const proof = proofOf(loaded.lab, plan, results);
  return { kind: 'lab', name, ok: proof.ok, problems: loaded.warnings, lines: proof.lines.map((l) => `${l.ok ? '✓' : '✗'} ${l.claim}: ${l.found}`), proof, seconds: seconds() };
}

async function checkQuiz(name: string, options: CheckOptions): Promise<Checked> {
  const { root, seeds, sweep } = options;
  const file = quizPath(root, name);
  if (file === undefined) throw new UsageError(`there is no quiz ${name}; there are: ${quizSlugs(root).join(', ')}`);
  const known = new Set(lessonIds(root));
  const loaded = loadQuiz(file, readFileSync(file, 'utf8'), manifestsIn(root), known.size === 0 ? {} : { lessons: (id) => known.has(id) });
  if (!loaded.ok) return { kind: 'quiz', name, ok: false, lines: [], problems: loaded.problems, seconds: 0 };
  const { run, seconds } = hand(options);
  const proved = await run({ kind: 'quiz', root, file, sweep: seeds !== undefined || sweep === 'whole' ? checkSweep(loaded.quiz, seeds) : sweep === 'build' ? NOTED : quickSweep() });
  if (!proved.ok) return { kind: 'quiz', name, ok: false, lines: [], problems: [...proved.problems, ...loaded.warnings], seconds: seconds() };
  const { questions } = proved;
  const changed = sweep === 'build' && seeds === undefined ? keyProblems(root, name, questions) : [];
  return { kind: 'quiz', name, ok: changed.length === 0, problems: [...changed, ...loaded.warnings], lines: questions.map((q) => `✓ ${q.id} (${q.type}): ${keyWords(q)}`), questions, seconds: seconds() };
}

/** What the engine found, and how often it was asked. */
function keyWords({ keys, seeds, rejected }: ProvedQuestion): string {
  const found = [...new Set(Object.values(keys).map((key) => JSON.stringify(key)))];
  return `${found.slice(0, 3).join(' or ')}${found.length > 3 ? ' …' : ''} (${seeds} ${seeds === 1 ? 'seed' : 'seeds'}${rejected === 0 ? '' : `, ${rejected} too near to a change`})`;
}

async function checkOneLesson(name: string, options: CheckOptions): Promise<Checked> {
  const { root } = options;
  if (lessonFiles(root, name) === undefined) throw new UsageError(`there is no lesson ${name}; there are: ${lessonIds(root).join(', ')}`);
  const { run, seconds } = hand(options);
  const { blocks, problems } = await run({ kind: 'lesson', root, id: name });
  const ok = problems.length === 0;
  return { kind: 'lesson', name, ok, problems, lines: ok ? [`✓ ${blocks} live blocks print what stands there, in both languages`] : [], blocks, seconds: seconds() };
}

/** Each help is reached by the wrong turns that it names, and none by what goes as it should. */
async function checkHelp(name: string, options: CheckOptions): Promise<Checked> {
  const { root } = options;
  const { file, text } = helpText(root);
  const lessons = lessonIds(root);
  const loaded = loadHelp(file, text, { lessons, headings: lessonHeadings(root) });
  if (!loaded.ok) return { kind: 'help', name, ok: false, lines: [], problems: loaded.problems, seconds: 0 };
  const { entries } = loaded;
  const { run, seconds } = hand(options);
  const files = wrongFiles(root);
  const english = lessons.flatMap((id) => lessonFiles(root, id)?.[0] ?? []).map((path) => ({ file: path, text: readFileSync(path, 'utf8') }));
  const proved = await Promise.all(entries.map(({ id }) => run({ kind: 'help', entries, id, files, file })));
  const problems = [...proved.flat(), ...ordinaryProblems(entries, english, file)];
  const turns = entries.reduce((sum, { tried }) => sum + tried.length, 0);
  const ok = problems.length === 0;
  return { kind: 'help', name, ok, problems, lines: ok ? [`✓ ${turns} wrong turns lead to ${entries.length} helps`, `✓ what ${lessons.length} lessons print leads to none`] : [], turns, seconds: seconds() };
}

const CHECKS: Record<Kind, (name: string, options: CheckOptions) => Promise<Checked>> = { lab: checkLab, quiz: checkQuiz, lesson: checkOneLesson, help: checkHelp };
export const checkOne = (kind: Kind, name: string, options: CheckOptions): Promise<Checked> => CHECKS[kind](name, options);
