/** Proves one lab, quiz or lesson, with the help of a pool. */
import { readFileSync } from 'node:fs';
import {
  checkSweep, loadLab, loadQuiz, proofOf, quickSweep, type Diagnostic, type LabProof, type ProvedQuestion,
} from '../../grading/index.ts';
import { UsageError } from '../command.ts';
import { labFolder, labSlugs, lessonFiles, lessonIds, manifestsIn, quizPath, quizSlugs } from '../exercises.ts';
import type { Order } from './orders.ts';
import type { Done, Pool } from './pool.ts';

export type Kind = 'lab' | 'quiz' | 'lesson';
export const NAMES: Record<Kind, (root: string) => string[]> = { lab: labSlugs, quiz: quizSlugs, lesson: lessonIds };
export type Checked = {
  readonly kind: Kind; readonly name: string; readonly ok: boolean;
  /** What holds and what does not, in sentences. */
  readonly lines: readonly string[];
  readonly problems: readonly Diagnostic[];
  readonly proof?: LabProof; readonly questions?: readonly ProvedQuestion[]; readonly blocks?: number;
  /** Real time that its runs took, added up. */
  readonly seconds: number;
};
export type CheckOptions = {
  readonly root: string; readonly mutants: boolean; readonly pool: Pool;
  /** How many seeds, where somebody asked for a number. */
  readonly seeds: number | undefined;
  /** Few seeds: while one is writing. */
  readonly quick: boolean;
  /** Told of each piece: that it has begun to wait, and that it is done. */
  readonly onPiece: (step: 'planned' | 'done') => void;
};

const WHOLE_SEEDS = 5;
const QUICK_SEEDS = 2;
const seedsOf = ({ seeds, quick }: CheckOptions): string[] => Array.from({ length: seeds ?? (quick ? QUICK_SEEDS : WHOLE_SEEDS) }, (_, i) => `seed-${i + 1}`);

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
  const { root, seeds, quick } = options;
  const file = quizPath(root, name);
  if (file === undefined) throw new UsageError(`there is no quiz ${name}; there are: ${quizSlugs(root).join(', ')}`);
  const known = new Set(lessonIds(root));
  const loaded = loadQuiz(file, readFileSync(file, 'utf8'), manifestsIn(root), known.size === 0 ? {} : { lessons: (id) => known.has(id) });
  if (!loaded.ok) return { kind: 'quiz', name, ok: false, lines: [], problems: loaded.problems, seconds: 0 };
  const { run, seconds } = hand(options);
  const proved = await run({ kind: 'quiz', root, file, sweep: quick && seeds === undefined ? quickSweep() : checkSweep(loaded.quiz, seeds) });
  if (!proved.ok) return { kind: 'quiz', name, ok: false, lines: [], problems: [...proved.problems, ...loaded.warnings], seconds: seconds() };
  const { questions } = proved;
  return { kind: 'quiz', name, ok: true, problems: loaded.warnings, lines: questions.map((q) => `✓ ${q.id} (${q.type}): ${keyWords(q)}`), questions, seconds: seconds() };
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

export const checkOne = (kind: Kind, name: string, options: CheckOptions): Promise<Checked> =>
  (kind === 'lab' ? checkLab(name, options) : kind === 'quiz' ? checkQuiz(name, options) : checkOneLesson(name, options));
