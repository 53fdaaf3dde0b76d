/** Reads what authors write under `exercises/`: the order of the course, the glossary, the manifests. Runs at build time only. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { Misconception } from './types.ts';

export type Text = { readonly en: string; readonly zh: string };
export type CourseItem =
  | { readonly lesson: string; readonly title: Text; readonly summary: Text }
  | { readonly lab: string; readonly title: Text; readonly summary: Text }
  | { readonly quiz: string; readonly title: Text; readonly summary: Text };
export type CourseModule = { readonly id: string; readonly title: Text; readonly items: readonly CourseItem[] };
export type Course = { readonly modules: readonly CourseModule[] };
export type Plugin = { readonly name: string; readonly meaning: Text };
export type Skill = { readonly id: string; readonly en: string; readonly zh: string; readonly lesson?: string };
export type Word = { readonly id: string; readonly en: string; readonly zh: string; readonly meaning: Text };

/** Docusaurus evaluates its configuration once per locale and says which one here. */
export const currentLanguage = (): keyof Text => (process.env.DOCUSAURUS_CURRENT_LOCALE === 'zh-Hans' ? 'zh' : 'en');

export class AuthorError extends Error {}

function readYaml(file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = load(readFileSync(file, 'utf8'), { filename: file });
  } catch (error) {
    throw new AuthorError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new AuthorError(`${file}: a mapping was expected`);
  // Just narrowed to a plain mapping, which TypeScript cannot express.
  return value as Record<string, unknown>;
}

function textProblems(where: string, value: unknown): string[] {
  const text = (value ?? {}) as Partial<Text>;
  return (['en', 'zh'] as const).filter((language) => typeof text[language] !== 'string' || text[language] === '')
    .map((language) => `${where}.${language} is missing: every text is written in both languages`);
}

export const kindOf = (item: CourseItem): 'lesson' | 'lab' | 'quiz' => ('lesson' in item ? 'lesson' : 'lab' in item ? 'lab' : 'quiz');
export const idOf = (item: CourseItem): string => ('lesson' in item ? item.lesson : 'lab' in item ? item.lab : item.quiz);

const folderOf = { lesson: 'docs', lab: 'exercises/labs', quiz: 'exercises/quizzes' } as const;
const endingOf = { lesson: '.mdx', lab: '/exercise.yaml', quiz: '.yaml' } as const;
export const fileOf = (siteDir: string, item: CourseItem): string =>
  join(siteDir, folderOf[kindOf(item)], `${idOf(item)}${endingOf[kindOf(item)]}`);

export function readCourse(siteDir: string): Course {
  const file = join(siteDir, 'exercises/course.yaml');
  const course = readYaml(file) as unknown as Course;
  const problems = course.modules.flatMap((module) => [
    ...textProblems(`module ${module.id}: title`, module.title),
    ...module.items.flatMap((item) => [
      ...textProblems(`${idOf(item)}: title`, item.title),
      ...textProblems(`${idOf(item)}: summary`, item.summary),
      ...(existsSync(fileOf(siteDir, item)) ? [] : [`${idOf(item)}: ${fileOf(siteDir, item)} does not exist: write it, or take the line out of course.yaml`]),
    ]),
  ]);
  if (problems.length > 0) throw new AuthorError(`${file}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  return course;
}

export function readWords(siteDir: string): readonly Word[] {
  const file = join(siteDir, 'exercises/words.yaml');
  const words = (readYaml(file).words ?? []) as readonly Word[];
  const problems = words.flatMap((word) => textProblems(`${word.id}: meaning`, word.meaning));
  if (problems.length > 0) throw new AuthorError(`${file}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  return words;
}

/** What each of the scheduler's plugins looks at, in one line. */
export function readPlugins(siteDir: string): readonly Plugin[] {
  const file = join(siteDir, 'exercises/words.yaml');
  const plugins = (readYaml(file).plugins ?? []) as readonly Plugin[];
  const problems = plugins.flatMap((plugin) => textProblems(`${plugin.name}: meaning`, plugin.meaning));
  if (problems.length > 0) throw new AuthorError(`${file}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  return plugins;
}

/** What labs and questions practise, in words. */
export function readSkills(siteDir: string): readonly Skill[] {
  const file = join(siteDir, 'exercises/words.yaml');
  const skills = (readYaml(file).skills ?? []) as readonly Skill[];
  const problems = skills.flatMap((skill) => [
    ...textProblems(`skill ${skill.id}`, skill),
    ...(skill.lesson === undefined || existsSync(join(siteDir, 'docs', `${skill.lesson}.mdx`)) ? [] : [`skill ${skill.id}: docs/${skill.lesson}.mdx does not exist: name another lesson, or none`]),
  ]);
  if (problems.length > 0) throw new AuthorError(`${file}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  return skills;
}

/** What learners believe, and what is so. */
export function readMisconceptions(siteDir: string): readonly Misconception[] {
  const file = join(siteDir, 'exercises/misconceptions.yaml');
  const misconceptions = (readYaml(file).misconceptions ?? []) as readonly Misconception[];
  const problems = misconceptions.flatMap(({ id, belief, truth }, index) => [
    ...textProblems(`${id}: belief`, belief), ...textProblems(`${id}: truth`, truth),
    ...(/^M(0[1-9]|[123]\d|40)$/.test(id) && misconceptions.findIndex((each) => each.id === id) === index ? [] : [`${id}: expected M01 to M40, each once`]),
  ]);
  if (problems.length > 0) throw new AuthorError(`${file}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  return misconceptions;
}

export function readManifests(siteDir: string): { readonly [name: string]: string } {
  const folder = join(siteDir, 'exercises/manifests');
  return Object.fromEntries(readdirSync(folder).filter((name) => /\.(?:yaml|js)$/.test(name)).sort()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
