/** What the course map says of an item besides its title: how long it takes, and which questions a quiz has. */
import { readFileSync } from 'node:fs';
import { fileOf, kindOf } from './read.ts';
import type { CourseItem } from './read.ts';
import type { Exercises } from './types.ts';

export type ItemFacts = { readonly minutes: number; readonly questions?: readonly string[] };

const wordsPerMinute = 180;
const secondsPerBlock = 45;
const minutesPerQuestion = 1.5;

/** `minutes:` of the front matter, or an estimate from the English text and its live blocks. */
export function lessonMinutes(text: string): number {
  const [, frontMatter = '', body = text] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const written = /^minutes: *(\d+) *$/m.exec(frontMatter)?.[1];
  if (written !== undefined) return Number(written);
  const blocks = body.match(/^```\w+ live/gm)?.length ?? 0;
  const words = body.replaceAll(/```.*?```/gs, '').split(/\s+/).length;
  return Math.max(3, Math.round(words / wordsPerMinute + (blocks * secondsPerBlock) / 60));
}

export function factsOf(siteDir: string, item: CourseItem, { labs, quizzes }: Exercises): ItemFacts {
  const kind = kindOf(item);
  if (kind === 'lesson') return { minutes: lessonMinutes(readFileSync(fileOf(siteDir, item), 'utf8')) };
  if ('lab' in item) return { minutes: labs.find(({ slug }) => slug === item.lab)?.spec.minutes ?? 15 };
  const questions = quizzes.find(({ slug }) => 'quiz' in item && slug === item.quiz)?.questions.map(({ id }) => id) ?? [];
  return { minutes: Math.max(1, Math.round(questions.length * minutesPerQuestion)), questions };
}
