/** How endpoints are put into slices: each stays where it is, new ones fill up, at most 100 in one. @k8s staging/src/k8s.io/endpointslice/reconciler.go */
import type { Endpoint, EndpointPort, EndpointSlice } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';

const MOST = 100;

/** Endpoints that have the same ports. */
export type Group = { readonly ports: readonly EndpointPort[]; readonly endpoints: readonly Endpoint[] };
export type Content = { readonly ports: readonly EndpointPort[]; readonly endpoints: readonly Endpoint[] };

export type Plan = {
  /** What a new slice shall hold. */
  readonly create: readonly Content[];
  readonly update: readonly { readonly slice: EndpointSlice; readonly content: Content }[];
  readonly remove: readonly EndpointSlice[];
};

const portsKey = (ports: readonly EndpointPort[] | null | undefined): string =>
  JSON.stringify((ports ?? []).map(({ name, port, protocol, appProtocol }) => [name ?? '', port, protocol, appProtocol ?? '']));
const identity = ({ addresses, hostname, targetRef }: Endpoint): string => `${addresses[0] ?? ''} ${targetRef?.uid ?? targetRef?.name ?? ''} ${hostname ?? ''}`;

export function planSlices(existing: readonly EndpointSlice[], groups: readonly Group[]): Plan {
  const plans = groups.map((group) => planGroup(existing.filter((slice) => portsKey(slice.ports) === portsKey(group.ports)), group));
  const wanted = new Set(groups.map((group) => portsKey(group.ports)));
  const orphaned = existing.filter((slice) => !wanted.has(portsKey(slice.ports)));
  const update = plans.flatMap((plan) => plan.update);
  let create = plans.flatMap((plan) => plan.create);
  let remove = [...orphaned, ...plans.flatMap((plan) => plan.remove)];
  // A Service always has a slice, though it may be empty.
  if (remove.length === existing.length && create.length === 0) {
    if (remove.length === 1 && remove[0] !== undefined && isEmpty(remove[0])) remove = [];
    else create = [{ ports: [], endpoints: [] }];
  }
  const reused = Math.min(create.length, remove.length);
  const recycled = remove.slice(0, reused).map((slice, i) => ({ slice, content: create[create.length - 1 - i] ?? { ports: [], endpoints: [] } }));
  return { create: create.slice(0, create.length - reused), update: [...update, ...recycled], remove: remove.slice(reused) };
}

const isEmpty = (slice: EndpointSlice): boolean => (slice.endpoints ?? []).length === 0 && (slice.ports ?? []).length === 0;

function planGroup(existing: readonly EndpointSlice[], { ports, endpoints }: Group): Plan {
  const missing = new Map(endpoints.map((endpoint) => [identity(endpoint), endpoint]));
  const kept = existing.map((slice) => {
    const old = slice.endpoints ?? [];
    const now = old.flatMap((endpoint) => {
      const wanted = missing.get(identity(endpoint));
      missing.delete(identity(endpoint));
      return wanted === undefined ? [] : [wanted];
    });
    return { slice, now, changed: now.length !== old.length || now.some((endpoint, i) => endpoint !== old[i] && !jsonEqual(endpoint as Json, old[i] as Json)) };
  });
  const rest = [...missing.values()];
  // Slices that are written anyway take new endpoints first, then others with room.
  for (const entry of [...kept.filter(({ changed }) => changed), ...kept.filter(({ changed }) => !changed)]) {
    const room = Math.max(0, MOST - entry.now.length);
    if (rest.length === 0 || room === 0) continue;
    entry.now.push(...rest.splice(0, room));
    entry.changed = true;
  }
  const create: Content[] = [];
  while (rest.length > 0) create.push({ ports, endpoints: rest.splice(0, MOST) });
  return {
    create,
    update: kept.filter(({ now, changed }) => changed && now.length > 0).map(({ slice, now }) => ({ slice, content: { ports, endpoints: now } })),
    remove: kept.filter(({ now }) => now.length === 0).map(({ slice }) => slice),
  };
}
