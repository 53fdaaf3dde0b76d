/** What a lab shows. The data comes from `exercises/labs/<slug>/` through the course plugin, the check states from the engine. */
export type CheckState =
  /** Nothing to say yet: the grader has not looked. */
  | 'waiting'
  /** Looked, and still counting down (`eventually`, `always` during a run). */
  | 'running'
  | 'passed'
  | 'failed'
  /** A check it `needs` has failed, so it is not punished twice. */
  | 'skipped';

/** A check as the author wrote it, in the reader's language. */
export type LabCheck = { readonly id: string; readonly title: string; readonly points: number; readonly needs: readonly string[] };

/** A check as the grader sees it now, in the reader's language. Kubernetes' words stay English. */
export type CheckResult = {
  readonly id: string;
  readonly state: CheckState;
  /** 0 … points; partial credit is possible. */
  readonly earned: number;
  /** What was seen, what was expected, and why it matters. */
  readonly seen: string;
  readonly expected: string;
  readonly why: string;
  /** Virtual ms since the session's start at which it was decided. */
  readonly at?: number;
};

/** A hint takes `costs` points when it is opened. */
export type LabHint = { readonly text: string; readonly costs: number };

export type LabTask = {
  readonly slug: string;
  readonly title: string;
  readonly skills: readonly string[];
  readonly minutes: number;
  readonly points: number;
  /** 0 … 1: the share of points that passes. */
  readonly passAt: number;
  readonly checks: readonly LabCheck[];
  readonly hints: readonly LabHint[];
  /** The author's solution, file by file; shown only when asked for. */
  readonly solution: readonly { readonly file: string; readonly text: string }[];
  /** The file that the editor opens. */
  readonly editorFile?: { readonly file: string; readonly text: string };
};

/** `idle`: being worked on, checks tick. `grading`: the examiner's faults and load run on a copy. */
export type LabPhase = 'idle' | 'grading' | 'graded';
export type LabGrade = { readonly phase: LabPhase; readonly results: readonly CheckResult[]; readonly score: number; readonly passed: boolean };
