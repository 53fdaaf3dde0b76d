import type { Json, Progress } from '@site/src/progress/index.ts';
import { afterAnswer, dayOf, dayStart, daysBetween, readCard } from './card.ts';
import type { CardData, Outcome } from './card.ts';
import { comingNext, dueNow, pickQuestion } from './queue.ts';
import type { SkillIndex } from './queue.ts';
import { schedule } from './schedule.ts';

// Built from the reader's own calendar, so that the tests hold in every time zone.
const at = (day: number, hour = 21): number => new Date(2026, 10, day, hour).getTime();
const right: Outcome = { question: 'q/one', seed: 'a', right: true, sureAndWrong: false };
const wrong: Outcome = { ...right, right: false };
const sure: Outcome = { ...wrong, sureAndWrong: true };

/** Answers one after the other, each with the day and the days until the next review. */
function intervals(steps: readonly (readonly [day: number, outcome: Outcome])[]): readonly number[] {
  let card: CardData | undefined;
  return steps.map(([day, outcome]) => {
    card = afterAnswer(card, outcome, schedule, at(day));
    return daysBetween(at(day), card.place.due);
  });
}

test.each<readonly [string, readonly (readonly [number, Outcome])[], readonly number[]]>([
  ['right at once comes up later and later', [[1, right], [4, right], [18, right]], [3, 14, 57]],
  ['wrong comes up tomorrow', [[1, wrong]], [1]],
  ['wrong, then right on the same day, is hard', [[1, wrong], [1, right]], [1, 2]],
  ['right twice on one day is one review', [[1, right], [1, right]], [3, 3]],
  ['wrong after right on the same day counts as wrong', [[1, right], [1, wrong]], [3, 1]],
  ['another question of the skill that was wrong keeps the day wrong', [[1, wrong], [1, { ...right, question: 'q/two' }]], [1, 1]],
])('%s', (_name, steps, expected) => {
  expect(intervals(steps)).toEqual(expected);
});

test('the same answers give the same card, to the last digit', () => {
  const run = (): CardData => afterAnswer(afterAnswer(undefined, wrong, schedule, at(1)), right, schedule, at(2));
  expect(JSON.stringify(run())).toBe(JSON.stringify(run()));
});
test('what was believed for sure stays marked until it is answered rightly', () => {
  const first = afterAnswer(undefined, sure, schedule, at(1));
  const second = afterAnswer(first, wrong, schedule, at(2));
  expect([first, second, afterAnswer(second, right, schedule, at(3))].map((card) => card.sureAndWrong)).toEqual([true, true, false]);
});
test('days are the reader\'s', () => {
  expect(dayOf(at(5, 0))).toBe('2026-11-05');
  expect(dayStart(at(5, 23))).toBe(at(5, 0));
  expect(daysBetween(at(5, 23), at(6, 1))).toBe(1);
});

const good = afterAnswer(undefined, right, schedule, at(1));
test.each<readonly [string, Json | undefined]>([
  ['nothing', undefined], ['a list', []], ['another version', { ...(good as unknown as { [key: string]: Json }), version: 2 }],
  ['a place without a date', { ...(good as unknown as { [key: string]: Json }), place: { ...(good.place as unknown as { [key: string]: Json }), due: 'soon' } }],
  ['an unknown rating', { ...(good as unknown as { [key: string]: Json }), ratings: { 'q/one': 'easy' } }],
])('a card that holds %s begins anew', (_name, data) => { expect(readCard(data)).toBeUndefined(); });
test('a card is read as it was written', () => { expect(readCard(JSON.parse(JSON.stringify(good)) as Json)).toEqual(good); });

const skills: SkillIndex = {
  pods: [{ quiz: 'q', question: 'one', seeds: ['a', 'b'] }, { quiz: 'q', question: 'two', seeds: ['a'] }],
  probes: [{ quiz: 'p', question: 'three', seeds: ['a'] }], labels: [{ quiz: 'p', question: 'four', seeds: ['a'] }],
};
const progressOf = (cards: { readonly [skill: string]: CardData }): Pick<Progress, 'cards'> =>
  ({ cards: Object.fromEntries(Object.entries(cards).map(([skill, data]) => [skill, { at: 1, due: dayStart(data.place.due), data: data as unknown as Json }])) });
const answered = (day: number, outcome: Outcome): CardData => afterAnswer(undefined, outcome, schedule, at(day));

test('sure and wrong comes first, then what has waited longest; a skill that nobody asks for waits', () => {
  const progress = progressOf({ pods: answered(2, wrong), probes: answered(1, wrong), labels: answered(3, sure), removed: answered(1, wrong) });
  expect(dueNow(progress, skills, at(4, 8)).map(({ skill }) => skill)).toEqual(['labels', 'probes', 'pods']);
  // Answered at nine in the evening, due the whole next day.
  expect(dueNow(progress, skills, at(2, 7)).map(({ skill }) => skill)).toEqual(['probes']);
});
test('nothing is due: when the next one comes', () => {
  const progress = progressOf({ pods: answered(1, wrong), probes: answered(1, right) });
  expect(dueNow(progress, skills, at(1))).toEqual([]);
  expect(comingNext(progress, skills, at(1))).toEqual({ inDays: 1, count: 1 });
  expect(comingNext(progressOf({ probes: answered(1, right) }), skills, at(1))).toEqual({ inDays: 3, count: 1 });
  expect(comingNext(progressOf({}), skills, at(1))).toBeUndefined();
});
test('each review asks what was not seen for longest, never twice the same where there is more', () => {
  let card: CardData | undefined;
  const asked: string[] = [];
  for (let day = 1; day <= 6; day++) {
    const data: CardData = card ?? { ...good, shown: {} };
    const pick = pickQuestion(skills, { skill: 'pods', data }, 'reader')!;
    const seed = skills['pods']!.find(({ question }) => question === pick.question)!.seeds[pick.variant]!;
    asked.push(`${pick.question} ${seed}`);
    card = afterAnswer(data, { question: `q/${pick.question}`, seed, right: true, sureAndWrong: false }, schedule, at(day));
  }
  expect(new Set(asked.slice(0, 3)).size).toBe(3);
  expect(asked.slice(3)).toEqual(asked.slice(0, 3));
});
