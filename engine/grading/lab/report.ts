/** What grading a lab tells. Plain JSON, the same bytes for the same work; the solution is nowhere in it. */
import type { Text } from '../format/common.ts';
import type { Drawn } from '../params.ts';

/** `partly`: a check with a score got some of its points. `skipped`: what it needs has failed, so it was not judged. */
export type CheckState = 'passed' | 'partly' | 'failed' | 'skipped';

export type CheckResult = {
  readonly id: string;
  /** `constraint`: about the way (what was asked of the API server, how many commands), not about what came of it. */
  readonly kind: 'check' | 'constraint';
  readonly title: Text;
  readonly points: number;
  /** At most two decimals. */
  readonly earned: number;
  readonly state: CheckState;
  /** Failing it makes the whole score 0. */
  readonly gate: boolean;
  /** What was found, and what should have been. */
  readonly seen: Text;
  readonly expected: Text;
  /** Virtual ms since the check began to count. */
  readonly at: number;
  /** On which copy of the learner's cluster: `run`, or a fork's id; a constraint's is `way`: the learner's own. */
  readonly fork: string;
  /** Only where not all was right: why it matters, where to look next, the lesson that teaches it, the mistaken idea behind it. */
  readonly why?: Text;
  readonly next?: Text;
  readonly lesson?: string;
  readonly misconception?: string;
  /** Of a skipped check: the first check that it needs and that was not there. */
  readonly waitsFor?: string;
  /** The same as `why`. */
  readonly advice?: Text;
};

/** What the examiner did to a copy of the cluster, as it happened. */
export type ExamStep = {
  readonly id?: string;
  /** Virtual ms since the work was handed in. */
  readonly at: number;
  readonly what: Text;
  /** It could not be done: nothing matched, say. The checks tell what that means. */
  readonly problem?: string;
};
export type ExamFork = { readonly id: string; readonly steps: readonly ExamStep[] };

export type LabReport = {
  readonly lab: string; readonly contentHash: string; readonly engineVersion: string; readonly seed: string;
  /** This learner's variant; empty for a lab without `params`. */
  readonly params: Drawn;
  readonly score: number; readonly max: number;
  readonly hintCost: number;
  /** Hints that were opened. */
  readonly hints: readonly string[];
  readonly passed: boolean;
  /** The first gate that failed: why the whole score is 0. */
  readonly gate?: string;
  /** Constraints first, then checks, in the order of the exercise. */
  readonly checks: readonly CheckResult[];
  readonly exam: readonly ExamFork[];
  /** What of the lab's start could not be done: a fault of the lab, not of who hands in. */
  readonly troubles?: readonly string[];
};

/** Told while grading goes on: `done` of `total` stretches of work, and what is happening now. */
export type GradeProgress = { readonly done: number; readonly total: number; readonly fork: string; readonly what: Text };
