/** What is kept of a reader's work. Plain JSON; every entry carries the moment of its last change, so that two tabs can be merged. */

/** Wall time, ms since 1970, never smaller than any stamp that was seen before: see `store.ts`. */
export type Stamp = number;
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Table<Entry> = { readonly [key: string]: Entry };

export type Lesson = {
  readonly at: Stamp;
  /** First visit. */
  readonly opened: Stamp;
  /** Live blocks that were run, and when last. */
  readonly ran: Table<Stamp>;
  /** Predictions by question; the last one counts. */
  readonly predicted: Table<{ readonly at: Stamp; readonly right: boolean }>;
  /** All blocks were run, or the reader said so. Stays when the lesson grows. */
  readonly done?: Stamp;
};

/** One hand-in. Its session, if still kept, lies in the store under the same id. */
export type Attempt = {
  readonly id: string; readonly at: Stamp;
  readonly score: number; readonly max: number; readonly passed: boolean;
  readonly seed: string; readonly engineVersion: string;
};
/** The last report in short: what the progress page shows without the engine. */
export type ReportSummary = { readonly at: Stamp; readonly checks: readonly { readonly id: string; readonly state: 'passed' | 'failed' | 'skipped' | 'partly'; readonly earned: number; readonly points: number }[] };
export type Lab = {
  readonly at: Stamp;
  readonly opened: Stamp;
  /** The last thing that was done in it: a lab that is begun and not passed was left half done. */
  readonly worked?: Stamp;
  readonly best?: { readonly score: number; readonly max: number; readonly at: Stamp };
  readonly passed?: Stamp;
  /** Newest first, at most `attemptsKept`. */
  readonly attempts: readonly Attempt[];
  readonly hints: Table<Stamp>;
  readonly report?: ReportSummary;
  /** The learner's variant. */
  readonly variant?: { readonly at: Stamp; readonly seed: string };
};

/** How a question was answered last. */
export type Answer = {
  readonly at: Stamp;
  /** The whole credit. */
  readonly right: boolean;
  /** 0 to 1. */
  readonly credit: number;
  readonly skill: string;
  readonly misconceptions: readonly string[];
  /** What the reader chose or typed, to show it again; the player's own shape. */
  readonly given: Json;
  /** Seed of the variant that was answered. */
  readonly variant: string;
  /** How often it was answered, this time included. */
  readonly tries: number;
  readonly confidence?: 'sure' | 'think' | 'guess';
};
export type Quiz = {
  readonly at: Stamp; readonly opened: Stamp; readonly answers: Table<Answer>;
  /** Answers of before are taken back. */
  readonly restarted?: Stamp;
};

/** A card of the review queue; `data` is the player's (ts-fsrs), null once it has been taken out. */
export type Card = { readonly at: Stamp; readonly due: Stamp; readonly data: Json };

export type Progress = {
  readonly version: 1;
  /** Erasing and replacing begin a new age; of two states the one of the later age wins whole. */
  readonly age: Stamp;
  /** By document id (`first-cluster/first-pod`). */
  readonly lessons: Table<Lesson>;
  /** By slug. */
  readonly labs: Table<Lab>;
  /** By slug. */
  readonly quizzes: Table<Quiz>;
  /** By `<quiz slug>/<question id>`. */
  readonly cards: Table<Card>;
  readonly settings: Table<{ readonly at: Stamp; readonly value: Json }>;
  /** Where the reader was last, to go on there. */
  readonly place?: { readonly at: Stamp; readonly path: string };
};

/** What happened. `note` of the store adds the moment. */
export type Event =
  | { readonly type: 'lessonOpened'; readonly lesson: string }
  /** `of`: all blocks of the lesson as it is now. */
  | { readonly type: 'blockRun'; readonly lesson: string; readonly block: string; readonly of: readonly string[] }
  | { readonly type: 'predicted'; readonly lesson: string; readonly question: string; readonly right: boolean }
  | { readonly type: 'lessonDone'; readonly lesson: string }
  | { readonly type: 'labOpened'; readonly lab: string }
  | { readonly type: 'labWorked'; readonly lab: string }
  | { readonly type: 'hintOpened'; readonly lab: string; readonly hint: string }
  | { readonly type: 'labGraded'; readonly lab: string; readonly attempt: Omit<Attempt, 'at' | 'id'>; readonly checks: ReportSummary['checks'] }
  | { readonly type: 'labVariant'; readonly lab: string; readonly seed: string }
  | { readonly type: 'quizOpened'; readonly quiz: string }
  | { readonly type: 'answered'; readonly quiz: string; readonly question: string; readonly answer: Omit<Answer, 'at' | 'tries'> }
  /** Takes all answers of a quiz back, so that it can be answered again. Cards stay. */
  | { readonly type: 'quizRestarted'; readonly quiz: string }
  /** `data: null` takes the card out of the queue. */
  | { readonly type: 'card'; readonly card: string; readonly due: number; readonly data: Json }
  | { readonly type: 'setting'; readonly key: string; readonly value: Json }
  | { readonly type: 'place'; readonly path: string };
export type Stamped = { readonly at: Stamp; readonly event: Event };

export const emptyProgress: Progress = { version: 1, age: 0, lessons: {}, labs: {}, quizzes: {}, cards: {}, settings: {} };

/** `constructor` is no lab. */
export const entryOf = <Entry>(table: Table<Entry>, key: string): Entry | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);
