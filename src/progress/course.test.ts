/** @jest-environment node */
import type { CourseOutline, OutlineItem } from '@site/src/plugins/course/types.ts';
import { lessonOf, misconceptionsOf, nextStep, skillsOf, stateOf } from './course.ts';
import type { ItemState, NextStep } from './course.ts';
import { apply } from './model.ts';
import { emptyProgress } from './types.ts';
import type { Event, Progress } from './types.ts';

const text = { en: 'a', zh: '甲' };
const item = (kind: OutlineItem['kind'], id: string, questions?: readonly string[]): OutlineItem => ({ kind, id, title: text, summary: text, path: `/${id}/`, minutes: 5, ...(questions === undefined ? {} : { questions }) });
const items = [item('lesson', 'one'), item('lab', 'fix'), item('quiz', 'ask', ['q1', 'q2']), item('lesson', 'two')];
const outline: CourseOutline = { modules: [{ id: 'm', title: text, items: items.slice(0, 3) }, { id: 'n', title: text, items: items.slice(3) }] };
const after = (...events: readonly Event[]): Progress => events.reduce((state, event, index) => apply(state, { at: index + 1, event }), emptyProgress);

const read: Event = { type: 'lessonDone', lesson: 'one' };
const fixed: Event = { type: 'labGraded', lab: 'fix', attempt: { score: 3, max: 3, passed: true, seed: 's', engineVersion: '1' }, checks: [] };
const answered = (question: string, credit = 1, skill = 'probes', misconceptions: readonly string[] = []): Event =>
  ({ type: 'answered', quiz: 'ask', question, answer: { right: credit === 1, credit, skill, misconceptions, given: null, variant: 'v' } });
const answers = [answered('q1'), answered('q2')];

test.each<[string, number, readonly Event[], ItemState]>([
  ['an unopened lesson', 0, [], 'new'], ['an opened one', 0, [{ type: 'lessonOpened', lesson: 'one' }], 'begun'], ['a read one', 0, [read], 'done'],
  ['a lab that was only looked at', 1, [{ type: 'labOpened', lab: 'fix' }], 'new'], ['a lab that was worked on', 1, [{ type: 'labWorked', lab: 'fix' }], 'begun'],
  ['a solved one', 1, [fixed], 'done'], ['an opened quiz', 2, [{ type: 'quizOpened', quiz: 'ask' }], 'new'], ['one answer', 2, [answered('q1')], 'begun'], ['all answers', 2, answers, 'done'],
  ['an answer to a question that is gone', 2, [answered('old')], 'new'],
])('%s', (_, index, events, expected) => { expect(stateOf(items[index] ?? items[0]!, after(...events))).toBe(expected); });

test.each<[string, readonly Event[], NextStep]>([
  ['nothing done: the beginning', [], { why: 'first', item: items[0]! }],
  ['a lesson begun: on with it', [{ type: 'lessonOpened', lesson: 'one' }], { why: 'goOn', item: items[0]! }],
  ['the next new one', [read], { why: 'next', item: items[1]! }],
  ['a lab left half done comes first', [{ type: 'labWorked', lab: 'fix' }], { why: 'halfDone', item: items[1]! }],
  ['what is left out comes before what follows', [{ type: 'lessonDone', lesson: 'two' }, fixed], { why: 'next', item: items[0]! }],
  ['a due review comes before everything', [{ type: 'labWorked', lab: 'fix' }, { type: 'card', card: 'ask/q1', due: 50, data: {} }], { why: 'review', due: 1 }],
  ['one that is not due does not', [read, { type: 'card', card: 'ask/q1', due: 101, data: {} }], { why: 'next', item: items[1]! }],
  ['everything done', [read, fixed, ...answers, { type: 'lessonDone', lesson: 'two' }], { why: 'finished' }],
])('next best step: %s', (_, events, expected) => { expect(nextStep(outline, after(...events), 100)).toEqual(expected); });

test('skills by their last answers, the weakest first; mistaken ideas by how often', () => {
  const progress = after(answered('q1', 0, 'probes', ['M07', 'M03']), answered('q2', 0.5, 'probes', ['M07']), answered('q3', 1, 'images'));
  expect(skillsOf(progress)).toEqual([{ skill: 'probes', credit: 0.25, answers: 2 }, { skill: 'images', credit: 1, answers: 1 }]);
  expect(misconceptionsOf(progress)).toEqual([{ id: 'M07', times: 2 }, { id: 'M03', times: 1 }]);
});
test.each([['lesson/a/b', 'a/b'], ['lab/x', undefined], ['home', undefined]])('the session %s belongs to the lesson %s', (session, lesson) => { expect(lessonOf(session)).toBe(lesson); });
