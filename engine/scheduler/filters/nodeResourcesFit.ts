import type { NodeInfo, PodInfo } from '../nodeInfo.ts';
import type { Filter, Rejection } from '../plugin.ts';
import { EMPTY, resourcesOf } from '../podRequests.ts';

/** CPU, memory and storage come first in the text, then extended resources. */
const FIRST = ['cpu', 'memory', 'ephemeral-storage'];

function shortages(pod: PodInfo, node: NodeInfo): Rejection | undefined {
  if (pod.requests === EMPTY && node.pods.size < (node.allocatable['pods'] ?? 0)) return undefined;
  const reasons: string[] = [];
  let resolvable = true;
  if (node.pods.size + 1 > (node.allocatable['pods'] ?? 0)) reasons.push('Too many pods');
  const names = [...FIRST, ...Object.keys(pod.requests).filter((name) => !FIRST.includes(name)).toSorted()];
  for (const name of names) {
    const wanted = pod.requests[name] ?? 0;
    const allocatable = node.allocatable[name] ?? 0;
    if (wanted === 0 || wanted <= allocatable - (node.requested[name] ?? 0)) continue;
    reasons.push(`Insufficient ${name}`);
    if (wanted > allocatable) resolvable = false;
  }
  return reasons.length === 0 ? undefined : { reasons, resolvable };
}

/** Requests only, never limits, and the number of pods. @k8s pkg/scheduler/framework/plugins/noderesources/fit.go */
export const nodeResourcesFit: Filter = {
  name: 'NodeResourcesFit',
  filter: shortages,
  wakes: (pod, event) => {
    if (event.type === 'podGone') return true;
    if (event.type !== 'nodeAdded' && event.type !== 'nodeChanged') return false;
    const allocatable = resourcesOf(event.node.status?.allocatable);
    const enough = Object.entries(pod.requests).every(([name, wanted]) => wanted <= (allocatable[name] ?? 0)) && (allocatable['pods'] ?? 0) > 0;
    if (event.type === 'nodeAdded' || !enough) return enough;
    const before = resourcesOf(event.old.status?.allocatable);
    return Object.keys({ ...pod.requests, pods: 1 }).some((name) => (allocatable[name] ?? 0) > (before[name] ?? 0));
  },
};
