/** Finds the key of each question by running it, over many seeds, and refuses what has none or several. */
import type { Json } from '../../base/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Question } from '../format/quiz.ts';
import { wordsOf } from '../params.ts';
import { createClaims, type Claims } from './claims.ts';
import { sheetProblems, writtenProblems } from './gates.ts';
import { instanceOf, isVaried, runKeyOf, type Found, type Instance, type Path, type Problem } from './prove/instance.ts';
import { ask, withVariant } from './prove/prover.ts';
import type { Asked } from './prove/base.ts';
import { playShared } from './prove/sharedRun.ts';
import type { QuizSheet, SheetQuestion } from './sheet.ts';
import type { QuizSource } from './source.ts';

export type Sweep = {
  /** Names of seeds, the first ones first. */
  readonly seeds: readonly string[];
  /** How many of them a question without parameters is proved with, and one with them; default: all. */
  readonly plain?: number;
  readonly varied?: number;
  /** How often the same parameters are proved, with other seeds; default: 3. */
  readonly alike?: number;
};
/** What a page's variants come from: one seed where nothing differs, and enough for five variants. `npx peapod check` sweeps many more. */
export const BUILD_SWEEP: Sweep = { seeds: ['build-1', 'build-2', 'build-3', 'build-4', 'build-5', 'build-6', 'build-7', 'build-8'], plain: 1, alike: 1 };

/** While one is writing: few seeds. What chance can do to a key shows in `check all`. */
export const quickSweep = (): Sweep => ({ seeds: Array.from({ length: 20 }, (_, index) => `seed-${index + 1}`), plain: 2, varied: 20, alike: 1 });

const PLAIN_SEEDS = 5;
const VARIED_SEEDS = 200;
/** What `npx peapod check` sweeps: as many seeds as asked for, else as the quiz says, else more where parameters differ. */
export function checkSweep({ spec }: QuizSource, asked: number | undefined): Sweep {
  const [plain, varied] = [asked ?? spec.seeds ?? PLAIN_SEEDS, asked ?? spec.seeds ?? VARIED_SEEDS];
  return { seeds: Array.from({ length: Math.max(plain, varied) }, (_, index) => `seed-${index + 1}`), plain, varied };
}

/** What is known of a question after the sweep. */
export type ProvedQuestion = {
  readonly id: string; readonly type: Question['type'];
  /** By seed, of the variants that are asked. */
  readonly keys: { readonly [seed: string]: Json };
  /** Seeds that it was proved with, and variants that are never asked since their key is too near to a change. */
  readonly seeds: number; readonly rejected: number;
};
export type ProvedQuiz =
  | { readonly ok: true; readonly sheet: QuizSheet; readonly questions: readonly ProvedQuestion[] }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** So many variants go into the page. */
const MOST_VARIANTS = 5;
/** The same parameters again prove little more. */
const ALIKE = 3;
/** The share of variants that may be too near to a change. */
const MOST_REJECTED = 0.5;

type State = {
  readonly question: Question; readonly index: number; readonly varied: boolean; readonly seeds: number;
  readonly drawn: Map<string, number>; readonly keys: Map<string, Json>; readonly problems: Problem[]; readonly rejections: Problem[];
  sheet: SheetQuestion | undefined; firstKey: { readonly key: Json; readonly seed: string } | undefined; proved: number;
};

