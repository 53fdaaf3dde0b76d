/** Of several nodes where room could be made, the one where that hurts least. @k8s preemption.go pickOneNodeForPreemption */
import { timeOf } from '../../api/index.ts';
import type { PodInfo } from '../cache/nodeInfo.ts';
import { priorityOf } from '../checks.ts';
import type { Surroundings } from '../decide.ts';

export type Candidate = {
  readonly node: string;
  /** The most important first. */
  readonly victims: readonly PodInfo[];
  /** Victims whose disruption budgets are used up. */
  readonly violations: number;
};

/** Milliseconds; a pod that has not started starts now. */
export const startOf = ({ pod }: PodInfo, now: number): number => timeOf(pod.status?.startTime) ?? now;

/** Higher priority first, then the one that has run longer. @k8s pkg/scheduler/util/utils.go MoreImportantPod */
export const moreImportant = (now: number) => (a: PodInfo, b: PodInfo): number => priorityOf(b) - priorityOf(a) || startOf(a, now) - startOf(b, now);

const highest = ({ victims }: Candidate): number => priorityOf(victims[0] as PodInfo); // a candidate has victims
/** Priorities may be negative: each counts as if the least were 0. */
const sum = ({ victims }: Candidate): number => victims.reduce((total, victim) => total + priorityOf(victim) + 2147483648, 0);
/** When the longest-running of the most important victims started. */
function earliest({ victims }: Candidate, now: number): number {
  const top = Math.max(...victims.map(priorityOf));
  return Math.min(...victims.filter((victim) => priorityOf(victim) === top).map((victim) => startOf(victim, now)));
}

export function bestCandidate(candidates: readonly Candidate[], { now, pick }: Surroundings): Candidate | undefined {
  let left = candidates;
  const pains: readonly ((candidate: Candidate) => number)[] = [({ violations }) => violations, highest, sum, ({ victims }) => victims.length, (candidate) => -earliest(candidate, now)];
  for (const pain of pains) {
    if (left.length <= 1) return left[0];
    const least = Math.min(...left.map(pain));
    left = left.filter((candidate) => pain(candidate) === least);
  }
  const chosen = left.length <= 1 ? left[0]?.node : pick(left.map(({ node }) => node));
  return left.find(({ node }) => node === chosen);
}
