/** One pod, all nodes: which one, or why none. Looks only; nothing is written here. */
import type { NodeCache } from './cache.ts';
import { FILTERS, PRE_FILTERS } from './filters/index.ts';
import { NO_NODES, refusedMessage, unfitMessage } from './message.ts';
import { addPod, copyNodeInfo, type NodeInfo, type PodInfo } from './nodeInfo.ts';
import type { Rejection } from './plugin.ts';
import { findVictims, type Preemption } from './preemption.ts';
import { SCORES } from './scores/index.ts';
import { refusal, type NodeVerdict } from './verdict.ts';

export type Surroundings = {
  readonly cache: NodeCache;
  /** Pods that wait for room that preemption is making on the node. */
  readonly nominated: (node: string) => readonly PodInfo[];
  /** Where the search starts, so that large clusters are used evenly. */
  readonly start: number;
  readonly pick: (equals: readonly string[]) => string;
};

export type Decision =
  | { readonly type: 'placed'; readonly node: string; readonly nodes: readonly NodeVerdict[]; readonly looked: number }
  | { readonly type: 'unfit'; readonly message: string; readonly rejectedBy: ReadonlySet<string>; readonly nodes: readonly NodeVerdict[];
    readonly preemption?: Preemption; readonly refused?: string };

/** Upstream looks for fewer than all nodes in large clusters. @k8s pkg/scheduler/schedule_one.go numFeasibleNodesToFind */
export function nodesWanted(total: number): number {
  if (total < 100) return total;
  const percent = Math.max(50 - Math.trunc(total / 125), 5);
  return Math.max(Math.trunc((total * percent) / 100), 100);
}

export const priorityOf = ({ pod }: PodInfo): number => pod.spec?.priority ?? 0;

export function firstRejection(pod: PodInfo, node: NodeInfo): { readonly plugin: string; readonly rejection: Rejection } | undefined {
  for (const { name, filter } of FILTERS) {
    const rejection = filter(pod, node);
    if (rejection !== undefined) return { plugin: name, rejection };
  }
  return undefined;
}

export function decide(pod: PodInfo, around: Surroundings): Decision {
  const all = around.cache.nodes();
  if (all.length === 0) return { type: 'unfit', message: NO_NODES, rejectedBy: new Set(FILTERS.map(({ name }) => name)), nodes: [] };
  const pre = preFilter(pod);
  if (pre.refused !== undefined) {
    const { plugin, reason } = pre.refused;
    return { type: 'unfit', message: refusedMessage(all.length, reason), rejectedBy: new Set([plugin]), nodes: [], refused: reason };
  }
  const { fitting, verdicts, rejections, rejectedBy } = filterNodes(pod, all, pre.only, around);
  if (fitting.length === 0) {
    const preemption = findVictims(pod, all, rejections, firstRejection);
    const message = unfitMessage(all.length, rejections.values(), preemption.message);
    return { type: 'unfit', message, rejectedBy, nodes: verdicts, preemption };
  }
  const scored = scoreNodes(pod, fitting, around.cache);
  const best = Math.max(...scored.totals);
  const node = around.pick(fitting.filter((_, i) => scored.totals[i] === best).map(({ name }) => name));
  return { type: 'placed', node, get nodes() { return [...verdictsOf(scored), ...verdicts]; }, looked: verdicts.length + fitting.length };
}

type Pre = { readonly refused?: { readonly plugin: string; readonly reason: string }; readonly only?: { readonly plugin: string; readonly names: readonly string[] } };

function preFilter(pod: PodInfo): Pre {
  let only: Pre['only'];
  for (const { name, preFilter: look } of PRE_FILTERS) {
    const result = look(pod);
    if (result === undefined) continue;
    if ('rejected' in result) return { refused: { plugin: name, reason: result.rejected } };
    only = { plugin: name, names: only === undefined ? result.only : only.names.filter((node) => result.only.includes(node)) };
  }
  return only === undefined ? {} : { only };
}

type Filtered = {
  readonly fitting: readonly NodeInfo[];
  readonly verdicts: readonly NodeVerdict[];
  readonly rejections: ReadonlyMap<string, Rejection>;
  readonly rejectedBy: ReadonlySet<string>;
};

function filterNodes(pod: PodInfo, all: readonly NodeInfo[], only: Pre['only'], around: Surroundings): Filtered {
  const fitting: NodeInfo[] = [];
  const verdicts: NodeVerdict[] = [];
  const rejections = new Map<string, Rejection>();
  const rejectedBy = new Set<string>();
  const wanted = nodesWanted(all.length);
  for (let i = 0; i < all.length && fitting.length < wanted; i++) {
    const node = all[(around.start + i) % all.length];
    if (node === undefined) continue;
    const found = only !== undefined && !only.names.includes(node.name)
      ? { plugin: only.plugin, rejection: { reasons: [`node(s) didn't satisfy plugin(s) [${only.plugin}]`], resolvable: false } }
      : firstRejection(pod, withNominated(pod, node, around));
    if (found === undefined) { fitting.push(node); continue; }
    verdicts.push(refusal(node.name, found.plugin, found.rejection));
    rejections.set(node.name, found.rejection);
    rejectedBy.add(found.plugin);
  }
  return { fitting, verdicts, rejections, rejectedBy };
}

/** Room made for a pod of the same or a higher priority is not taken by this one. */
function withNominated(pod: PodInfo, node: NodeInfo, around: Surroundings): NodeInfo {
  const others = around.nominated(node.name).filter((other) => priorityOf(other) >= priorityOf(pod) && other.pod.metadata?.uid !== pod.pod.metadata?.uid);
  if (others.length === 0) return node;
  const copy = copyNodeInfo(node);
  for (const other of others) addPod(copy, other.pod.metadata?.uid ?? '', other);
  return copy;
}

/** Points of each plugin, weighted, and their sums, in the order of the nodes. */
type Scored = { readonly nodes: readonly string[]; readonly points: readonly { readonly plugin: string; readonly points: readonly number[] }[]; readonly totals: readonly number[] };

function scoreNodes(pod: PodInfo, nodes: readonly NodeInfo[], cache: NodeCache): Scored {
  const totals = nodes.map(() => 0);
  const all: { plugin: string; points: readonly number[] }[] = [];
  // The only node that fits needs no points.
  for (const { name, weight, score, scoreAll, normalize } of nodes.length === 1 ? [] : SCORES) {
    const raw = scoreAll === undefined ? nodes.map((node) => score?.(pod, node, cache)) : scoreAll(pod, nodes, cache);
    if (raw === undefined || raw.every((points) => points === undefined)) continue;
    const points = raw.map((value) => value ?? 0);
    const weighted = (normalize?.(points) ?? points).map((value) => value * weight);
    weighted.forEach((value, i) => { totals[i] = (totals[i] ?? 0) + value; });
    all.push({ plugin: name, points: weighted });
  }
  return { nodes: nodes.map((node) => node.name), points: all, totals };
}

const verdictsOf = ({ nodes, points, totals }: Scored): readonly NodeVerdict[] => nodes.map((node, i) =>
  ({ node, scores: Object.fromEntries(points.map((own) => [own.plugin, own.points[i] ?? 0])), total: totals[i] ?? 0 }));
