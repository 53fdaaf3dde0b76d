/** For tests: any event, any history of a tab, any state that one leads to. */
import fc from 'fast-check';
import { apply } from './model.ts';
import { emptyProgress } from './types.ts';
import type { Event, Progress, Stamped } from './types.ts';

export const checks = [{ id: 'c', state: 'passed' as const, earned: 1, points: 1 }];
const names = fc.constantFrom('a', 'b', 'the-pod/probes');
const events: fc.Arbitrary<Event> = fc.oneof(
  names.map((lesson): Event => ({ type: 'lessonOpened', lesson })),
  fc.record({ type: fc.constant('blockRun' as const), lesson: names, block: fc.constantFrom('x', 'y'), of: fc.constant(['x', 'y']) }),
  fc.record({ type: fc.constant('predicted' as const), lesson: names, question: fc.constantFrom('p', 'q'), right: fc.boolean() }),
  names.map((lesson): Event => ({ type: 'lessonDone', lesson })),
  names.map((lab): Event => ({ type: 'labWorked', lab })),
  fc.record({ type: fc.constant('hintOpened' as const), lab: names, hint: fc.constantFrom('h', 'i') }),
  fc.record({ type: fc.constant('labGraded' as const), lab: names, attempt: fc.record({ score: fc.integer({ min: 0, max: 12 }), max: fc.constant(12), passed: fc.boolean(), seed: names, engineVersion: fc.constant('0.4.0') }), checks: fc.constant(checks) }),
  fc.record({ type: fc.constant('labVariant' as const), lab: names, seed: names }),
  fc.record({ type: fc.constant('answered' as const), quiz: names, question: fc.constantFrom('q1', 'q2'), answer: fc.record({ right: fc.boolean(), credit: fc.constantFrom(0, 0.5, 1), skill: names, misconceptions: fc.subarray(['M01', 'M07']), given: fc.constantFrom('0', null, { b: 1, a: [2] }), variant: names }) }),
  names.map((quiz): Event => ({ type: 'quizRestarted', quiz })),
  fc.record({ type: fc.constant('card' as const), card: names, due: fc.integer({ min: 0, max: 99 }), data: fc.constantFrom(null, { stability: 1 }) }),
  fc.record({ type: fc.constant('setting' as const), key: names, value: fc.constantFrom(1, 'two', { three: 3 }) }),
  names.map((path): Event => ({ type: 'place', path })),
);
/** What one tab has seen: its own events at moments that another tab may share. */
export const history = fc.array(fc.record({ at: fc.integer({ min: 1, max: 40 }), event: events }), { maxLength: 25 })
  .map((all): readonly Stamped[] => all.toSorted((a, b) => a.at - b.at).map((one, index) => ({ ...one, at: one.at + index })));
export const states = fc.record({ age: fc.constantFrom(0, 0, 7), history }).map(({ age, history: of }): Progress => of.reduce(apply, { ...emptyProgress, age }));
