/** `exercises/quizzes/keys.json`: the keys that the engine found, which a later change of it must not turn over. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_SWEEP, changedKeys, keysOf, loadQuiz, printKeys, proveQuiz, type Diagnostic, type Keys, type KeysFile, type ProvedQuestion } from '../grading/index.ts';
import { manifestsIn, quizPath } from './exercises.ts';

const fileOf = (root: string): string => join(root, 'quizzes/keys.json');
function notedKeys(root: string): Keys {
  return existsSync(fileOf(root)) ? (JSON.parse(readFileSync(fileOf(root), 'utf8')) as KeysFile).keys : {}; // our own file
}

/** Keys of a quiz that are not as they were noted. */
export function keyProblems(root: string, slug: string, questions: readonly ProvedQuestion[]): readonly Diagnostic[] {
  const noted = Object.fromEntries(Object.entries(notedKeys(root)).filter(([id]) => id.startsWith(`${slug}/`)));
  return changedKeys(noted, keysOf([{ slug, questions }])).map((change) => ({
    file: fileOf(root), line: 0, column: 0, message: `a key has changed: ${change}`, fix: `When the new one is right: npx peapod check quiz ${slug} --keys`,
  }));
}

/** One quiz was proved: its lines are new, the others stay. What is known of the keys is found with the seeds of the build, so that the page and the file say the same. */
export function noteKeys(root: string, name: string): string {
  const path = quizPath(root, name) ?? '';
  const loaded = loadQuiz(path, readFileSync(path, 'utf8'), manifestsIn(root));
  const proved = loaded.ok ? proveQuiz(loaded.quiz, { ...BUILD_SWEEP, plain: 2 }) : loaded;
  if (!proved.ok || !loaded.ok) return `the keys of ${name} were not noted: with the seeds of the build it is not proved`;
  const slug = loaded.quiz.spec.metadata.name;
  const others = Object.entries(notedKeys(root)).filter(([id]) => !id.startsWith(`${slug}/`));
  const own = keysOf([{ slug, questions: proved.questions }]);
  writeFileSync(fileOf(root), printKeys(Object.fromEntries([...others, ...Object.entries(own)].sort(([a], [b]) => (a < b ? -1 : 1)))));
  return `${Object.keys(own).length} keys of ${slug} noted in ${fileOf(root)}`;
}
