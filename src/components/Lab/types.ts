/** What a lab shows, in the reader's language. The data comes from `exercises/labs/<slug>/` through the course plugin, the states from the engine. */
export type CheckState =
  /** Behaviour: judged when the examiner has broken a copy of the cluster. */
  | 'later'
  /** Does not hold now. */
  | 'open'
  /** Holds now; may break again. */
  | 'holds'
  | 'passed'
  /** Some of its points. */
  | 'partly'
  | 'failed'
  /** A check it `needs` has failed, so it is not punished twice. */
  | 'skipped';

/** What a learner is told where not all was right; '' where there is nothing to tell. */
export type Feedback = {
  /** What should have been, where it says more than the title. */
  readonly expected: string;
  readonly why: string;
  readonly next: string;
  readonly lesson?: { readonly path: string; readonly title: string };
  /** The mistaken idea behind it, and what is so. */
  readonly misconception?: { readonly belief: string; readonly truth: string };
};

/** A check as it stands. Kubernetes' words stay English. */
export type CheckLine = {
  readonly id: string;
  /** `constraint`: about the way, not about what came of it. */
  readonly kind: 'check' | 'constraint';
  readonly title: string;
  readonly points: number;
  readonly earned: number;
  readonly state: CheckState;
  /** What was seen; '' before anybody looked. */
  readonly seen: string;
  /** Of a constraint: how much is used up of what is allowed. */
  readonly use?: { readonly used: number; readonly limit: number };
  readonly feedback?: Feedback;
  /** Title of the check that a skipped one waits for. */
  readonly waitsFor?: string;
  /** The feedback is of the last grade; the cluster has changed since. */
  readonly old: boolean;
};

/** A hint takes `cost` points when it is opened; opening is an input of the session. */
export type LabHint = { readonly id: string; readonly text: string; readonly cost: number };

export type LabTask = {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly points: number;
  /** Points that count as solved. */
  readonly passAt: number;
  /** Where the cluster is broken from the start: what the learner finds, in one line; '' otherwise. */
  readonly finds: string;
  readonly hints: readonly LabHint[];
  /** The author's solution, file by file; shown only when asked for. */
  readonly solution: readonly { readonly file: string; readonly text: string }[];
  /** The file that the editor opens. */
  readonly editorFile?: { readonly file: string; readonly text: string };
};

/** What the examiner did, in words. */
export type ExamLine = { readonly at: number; readonly what: string; readonly problem: string };
/** `idle`: being worked on, checks tick. `grading`: the examiner is at work on a copy. `graded`: the last grade is shown. `failed`: grading has failed. `refused`: nobody would accept this session. */
export type LabGrade = {
  readonly phase: 'idle' | 'grading' | 'graded' | 'failed' | 'refused';
  readonly checks: readonly CheckLine[];
  readonly score: number; readonly passed: boolean;
  readonly hintCost: number;
  /** Title of the check without which all counts nothing, where it has failed. */
  readonly gate: string;
  readonly exam: readonly ExamLine[];
  /** Why nobody would accept it. */
  readonly refused: readonly string[];
  /** While grading: how far, and at what. */
  readonly progress?: { readonly done: number; readonly total: number; readonly what: string };
};

export type LabAttempt = { readonly id: string; readonly at: number; readonly score: number; readonly max: number; readonly passed: boolean; readonly kept: boolean; readonly other: boolean };
