/** The endpoints of one port of a Service, sorted by what kube-proxy may do with them. @k8s pkg/proxy/topology.go CategorizeEndpoints */
import type { Endpoint, EndpointSlice } from '../api/index.ts';

export type Backend = { readonly address: string; readonly port: number; readonly node: string | undefined };
type Candidate = Backend & { readonly endpoint: Endpoint };

export type Categories = {
  /** Whether it could be answered from anywhere. */
  readonly any: boolean;
  /** For traffic that may go to all nodes. */
  cluster(node: string | undefined, zone: string | undefined): readonly Backend[];
  /** For traffic that must stay on the node. */
  local(node: string | undefined): readonly Backend[];
  /** Ready ones on the node. */
  localReady(node: string): number;
};

const isReady = ({ conditions }: Endpoint): boolean => conditions?.ready !== false;
const isTerminating = ({ conditions }: Endpoint): boolean => conditions?.terminating === true;
const isServing = ({ conditions }: Endpoint): boolean => conditions?.serving !== false;

/** Of two endpoints with one address the one that stays counts. @k8s pkg/proxy/endpointslicecache.go addEndpoints */
function candidates(slices: readonly EndpointSlice[], name: string, protocol: string): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const slice of slices) {
    const port = (slice.ports ?? []).find((entry) => (entry.name ?? '') === name && (entry.protocol ?? 'TCP') === protocol)?.port;
    if (port === undefined || port === 0) continue;
    for (const endpoint of slice.endpoints ?? []) {
      const [address] = endpoint.addresses;
      if (address === undefined || (found.has(`${address}:${port}`) && isTerminating(endpoint))) continue;
      found.set(`${address}:${port}`, { address, port, node: endpoint.nodeName, endpoint });
    }
  }
  return [...found.values()];
}

/** By the names that each has; undefined if one has none: then names say nothing. */
function byHint(list: readonly Candidate[], namesOf: (endpoint: Endpoint) => readonly { readonly name: string }[] | undefined): ReadonlyMap<string, readonly Candidate[]> | undefined {
  const found = new Map<string, Candidate[]>();
  for (const candidate of list) {
    const names = namesOf(candidate.endpoint) ?? [];
    if (names.length === 0) return undefined;
    for (const { name } of names) append(found, name, candidate);
  }
  return found;
}
function append(into: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const list = into.get(key);
  if (list === undefined) into.set(key, [candidate]); else list.push(candidate);
}
function byNode(list: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const candidate of list) if (candidate.node !== undefined) append(found, candidate.node, candidate);
  return found;
}

const NOBODY: readonly Backend[] = [];

/** Ready endpoints; those that end and still serve only where there are none, for all nodes and for one node apart from each other. */
export function categorize(slices: readonly EndpointSlice[], name: string, protocol: string): Categories {
  const all = candidates(slices, name, protocol);
  const ready = all.filter(({ endpoint }) => isReady(endpoint));
  const ending = all.filter(({ endpoint }) => !isReady(endpoint) && isServing(endpoint) && isTerminating(endpoint));
  const [nodeHints, zoneHints] = [byHint(ready, ({ hints }) => hints?.forNodes), byHint(ready, ({ hints }) => hints?.forZones)];
  let local: { readonly ready: ReturnType<typeof byNode>; readonly ending: ReturnType<typeof byNode> } | undefined;
  const locals = (): NonNullable<typeof local> => (local ??= { ready: byNode(ready), ending: byNode(ending) });
  return {
    any: ready.length > 0 || ending.length > 0,
    cluster: (node, zone) => (ready.length === 0 ? ending : (nodeHints?.get(node ?? '') ?? zoneHints?.get(zone ?? '') ?? ready)),
    local: (node) => (node === undefined ? NOBODY : locals().ready.get(node) ?? locals().ending.get(node) ?? NOBODY),
    localReady: (node) => locals().ready.get(node)?.length ?? 0,
  };
}
