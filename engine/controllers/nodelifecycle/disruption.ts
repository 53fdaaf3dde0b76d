/** How fast nodes may lose their pods, by the state of their zone. @k8s node_lifecycle_controller.go handleDisruption, ComputeZoneState */
import type { Node } from '../../api/index.ts';
import { readyOf } from './health.ts';

const FAST_MS = 10_000;
const SLOW_MS = 100_000;
const LARGE_ZONE = 50;
const UNHEALTHY_SHARE = 0.55;

export const zoneOf = (node: Node): string => {
  const labels = node.metadata?.labels ?? {};
  return `${labels['topology.kubernetes.io/region'] ?? ''}:${labels['topology.kubernetes.io/zone'] ?? ''}`;
};

const isReady = (node: Node): boolean => readyOf(node)?.status === 'True';

/** One node at most in so many milliseconds; undefined: none at all. */
export function evictionPaceMs(nodes: readonly Node[], zone: string): number | undefined {
  const own = nodes.filter((node) => zoneOf(node) === zone);
  const down = own.filter((node) => !isReady(node)).length;
  if (down > 2 && down < own.length && down / own.length >= UNHEALTHY_SHARE) return own.length > LARGE_ZONE ? SLOW_MS : undefined;
  return FAST_MS;
}

/** With every node silent, the fault is more likely ours: nobody is evicted. */
export const allAreDown = (nodes: readonly Node[]): boolean => nodes.length > 0 && !nodes.some(isReady);
