/** How many pods a measured load asks for. @k8s pkg/controller/podautoscaler/replica_calculator.go */
import { podCondition, type Pod } from '../../api/index.ts';
import { parseTimestamp } from '../../time/index.ts';
import { isDeleting, nameOf } from '../owners.ts';
import type { Measurement, Measurements } from './measurements.ts';
import { requestsOf } from './requests.ts';

/** Shares of the target: a load within them changes nothing. */
export type Tolerances = { readonly down: number; readonly up: number };
/** @k8s --horizontal-pod-autoscaler-cpu-initialization-period, --horizontal-pod-autoscaler-initial-readiness-delay */
const [CPU_INITIALIZATION_MS, READINESS_DELAY_MS] = [300_000, 30_000];

export type Load = {
  readonly pods: readonly Pod[];
  readonly measured: Measurements;
  /** `cpu`, `memory`; empty for a metric of another API. */
  readonly resource: string;
  readonly container: string;
  /** What the target wants now. */
  readonly current: number;
  readonly tolerances: Tolerances;
  readonly now: number;
};
/** `usage`: thousandths per pod. */
export type Proposal = { readonly ok: true; readonly replicas: number; readonly utilization?: number; readonly usage: number } | { readonly ok: false; readonly error: string };

type Ratio = { readonly ratio: number; readonly utilization?: number; readonly usage: number };
type RatioOf = (values: ReadonlyMap<string, number>) => Ratio | string;

const within = ({ down, up }: Tolerances, ratio: number): boolean => 1 - down <= ratio && ratio <= 1 + up;

/** CPU of a pod that just started, or was never ready, says nothing about the load. */
function isUnready(pod: Pod, { at, windowMs }: Measurement, now: number): boolean {
  const condition = podCondition(pod, 'Ready');
  const started = parseTimestamp(pod.status?.startTime);
  if (condition === undefined || started === undefined) return true;
  const since = parseTimestamp(condition.lastTransitionTime) ?? 0;
  const isFalse = condition.status === 'False';
  if (started + CPU_INITIALIZATION_MS > now) return isFalse || at < since + windowMs;
  return isFalse && started + READINESS_DELAY_MS > since;
}

export type Groups = { readonly ready: number; readonly unready: readonly string[]; readonly missing: readonly string[]; readonly ignored: readonly string[] };

export function groupPods(pods: readonly Pod[], measured: Measurements, resource: string, now: number): Groups {
  const groups = { ready: 0, unready: [] as string[], missing: [] as string[], ignored: [] as string[] };
  for (const pod of pods) {
    const name = nameOf(pod);
    const measurement = measured.get(name);
    if (isDeleting(pod) || pod.status?.phase === 'Failed') groups.ignored.push(name);
    else if (pod.status?.phase === 'Pending') groups.unready.push(name);
    else if (measurement === undefined) groups.missing.push(name);
    else if (resource === 'cpu' && isUnready(pod, measurement, now)) groups.unready.push(name);
    else groups.ready++;
  }
  return groups;
}

/** Load as a share of what the pods ask for. @param target percent */
export function byUtilization(load: Load, target: number): Proposal {
  const requests = requestsOf(load.pods, load.container, load.resource);
  const of = requests.ok ? requests.of : new Map<string, number>();
  const ratioOf: RatioOf = (values) => {
    if (!requests.ok) return requests.error;
    let [used, asked, count] = [0, 0, 0];
    for (const [name, value] of values) {
      const request = of.get(name);
      if (request === undefined) continue;
      [used, asked, count] = [used + value, asked + request, count + 1];
    }
    if (asked === 0) return 'no metrics returned matched known pods';
    const utilization = Math.trunc((used * 100) / asked);
    return { ratio: utilization / target, utilization, usage: Math.trunc(used / count) };
  };
  return propose(load, ratioOf, (name) => Math.trunc(((of.get(name) ?? 0) * Math.max(100, target)) / 100));
}

/** Load per pod as an amount. @param target thousandths */
export function byUsage(load: Load, target: number): Proposal {
  const ratioOf: RatioOf = (values) => {
    let used = 0;
    for (const value of values.values()) used += value;
    const usage = Math.trunc(used / values.size);
    return { ratio: usage / target, usage };
  };
  return propose(load, ratioOf, () => target);
}

/** @param busy what a pod that was not measured is taken to use before others are let go */
function propose({ pods, measured, resource, current, tolerances, now }: Load, ratioOf: RatioOf, busy: (name: string) => number): Proposal {
  if (pods.length === 0) return { ok: false, error: 'no pods returned by selector while calculating replica count' };
  const { ready, unready, missing, ignored } = groupPods(pods, measured, resource, now);
  const values = new Map([...measured].map(([name, { value }]) => [name, value]));
  for (const name of [...ignored, ...unready]) values.delete(name);
  if (values.size === 0) return { ok: false, error: 'did not receive metrics for targeted pods (pods might be unready)' };
  const found = ratioOf(values);
  if (typeof found === 'string') return { ok: false, error: found };
  const { ratio, ...told } = found;
  const keep: Proposal = { ok: true, replicas: current, ...told };
  const unreadyCount = unready.length > 0 && ratio > 1;
  if (!unreadyCount && missing.length === 0) return within(tolerances, ratio) ? keep : { ...keep, replicas: Math.ceil(ratio * ready) };
  // Who is not measured is taken to speak against the change: busy before others go, idle before others come.
  if (ratio < 1) for (const name of missing) values.set(name, busy(name));
  if (ratio > 1) for (const name of missing) values.set(name, 0);
  if (unreadyCount) for (const name of unready) values.set(name, 0);
  const again = ratioOf(values);
  if (typeof again === 'string') return { ok: false, error: again };
  if (within(tolerances, again.ratio) || (ratio < 1 && again.ratio > 1) || (ratio > 1 && again.ratio < 1)) return keep;
  const replicas = Math.ceil(again.ratio * values.size);
  // The change must not go against the direction of the load.
  if ((again.ratio < 1 && replicas > current) || (again.ratio > 1 && replicas < current)) return keep;
  return { ...keep, replicas };
}
