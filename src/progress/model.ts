/** Progress as a pure model: events in, state out; two states merged into one that has forgotten nothing of either. */
import { entryOf } from './types.ts';
import type { Answer, Attempt, Card, Event, Lab, Lesson, Progress, Quiz, Stamp, Stamped, Table } from './types.ts';

/** Attempts that a lab's history shows. */
export const attemptsKept = 30;

const newLesson = (at: Stamp): Lesson => ({ at, opened: at, ran: {}, predicted: {} });
const newLab = (at: Stamp): Lab => ({ at, opened: at, attempts: [], hints: {} });
const newQuiz = (at: Stamp): Quiz => ({ at, opened: at, answers: {} });

function withEntry<Entry>(table: Table<Entry>, key: string, fresh: Entry, change: (before: Entry) => Entry): Table<Entry> {
  return { ...table, [key]: change(entryOf(table, key) ?? fresh) };
}

function graded(lab: Lab, at: Stamp, { attempt, checks }: Extract<Event, { type: 'labGraded' }>): Lab {
  const one: Attempt = { ...attempt, at, id: `${at}` };
  const better = lab.best === undefined || one.score > lab.best.score;
  return {
    ...lab, at, worked: at,
    attempts: newest([one, ...lab.attempts]),
    best: better ? { score: one.score, max: one.max, at } : lab.best,
    ...(one.passed && lab.passed === undefined ? { passed: at } : {}),
    report: { at, checks },
  };
}

function lessonWith(lesson: Lesson, at: Stamp, event: Event): Lesson {
  switch (event.type) {
    case 'blockRun': {
      const ran = { ...lesson.ran, [event.block]: at };
      const all = event.of.length > 0 && event.of.every((block) => Object.hasOwn(ran, block));
      return { ...lesson, at, ran, ...(all && lesson.done === undefined ? { done: at } : {}) };
    }
    case 'predicted': return { ...lesson, at, predicted: { ...lesson.predicted, [event.question]: { at, right: event.right } } };
    case 'lessonDone': return { ...lesson, at, done: lesson.done ?? at };
    default: return { ...lesson, at };
  }
}
function labWith(lab: Lab, at: Stamp, event: Event): Lab {
  switch (event.type) {
    case 'labWorked': return { ...lab, at, worked: at };
    case 'hintOpened': return { ...lab, at, worked: at, hints: { ...lab.hints, [event.hint]: at } };
    case 'labGraded': return graded(lab, at, event);
    case 'labVariant': return { ...lab, at, variant: { at, seed: event.seed } };
    default: return { ...lab, at };
  }
}
function answered(quiz: Quiz, at: Stamp, question: string, answer: Omit<Answer, 'at' | 'tries'>): Quiz {
  const tries = (entryOf(quiz.answers, question)?.tries ?? 0) + 1;
  return { ...quiz, at, answers: { ...quiz.answers, [question]: { ...answer, at, tries } } };
}

export function apply(state: Progress, { at, event }: Stamped): Progress {
  switch (event.type) {
    case 'lessonOpened': case 'blockRun': case 'predicted': case 'lessonDone':
      return { ...state, lessons: withEntry(state.lessons, event.lesson, newLesson(at), (lesson) => lessonWith(lesson, at, event)) };
    case 'labOpened': case 'labWorked': case 'hintOpened': case 'labGraded': case 'labVariant':
      return { ...state, labs: withEntry(state.labs, event.lab, newLab(at), (lab) => labWith(lab, at, event)) };
    case 'quizOpened': return { ...state, quizzes: withEntry(state.quizzes, event.quiz, newQuiz(at), (quiz) => ({ ...quiz, at })) };
    case 'answered': return { ...state, quizzes: withEntry(state.quizzes, event.quiz, newQuiz(at), (quiz) => answered(quiz, at, event.question, event.answer)) };
    case 'quizRestarted': return { ...state, quizzes: withEntry(state.quizzes, event.quiz, newQuiz(at), (quiz) => ({ ...quiz, at, restarted: at, answers: {} })) };
    case 'card': return { ...state, cards: { ...state.cards, [event.card]: { at, due: event.due, data: event.data } } };
    case 'setting': return { ...state, settings: { ...state.settings, [event.key]: { at, value: event.value } } };
    case 'place': return { ...state, place: { at, path: event.path } };
  }
}

