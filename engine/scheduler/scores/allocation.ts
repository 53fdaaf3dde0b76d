/** What of each resource would be used, in the order of the strategy's resources. @k8s noderesources/resource_allocation.go */
import type { NodeInfo, PodInfo } from '../cache/nodeInfo.ts';
import { amountOf, isScalar } from '../cache/resources.ts';

export type Weighted = { readonly name: string; readonly weight: number };
export type Usage = { readonly allocatable: number; readonly allocated: number; readonly requested: number; readonly weight: number };

/** `real`: as asked for; else containers without requests count as a little. Resources that the node has none of are left out. */
export function usageOf(pod: PodInfo, node: NodeInfo, resources: readonly Weighted[], real: boolean): readonly Usage[] {
  const out: Usage[] = [];
  for (const { name, weight } of resources) {
    const wanted = amountOf(real ? pod.requests : pod.scoringRequests, name);
    if (wanted === 0 && isScalar(name)) continue;
    const allocatable = amountOf(node.allocatable, name);
    if (allocatable === 0) continue;
    const allocated = amountOf(real || (name !== 'cpu' && name !== 'memory') ? node.requested : node.scoringRequested, name);
    out.push({ allocatable, allocated, requested: allocated + wanted, weight });
  }
  return out;
}
