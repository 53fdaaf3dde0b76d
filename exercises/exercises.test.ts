/** The graders are graded: every lab and every quiz of the course proves itself. */
import { readFileSync } from 'node:fs';
import { loadLab, loadQuiz, printDiagnostic, proveLab, proveQuiz } from '../engine/grading/index.ts';
import { labFolder, labSlugs, manifestsIn, quizPath, quizSlugs } from '../engine/cli/exercises.ts';

const ROOT = 'exercises';
const SEEDS = ['seed-1', 'seed-2', 'seed-3'];

test.each(labSlugs(ROOT))('lab %s proves itself', (slug) => {
  const folder = labFolder(ROOT, slug);
  if (folder === undefined) throw new Error(`no exercise.yaml in ${slug}`);
  const loaded = loadLab(folder);
  expect(loaded.ok ? [] : loaded.problems.map(printDiagnostic)).toEqual([]);
  if (!loaded.ok) return;
  const proof = proveLab(loaded.lab, SEEDS);
  expect(proof.lines.filter((line) => !line.ok)).toEqual([]);
});

test.each(quizSlugs(ROOT))('quiz %s has exactly one true claim per question, for every seed', (slug) => {
  const path = quizPath(ROOT, slug) ?? '';
  const loaded = loadQuiz(path, readFileSync(path, 'utf8'), manifestsIn(ROOT));
  expect(loaded.ok ? [] : loaded.problems.map(printDiagnostic)).toEqual([]);
  if (!loaded.ok) return;
  const proved = proveQuiz(loaded.quiz, SEEDS);
  expect(proved.ok ? [] : proved.problems.map(printDiagnostic)).toEqual([]);
  const keys = proved.ok ? proved.questions.map((q) => q.key) : [];
  expect(new Set(keys).size).toBeGreaterThan(1); // the right answer does not always stand in the same place
});
