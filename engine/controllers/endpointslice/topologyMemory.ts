/** What of the nodes and of earlier work hints by annotation need. @k8s endpointslice/topologycache/topologycache.go */
import { conditionIs, KINDS, type Node } from '../../api/index.ts';
import type { Client } from '../../client/index.ts';
import type { AddressType } from '../slices.ts';
import type { TopologyMemory } from './reconcile.ts';
import { isOverloaded, zoneRatios, type Counts } from './topology.ts';

const ZONE = 'topology.kubernetes.io/zone';
const differ = (a: Node, b: Node): boolean => conditionIs(a, 'Ready') !== conditionIs(b, 'Ready') || a.metadata?.labels?.[ZONE] !== b.metadata?.labels?.[ZONE];

/** @param add queues a Service whose hints do not fit the nodes any more. Nodes are counted only while a Service asks for it. */
export function createTopologyMemory(client: Client, add: (service: string) => void): TopologyMemory & { readonly stop: () => void; readonly forget: (service: string) => void } {
  const nodes = client.informer(KINDS.Node);
  const known = new Map<string, Map<AddressType, Counts>>();
  let ratios: { readonly value: Counts | undefined } | undefined;
  const current = (): Counts | undefined => (ratios ??= { value: zoneRatios(nodes.list()) }).value;
  const stop = nodes.onChange(({ type, object, old }) => {
    if (type === 'MODIFIED' && !differ(object, old)) return;
    ratios = undefined;
    if (known.size === 0) return;
    for (const [service, byType] of known) if ([...byType.values()].some((zones) => isOverloaded(zones, current()))) add(service);
  });
  return {
    stop, ratios: current,
    has: (service) => known.has(service),
    set(service, type, zones) {
      const byType = known.get(service) ?? new Map<AddressType, Counts>();
      if (zones === undefined) byType.delete(type); else byType.set(type, zones);
      if (byType.size === 0) known.delete(service); else known.set(service, byType);
    },
    forget: (service) => { known.delete(service); },
  };
}
