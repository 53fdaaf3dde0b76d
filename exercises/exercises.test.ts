/** The graders are graded: every lab, quiz and lesson of the course proves itself, by the command that authors type. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { labSlugs, lessonIds, quizSlugs } from '../engine/cli/exercises.ts';
import type { Checked } from '../engine/cli/proof/checked.ts';
import { printDiagnostic, type KeysFile } from '../engine/grading/index.ts';

const ROOT = 'exercises';
/** Changes of a solution take a run each: one small lab's are tried here, all of them by `npx peapod check all --mutants`, which CI runs. */
const SMALL = 'own-first-pod';

function check(...args: readonly string[]): readonly Checked[] {
  const { stdout, stderr } = spawnSync('node', ['engine/cli/bin.mjs', 'check', ...args, '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  try { return JSON.parse(stdout) as readonly Checked[]; } catch { throw new Error(stderr); }
}
const found = ({ ok, lines, problems }: Checked): readonly string[] => (ok ? [] : [...lines.filter((line) => line.startsWith('✗')), ...problems.map(printDiagnostic), 'not proved']);

let results: readonly Checked[] = [];
beforeAll(() => { results = check('all', '--build'); }, 900_000);

test.each([
  ...labSlugs(ROOT).map((name) => ['lab', name] as const), ...quizSlugs(ROOT).map((name) => ['quiz', name] as const), ...lessonIds(ROOT).map((name) => ['lesson', name] as const),
])('%s %s proves itself', (kind, name) => {
  const result = results.find((each) => each.kind === kind && each.name === name);
  expect(result === undefined ? ['not checked'] : found(result)).toEqual([]);
});

test('no key is noted of a quiz that is gone', () => {
  const { keys } = JSON.parse(readFileSync(`${ROOT}/quizzes/keys.json`, 'utf8')) as KeysFile;
  expect(Object.keys(keys).filter((id) => !quizSlugs(ROOT).includes(id.split('/')[0] ?? ''))).toEqual([]);
});

test(`changes of the solution of ${SMALL} are noticed`, () => {
  const [proof] = check('lab', SMALL, '--mutants');
  expect(proof === undefined ? ['not checked'] : found(proof)).toEqual([]);
  expect(proof?.proof?.mutants?.counted).toBeGreaterThan(5);
}, 120_000);
