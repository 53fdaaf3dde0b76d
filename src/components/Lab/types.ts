/** What a lab shows, in the reader's language. The data comes from `exercises/labs/<slug>/` through the course plugin, the states from the engine. */
export type CheckState =
  /** Behaviour: judged when the examiner has broken a copy of the cluster. */
  | 'later'
  /** Does not hold now. */
  | 'open'
  /** Holds now; may break again. */
  | 'holds'
  | 'passed'
  | 'failed'
  /** A check it `needs` has failed, so it is not punished twice. */
  | 'skipped';

/** A check as it stands. Kubernetes' words stay English. */
export type CheckLine = {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly earned: number;
  readonly state: CheckState;
  /** What was seen; '' before anybody looked. */
  readonly seen: string;
  /** What was expected, why, and what to look at next; only where it failed. */
  readonly advice: string;
  /** The advice is of the last grade; the cluster has changed since. */
  readonly old: boolean;
};

/** A hint takes `cost` points when it is opened; opening is an input of the session. */
export type LabHint = { readonly id: string; readonly text: string; readonly cost: number };

export type LabTask = {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly points: number;
  readonly hints: readonly LabHint[];
  /** The author's solution, file by file; shown only when asked for. */
  readonly solution: readonly { readonly file: string; readonly text: string }[];
  /** The file that the editor opens. */
  readonly editorFile?: { readonly file: string; readonly text: string };
};

/** `idle`: being worked on, checks tick. `grading`: the examiner is at work on a copy. `graded`: the last grade is shown. */
export type LabGrade = { readonly phase: 'idle' | 'grading' | 'graded'; readonly checks: readonly CheckLine[]; readonly score: number; readonly passed: boolean };
