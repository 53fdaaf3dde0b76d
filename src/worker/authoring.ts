/**
 * What authors ask while they write: what is wrong with the files, what a learner would get of them, and whether it is proved.
 * Runs in a worker that the page has to itself, piece by piece, so that it can say how far it is, and be ended.
 */
import {
  BUILD_SWEEP, labSession, loadLab, loadQuiz, planProof, proofOf, proveQuiz, quizPatterns, runJob,
  type Diagnostic, type GradeProgress, type Lab, type LabProof, type ProvedQuestion, type QuizSheet, type QuizSource, type SheetQuestion, type Text,
} from '@site/engine/grading/index.ts';
import { startSession } from '@site/engine/session/index.ts';
import type { LabData } from '@site/src/plugins/course/types.ts';

export type AuthorFiles = { readonly [path: string]: string };
type Names = { readonly lessons: readonly string[]; readonly manifests: AuthorFiles };
export type AuthorAsk =
  | { readonly what: 'lab'; readonly slug: string; readonly files: AuthorFiles; readonly names: Names }
  | { readonly what: 'quiz'; readonly slug: string; readonly files: AuthorFiles; readonly names: Names }
  | { readonly what: 'prove'; readonly slug: string; readonly files: AuthorFiles; readonly mutants: boolean };
export type Key = Pick<ProvedQuestion, 'id' | 'type'> & { readonly key: string };
export type AuthorAnswer =
  | { readonly what: 'lab'; readonly problems: readonly Diagnostic[]; readonly lab: LabData | null }
  /** `sheet`: of the questions that are proved; null before any is. */
  | { readonly what: 'quiz'; readonly problems: readonly Diagnostic[]; readonly sheet: QuizSheet | null; readonly keys: readonly Key[] }
  | { readonly what: 'prove'; readonly proof: LabProof | null }
  /** Something newer was asked meanwhile. */
  | { readonly what: 'overtaken' };

export const folderOf = (slug: string): string => `exercises/labs/${slug}`;
export const quizFileOf = (slug: string): string => `exercises/quizzes/${slug}.yaml`;

let newest = 0;
/** Lets messages in: whoever types does not wait for what nobody needs any more. */
const pause = (): Promise<void> => new Promise((go) => { setTimeout(go, 0); });

export async function answerAuthor(ask: AuthorAsk, tell: (progress: GradeProgress) => void): Promise<AuthorAnswer> {
  // Loaded: from now on the time is that of the files.
  tell({ fork: '', done: 0, total: 1, what: wordsOf('read', '') });
  if (ask.what === 'prove') return { what: 'prove', proof: await prove(ask.slug, ask.files, ask.mutants, tell) };
  const own = newest += 1;
  return ask.what === 'lab' ? checkLab(ask) : checkQuiz(ask, tell, () => own !== newest);
}

const load = (slug: string, files: AuthorFiles, lessons?: readonly string[]): ReturnType<typeof loadLab> =>
  loadLab({ name: folderOf(slug), paths: Object.keys(files).sort(), read: (path) => files[path] ?? '' }, lessons === undefined ? {} : { lessons: (id) => lessons.includes(id) });

/** Clusters that came up: a learner's page would show them. */
const opened = new Map<string, Diagnostic | undefined>();
function openingProblem(lab: Lab): Diagnostic | undefined {
  if (opened.has(lab.contentHash)) return opened.get(lab.contentHash);
  let problem: Diagnostic | undefined;
  try { startSession(labSession(lab, `lab/${lab.slug}`)); } catch (error) {
    problem = { file: `${folderOf(lab.slug)}/exercise.yaml`, line: 0, column: 0, message: `the lab cannot be opened: ${error instanceof Error ? error.message : String(error)}`, fix: 'Look at start/ and before' };
  }
  opened.set(lab.contentHash, problem);
  return problem;
}

function checkLab({ slug, files, names }: Extract<AuthorAsk, { what: 'lab' }>): AuthorAnswer {
  const loaded = load(slug, files, names.lessons);
  if (!loaded.ok) return { what: 'lab', problems: loaded.problems, lab: null };
  const { spec, start, given, contentHash, exam, solution } = loaded.lab;
  const problem = openingProblem(loaded.lab);
  if (problem !== undefined) return { what: 'lab', problems: [...loaded.warnings, problem], lab: null };
  return { what: 'lab', problems: loaded.warnings, lab: { slug, spec, start, contentHash, ...(given === undefined ? {} : { given }), ...(exam === undefined ? {} : { exam }), solution } };
}

type ProvedOne = { readonly sheet: SheetQuestion; readonly key: Key };
/** Questions that are proved: only what changes is run again. */
const proved = new Map<string, ProvedOne>();
const MOST_KEPT = 400;

