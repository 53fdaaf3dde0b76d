/** When a skill comes up again: FSRS, whole days, nothing left to chance. Loaded with the first answer, not before. */
import { Rating as Grade, createEmptyCard, fsrs } from 'ts-fsrs';
import type { Card as FsrsCard, Grade as FsrsGrade } from 'ts-fsrs';
import type { Place, Rating, Schedule } from './card.ts';

const grades: { readonly [rating in Rating]: FsrsGrade } = { again: Grade.Again, hard: Grade.Hard, good: Grade.Good };

const toFsrs = ({ due, elapsedDays, scheduledDays, learningSteps, lastReview, ...same }: Place): FsrsCard => ({
  ...same, due: new Date(due), elapsed_days: elapsedDays, scheduled_days: scheduledDays, learning_steps: learningSteps,
  ...(lastReview === null ? {} : { last_review: new Date(lastReview) }),
});
const fromFsrs = ({ due, stability, difficulty, elapsed_days, scheduled_days, learning_steps, reps, lapses, state, last_review }: FsrsCard): Place => ({
  due: due.getTime(), stability, difficulty, elapsedDays: elapsed_days, scheduledDays: scheduled_days, learningSteps: learning_steps,
  reps, lapses, state, lastReview: last_review?.getTime() ?? null,
});

export const schedule: Schedule = (before, rating, now) => {
  // Steps of minutes suit somebody who drills; here a skill comes up once a day at most.
  const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false });
  const card = before === null ? createEmptyCard(new Date(now)) : toFsrs(before);
  return fromFsrs(scheduler.next(card, new Date(now), grades[rating]).card);
};
