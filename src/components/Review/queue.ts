/** What is to be reviewed, in which order, and by which question. Pure: `now` is handed in. */
import type { Progress } from '@site/src/progress/index.ts';
import { daysBetween, readCard } from './card.ts';
import type { CardData } from './card.ts';
import { pickIndex } from '../Quiz/variant.ts';

/** The questions of each skill, and the seeds of their variants; the sheets are fetched when they are needed. */
export type SkillIndex = { readonly [skill: string]: readonly SkillQuestion[] };
export type SkillQuestion = { readonly quiz: string; readonly question: string; readonly seeds: readonly string[] };
export type Due = { readonly skill: string; readonly data: CardData; readonly due: number };
export type Pick = { readonly quiz: string; readonly question: string; readonly variant: number };

const cardsOf = ({ cards }: Only<Progress, 'cards'>, index: SkillIndex): readonly Due[] =>
  Object.entries(cards).flatMap(([skill, card]) => {
    const data = readCard(card.data);
    // A skill that no question asks for any more waits until one does.
    return data === undefined || !Object.hasOwn(index, skill) ? [] : [{ skill, data, due: card.due }];
  });
type Only<Of, Key extends keyof Of> = { readonly [Name in Key]: Of[Name] };

/** What was believed for sure and is not so comes first; then what has waited longest. */
export const dueNow = (progress: Only<Progress, 'cards'>, index: SkillIndex, now: number): readonly Due[] =>
  cardsOf(progress, index).filter(({ due }) => due <= now)
    .sort((a, b) => Number(b.data.sureAndWrong) - Number(a.data.sureAndWrong) || a.due - b.due || (a.skill < b.skill ? -1 : 1));

export type Coming = { readonly inDays: number; readonly count: number };
/** When the next ones come, and how many on that day. Undefined: there are none at all. */
export function comingNext(progress: Only<Progress, 'cards'>, index: SkillIndex, now: number): Coming | undefined {
  const days = cardsOf(progress, index).filter(({ due }) => due > now).map(({ due }) => daysBetween(now, due));
  if (days.length === 0) return undefined;
  const inDays = Math.min(...days);
  return { inDays, count: days.filter((one) => one === inDays).length };
}

/** The variant that was not seen for longest; not the same question twice in a row, where there is another. */
export function pickQuestion(index: SkillIndex, { skill, data: { shown, place } }: Only<Due, 'skill' | 'data'>, reader: string): Pick | undefined {
  const seen = (one: SkillQuestion, seed: string): number => shown[`${one.quiz}/${one.question}/${seed}`] ?? 0;
  const lastOf = (one: SkillQuestion): number => Math.max(0, ...one.seeds.map((seed) => seen(one, seed)));
  const all = (index[skill] ?? []).flatMap((one) => one.seeds.map((seed, variant) => ({ one, variant, at: seen(one, seed), last: lastOf(one) })));
  const best = all.toSorted((a, b) => a.at - b.at || a.last - b.last)[0];
  if (best === undefined) return undefined;
  const equal = all.filter(({ at, last }) => at === best.at && last === best.last);
  const { one, variant } = equal[pickIndex(`${reader}/${skill}/${place.reps}`, equal.length)] ?? best;
  return { quiz: one.quiz, question: one.question, variant };
}
