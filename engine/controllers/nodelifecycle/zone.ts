/** Zones of nodes, and how many nodes of one may lose their pods. @k8s node_lifecycle_controller.go ComputeZoneState, setLimiterInZone, ReducedQPSFunc */
import type { Node } from '../../api/index.ts';

export type ZoneState = 'Initial' | 'Normal' | 'PartialDisruption' | 'FullDisruption';

/** Nodes in a second. @k8s --node-eviction-rate, --secondary-node-eviction-rate */
export const EVICTION_RATE = 0.1;
const SECONDARY_RATE = 0.01;
/** @k8s --large-cluster-size-threshold, --unhealthy-zone-threshold */
const LARGE_ZONE = 50;
const UNHEALTHY_SHARE = Math.fround(0.55);
/** Fewer than three nodes are never a disruption, unless they are all. */
const FEW = 2;

/** @k8s component-helpers/node/topology GetZoneKey: the older labels count where the newer are missing */
export function zoneOf(node: Node): string {
  const labels = node.metadata?.labels;
  if (labels === undefined) return '';
  const region = labels['topology.kubernetes.io/region'] ?? labels['failure-domain.beta.kubernetes.io/region'] ?? '';
  const zone = labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'] ?? '';
  return region === '' && zone === '' ? '' : `${region}:${zone}`;
}

export function zoneState(ready: number, notReady: number): ZoneState {
  if (ready === 0 && notReady > 0) return 'FullDisruption';
  return notReady > FEW && Math.fround(notReady / (notReady + ready)) >= UNHEALTHY_SHARE ? 'PartialDisruption' : 'Normal';
}

/** How many nodes in a second; 0: none. With all nodes of one zone gone it may still be the zone's fault alone. */
export function evictionRate(state: ZoneState, size: number): number {
  if (state !== 'PartialDisruption') return EVICTION_RATE;
  return size > LARGE_ZONE ? SECONDARY_RATE : 0;
}

const EXCLUDED = 'node.kubernetes.io/exclude-disruption';
/** Whether the node counts when a zone's state is computed. */
export const countsForDisruption = (node: Node): boolean => node.metadata?.labels?.[EXCLUDED] === undefined;