export function proveQuiz(source: QuizSource, sweep: Sweep): ProvedQuiz {
  const claims = createClaims();
  const states = source.spec.questions.map((question, index): State => {
    const varied = isVaried(source, question);
    const wanted = (varied ? sweep.varied : sweep.plain) ?? sweep.seeds.length;
    return { question, index, varied, seeds: wanted, drawn: new Map(), keys: new Map(), problems: [...writtenProblems(source, question)], rejections: [], sheet: undefined, firstKey: undefined, proved: 0 };
  });
  sweep.seeds.forEach((seed, at) => {
    const asking = states.filter((state) => at < state.seeds && state.problems.length === 0);
    proveAt(source, seed, asking, claims, sweep.alike ?? ALIKE);
  });
  for (const state of states) conclude(state);
  const diagnostics = states.flatMap(({ index, problems }) => problems.map(({ path, message, fix }): Diagnostic => ({ file: source.file, ...source.at(['questions', index, ...path]), message: `question ${source.spec.questions[index]?.id}: ${message}`, fix })));
  const questions = states.flatMap(({ sheet }) => (sheet === undefined ? [] : [sheet]));
  const sheet: QuizSheet = { slug: source.spec.metadata.name, title: source.spec.title, questions };
  const all = [...diagnostics, ...sheetProblems(source, sheet)];
  if (all.length > 0) return { ok: false, problems: all };
  return { ok: true, sheet, questions: states.map(({ question, keys, proved, rejections }) => ({ id: question.id, type: question.type, keys: Object.fromEntries(keys), seeds: proved, rejected: rejections.length })) };
}

/** Questions of one world share one run of it. */
function proveAt(source: QuizSource, seed: string, states: readonly State[], claims: Claims, mostAlike: number): void {
  const groups = new Map<string, { readonly state: State; readonly instance: Instance; readonly asked: Asked<SheetQuestion> }[]>();
  for (const state of states) {
    const instance = instanceOf(source, state.question, seed, claims);
    const words = wordsOf(instance.drawn);
    const alike = state.drawn.get(words) ?? 0;
    if (state.varied && alike >= mostAlike) continue;
    state.drawn.set(words, alike + 1);
    const key = runKeyOf(instance);
    groups.set(key, [...groups.get(key) ?? [], { state, instance, asked: ask(instance) }]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const run = playShared(first.instance, group.flatMap(({ asked }) => asked.looks));
    for (const { state, instance, asked } of group) take(state, instance, asked.finish(run));
  }
}

function take(state: State, { seed, drawn }: Instance, found: Found<SheetQuestion>): void {
  if (found.ok === false) {
    const words = wordsOf(drawn);
    state.problems.push(...found.problems.map((problem) => (words === '' ? problem : { ...problem, message: `${problem.message} (seed ${seed}: ${words})` })));
    return;
  }
  state.proved++;
  if (found.ok === 'unsteady') {
    if (state.varied) state.rejections.push(found.problem); else state.problems.push(found.problem);
    return;
  }
  if (!state.varied && state.firstKey !== undefined && !sameKey(state.question, state.firstKey.key, found.key)) {
    state.problems.push({ path: [], message: `the key is ${JSON.stringify(state.firstKey.key)} with seed ${state.firstKey.seed}, but ${JSON.stringify(found.key)} with seed ${seed}`, fix: 'Ask about something that chance cannot move' });
    return;
  }
  state.firstKey ??= { key: found.key, seed };
  const enough = state.varied ? state.keys.size >= MOST_VARIANTS || (state.drawn.get(wordsOf(drawn)) ?? 0) > 1 : state.sheet !== undefined;
  if (enough) return;
  state.keys.set(seed, found.key);
  state.sheet = state.sheet === undefined ? found.variant : withVariant(state.sheet, found.variant);
}

/** A number may differ from seed to seed as much as an answer may. */
function sameKey(question: Question, a: Json, b: Json): boolean {
  if (question.type === 'number' && typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= Number(question.tolerance);
  return JSON.stringify(a) === JSON.stringify(b);
}

function conclude(state: State): void {
  const [rejection] = state.rejections;
  if (state.problems.length > 0 || rejection === undefined) return;
  if (state.rejections.length <= state.proved * MOST_REJECTED && state.sheet !== undefined) return;
  const path: Path = rejection.path;
  state.problems.push({ path, message: `${state.rejections.length} of ${state.proved} variants are too near to a change of their key to be asked; in one ${rejection.message}`, fix: rejection.fix });
}
