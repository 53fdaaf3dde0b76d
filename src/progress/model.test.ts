/** @jest-environment node */
import fc from 'fast-check';
import { apply, attemptsKept, dueCards, latestStamp, merge } from './model.ts';
import { readProgress } from './stored.ts';
import { checks, history, states } from './testStates.ts';
import { emptyProgress } from './types.ts';
import type { Event, Progress, Stamped } from './types.ts';

test('merging is commutative, associative and idempotent: tabs end alike whatever the order', () => {
  fc.assert(fc.property(states, states, states, (a, b, c) => {
    expect(merge(a, b)).toEqual(merge(b, a));
    expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
    expect(merge(a, a)).toEqual(merge(a, merge(a, a)));
    expect(merge(merge(a, b), b)).toEqual(merge(a, b));
  }), { numRuns: 300 });
});
test('merging loses nothing: lessons done, best scores, passes, cards', () => {
  fc.assert(fc.property(history, history, (one, two) => {
    const [a, b] = [one.reduce(apply, emptyProgress), two.reduce(apply, emptyProgress)];
    const both = merge(a, b);
    for (const side of [a, b]) {
      for (const [id, lesson] of Object.entries(side.lessons)) {
        expect(Object.keys(both.lessons[id]?.ran ?? {})).toEqual(expect.arrayContaining(Object.keys(lesson.ran)));
        expect(both.lessons[id]?.done ?? Infinity).toBeLessThanOrEqual(lesson.done ?? Infinity);
      }
      for (const [slug, lab] of Object.entries(side.labs)) {
        expect(both.labs[slug]?.best?.score ?? 0).toBeGreaterThanOrEqual(lab.best?.score ?? 0);
        expect(both.labs[slug]?.passed ?? Infinity).toBeLessThanOrEqual(lab.passed ?? Infinity);
      }
      expect(Object.keys(both.cards)).toEqual(expect.arrayContaining(Object.keys(side.cards)));
    }
  }));
});
test('what the model makes can be read again, unchanged', () => {
  fc.assert(fc.property(states, (state) => {
    expect(readProgress(JSON.parse(JSON.stringify(state)), 1000)).toEqual({ ok: true, value: state });
    expect(latestStamp(state)).toBeLessThanOrEqual(100);
  }));
});

const after = (...all: readonly Event[]): Progress => all.map((event, index): Stamped => ({ at: index + 1, event })).reduce(apply, emptyProgress);
const graded = (score: number, passed = false): Event => ({ type: 'labGraded', lab: 'l', attempt: { score, max: 12, passed, seed: 'lab/l', engineVersion: '1' }, checks });
const answer = (right: boolean): Event => ({ type: 'answered', quiz: 'q', question: '1', answer: { right, credit: right ? 1 : 0, skill: 's', misconceptions: [], given: null, variant: 'v' } });

test.each<[string, readonly Event[], (state: Progress) => unknown, unknown]>([
  ['a lesson is done when all its blocks were run', [{ type: 'blockRun', lesson: 'a', block: 'x', of: ['x', 'y'] }, { type: 'blockRun', lesson: 'a', block: 'y', of: ['x', 'y'] }], (state) => state.lessons['a']?.done, 2],
  ['… not before', [{ type: 'blockRun', lesson: 'a', block: 'x', of: ['x', 'y'] }], (state) => state.lessons['a']?.done, undefined],
  ['… and stays done when it grows', [{ type: 'blockRun', lesson: 'a', block: 'x', of: ['x'] }, { type: 'blockRun', lesson: 'a', block: 'x', of: ['x', 'z'] }], (state) => state.lessons['a']?.done, 1],
  ['the last prediction counts', [{ type: 'predicted', lesson: 'a', question: 'p', right: true }, { type: 'predicted', lesson: 'a', question: 'p', right: false }], (state) => state.lessons['a']?.predicted['p']?.right, false],
  ['the best score stays', [graded(9), graded(4)], (state) => state.labs['l']?.best, { score: 9, max: 12, at: 1 }],
  ['once passed, passed', [graded(12, true), graded(4)], (state) => state.labs['l']?.passed, 1],
  ['the newest attempt comes first', [graded(9), graded(4)], (state) => state.labs['l']?.attempts.map(({ score }) => score), [4, 9]],
  ['a history ends somewhere', Array.from({ length: 40 }, () => graded(1)), (state) => state.labs['l']?.attempts.length, attemptsKept],
  ['answers are counted', [answer(false), answer(true)], (state) => state.quizzes['q']?.answers['1'], expect.objectContaining({ tries: 2, right: true })],
  ['a quiz begins again', [answer(false), { type: 'quizRestarted', quiz: 'q' }], (state) => state.quizzes['q']?.answers, {}],
  ['a card that was taken out is not due', [{ type: 'card', card: 'a', due: 1, data: {} }, { type: 'card', card: 'b', due: 0, data: null }], (state) => dueCards(state, 5).map(({ id }) => id), ['a']],
  ['a lab called constructor is a lab', [{ type: 'labOpened', lab: 'constructor' }], (state) => Object.keys(state.labs), ['constructor']],
])('%s', (_, all, look, expected) => { expect(look(after(...all))).toEqual(expected); });

test('a quiz that was begun again in one tab is not filled again by another', () => {
  const [one, two] = [after(answer(true)), after(answer(true), { type: 'quizRestarted', quiz: 'q' })];
  expect(merge(one, two).quizzes['q']?.answers).toEqual({});
});
test('an erasure wins over everything before it', () => {
  expect(merge(after(graded(12, true)), { ...emptyProgress, age: 9 })).toEqual({ ...emptyProgress, age: 9 });
});
