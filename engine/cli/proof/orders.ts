/** One piece of the work of `peapod check`. Orders and answers are plain data: a piece may be done in any thread. */
import { existsSync, readFileSync } from 'node:fs';
import {
  checkLesson, loadQuiz, planProof, proveEntry, proveQuiz, runJob, writtenProblems,
  type CheckedLesson, type Diagnostic, type HelpEntry, type JobResult, type Lab, type ProofJob, type ProofPlan, type ProvedQuiz, type Sweep,
} from '../../grading/index.ts';
import { allManifests, lessonFiles, lessonWorld, manifestsIn } from '../exercises.ts';

export type Order =
  | { readonly kind: 'plan'; readonly lab: Lab; readonly seeds: readonly string[]; readonly mutants: boolean }
  | { readonly kind: 'job'; readonly lab: Lab; readonly job: ProofJob }
  | { readonly kind: 'quiz'; readonly root: string; readonly file: string; readonly sweep: Sweep }
  | { readonly kind: 'lesson'; readonly root: string; readonly id: string }
  | { readonly kind: 'help'; readonly entries: readonly HelpEntry[]; readonly id: string; readonly files: { readonly [name: string]: string }; readonly file: string };
type Results = { plan: ProofPlan; job: JobResult; quiz: ProvedQuiz; lesson: CheckedLesson; help: readonly Diagnostic[] };
export type ResultOf<O extends Order> = Results[O['kind']];

/** As it was read once: its expressions are compiled once for each thread, and nobody sees a file that changes meanwhile. */
const labs = new Map<string, Lab>();
function known(lab: Lab): Lab {
  const key = `${lab.slug} ${lab.contentHash}`;
  const present = labs.get(key);
  if (present === undefined) labs.set(key, lab);
  return present ?? lab;
}

export function carryOut(order: Order): Results[Order['kind']] {
  switch (order.kind) {
    case 'plan': return planProof(order.lab, order);
    case 'job': return runJob(known(order.lab), order.job);
    case 'quiz': return quiz(order.root, order.file, order.sweep);
    case 'lesson': return lesson(order.root, order.id);
    case 'help': return proveEntry(order.entries, order.id, order.files, order.file);
  }
}

function quiz(root: string, file: string, sweep: Sweep): ProvedQuiz {
  const loaded = loadQuiz(file, readFileSync(file, 'utf8'), manifestsIn(root));
  return loaded.ok ? proveQuiz(loaded.quiz, sweep) : { ok: false, problems: loaded.problems };
}

function lesson(root: string, id: string): CheckedLesson {
  const files = lessonFiles(root, id) ?? ['', ''];
  const texts = files.map((file) => (existsSync(file) ? { file, text: readFileSync(file, 'utf8') } : undefined));
  const manifests = allManifests(root);
  const problems: readonly Diagnostic[] = writtenProblems(id, { en: texts[0], zh: texts[1], files: { en: files[0], zh: files[1] } }, lessonWorld(root));
  const checked = checkLesson(id, texts.filter((text) => text !== undefined), manifests);
  return { blocks: checked.blocks, problems: [...problems, ...checked.problems] };
}