async function checkQuiz({ slug, files, names }: Extract<AuthorAsk, { what: 'quiz' }>, tell: (progress: GradeProgress) => void, overtaken: () => boolean): Promise<AuthorAnswer> {
  const path = quizFileOf(slug);
  const loaded = loadQuiz(path, files[`${slug}.yaml`] ?? '', (name) => names.manifests[name], { lessons: (id) => names.lessons.includes(id) });
  if (!loaded.ok) return { what: 'quiz', problems: loaded.problems, sheet: null, keys: [] };
  const { quiz } = loaded;
  const { spec } = quiz;
  const done: ProvedOne[] = [];
  const problems: Diagnostic[] = [...loaded.warnings];
  for (const [index, question] of spec.questions.entries()) {
    tell({ fork: '', done: index, total: spec.questions.length, what: { en: question.id, zh: question.id } });
    await pause();
    if (overtaken()) return { what: 'overtaken' };
    const known = JSON.stringify([slug, question, spec.world, spec.params, spec.guard]);
    const found = proved.get(known) ?? proveOne(quiz, index);
    if ('problems' in found) { problems.push(...found.problems); continue; }
    if (proved.size >= MOST_KEPT) proved.clear();
    proved.set(known, found);
    done.push(found);
  }
  const sheet: QuizSheet = { slug: spec.metadata.name, title: spec.title, questions: done.map((one) => one.sheet) };
  return { what: 'quiz', problems: [...problems, ...quizPatterns(quiz, sheet)].sort((a, b) => a.line - b.line), sheet: done.length === 0 ? null : sheet, keys: done.map(({ key }) => key) };
}

/** One question of a quiz, with the places that it has in the whole file. */
function proveOne(quiz: QuizSource, index: number): ProvedOne | { readonly problems: readonly Diagnostic[] } {
  const question = quiz.spec.questions[index];
  if (question === undefined) return { problems: [] };
  const shift = (path: readonly (string | number)[]): readonly (string | number)[] => (path[0] === 'questions' && path.length > 1 ? ['questions', index, ...path.slice(2)] : path);
  const { at } = quiz;
  const places: QuizSource['at'] = Object.assign((path: Parameters<typeof at>[0]) => at(shift(path)), {
    key: (path: Parameters<typeof at>[0]) => at.key(shift(path)),
    insideKey: (path: Parameters<typeof at>[0], column: number) => at.insideKey(shift(path), column),
    inside: (path: Parameters<typeof at>[0], text: string, within: Parameters<typeof at.inside>[2]) => at.inside(shift(path), text, within),
  });
  const result = proveQuiz({ ...quiz, at: places, spec: { ...quiz.spec, questions: [question] } }, BUILD_SWEEP);
  if (!result.ok) return { problems: result.problems };
  const [sheet, [first]] = [result.sheet.questions[0], result.questions];
  if (sheet === undefined || first === undefined) return { problems: [] };
  const keys = [...new Set(Object.values(first.keys).map((key) => JSON.stringify(key)))];
  return { sheet, key: { id: first.id, type: first.type, key: keys.join(' | ') } };
}

const SEEDS = ['seed-1', 'seed-2', 'seed-3'];
const WORDS: { readonly [kind: string]: Text } = {
  read: { en: 'reading', zh: '读取文件' },
  plan: { en: 'finding out what to run', zh: '正在确定要运行什么' }, nothing: { en: 'doing nothing', zh: '什么也不做' }, solution: { en: 'the solution', zh: '参考解法' },
  again: { en: 'the solution once more', zh: '再跑一遍参考解法' }, wrong: { en: 'wrong', zh: '错误解法' }, deleted: { en: 'deleting what is looked at', zh: '删除被检查的对象' }, mutant: { en: 'a changed solution', zh: '改动过的解法' },
};
function wordsOf(kind: string, name: string): Text {
  const { en, zh } = WORDS[kind] ?? { en: kind, zh: kind };
  return { en: name === '' ? en : `${en}: ${name}`, zh: name === '' ? zh : `${zh}：${name}` };
}

async function prove(slug: string, files: AuthorFiles, mutants: boolean, tell: (progress: GradeProgress) => void): Promise<LabProof | null> {
  const loaded = load(slug, files);
  if (!loaded.ok) return null;
  tell({ fork: '', done: 0, total: 1, what: wordsOf('plan', '') });
  await pause();
  const plan = planProof(loaded.lab, { seeds: SEEDS, mutants });
  const results = [];
  for (const [done, job] of plan.jobs.entries()) {
    tell({ fork: '', done, total: plan.jobs.length, what: wordsOf(job.kind, job.name) });
    await pause();
    results.push(runJob(loaded.lab, job));
  }
  return proofOf(loaded.lab, plan, results);
}
