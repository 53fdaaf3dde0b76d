/** What progress means for the course: how far each item is, and what is best done next. */
import type { CourseOutline, OutlineItem } from '@site/src/plugins/course/types.ts';
import { dueCards } from './model.ts';
import { entryOf } from './types.ts';
import type { Progress, Stamp } from './types.ts';

export type ItemState = 'new' | 'begun' | 'done';

export function stateOf({ kind, id, questions = [] }: Pick<OutlineItem, 'kind' | 'id' | 'questions'>, progress: Progress): ItemState {
  if (kind === 'lesson') {
    const lesson = entryOf(progress.lessons, id);
    return lesson === undefined ? 'new' : lesson.done === undefined ? 'begun' : 'done';
  }
  if (kind === 'lab') {
    const lab = entryOf(progress.labs, id);
    if (lab?.passed !== undefined) return 'done';
    return lab?.worked === undefined ? 'new' : 'begun';
  }
  const answers = entryOf(progress.quizzes, id)?.answers ?? {};
  const answered = questions.filter((question) => Object.hasOwn(answers, question)).length;
  return answered === 0 ? 'new' : answered < questions.length ? 'begun' : 'done';
}

/** `review`: cards are due. `halfDone`: a lab was begun and left. `goOn`: the item that was begun last in order. `next`: the first new one. `first`: nothing was done yet. */
export type NextStep =
  | { readonly why: 'review'; readonly due: number }
  | { readonly why: 'halfDone' | 'goOn' | 'next' | 'first'; readonly item: OutlineItem }
  | { readonly why: 'finished' };

/** Reviews of one minute come before anything new, but a handful of cards is enough reason. */
const reviewsWorthIt = 1;

export function nextStep({ modules }: CourseOutline, progress: Progress, now: Stamp): NextStep {
  const items = modules.flatMap((module) => module.items);
  const due = dueCards(progress, now).length;
  if (due >= reviewsWorthIt) return { why: 'review', due };
  const states = items.map((item) => ({ item, state: stateOf(item, progress) }));
  const left = states.filter(({ item, state }) => item.kind === 'lab' && state === 'begun')
    .sort((a, b) => (entryOf(progress.labs, b.item.id)?.worked ?? 0) - (entryOf(progress.labs, a.item.id)?.worked ?? 0))[0];
  if (left !== undefined) return { why: 'halfDone', item: left.item };
  const open = states.find(({ state }) => state !== 'done');
  if (open === undefined) return { why: 'finished' };
  const untouched = states.every(({ state }) => state === 'new');
  return { why: untouched ? 'first' : open.state === 'begun' ? 'goOn' : 'next', item: open.item };
}

/** A skill as quiz answers show it: the mean credit of the last answers. */
export type Skill = { readonly skill: string; readonly credit: number; readonly answers: number };
export const weakBelow = 0.7;
export function skillsOf(progress: Progress): readonly Skill[] {
  const bySkill = new Map<string, number[]>();
  for (const { answers } of Object.values(progress.quizzes)) {
    for (const { skill, credit } of Object.values(answers)) bySkill.set(skill, [...(bySkill.get(skill) ?? []), credit]);
  }
  return [...bySkill].map(([skill, credits]) => ({ skill, credit: credits.reduce((sum, credit) => sum + credit, 0) / credits.length, answers: credits.length }))
    .sort((a, b) => a.credit - b.credit || (a.skill < b.skill ? -1 : 1));
}
/** How often each mistaken idea was shown by the last answers. */
export function misconceptionsOf(progress: Progress): readonly { readonly id: string; readonly times: number }[] {
  const times = new Map<string, number>();
  for (const { answers } of Object.values(progress.quizzes)) {
    for (const { misconceptions } of Object.values(answers)) for (const id of misconceptions) times.set(id, (times.get(id) ?? 0) + 1);
  }
  return [...times].map(([id, count]) => ({ id, times: count })).sort((a, b) => b.times - a.times || (a.id < b.id ? -1 : 1));
}

/** The lesson that a session belongs to: `lesson/first-cluster/first-pod`. */
export const lessonOf = (session: string): string | undefined => (session.startsWith('lesson/') ? session.slice('lesson/'.length) : undefined);
