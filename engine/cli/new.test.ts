/** `peapod new`: what it writes is proved at once, stands in the course, and never takes the place of anything. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withItem } from './courseFile.ts';
import { main } from './main.ts';

const home = process.cwd();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peapod-new-'));
  for (const path of ['exercises', 'docs/first-cluster']) mkdirSync(join(folder, path), { recursive: true });
  cpSync(join(home, 'docs/first-cluster/self-healing.mdx'), join(folder, 'docs/first-cluster/self-healing.mdx'));
  for (const file of ['course.yaml', 'words.yaml']) cpSync(join(home, 'exercises', file), join(folder, 'exercises', file));
});
beforeEach(() => { process.chdir(folder); });
afterEach(() => { process.chdir(home); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

async function peapod(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const code = await main(args, { out: (text) => { out += text; }, err: (text) => { err += text; }, interactive: false });
  return { code, out, err };
}
const course = (): string => readFileSync('exercises/course.yaml', 'utf8');

test.each([
  ['lab', 'my-lab', ['--module', 'first-cluster'], 'exercises/labs/my-lab/exercise.yaml', '  - lab: my-lab\n    title: '],
  ['quiz', 'my-quiz', ['--module', 'nodes'], 'exercises/quizzes/my-quiz.yaml', '  - quiz: my-quiz\n    title: '],
  ['lesson', 'nodes/my-lesson', [], 'docs/nodes/my-lesson.mdx', '  - lesson: nodes/my-lesson\n    title: '],
])('new %s writes what the guide then proves, and it stands in the course; a second one is refused', async (kind, slug, more, path, lines) => {
  const before = course();
  const made = await peapod('new', kind, slug, ...more);
  expect(made).toEqual({ code: 0, out: expect.stringContaining(`npx peapod check ${kind} ${slug}`), err: '' });
  expect(made.out).toContain(path);
  expect(readFileSync(path, 'utf8')).not.toContain('SLUG');
  expect(course()).toContain(lines);
  expect(course().split('\n').filter((line) => !before.split('\n').includes(line)).join('\n')).toMatch(new RegExp(`^ {2}- ${kind}: ${slug}`));
  const after = course();
  expect(await peapod('new', kind, slug, ...more)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/exists already; nothing was changed/) });
  expect(course()).toBe(after);
}, 120_000);

test('the keys of a quiz are noted beside those of the others', async () => {
  writeFileSync('exercises/quizzes/keys.json', JSON.stringify({ comment: '', engineVersion: '', keys: { 'a/b': { s: 1 }, 'my-quiz/gone': { s: 1 } } }));
  expect(await peapod('check', 'quiz', 'my-quiz', '--seeds', '1', '--keys')).toMatchObject({ code: 0, err: expect.stringContaining('2 keys of my-quiz noted') });
  const { keys } = JSON.parse(readFileSync('exercises/quizzes/keys.json', 'utf8')) as { readonly keys: object };
  expect(Object.keys(keys)).toEqual(['a/b', 'my-quiz/deleted-pod', 'my-quiz/how-many']);
}, 120_000);

test('nothing is written where the module is unknown', async () => {
  const before = course();
  expect(await peapod('new', 'lab', 'lost', '--module', 'nods')).toMatchObject({ code: 2 });
  expect(existsSync('exercises/labs/lost')).toBe(false);
  expect(course()).toBe(before);
});

const item = '- lab: x\n  title: {en: X, zh: X}\n';
test.each([
  ['in the middle, before a comment', 'modules:\n- id: a\n  items:\n  - lab: one # first\n# about b\n- id: b\n  items: []\n', 'modules:\n- id: a\n  items:\n  - lab: one # first\n  - lab: x\n    title: {en: X, zh: X}\n# about b\n- id: b\n  items: []\n'],
  ['at the end, without a line break', 'modules:\n- id: a\n  items:\n    - lab: one', 'modules:\n- id: a\n  items:\n    - lab: one\n    - lab: x\n      title: {en: X, zh: X}\n'],
  ['a module without items', 'modules:\n- id: a # new\n  items:\n', 'modules:\n- id: a # new\n  items:\n  - lab: x\n    title: {en: X, zh: X}\n'],
])('a line is put in %s', (_, text, wanted) => { expect(withItem(text, 'a', item)).toEqual({ ok: true, text: wanted }); });

test.each([
  ['written in flow style', 'modules: [{id: a, items: []}]\n'],
  ['an empty list', 'modules:\n- id: a\n  items: []\n'],
  ['no YAML', 'modules:\n- id: a\n  items: [\n'],
])('a course that is %s stays as it is, and the lines are shown', (_, text) => {
  expect(withItem(text, 'a', item)).toEqual({ ok: false, problem: expect.stringContaining('Add these lines yourself:\n- lab: x') });
});
