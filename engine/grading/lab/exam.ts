/** One fork: the examiner's steps on a copy of the learner's cluster, watched by the checks that belong to it. */
import { invariant } from '../../base/index.ts';
import type { Cluster } from '../../cluster/index.ts';
import { makeJudge, type Judge } from '../check/judge.ts';
import { watchCheck, type CheckWatch, type Outcome } from '../check/watchCheck.ts';
import type { Text } from '../format/common.ts';
import type { Check } from '../format/check.ts';
import type { LabFile } from '../format/lab.ts';
import type { RunStep } from '../format/step.ts';
import type { ExamStep } from './report.ts';
import { milliseconds, passTime, takeStep, type StepFiles } from './steps.ts';

/** The fork of `run`. */
export const MAIN = 'run';
export type ForkPlan = { readonly id: string; readonly steps: readonly RunStep[]; readonly checks: readonly Check[] };
export type Examined = { readonly outcomes: ReadonlyMap<string, Outcome>; readonly steps: readonly ExamStep[] };

/** Where nothing else ends it, the cluster is watched for so long. */
const DEFAULT_WITHIN_MS = 60_000;
/** Requests that were sent get an answer, or are given up. */
const LAST_ANSWERS_MS = 2000;

/** Forks on which nothing is judged are not run. */
export function forksOf(spec: LabFile): readonly ForkPlan[] {
  const all = [{ id: MAIN, run: spec.run }, ...spec.forks];
  return all.map(({ id, run }) => ({ id, steps: run, checks: spec.checks.filter((check) => (check.in ?? MAIN) === id) })).filter(({ checks }) => checks.length > 0);
}

function withinOf({ when: { within, mode } }: Check): number | undefined {
  if (within !== undefined) return milliseconds(within);
  return mode === 'eventually' ? DEFAULT_WITHIN_MS : undefined;
}

/** Compiled once for each check, however often it is graded. */
const judges = new WeakMap<Check, Judge>();
export function judgeOf(check: Check): Judge {
  const known = judges.get(check);
  if (known !== undefined) return known;
  const made = makeJudge(check);
  invariant(made.ok, `check ${check.id} was not checked when the lab was loaded`);
  judges.set(check, made.judge);
  return made.judge;
}

/** @param told what is being done now */
export function* examine(cluster: Cluster, { steps, checks }: ForkPlan, files: StepFiles, told: (what: Text) => void): Generator<void, Examined> {
  const { clock } = cluster;
  const from = clock.now;
  const watches = checks.map((check): readonly [Check, CheckWatch] => [check, watchCheck(cluster, check, judgeOf(check), withinOf(check))]);
  let until = from;
  const begin = (step: string | undefined): void => {
    for (const [check, watch] of watches) {
      if (check.when.after !== step) continue;
      watch.begin();
      until = Math.max(until, clock.now + (withinOf(check) ?? 0));
    }
  };
  const taken: ExamStep[] = [];
  const loads: string[] = [];
  begin(undefined);
  for (const step of steps) {
    const at = clock.now - from;
    const id = step.id ?? ('load' in step ? step.load.id : undefined);
    taken.push({ ...(id === undefined ? {} : { id }), at, ...yield* takeStep(cluster, step, files, told) });
    if ('load' in step) {
      loads.push(step.load.id);
      if (step.load.for !== undefined) until = Math.max(until, clock.now + milliseconds(step.load.for) + LAST_ANSWERS_MS);
    }
    if (id !== undefined) begin(id);
    yield;
  }
  if (until > clock.now) told({ en: 'watching what comes of it', zh: '观察结果' });
  yield* passTime(cluster, until - clock.now);
  yield* endLoads(cluster, loads);
  return { outcomes: new Map(watches.map(([check, watch]) => [check.id, watch.finish()])), steps: taken };
}

/** What still runs is stopped, so that every request that was sent counts as one thing or another. */
function* endLoads(cluster: Cluster, loads: readonly string[]): Generator<void> {
  const running = cluster.loads().filter(({ name, endedAt }) => loads.includes(name) && endedAt === undefined);
  for (const { name } of running) cluster.fault({ fault: 'load-stop', target: name });
  if (running.length > 0) yield* passTime(cluster, LAST_ANSWERS_MS);
}