/** Any total order does, as long as both tabs use the same: of two entries of one moment the larger text wins. */
function newerOf<Entry extends { readonly at: Stamp }>(a: Entry, b: Entry): Entry {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return textOf(a) >= textOf(b) ? a : b;
}
const textOf = (value: unknown): string => JSON.stringify(value, (_, inner: unknown) => (
  typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
const newest = (attempts: readonly Attempt[]): readonly Attempt[] =>
  attempts.toSorted((a, b) => b.at - a.at || (textOf(a) < textOf(b) ? 1 : -1)).slice(0, attemptsKept);

function mergeTables<Entry>(a: Table<Entry>, b: Table<Entry>, both: (a: Entry, b: Entry) => Entry): Table<Entry> {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(keys.map((key): [string, Entry] => {
    const [left, right] = [entryOf(a, key), entryOf(b, key)];
    // A key of the union is in one of them.
    return [key, left === undefined ? right! : right === undefined ? left : both(left, right)];
  }));
}
const latest = (a: Stamp, b: Stamp): Stamp => Math.max(a, b);
const earliest = (a: Stamp | undefined, b: Stamp | undefined): Stamp | undefined => (a === undefined ? b : b === undefined ? a : Math.min(a, b));
const either = <Value>(a: Value | undefined, b: Value | undefined, both: (a: Value, b: Value) => Value): Value | undefined =>
  (a === undefined ? b : b === undefined ? a : both(a, b));
/** `{name: value}`, or nothing where there is no value: exact optional properties. */
const maybe = <Name extends string, Value>(name: Name, value: Value | undefined): { readonly [Key in Name]?: Value } =>
  // The one key of the object is the name.
  (value === undefined ? {} : { [name]: value } as { readonly [Key in Name]?: Value });

const mergeLessons = (a: Lesson, b: Lesson): Lesson => ({
  at: latest(a.at, b.at), opened: Math.min(a.opened, b.opened), ran: mergeTables(a.ran, b.ran, latest),
  predicted: mergeTables(a.predicted, b.predicted, newerOf), ...maybe('done', earliest(a.done, b.done)),
});
const bestOf = (a: NonNullable<Lab['best']>, b: NonNullable<Lab['best']>): NonNullable<Lab['best']> =>
  (a.score !== b.score ? (a.score > b.score ? a : b) : a.at !== b.at ? (a.at < b.at ? a : b) : a.max >= b.max ? a : b);
const mergeLabs = (a: Lab, b: Lab): Lab => ({
  at: latest(a.at, b.at), opened: Math.min(a.opened, b.opened), hints: mergeTables(a.hints, b.hints, Math.min),
  attempts: newest([...new Map([...a.attempts, ...b.attempts].map((attempt) => [textOf(attempt), attempt])).values()]),
  ...maybe('worked', either(a.worked, b.worked, latest)), ...maybe('best', either(a.best, b.best, bestOf)), ...maybe('passed', earliest(a.passed, b.passed)),
  ...maybe('report', either(a.report, b.report, newerOf)), ...maybe('variant', either(a.variant, b.variant, newerOf)),
});
function mergeQuizzes(a: Quiz, b: Quiz): Quiz {
  const restarted = either(a.restarted, b.restarted, latest);
  const answers = mergeTables(a.answers, b.answers, (left, right) => {
    const tries = Math.max(left.tries, right.tries);
    return newerOf({ ...left, tries }, { ...right, tries });
  });
  return {
    at: latest(a.at, b.at), opened: Math.min(a.opened, b.opened), ...maybe('restarted', restarted),
    answers: Object.fromEntries(Object.entries(answers).filter(([, { at }]) => at > (restarted ?? -1))),
  };
}

/** Commutative, associative, idempotent: tabs may merge in any order and as often as they like. */
export function merge(a: Progress, b: Progress): Progress {
  if (a.age !== b.age) return a.age > b.age ? a : b;
  return {
    version: 1, age: a.age,
    lessons: mergeTables(a.lessons, b.lessons, mergeLessons),
    labs: mergeTables(a.labs, b.labs, mergeLabs),
    quizzes: mergeTables(a.quizzes, b.quizzes, mergeQuizzes),
    cards: mergeTables(a.cards, b.cards, newerOf<Card>),
    settings: mergeTables(a.settings, b.settings, newerOf),
    ...maybe('place', either(a.place, b.place, newerOf)),
  };
}

/** The latest stamp anywhere: the next one must be later, whatever the clock on the wall says. */
export function latestStamp(state: Progress): Stamp {
  let last = state.age;
  for (const table of [state.lessons, state.labs, state.quizzes, state.cards, state.settings]) {
    for (const { at } of Object.values(table)) last = Math.max(last, at);
  }
  return Math.max(last, state.place?.at ?? 0);
}

/** Cards of the review queue that are due, the longest waiting first. */
export const dueCards = (state: Progress, at: Stamp): readonly (Card & { readonly id: string })[] =>
  Object.entries(state.cards).filter(([, { due, data }]) => data !== null && due <= at)
    .map(([id, card]) => ({ id, ...card })).sort((a, b) => a.due - b.due || (a.id < b.id ? -1 : 1));
