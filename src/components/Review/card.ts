/**
 * A card of the review queue: one skill, whatever question it is asked by. Pure: `now` is handed in.
 *
 * A day counts as one review. Whoever answers five questions of a skill in a row has not remembered it five times, so the day's
 * ratings are gathered and the card is moved once, from where it stood that morning, by the worst of them.
 */
import type { Json } from '@site/src/progress/index.ts';

export type Rating = 'again' | 'hard' | 'good';
const worstFirst: readonly Rating[] = ['again', 'hard', 'good'];

/** Where the schedule has a card: what ts-fsrs keeps, in plain JSON. */
export type Place = {
  readonly due: number; readonly stability: number; readonly difficulty: number; readonly elapsedDays: number; readonly scheduledDays: number;
  readonly learningSteps: number; readonly reps: number; readonly lapses: number; readonly state: number; readonly lastReview: number | null;
};
export type CardData = {
  readonly version: 1;
  readonly place: Place;
  /** Where it stood before the first answer of `day`; null: it was new. */
  readonly before: Place | null;
  /** Local, `2026-11-22`. */
  readonly day: string;
  /** The day's last rating of each question, by `<quiz>/<question>`. */
  readonly ratings: { readonly [question: string]: Rating };
  /** The last answer was wrong, though the learner was sure. */
  readonly sureAndWrong: boolean;
  /** When each variant was last seen, by `<quiz>/<question>/<seed>`. */
  readonly shown: { readonly [variant: string]: number };
};
export type Schedule = (before: Place | null, rating: Rating, now: number) => Place;
export type Outcome = { readonly question: string; readonly seed: string; readonly right: boolean; readonly sureAndWrong: boolean };

/** Days are the reader's own, not UTC's. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
/** Midnight before: what is due tonight is due all day. */
export function dayStart(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
export const daysBetween = (from: number, to: number): number => Math.round((dayStart(to) - dayStart(from)) / 86_400_000);

/** Right at once is good; right after having been wrong today is hard. Nothing is ever rated easy: only the learner could say so. */
function ratingOf({ right }: Outcome, today: Rating | undefined): Rating {
  if (!right) return 'again';
  return today === 'again' || today === 'hard' ? 'hard' : 'good';
}

export function afterAnswer(card: CardData | undefined, outcome: Outcome, schedule: Schedule, now: number): CardData {
  const day = dayOf(now);
  const sameDay = card?.day === day ? card : undefined;
  const before = sameDay === undefined ? card?.place ?? null : sameDay.before;
  const known = sameDay?.ratings ?? {};
  const today = Object.hasOwn(known, outcome.question) ? known[outcome.question] : undefined;
  const ratings = { ...known, [outcome.question]: ratingOf(outcome, today) };
  const worst = worstFirst.find((rating) => Object.values(ratings).includes(rating)) ?? 'good';
  return {
    version: 1, place: schedule(before, worst, now), before, day, ratings,
    sureAndWrong: outcome.sureAndWrong || (!outcome.right && card?.sureAndWrong === true),
    shown: { ...card?.shown, [`${outcome.question}/${outcome.seed}`]: now },
  };
}

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);
const isPlace = (value: unknown): value is Place => isRecord(value) && ['due', 'stability', 'difficulty', 'elapsedDays', 'scheduledDays', 'learningSteps', 'reps', 'lapses', 'state'].every((key) => Number.isFinite(value[key]))
  && (value['lastReview'] === null || Number.isFinite(value['lastReview']));

/** Progress may come from a file that somebody edited: a card that cannot be read begins anew. */
export function readCard(data: Json | undefined): CardData | undefined {
  if (!isRecord(data) || data['version'] !== 1 || typeof data['day'] !== 'string' || typeof data['sureAndWrong'] !== 'boolean') return undefined;
  const { place, before, ratings, shown } = data;
  if (!isPlace(place) || !(before === null || isPlace(before)) || !isRecord(ratings) || !isRecord(shown)) return undefined;
  if (!Object.values(ratings).every((rating) => worstFirst.some((known) => known === rating)) || !Object.values(shown).every(Number.isFinite)) return undefined;
  // Each of its fields has just been looked at.
  return data as unknown as CardData;
}
