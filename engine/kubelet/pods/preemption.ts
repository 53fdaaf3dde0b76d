/** A critical pod that does not fit makes room for itself. @k8s pkg/kubelet/preemption/preemption.go */
import { qosClass, type Pod } from '../../api/index.ts';
import { endPod, isCriticalPod } from '../eviction/evict.ts';
import type { Kit, PodWork } from '../types.ts';
import { graceOf, isTerminated } from './work.ts';

/** So much of a resource is missing. */
export type Shortage = { readonly resource: string; readonly amount: number };
/** What a pod asks for, in the units of the shortage. */
export type RequestOf = (work: PodWork, resource: string) => number;

const MESSAGE = 'Preempted in order to admit critical pod';
const CONDITION_MESSAGE = 'Pod was preempted by Kubelet to accommodate a critical pod.';

const isPreemptable = (preemptor: Pod, pod: Pod): boolean => (isCriticalPod(preemptor) && !isCriticalPod(pod))
  || (preemptor.spec?.priority !== undefined && pod.spec?.priority !== undefined && preemptor.spec.priority > pod.spec.priority);

function without(shortages: readonly Shortage[], victims: readonly PodWork[], requestOf: RequestOf): Shortage[] {
  return shortages.map(({ resource, amount }) => ({ resource, amount: victims.reduce((left, victim) => left - requestOf(victim, resource), amount) })).filter(({ amount }) => amount > 0);
}

/** How far a pod's end would still leave us from what is missing; every resource weighs alike. */
function distance(shortages: readonly Shortage[], work: PodWork, requestOf: RequestOf): number {
  return shortages.reduce((sum, { resource, amount }) => {
    const left = amount - requestOf(work, resource);
    return left > 0 ? sum + (left / amount) * (left / amount) : sum;
  }, 0);
}

function isSmaller(a: PodWork, b: PodWork, requestOf: RequestOf): boolean {
  for (const resource of ['memory', 'cpu']) {
    const [one, other] = [requestOf(a, resource), requestOf(b, resource)];
    if (one !== other) return one < other;
  }
  return true;
}

/** The nearest first, of equals the smaller; undefined if all of them together do not help. */
function nearest(candidates: readonly PodWork[], shortages: readonly Shortage[], requestOf: RequestOf): PodWork[] | undefined {
  const [rest, chosen] = [[...candidates], [] as PodWork[]];
  for (let missing = [...shortages]; missing.length > 0;) {
    const best = rest.reduce<PodWork | undefined>((found, each) => {
      if (found === undefined) return each;
      const [before, now] = [distance(missing, found, requestOf), distance(missing, each, requestOf)];
      return now < before || (now === before && isSmaller(each, found, requestOf)) ? each : found;
    }, undefined);
    if (best === undefined) return undefined;
    chosen.push(best);
    rest.splice(rest.indexOf(best), 1);
    missing = without(missing, [best], requestOf);
  }
  return chosen;
}

/** Fewest of the guaranteed, then of the burstable, then of the rest. Undefined: no set of pods would do. */
export function victimsFor(kit: Kit, preemptor: PodWork, shortages: readonly Shortage[], requestOf: RequestOf): readonly PodWork[] | undefined {
  const all = Array.from(kit.works.values()).filter((each) => each !== preemptor && !isTerminated(each) && isPreemptable(preemptor.pod, each.pod));
  const of = (quality: string): PodWork[] => all.filter((each) => qosClass(each.pod) === quality);
  const [bestEffort, burstable, guaranteed] = [of('BestEffort'), of('Burstable'), of('Guaranteed')];
  const first = nearest(guaranteed, without(shortages, [...bestEffort, ...burstable], requestOf), requestOf);
  if (first === undefined) return undefined;
  const second = nearest(burstable, without(shortages, [...bestEffort, ...first], requestOf), requestOf);
  if (second === undefined) return undefined;
  const third = nearest(bestEffort, without(shortages, [...second, ...first], requestOf), requestOf);
  return third === undefined ? undefined : [...third, ...second, ...first];
}

export function preempt(kit: Kit, victims: readonly PodWork[]): void {
  for (const victim of victims) {
    kit.recorder.event(victim.pod, 'Warning', 'Preempting', MESSAGE);
    endPod(kit, victim, { reason: 'Preempting', message: MESSAGE, disruption: true, graceSeconds: graceOf(victim.pod) });
    if (victim.disruption !== undefined) victim.disruption = { ...victim.disruption, message: CONDITION_MESSAGE };
  }
}
