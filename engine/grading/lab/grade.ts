/**
 * Grades a lab: the learner's inputs are run again on the exercise's own cluster, then the examiner's steps on top of them.
 * No score is ever read from a file.
 */
import { parseDuration } from '../../base/index.ts';
import { KINDS, type Pod } from '../../api/index.ts';
import type { Cluster } from '../../cluster/index.ts';
import { invariant } from '../../base/index.ts';
import { ENGINE_VERSION, replay, type Input, type SessionOptions } from '../../session/index.ts';
import type { FaultStep, RunStep, Text } from '../format/common.ts';
import type { Check } from '../format/lab.ts';
import { makeJudge } from '../check/judge.ts';
import { watchCheck, type CheckWatch, type Outcome } from '../check/watchCheck.ts';
import type { Lab } from './lab.ts';

export type CheckResult = {
  readonly id: string; readonly title: Text; readonly points: number; readonly earned: number;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** What was found, when (ms after the check began), and, if it failed, what was expected and what to look at next. */
  readonly seen: Text; readonly at: number; readonly advice: Text | undefined;
};
export type LabReport = {
  readonly lab: string; readonly contentHash: string; readonly engineVersion: string; readonly seed: string;
  readonly score: number; readonly max: number; readonly hintCost: number; readonly passed: boolean;
  /** Why the whole score is 0, if a gate says so. */
  readonly gate: string | undefined;
  readonly checks: readonly CheckResult[];
};

/** Where nothing else ends it, the cluster is watched for so long. */
const DEFAULT_WITHIN_MS = 60_000;

const milliseconds = (text: string): number => {
  const parsed = parseDuration(text);
  invariant(parsed.ok, `the format let the duration ${text} through`);
  return parsed.ms;
};

export function labSession(lab: Lab, seed: string): SessionOptions {
  return {
    seed, preset: lab.spec.cluster, start: lab.start, settleMs: milliseconds(lab.spec.settle),
    exercise: { slug: lab.slug, contentHash: lab.contentHash },
  };
}

export function gradeLab(lab: Lab, seed: string, inputs: readonly Input[], end: number): LabReport {
  const { cluster } = replay(labSession(lab, seed), inputs, end);
  const outcomes = examine(cluster, lab);
  return report(lab, seed, inputs, outcomes);
}

function withinOf(check: Check): number | undefined {
  if (check.when.within !== undefined) return milliseconds(check.when.within);
  return check.when.mode === 'eventually' ? DEFAULT_WITHIN_MS : undefined;
}

function examine(cluster: Cluster, lab: Lab): ReadonlyMap<string, Outcome> {
  const begunBy = new Map<string | undefined, CheckWatch[]>();
  const watches = lab.spec.checks.map((check) => {
    const made = makeJudge(check);
    invariant(made.ok, `check ${check.id} was not checked when the lab was loaded`);
    const watch = watchCheck(cluster, check, made.judge, withinOf(check));
    const list = begunBy.get(check.when.after) ?? [];
    begunBy.set(check.when.after, [...list, watch]);
    return [check, watch] as const;
  });
  const begin = (step: string | undefined): void => { for (const watch of begunBy.get(step) ?? []) watch.begin(); };
  const deadlines: number[] = [];
  const note = (step: string | undefined): void => {
    for (const [check] of watches) if (check.when.after === step) deadlines.push(cluster.clock.now + (withinOf(check) ?? 0));
  };
  begin(undefined);
  note(undefined);
  for (const step of lab.spec.run) {
    runStep(cluster, step);
    if (step.id !== undefined) { begin(step.id); note(step.id); }
  }
  cluster.clock.advance(Math.max(0, ...deadlines) - cluster.clock.now);
  return new Map(watches.map(([check, watch]) => [check.id, watch.finish()]));
}

export function runStep(cluster: Cluster, step: RunStep): void {
  if ('wait' in step) cluster.clock.advance(milliseconds(step.wait));
  else if ('command' in step) cluster.runCommand(cluster.createComputer({}), step.command);
  else {
    const target = faultTarget(cluster, step.fault);
    if (target !== undefined) cluster.fault({ fault: step.fault.fault, target });
  }
}

/** The machine or pod that is meant; undefined if nothing matches: the checks then say what is missing. */
function faultTarget(cluster: Cluster, fault: FaultStep): string | undefined {
  if (fault.node !== undefined || fault.target !== undefined) return fault.node ?? fault.target;
  const wanted = fault.pod ?? fault.nodeOf;
  if (wanted === undefined) return undefined;
  const pods = cluster.client.informer(KINDS.Pod).list(wanted.namespace)
    .filter((pod: Pod) => Object.entries(wanted.labels).every(([k, v]) => pod.metadata?.labels?.[k] === v));
  const pod = pods[wanted.index] ?? pods[0];
  if (pod === undefined) return undefined;
  return fault.nodeOf === undefined ? `${wanted.namespace}/${pod.metadata?.name}` : pod.spec?.nodeName;
}

function report(lab: Lab, seed: string, inputs: readonly Input[], outcomes: ReadonlyMap<string, Outcome>): LabReport {
  const states = new Map<string, CheckResult['state']>();
  const checks = lab.spec.checks.map((check): CheckResult => {
    const outcome = outcomes.get(check.id);
    invariant(outcome !== undefined, `check ${check.id} has no outcome`);
    const skipped = check.needs.some((need) => states.get(need) !== 'passed');
    const state = skipped ? 'skipped' : outcome.passed ? 'passed' : 'failed';
    states.set(check.id, state);
    return {
      id: check.id, title: check.title, points: check.points, earned: state === 'passed' ? check.points : 0, state,
      seen: outcome.seen, at: outcome.at, advice: state === 'failed' ? check.fail : undefined,
    };
  });
  const max = lab.spec.checks.reduce((sum, c) => sum + c.points, 0);
  const gate = lab.spec.checks.find((c) => c.gate && states.get(c.id) === 'failed')?.id;
  const opened = new Set(inputs.flatMap((i) => (i.type === 'hint' ? i.hint : [])));
  const hintCost = lab.spec.hints.filter((h) => opened.has(h.id)).reduce((sum, h) => sum + h.cost, 0);
  const earned = checks.reduce((sum, c) => sum + c.earned, 0);
  const score = gate === undefined ? Math.max(0, earned - hintCost) : 0;
  return { lab: lab.slug, contentHash: lab.contentHash, engineVersion: ENGINE_VERSION, seed, score, max, hintCost, passed: score >= max * lab.spec.passAt, gate, checks };
}
