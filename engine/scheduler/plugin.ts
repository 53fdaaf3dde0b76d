/** What a filter and a score are. Both only look; the scheduler records what they said (verdict.ts). */
import type { NodeCache } from './cache/cache.ts';
import type { NodeInfo, PodInfo } from './cache/nodeInfo.ts';
import type { Claims } from './volumes/claims.ts';
import type { EventRule } from './events.ts';
import type { Lookups } from './lookups.ts';
import type { PluginArgs } from './profiles/profile.ts';

/** Why a node does not fit. `resolvable`: removing other pods could help. */
export type Rejection = { readonly reasons: readonly string[]; readonly resolvable: boolean };

export type Around = {
  readonly cache: NodeCache;
  readonly lookups: Lookups;
  readonly args: PluginArgs;
  /** Of the pod, looked up once. */
  readonly claims: Claims | undefined;
};

/** A filter made ready for one pod. */
export type NodeCheck = {
  /** Undefined when the pod may run there. `node.node` is set. */
  readonly filter: (node: NodeInfo) => Rejection | undefined;
  /** What would be if another pod came to the node (1) or left it (-1); always taken back in the end. */
  readonly change?: (other: PodInfo, node: NodeInfo, by: 1 | -1) => void;
  /** Only these nodes are to be asked at all. */
  readonly only?: ReadonlySet<string>;
  /** Numbers behind what was said, for the page. */
  readonly figures?: (node: NodeInfo) => readonly Figure[];
};
/** Such as `{what: 'topology.kubernetes.io/zone=a', count: 3, least: 1, limit: 1}`. */
export type Figure = { readonly what: string; readonly count: number; readonly least?: number; readonly limit?: number };

export type Filter = {
  readonly name: string;
  /** What it says depends on nothing but the pod's spec and the node. */
  readonly pure?: true;
  /** Undefined: nothing to say about this pod. `rejected`: no node will do, whatever happens to other pods. */
  readonly prepare: (pod: PodInfo, around: Around) => NodeCheck | { readonly rejected: string } | undefined;
  /** @k8s EventsToRegister and its queueing hints */
  readonly events: readonly EventRule[];
};

export type NodeScores = {
  readonly score: (node: NodeInfo) => number;
  /** The same for all nodes at once, where that is cheaper than one by one. */
  readonly scoreAll?: (nodes: readonly NodeInfo[], into: Float64Array) => void;
  /** Brings the raw numbers of all nodes to 0–100, in place. */
  readonly normalize?: (scores: Float64Array) => void;
};
export type Score = {
  readonly name: string;
  /** What it says of a node, before it is normalized, depends on nothing but the pod's spec and the node. */
  readonly pure?: true;
  /** Undefined: nothing to say about the pod. `constant`: the same points, 0–100, for all. `nodes`: those that fit. */
  readonly prepare: (pod: PodInfo, nodes: readonly NodeInfo[], around: Around) => NodeScores | { readonly constant: number } | undefined;
};

export const MAX_SCORE = 100;

/** Stretches to 0–100 by the largest; `reverse` makes few good. @k8s framework/plugins/helper/normalize_score.go */
export const normalizeByLargest = (reverse: boolean) => (scores: Float64Array): void => {
  let largest = 0;
  for (const score of scores) if (score > largest) largest = score;
  if (largest === 0) { if (reverse) scores.fill(MAX_SCORE); return; }
  for (let i = 0; i < scores.length; i++) {
    const share = Math.trunc((MAX_SCORE * (scores[i] ?? 0)) / largest);
    scores[i] = reverse ? MAX_SCORE - share : share;
  }
};

/** The reasons of one kind of rejection are one object: thousands of nodes share it. */
export const rejection = (reason: string, resolvable: boolean): Rejection => ({ reasons: [reason], resolvable });
