/** The graders are graded: every lab and every quiz of the course proves itself. */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  BUILD_SWEEP, changedKeys, keysOf, loadLab, loadQuiz, printDiagnostic, printKeys, proveLab, proveQuiz, type KeysFile, type ProvedQuestion,
} from '../engine/grading/index.ts';
import { labFolder, labSlugs, lessonIds, manifestsIn, quizPath, quizSlugs } from '../engine/cli/exercises.ts';

const ROOT = 'exercises';
const SEEDS = ['seed-1', 'seed-2', 'seed-3'];
const SMALL = 'own-first-pod';

const lessons = new Set(lessonIds(ROOT));
test.each(labSlugs(ROOT))('lab %s proves itself', (slug) => {
  const folder = labFolder(ROOT, slug);
  if (folder === undefined) throw new Error(`no exercise.yaml in ${slug}`);
  const loaded = loadLab(folder, { lessons: (id) => lessons.has(id) });
  expect(loaded.ok ? [] : loaded.problems.map(printDiagnostic)).toEqual([]);
  if (!loaded.ok) return;
  // Changes of the solution take a run each: one small lab's are tried here, all in `npx peapod check all --mutants`, which CI runs.
  const proof = proveLab(loaded.lab, SEEDS, { mutants: slug === SMALL || process.env.PEAPOD_MUTANTS === '1' });
  expect(proof.lines.filter((line) => !line.ok)).toEqual([]);
}, 600_000);

const proved: { readonly slug: string; readonly questions: readonly ProvedQuestion[] }[] = [];
test.each(quizSlugs(ROOT))('each key of quiz %s follows from a run', (slug) => {
  const path = quizPath(ROOT, slug) ?? '';
  const loaded = loadQuiz(path, readFileSync(path, 'utf8'), manifestsIn(ROOT));
  expect(loaded.ok ? [] : loaded.problems.map(printDiagnostic)).toEqual([]);
  if (!loaded.ok) return;
  const proof = proveQuiz(loaded.quiz, { ...BUILD_SWEEP, plain: 2 });
  expect(proof.ok ? [] : proof.problems.map(printDiagnostic)).toEqual([]);
  if (proof.ok) proved.push({ slug, questions: proof.questions });
});

test('no key has changed since exercises/quizzes/keys.json was made', () => {
  const file = `${ROOT}/quizzes/keys.json`;
  const keys = keysOf(proved);
  if (process.env.UPDATE_KEYS === '1') writeFileSync(file, printKeys(keys));
  // A quiz that is not proved has told so above.
  const slugs = proved.map(({ slug }) => slug);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as KeysFile;
  const known = Object.fromEntries(Object.entries(kept.keys).filter(([id]) => slugs.includes(id.split('/')[0] ?? '') || !quizSlugs(ROOT).includes(id.split('/')[0] ?? '')));
  expect({ madeWith: kept.engineVersion, changed: changedKeys({ ...kept, keys: known }, keys) }).toEqual({ madeWith: kept.engineVersion, changed: [] });
});
