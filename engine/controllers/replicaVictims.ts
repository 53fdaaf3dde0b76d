/** Which pods go first when there are too many. @k8s pkg/controller/controller_utils.go ActivePodsWithRanks */
import { isSidecar, type ContainerStatus, type Pod } from '../api/index.ts';
import { uidOf } from './owners.ts';
import { readySince } from './pods.ts';
import { parseTimestamp } from '../time/index.ts';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASES: readonly string[] = ['Pending', 'Unknown', 'Running'];

const nodeOf = (pod: Pod): string => pod.spec?.nodeName ?? '';

function deletionCost(pod: Pod): number {
  const text = pod.metadata?.annotations?.[DELETION_COST] ?? '';
  return /^(0|[1-9]\d*|-\d+)$/.test(text) && Math.abs(Number(text)) < 2 ** 31 ? Number(text) : 0;
}

const mostRestarts = (statuses: readonly ContainerStatus[] | undefined): number => Math.max(0, ...(statuses ?? []).map(({ restartCount }) => restartCount));

/** Sidecars only: a plain init container's restarts do not count. */
function sidecarRestarts(pod: Pod): number {
  const sidecars = (pod.spec?.initContainers ?? []).filter(isSidecar).map(({ name }) => name);
  return mostRestarts(pod.status?.initContainerStatuses?.filter(({ name }) => sidecars.includes(name)));
}

/** Whole part of the base-2 logarithm of an age in nanoseconds; −1 for none: ages of a like size count as equal. */
function ageRank(ageMs: number): number {
  if (ageMs <= 0) return -1;
  return (BigInt(ageMs) * 1_000_000n).toString(2).length - 1;
}

/** Younger first, in buckets; within one bucket by uid. */
function byAge(a: Pod, b: Pod, sinceA: number, sinceB: number, now: number): number {
  const difference = ageRank(now - sinceA) - ageRank(now - sinceB);
  if (difference !== 0) return difference;
  return uidOf(a) < uidOf(b) ? -1 : 1;
}

/**
 * The first `count` to be deleted.
 * @param related pods of all ReplicaSets of the same owner: many on one node make that node's pods go first
 */
export function chooseVictims(pods: readonly Pod[], related: readonly Pod[], count: number, now: number): readonly Pod[] {
  if (count >= pods.length) return pods;
  const onNode = new Map<string, number>();
  for (const pod of related) onNode.set(nodeOf(pod), (onNode.get(nodeOf(pod)) ?? 0) + 1);
  return pods.map((pod): Candidate => ({ pod, ready: readySince(pod), cost: deletionCost(pod) }))
    .sort((a, b) => compareVictims(a, b, onNode, now)).slice(0, count).map(({ pod }) => pod);
}

/** What takes long to find out, found out once. */
type Candidate = { readonly pod: Pod; readonly ready: number | undefined; readonly cost: number };

function compareVictims(first: Candidate, second: Candidate, onNode: ReadonlyMap<string, number>, now: number): number {
  const [a, b] = [first.pod, second.pod];
  if (nodeOf(a) !== nodeOf(b) && (nodeOf(a) === '' || nodeOf(b) === '')) return nodeOf(a) === '' ? -1 : 1;
  const phase = PHASES.indexOf(a.status?.phase ?? '') - PHASES.indexOf(b.status?.phase ?? '');
  if (phase !== 0) return phase;
  const [readyA, readyB] = [first.ready, second.ready];
  if ((readyA === undefined) !== (readyB === undefined)) return readyA === undefined ? -1 : 1;
  const cost = first.cost - second.cost;
  if (cost !== 0) return cost;
  const crowd = (onNode.get(nodeOf(b)) ?? 0) - (onNode.get(nodeOf(a)) ?? 0);
  if (crowd !== 0) return crowd;
  if (readyA !== undefined && readyB !== undefined && readyA !== readyB) return byAge(a, b, readyA, readyB, now);
  const restarts = mostRestarts(b.status?.containerStatuses) - mostRestarts(a.status?.containerStatuses) || sidecarRestarts(b) - sidecarRestarts(a);
  if (restarts !== 0) return restarts;
  const [bornA, bornB] = [parseTimestamp(a.metadata?.creationTimestamp) ?? 0, parseTimestamp(b.metadata?.creationTimestamp) ?? 0];
  return bornA === bornB ? 0 : byAge(a, b, bornA, bornB, now);
}
