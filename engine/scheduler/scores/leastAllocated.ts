import { MAX_SCORE, type Score } from '../plugin.ts';

const RESOURCES = ['cpu', 'memory'];

/** The free share of CPU and memory once the pod is there. @k8s pkg/scheduler/framework/plugins/noderesources/least_allocated.go */
export const leastAllocated: Score = {
  name: 'NodeResourcesFit',
  weight: 1,
  score: (pod, node) => {
    let sum = 0;
    let counted = 0;
    for (const name of RESOURCES) {
      const allocatable = node.allocatable[name] ?? 0;
      if (allocatable === 0) continue;
      const requested = (node.scoringRequested[name] ?? 0) + (pod.scoringRequests[name] ?? 0);
      sum += requested > allocatable ? 0 : Math.floor(((allocatable - requested) * MAX_SCORE) / allocatable);
      counted++;
    }
    return counted === 0 ? 0 : Math.floor(sum / counted);
  },
};
