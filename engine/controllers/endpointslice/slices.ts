/**
 * How endpoints are put into slices: each stays where it is; new ones fill slices that are written anyway, then the one slice with just
 * enough room, then new slices of at most 100. @k8s staging/src/k8s.io/endpointslice/reconciler.go reconcileByPortMapping
 */
import type { Endpoint, EndpointSlice } from '../../api/index.ts';
import { identityOf, portsKey, sameBeyondIdentity, type Content } from '../slices.ts';

const MOST = 100;

/** Endpoints that have the same ports. */
export type Group = Content & { readonly key: string };
export type Update = { readonly slice: EndpointSlice; readonly content: Content };
export type Plan = {
  /** What a new slice shall hold. */
  readonly create: readonly Content[];
  readonly update: readonly Update[];
  readonly remove: readonly EndpointSlice[];
  readonly unchanged: readonly EndpointSlice[];
};
/** What the Service says of a slice's labels. */
export type Labels = {
  readonly changed: (slice: EndpointSlice) => boolean;
  /** Whether it is already as the empty slice of a Service without pods. */
  readonly isPlaceholder: (slice: EndpointSlice) => boolean;
  readonly owned: (slice: EndpointSlice) => boolean;
};

/** @param existing slices of one address type that the controller manages and nobody deletes */
export function planSlices(existing: readonly EndpointSlice[], groups: readonly Group[], labels: Labels): Plan {
  const own = existing.filter(labels.owned);
  const byPorts = new Map<string, EndpointSlice[]>();
  for (const slice of own) {
    const key = portsKey(slice.ports);
    const list = byPorts.get(key);
    if (list === undefined) byPorts.set(key, [slice]); else list.push(slice);
  }
  const plans = groups.map((group) => planGroup(byPorts.get(group.key) ?? [], group, labels));
  const wanted = new Set(groups.map(({ key }) => key));
  const update = plans.flatMap((plan) => plan.update);
  const create = plans.flatMap((plan) => plan.create);
  const orphaned = [...byPorts].flatMap(([key, slices]) => (wanted.has(key) ? [] : slices));
  let remove = [...existing.filter((slice) => !labels.owned(slice)), ...plans.flatMap((plan) => plan.remove), ...orphaned];
  const unchanged = plans.flatMap((plan) => plan.unchanged);
  // A Service always has a slice, though it may be empty.
  if (remove.length === existing.length && create.length === 0) {
    const [only] = remove;
    if (remove.length === 1 && only !== undefined && isEmpty(only) && labels.isPlaceholder(only)) { unchanged.push(only); remove = []; }
    else create.push({ ports: [], endpoints: [] });
  }
  return { create, update, remove, unchanged };
}

/** A slice that would go is used for one that would come. @k8s endpointslice/reconciler.go finalize */
export function recycle({ create, update, remove, unchanged }: Plan, owned: Labels['owned']): Plan {
  const coming = [...create];
  const recycled: Update[] = [];
  const going = remove.filter((slice) => {
    const content = owned(slice) ? coming.pop() : undefined;
    if (content === undefined) return true;
    const { annotations: _, ...metadata } = slice.metadata ?? {};
    recycled.push({ slice: { ...slice, metadata }, content });
    return false;
  });
  return { create: coming, update: [...update, ...recycled], remove: going, unchanged };
}

const isEmpty = (slice: EndpointSlice): boolean => (slice.endpoints ?? []).length === 0 && (slice.ports ?? []).length === 0;

type Entry = { readonly slice: EndpointSlice; endpoints: Endpoint[] | undefined };

function planGroup(existing: readonly EndpointSlice[], { ports, endpoints }: Group, labels: Labels): Plan {
  const missing = createMissing(endpoints);
  const changed: Entry[] = [];
  const unchanged: Entry[] = [];
  const remove: EndpointSlice[] = [];
  for (const slice of existing) {
    const now = keep(slice, missing);
    if (now === undefined && !labels.changed(slice)) unchanged.push({ slice, endpoints: undefined });
    else if (now?.length === 0) remove.push(slice);
    else changed.push({ slice, endpoints: now ?? [...(slice.endpoints ?? [])] });
  }
  const rest = [...missing.all];
  let taken = 0;
  const fill = (into: Endpoint[]): void => { for (; taken < rest.length && into.length < MOST; taken++) into.push(rest[taken] as Endpoint); }; // taken < length
  const fullestFirst = changed.toSorted((a, b) => (b.endpoints?.length ?? 0) - (a.endpoints?.length ?? 0));
  for (const entry of fullestFirst) if (entry.endpoints !== undefined) fill(entry.endpoints);
  const create: Content[] = [];
  while (taken < rest.length) {
    const left = rest.length - taken;
    const place = left < MOST ? bestFit(unchanged, left) : undefined;
    if (place === undefined) {
      const fresh: Endpoint[] = [];
      fill(fresh);
      create.push({ ports, endpoints: fresh });
    } else {
      place.endpoints = [...(place.slice.endpoints ?? [])];
      fill(place.endpoints);
    }
  }
  const written = [...changed, ...unchanged].flatMap(({ slice, endpoints: list }) => (list === undefined ? [] : [{ slice, content: { ports: slice.ports ?? ports, endpoints: list } }]));
  return { create, update: written, remove, unchanged: unchanged.flatMap(({ slice, endpoints: list }) => (list === undefined ? [slice] : [])) };
}

/** The slice's endpoints as they shall be, taken out of what is missing; undefined if it is right as it is. */
function keep(slice: EndpointSlice, missing: Missing): Endpoint[] | undefined {
  let differs = false;
  const now: Endpoint[] = [];
  for (const endpoint of slice.endpoints ?? []) {
    const wanted = missing.take(endpoint);
    if (wanted === undefined) { differs = true; continue; }
    now.push(wanted);
    differs ||= wanted !== endpoint && !sameBeyondIdentity(wanted, endpoint);
  }
  return differs ? now : undefined;
}

/** Endpoints that have no place yet. Most lie in their slice as the very objects that are wanted: only for others it is asked who they are. */
type Missing = { readonly all: ReadonlySet<Endpoint>; /** The one that is wanted where this one lies. */ readonly take: (endpoint: Endpoint) => Endpoint | undefined };
function createMissing(endpoints: readonly Endpoint[]): Missing {
  const all = new Set(endpoints);
  let known: Map<string, Endpoint> | undefined;
  return {
    all,
    take(endpoint) {
      if (all.delete(endpoint)) return endpoint;
      known ??= new Map(endpoints.map((each) => [identityOf(each), each]));
      const wanted = known.get(identityOf(endpoint));
      return wanted !== undefined && all.delete(wanted) ? wanted : undefined;
    },
  };
}

/** The slice that is nearest to full with so many more in it. @k8s endpointslice/utils.go getSliceToFill */
function bestFit(entries: readonly Entry[], more: number): Entry | undefined {
  let best: Entry | undefined;
  let least = MOST;
  for (const entry of entries) {
    const room = MOST - (entry.slice.endpoints ?? []).length - more;
    if (entry.endpoints === undefined && room >= 0 && room < least) { best = entry; least = room; }
  }
  return best;
}
