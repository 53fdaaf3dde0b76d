/** `exercises/quizzes/keys.json` after one quiz was proved: its lines are new, the others stay. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_SWEEP, keysOf, loadQuiz, printKeys, proveQuiz, type KeysFile } from '../grading/index.ts';
import { manifestsIn, quizPath } from './exercises.ts';

/** What is known of the keys is found with the seeds of the build, so that the page and the file say the same. */
export function noteKeys(root: string, name: string): string {
  const path = quizPath(root, name) ?? '';
  const loaded = loadQuiz(path, readFileSync(path, 'utf8'), manifestsIn(root));
  const proved = loaded.ok ? proveQuiz(loaded.quiz, { ...BUILD_SWEEP, plain: 2 }) : loaded;
  const file = join(root, 'quizzes/keys.json');
  if (!proved.ok || !loaded.ok) return `the keys of ${name} were not noted: with the seeds of the build it is not proved`;
  const slug = loaded.quiz.spec.metadata.name;
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeysFile).keys : {}; // our own file
  const others = Object.entries(kept).filter(([id]) => !id.startsWith(`${slug}/`));
  const own = keysOf([{ slug, questions: proved.questions }]);
  writeFileSync(file, printKeys(Object.fromEntries([...others, ...Object.entries(own)].sort(([a], [b]) => (a < b ? -1 : 1)))));
  return `${Object.keys(own).length} keys of ${slug} noted in ${file}`;
}
