import type { NodeInfo, PodInfo } from '../cache/nodeInfo.ts';
import { MAX_SCORE, type Score } from '../plugin.ts';
import type { ScoringStrategy } from '../profiles/profile.ts';
import { usageOf, type Usage, type Weighted } from './allocation.ts';

const free = (requested: number, all: number): number => (requested > all ? 0 : Math.trunc(((all - requested) * MAX_SCORE) / all));

/** The usual case without any list: the free shares of CPU and memory. @k8s pkg/scheduler/framework/plugins/noderesources/least_allocated.go */
function leastOfBoth({ scoringRequests: wanted }: PodInfo, { allocatable, scoringRequested }: NodeInfo): number {
  if (allocatable.cpu === 0 || allocatable.memory === 0) {
    return allocatable.cpu !== 0 ? free(scoringRequested.cpu + wanted.cpu, allocatable.cpu) : allocatable.memory !== 0 ? free(scoringRequested.memory + wanted.memory, allocatable.memory) : 0;
  }
  return Math.trunc((free(scoringRequested.cpu + wanted.cpu, allocatable.cpu) + free(scoringRequested.memory + wanted.memory, allocatable.memory)) / 2);
}
const isUsual = (resources: readonly Weighted[]): boolean => resources.length === 2 && resources[0]?.name === 'cpu' && resources[1]?.name === 'memory' && resources.every(({ weight }) => weight === 1);

function mean(usage: readonly Usage[], scoreOf: (one: Usage) => number): number {
  let [sum, weights] = [0, 0];
  for (const one of usage) { sum += scoreOf(one) * one.weight; weights += one.weight; }
  return weights === 0 ? 0 : Math.trunc(sum / weights);
}

/** @k8s pkg/scheduler/framework/plugins/helper/shape_score.go BuildBrokenLinearFunction */
export function brokenLine(shape: readonly { readonly utilization: number; readonly score: number }[]): (percent: number) => number {
  return (percent) => {
    for (const [i, point] of shape.entries()) {
      if (percent > point.utilization) continue;
      const before = shape[i - 1];
      if (before === undefined) return point.score;
      return before.score + Math.trunc(((point.score - before.score) * (percent - before.utilization)) / (point.utilization - before.utilization));
    }
    return shape.at(-1)?.score ?? 0;
  };
}

/** Points of a shape are 0–10, those of a node 0–100. @k8s noderesources/requested_to_capacity_ratio.go */
function byRatio(usage: readonly Usage[], line: (percent: number) => number): number {
  let [sum, weights] = [0, 0];
  for (const { requested, allocatable, weight } of usage) {
    const score = line(requested > allocatable ? 100 : Math.trunc((requested * 100) / allocatable));
    if (score <= 0) continue;
    sum += score * weight;
    weights += weight;
  }
  return weights === 0 ? 0 : Math.round(sum / weights);
}

function scorer(pod: PodInfo, { type, resources, shape }: ScoringStrategy): (node: NodeInfo) => number {
  const of = (node: NodeInfo): readonly Usage[] => usageOf(pod, node, resources, false);
  switch (type) {
    case 'LeastAllocated': return isUsual(resources) ? (node) => leastOfBoth(pod, node) : (node) => mean(of(node), ({ requested, allocatable }) => free(requested, allocatable));
    case 'MostAllocated': return (node) => mean(of(node), ({ requested, allocatable }) => Math.trunc((Math.min(requested, allocatable) * MAX_SCORE) / allocatable));
    case 'RequestedToCapacityRatio': {
      const line = brokenLine(shape.map(({ utilization, score }) => ({ utilization, score: score * 10 })));
      return (node) => byRatio(of(node), line);
    }
  }
}

export const nodeResourcesFit: Score = { name: 'NodeResourcesFit', pure: true, prepare: (pod, _, { args }) => ({ score: scorer(pod, args.scoringStrategy) }) };
