import { MAX_SCORE, type Score } from '../plugin.ts';

/** CPU and memory used in like measure. Nothing to say about a pod without requests. @k8s noderesources/balanced_allocation.go */
export const balancedAllocation: Score = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  score: (pod, node) => {
    if ((pod.requests['cpu'] ?? 0) === 0 && (pod.requests['memory'] ?? 0) === 0) return undefined;
    const [cpu, memory] = ['cpu', 'memory'].map((name) => {
      const allocatable = node.allocatable[name] ?? 0;
      return allocatable === 0 ? 0 : Math.min(1, ((node.requested[name] ?? 0) + (pod.requests[name] ?? 0)) / allocatable);
    });
    return Math.trunc((1 - Math.abs((cpu ?? 0) - (memory ?? 0)) / 2) * MAX_SCORE);
  },
};
