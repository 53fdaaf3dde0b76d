import type { NodeInfo, PodInfo } from '../cache/nodeInfo.ts';
import { amountOf } from '../cache/resources.ts';
import { MAX_SCORE, type Score } from '../plugin.ts';
import { usageOf, type Weighted } from './allocation.ts';

const share = (used: number, all: number): number => Math.min(1, used / all);

/** 100 when all shares are alike. @k8s noderesources/balanced_allocation.go balancedResourceScore */
function balance(shares: readonly number[]): number {
  let deviation = 0;
  if (shares.length === 2) deviation = Math.abs(((shares[0] ?? 0) - (shares[1] ?? 0)) / 2);
  else if (shares.length > 2) {
    const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
    deviation = Math.sqrt(shares.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / shares.length);
  }
  return Math.trunc((1 - deviation) * MAX_SCORE);
}
const HALF = MAX_SCORE / 2;
/** How much better balanced the node is with the pod than without it. */
const gain = (withPod: number, without: number): number => HALF + Math.trunc((HALF + withPod - without) / 2);

/** The usual case: CPU and memory of a node that has both. */
function ofBoth({ requests }: PodInfo, { allocatable, requested }: NodeInfo): number {
  const withPod = Math.abs((share(requested.cpu + requests.cpu, allocatable.cpu) - share(requested.memory + requests.memory, allocatable.memory)) / 2);
  const without = Math.abs((share(requested.cpu, allocatable.cpu) - share(requested.memory, allocatable.memory)) / 2);
  return gain(Math.trunc((1 - withPod) * MAX_SCORE), Math.trunc((1 - without) * MAX_SCORE));
}
const isUsual = (resources: readonly Weighted[]): boolean => resources.length === 2 && resources[0]?.name === 'cpu' && resources[1]?.name === 'memory';

/** Resources used in like measure. Nothing to say about a pod without requests. @k8s pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go */
export const balancedAllocation: Score = {
  name: 'NodeResourcesBalancedAllocation',
  pure: true,
  prepare: (pod, _, { args: { balancedResources: resources } }) => {
    if (resources.every(({ name }) => amountOf(pod.requests, name) === 0)) return undefined;
    const usual = isUsual(resources);
    return {
      score: (node) => {
        if (usual && node.allocatable.cpu !== 0 && node.allocatable.memory !== 0) return ofBoth(pod, node);
        const usage = usageOf(pod, node, resources, true);
        return gain(balance(usage.map(({ requested, allocatable }) => share(requested, allocatable))), balance(usage.map(({ allocated, allocatable }) => share(allocated, allocatable))));
      },
    };
  },
};
