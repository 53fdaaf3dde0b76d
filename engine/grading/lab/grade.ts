/**
 * Grades a lab: the learner's inputs are run again on the exercise's own cluster, then the examiner's steps on copies of
 * it, each of which begins at the state that was handed in. No score is ever read from a file.
 */
import { invariant } from '../../base/index.ts';
import { ENGINE_VERSION, type Input } from '../../session/index.ts';
import type { Outcome } from '../check/watchCheck.ts';
import type { Check, Constraint } from '../format/check.ts';
import type { Text } from '../format/common.ts';
import { type Drawn } from '../params.ts';
import { examine, forksOf, MAIN } from './exam.ts';
import type { GradedLab } from './lab.ts';
import type { CheckResult, CheckState, ExamFork, GradeProgress, LabReport } from './report.ts';
import { variantOf } from './variant.ts';
import { judgeWay, type Way } from './way.ts';
import { doAgain, labSession, type Work } from './work.ts';

export function gradeLab(lab: GradedLab, seed: string, inputs: readonly Input[], end: number): LabReport {
  const grading = gradeInSlices(lab, seed, inputs, end);
  for (let next = grading.next(); ; next = grading.next()) if (next.done === true) return next.value;
}

const REPLAYING: Text = { en: 'repeating your work on a fresh cluster', zh: '在全新的集群上重做一遍你的操作' };
const FORKING: Text = { en: 'repeating your work for one more copy', zh: '再重做一遍，得到另一份副本' };

/** The same in slices of a few milliseconds to some tenths of a second: whoever calls may do something else in between. */
export function* gradeInSlices(lab: GradedLab, seed: string, inputs: readonly Input[], end: number): Generator<GradeProgress, LabReport> {
  const { lab: own, drawn } = variantOf(lab, seed);
  const work: Work = { options: labSession(lab, seed), inputs, end };
  const forks = forksOf(own.spec);
  const progress = { done: 0, total: forks.reduce((sum, { steps }) => sum + steps.length + 2, 0), fork: MAIN, what: REPLAYING };
  yield { ...progress };
  let way: Way | undefined;
  let troubles: readonly string[] = [];
  const outcomes = new Map<string, Outcome>();
  const exam: ExamFork[] = [];
  for (const fork of forks) {
    progress.fork = fork.id;
    if (way !== undefined) progress.what = FORKING;
    // The first copy is the work itself: nobody else needs it any more.
    const again = yield* slices(doAgain(work, way === undefined && own.spec.constraints.length > 0), progress);
    way ??= again.way;
    ({ troubles } = again);
    progress.done++;
    const examined = yield* slices(examine(again.cluster, fork, own.exam ?? {}, (what) => { progress.done++; progress.what = what; }), progress);
    for (const [id, outcome] of examined.outcomes) outcomes.set(id, outcome);
    exam.push({ id: fork.id, steps: examined.steps });
  }
  invariant(way !== undefined, 'a lab has at least one check');
  return reportOf({ lab: own, seed, drawn, inputs, way, outcomes, exam, troubles });
}

function* slices<T>(work: Generator<void, T>, progress: GradeProgress): Generator<GradeProgress, T> {
  for (let next = work.next(); ; next = work.next()) {
    if (next.done === true) return next.value;
    yield { ...progress };
  }
}

type Graded = {
  readonly lab: GradedLab; readonly seed: string; readonly drawn: Drawn; readonly inputs: readonly Input[]; readonly way: Way;
  readonly outcomes: ReadonlyMap<string, Outcome>; readonly exam: readonly ExamFork[]; readonly troubles: readonly string[];
};

const hundredths = (points: number): number => Math.round(points * 100) / 100;

function reportOf({ lab, seed, drawn, inputs, way, outcomes, exam, troubles }: Graded): LabReport {
  const { spec } = lab;
  const constraints = spec.constraints.map((one) => ofConstraint(one, way));
  const states = new Map<string, CheckState>(constraints.map(({ id, state }) => [id, state]));
  const checks = spec.checks.map((check): CheckResult => {
    const outcome = outcomes.get(check.id);
    invariant(outcome !== undefined, `check ${check.id} has no outcome`);
    const result = ofCheck(check, outcome, check.needs.find((need) => states.get(need) === 'failed' || states.get(need) === 'skipped'));
    states.set(check.id, result.state);
    return result;
  });
  const all = [...constraints, ...checks];
  const max = all.reduce((sum, { points }) => sum + points, 0);
  const gate = all.find(({ gate: isGate, state }) => isGate && state === 'failed')?.id;
  const opened = new Set(inputs.flatMap((input) => (input.type === 'hint' ? [input.hint] : [])));
  const hints = spec.hints.filter(({ id }) => opened.has(id));
  const hintCost = hints.reduce((sum, { cost }) => sum + cost, 0);
  const score = gate === undefined ? Math.max(0, hundredths(all.reduce((sum, { earned }) => sum + earned, 0) - hintCost)) : 0;
  return {
    lab: lab.slug, contentHash: lab.contentHash, engineVersion: ENGINE_VERSION, seed, params: drawn, score, max, hintCost, hints: hints.map(({ id }) => id),
    passed: gate === undefined && score >= hundredths(max * spec.passAt), ...(gate === undefined ? {} : { gate }), checks: all, exam,
    ...(troubles.length === 0 ? {} : { troubles }),
  };
}

type Worded = Pick<Check, 'title' | 'fail' | 'next' | 'lesson' | 'misconception'>;
/** Only where something is missing: who has done it right needs no advice. */
const adviceOf = ({ fail, next, lesson, misconception }: Worded): Partial<CheckResult> => ({
  why: fail, advice: fail, ...(next === undefined ? {} : { next }), ...(lesson === undefined ? {} : { lesson }), ...(misconception === undefined ? {} : { misconception }),
});

function ofConstraint(constraint: Constraint, way: Way): CheckResult {
  const { id, title, points, gate } = constraint;
  const { passed, seen, at } = judgeWay(constraint, way);
  return {
    id, kind: 'constraint', title, points, earned: passed ? points : 0, state: passed ? 'passed' : 'failed', gate, seen, expected: title, at, fork: 'way',
    ...(passed ? {} : adviceOf(constraint)),
  };
}

/** @param missing the first check that this one needs and that is not there */
function ofCheck(check: Check, { passed, seen, at, credit = passed ? 1 : 0 }: Outcome & { readonly credit?: number }, missing: string | undefined): CheckResult {
  const { id, title, points, gate } = check;
  const state: CheckState = missing !== undefined ? 'skipped' : credit >= 1 ? 'passed' : credit > 0 ? 'partly' : 'failed';
  return {
    id, kind: 'check', title, points, earned: missing === undefined ? hundredths(points * Math.min(1, Math.max(0, credit))) : 0, state, gate,
    seen, expected: title, at, fork: check.in ?? MAIN,
    ...(state === 'passed' ? {} : state === 'skipped' ? { waitsFor: missing ?? '' } : adviceOf(check)),
  };
}
