/** What a filter and a score are. Both only look; the scheduler records what they said (verdict.ts). */
import type { Node, Pod } from '../api/index.ts';
import type { NodeCache } from './cache.ts';
import type { NodeInfo, PodInfo } from './nodeInfo.ts';

/** Why a node does not fit. `resolvable`: removing other pods could help. */
export type Rejection = { readonly reasons: readonly string[]; readonly resolvable: boolean };

/** Something that happened in the cluster and may let a waiting pod fit. */
export type ClusterEvent =
  | { readonly type: 'nodeAdded'; readonly node: Node }
  | { readonly type: 'nodeChanged'; readonly node: Node; readonly old: Node }
  /** A pod that held a node's resources ended or was deleted. */
  | { readonly type: 'podGone'; readonly pod: Pod }
  | { readonly type: 'podPlaced'; readonly pod: Pod }
  /** `namespace/name` of a claim that came, changed or went. */
  | { readonly type: 'claimChanged'; readonly claim: string }
  | { readonly type: 'volumeChanged' };

export type Filter = {
  readonly name: string;
  /** Undefined when the pod may run there. `node.node` is set. */
  readonly filter: (pod: PodInfo, node: NodeInfo) => Rejection | undefined;
  /** Whether a pod that this plugin rejected is worth another try now. @k8s EventsToRegister and its queueing hints */
  readonly wakes: (pod: PodInfo, event: ClusterEvent) => boolean;
};

/** Looked at once for a pod, before any node. */
export type PreFilter = {
  readonly name: string;
  /** A message rejects the pod as a whole; a list of names leaves only these nodes. */
  readonly preFilter: (pod: PodInfo) => { readonly rejected: string } | { readonly only: readonly string[] } | undefined;
};

export type Score = {
  readonly name: string;
  readonly weight: number;
  /** Undefined: this plugin has nothing to say about the pod. */
  readonly score?: (pod: PodInfo, node: NodeInfo, cache: NodeCache) => number | undefined;
  /** Instead, for what can only be said of all nodes together. */
  readonly scoreAll?: (pod: PodInfo, nodes: readonly NodeInfo[], cache: NodeCache) => readonly number[] | undefined;
  /** Brings the raw numbers of all nodes to 0–100. */
  readonly normalize?: (scores: readonly number[]) => readonly number[];
};

export const MAX_SCORE = 100;

/** Stretches to 0–100 by the largest; `reverse` makes few good. @k8s framework/plugins/helper/normalize_score.go */
export const normalizeByLargest = (reverse: boolean) => (scores: readonly number[]): readonly number[] => {
  const largest = Math.max(0, ...scores);
  if (largest === 0) return reverse ? scores.map(() => MAX_SCORE) : scores;
  return scores.map((score) => {
    const share = Math.floor((MAX_SCORE * score) / largest);
    return reverse ? MAX_SCORE - share : share;
  });
};
