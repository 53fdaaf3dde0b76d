/**
 * Which pods would have to go so that this one fits. Disruption budgets are not looked at.
 * @k8s pkg/scheduler/framework/preemption/preemption.go
 */
import type { Pod } from '../api/index.ts';
import { countReasons, nodesAvailable } from './message.ts';
import { addPod, copyNodeInfo, removePod, type NodeInfo, type PodInfo } from './nodeInfo.ts';
import type { Rejection } from './plugin.ts';

export type Preemption =
  /** What FailedScheduling says about it. */
  | { readonly message: string; readonly node?: undefined }
  | { readonly message: undefined; readonly node: string; readonly victims: readonly Pod[] };

type Candidate = { readonly node: string; readonly victims: readonly PodInfo[] };
type Filter = (pod: PodInfo, node: NodeInfo) => { readonly rejection: Rejection } | undefined;

const NOT_HELPFUL = 'Preemption is not helpful for scheduling';
const NO_VICTIMS = 'No preemption victims found for incoming pod';

export function findVictims(pod: PodInfo, nodes: readonly NodeInfo[], rejections: ReadonlyMap<string, Rejection>, filter: Filter): Preemption {
  if (pod.pod.spec?.preemptionPolicy === 'Never') return { message: 'not eligible due to preemptionPolicy=Never.' };
  if (waitsForVictims(pod, nodes)) return { message: 'not eligible due to a terminating pod on the nominated node.' };
  const reasons: (readonly string[])[] = [];
  const candidates: Candidate[] = [];
  for (const node of nodes) {
    if (rejections.get(node.name)?.resolvable !== true) { reasons.push([NOT_HELPFUL]); continue; }
    const result = victimsOn(pod, node, filter);
    if (Array.isArray(result)) reasons.push(result); else candidates.push(result as Candidate);
  }
  const best = candidates.toSorted(compareCandidates)[0];
  if (best === undefined) return { message: `${nodesAvailable(nodes.length)} ${countReasons(reasons)}.` };
  return { message: undefined, node: best.node, victims: best.victims.map((victim) => victim.pod) };
}

/** The pod was promised a node where a victim is still ending. */
function waitsForVictims(pod: PodInfo, nodes: readonly NodeInfo[]): boolean {
  const name = pod.pod.status?.nominatedNodeName;
  const node = name === undefined ? undefined : nodes.find((info) => info.name === name);
  return node !== undefined && [...node.pods.values()].some((other) => other.pod.metadata?.deletionTimestamp !== undefined
    && priority(other) < priority(pod) && (other.pod.status?.conditions ?? []).some(({ type, status, reason }) =>
    type === 'DisruptionTarget' && status === 'True' && reason === 'PreemptionByScheduler'));
}

const priority = ({ pod }: PodInfo): number => pod.spec?.priority ?? 0;
const startTime = ({ pod }: PodInfo): string => pod.status?.startTime ?? pod.metadata?.creationTimestamp ?? '';
const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Higher priority first, then the one that has run longer. */
const moreImportant = (a: PodInfo, b: PodInfo): number => priority(b) - priority(a) || before(startTime(a), startTime(b));

/** All of lower priority go, then those that still have room come back, the most important first. */
function victimsOn(pod: PodInfo, node: NodeInfo, filter: Filter): Candidate | readonly string[] {
  const lower: (readonly [string, PodInfo])[] = [];
  for (const [uid, other] of node.pods) if (priority(other) < priority(pod)) lower.push([uid, other]);
  if (lower.length === 0) return [NO_VICTIMS];
  const trial = copyNodeInfo(node);
  for (const [uid] of lower) removePod(trial, uid);
  const rest = filter(pod, trial);
  if (rest !== undefined) return rest.rejection.reasons;
  const victims: PodInfo[] = [];
  for (const [uid, other] of lower.toSorted(([, a], [, b]) => moreImportant(a, b))) {
    addPod(trial, uid, other);
    if (filter(pod, trial) === undefined) continue;
    removePod(trial, uid);
    victims.push(other);
  }
  return { node: node.name, victims };
}

const highest = ({ victims }: Candidate): number => Math.max(...victims.map(priority));
const sum = ({ victims }: Candidate): number => victims.reduce((total, victim) => total + priority(victim) + 2147483648, 0);
/** When the longest-running of the most important victims started. */
const earliest = (candidate: Candidate): string =>
  candidate.victims.filter((victim) => priority(victim) === highest(candidate)).map(startTime).toSorted()[0] ?? '';

/** @k8s preemption.go pickOneNodeForPreemption */
const compareCandidates = (a: Candidate, b: Candidate): number =>
  highest(a) - highest(b) || sum(a) - sum(b) || a.victims.length - b.victims.length || before(earliest(b), earliest(a));
