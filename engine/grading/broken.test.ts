/** Broken labs and quizzes: each fault is told with its file, line, column and what to do, and all of them at once. */
import { printDiagnostic, loadLab, loadQuiz, proveQuiz } from './index.ts';
import { LAB, QUIZ } from './testdata/lab.ts';

type Change = readonly [from: string, to: string];
const changed = (text: string, changes: readonly Change[]): string => changes.reduce((before, [from, to]) => { if (!before.includes(from)) throw new Error(`not there: ${from}`); return before.replace(from, () => to); }, text);
const told = (problems: readonly Parameters<typeof printDiagnostic>[0][]): string[] => problems.map((problem) => printDiagnostic(problem).replace(/^labs\/sample\//, ''));

/** Files of the lab, or changes of its exercise. */
function broken(...changes: readonly (Change | { readonly [path: string]: string | undefined })[]): string[] {
  const files: { [path: string]: string | undefined } = { ...LAB };
  for (const change of changes) {
    if ('length' in change) files['exercise.yaml'] = changed(files['exercise.yaml'] ?? '', [change as Change]); // a pair of texts
    else Object.assign(files, change);
  }
  const texts = Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const loaded = loadLab({ name: 'labs/sample', paths: Object.keys(texts), read: (path) => texts[path] ?? '' }, { lessons: (id) => id === 'the-pod/probes' });
  return told(loaded.ok ? loaded.warnings : loaded.problems);
}

test('without a fault nothing is told', () => {
  expect(broken()).toEqual([]);
});

//LABS
//QUIZ
