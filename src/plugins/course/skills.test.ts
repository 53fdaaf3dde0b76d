/**
 * @jest-environment node
 *
 * Every skill that a lab or a question practises has a name in both languages, and every name is used.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { lessonMinutes } from './facts.ts';
import { readSkills } from './read.ts';

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

test.each([
  ['---\ntitle: A\nminutes: 9\n---\nshort', 9],
  ['short', 3],
  [`---\ntitle: A\n---\n${'word '.repeat(900)}\n${'```sh live\n$ ls\n```\n'.repeat(8)}`, 11],
])('minutes of a lesson (%#)', (text, minutes) => { expect(lessonMinutes(text)).toBe(minutes); });
