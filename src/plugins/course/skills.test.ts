/**
 * @jest-environment node
 *
 * Every skill that a lab or a question practises has a name in both languages, and every name is used.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { lessonMinutes } from './facts.ts';
import { readMisconceptions, readSkills } from './read.ts';

const exercises = ['exercises/quizzes', 'exercises/labs'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
  .filter((file) => /(^exercises\/quizzes\/[^/]+|exercise)\.yaml$/.test(file));
const used = exercises.flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  const lists = [...text.matchAll(/^skills: *\[(.*)\]/gm)].flatMap(([, list = '']) => list.split(',').map((one) => one.trim()));
  return [...lists, ...[...text.matchAll(/^ +(?:- )?skill: *([\w-]+)/gm)].map(([, skill = '']) => skill)];
});

test('skills have names: add what is missing to `skills` in exercises/words.yaml', () => {
  const known = readSkills(process.cwd()).map(({ id }) => id);
  expect([...new Set(used)].filter((skill) => !known.includes(skill))).toEqual([]);
  expect(known.filter((skill) => !used.includes(skill))).toEqual([]);
});

/** Skills of modules that are still to be written. */
const LATER = ['configuration', 'dns', 'ingress', 'init-containers', 'resources', 'scheduling', 'security'];
test('misconceptions call a skill what questions call it', () => {
  const known = [...readSkills(process.cwd()).map(({ id }) => id), ...LATER];
  expect(readMisconceptions(process.cwd()).filter(({ skill }) => !known.includes(skill)).map(({ id, skill }) => `${id}: ${skill}`)).toEqual([]);
});

test.each([
  ['---\ntitle: A\nminutes: 9\n---\nshort', 9],
  ['short', 3],
  [`---\ntitle: A\n---\n${'word '.repeat(900)}\n${'```sh live\n$ ls\n```\n'.repeat(8)}`, 11],
])('minutes of a lesson (%#)', (text, minutes) => { expect(lessonMinutes(text)).toBe(minutes); });
