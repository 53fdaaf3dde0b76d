/**
 * Which pods would have to go so that this one fits.
 * @k8s pkg/scheduler/framework/preemption/preemption.go, plugins/defaultpreemption/default_preemption.go
 */
import type { Pod } from '../../api/index.ts';
import type { NodeInfo, PodInfo } from '../cache/nodeInfo.ts';
import { priorityOf, type Check, type Refusal } from '../checks.ts';
import type { Surroundings } from '../decide.ts';
import { addReasons, fitMessage } from '../message.ts';
import { bestCandidate, type Candidate } from './candidates.ts';
import { victimsOn } from './victims.ts';

/** The node where room will be made, and by whose leaving. */
export type Room = { readonly node: string; readonly victims: readonly Pod[] };
export type Attempt = {
  /** What FailedScheduling says about it; undefined if room will be made. */
  readonly message: string | undefined;
  /** `none`: a promise made before is taken back. Undefined: nothing changes. */
  readonly room: Room | 'none' | undefined;
  /** Of each node that was looked into, `namespace/name`. */
  readonly victims?: ReadonlyMap<string, readonly string[]>;
};
type Question = {
  readonly pod: PodInfo; readonly all: readonly NodeInfo[]; readonly checks: readonly Check[];
  readonly refused: readonly { readonly node: NodeInfo; readonly refusal: Refusal }[]; readonly world: Surroundings;
};

export const NOT_HELPFUL = 'Preemption is not helpful for scheduling';

export function findVictims(question: Question): Attempt {
  const { pod, all, refused } = question;
  const ineligible = notEligible(question);
  if (ineligible !== undefined) return { message: ineligible, room: undefined };
  const hopeful = refused.filter(({ refusal }) => refusal.rejection.resolvable).map(({ node }) => node);
  const { candidates, statuses } = dryRun(question, hopeful);
  const best = bestCandidate(candidates, question.world);
  const victims = new Map(candidates.map((candidate) => [candidate.node, candidate.victims.map(({ pod: { metadata } }) => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`)]));
  if (best !== undefined) return { message: undefined, room: { node: best.node, victims: best.victims.map((victim) => victim.pod) }, victims };
  const reasons = new Map<string, number>();
  for (const status of statuses) addReasons(reasons, status);
  if (statuses.length < all.length) addReasons(reasons, [NOT_HELPFUL], all.length - statuses.length);
  return { message: fitMessage(all.length, { reasons }), room: (pod.pod.status?.nominatedNodeName ?? '') === '' ? undefined : 'none', victims };
}

/** @k8s default_preemption.go PodEligibleToPreemptOthers */
function notEligible({ pod, refused, world }: Question): string | undefined {
  if (pod.pod.spec?.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const name = pod.pod.status?.nominatedNodeName ?? '';
  const promised = name === '' ? undefined : world.cache.get(name);
  if (promised === undefined) return undefined;
  // A node that can never do is given up at once.
  if (refused.find(({ node }) => node === promised)?.refusal.rejection.resolvable === false) return undefined;
  const leaves = [...promised.pods.values()].some((other) => priorityOf(other) < priorityOf(pod) && isLeaving(other));
  return leaves ? 'not eligible due to a terminating pod on the nominated node.' : undefined;
}

function isLeaving({ pod: { metadata, status } }: PodInfo): boolean {
  const target = status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
  return metadata?.deletionTimestamp !== undefined && target?.status === 'True' && target.reason === 'PreemptionByScheduler';
}

/** Enough candidates are enough, once one of them breaks no budget. @k8s preemption.go DryRunPreemption */
function dryRun({ pod, checks, world }: Question, nodes: readonly NodeInfo[]): { readonly candidates: readonly Candidate[]; readonly statuses: readonly (readonly string[])[] } {
  const candidates: Candidate[] = [];
  const statuses: (readonly string[])[] = [];
  const { minCandidateNodesPercentage: percent, minCandidateNodesAbsolute: least } = world.profile.args;
  const wanted = Math.min(Math.max(Math.trunc((nodes.length * percent) / 100), least), nodes.length);
  const budgets = nodes.length === 0 ? [] : world.lookups.budgets();
  const offset = nodes.length === 0 ? 0 : world.chance(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[(offset + i) % nodes.length] as NodeInfo; // a remainder is less than the length
    const result = victimsOn(pod, node, checks, budgets, world);
    if ('reasons' in result) statuses.push(result.reasons); else candidates.push(result);
    if (candidates.length >= wanted && candidates.some(({ violations }) => violations === 0)) break;
  }
  // Those that break no budget come first.
  return { candidates: [...candidates.filter(({ violations }) => violations === 0), ...candidates.filter(({ violations }) => violations > 0)], statuses };
}
