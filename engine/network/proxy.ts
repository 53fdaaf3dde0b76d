/** kube-proxy's part: which endpoint a new connection to a Service goes to. */
import type { Endpoint, EndpointSlice, Service, ServicePort } from '../api/index.ts';
import type { Random } from '../time/index.ts';

export type Backend = { readonly address: string; readonly port: number; readonly node: string | undefined };
export type Choice = { readonly type: 'backend'; readonly backend: Backend } | { readonly type: 'reject' } | { readonly type: 'drop' };
export type Question = {
  readonly service: Service;
  readonly port: ServicePort;
  readonly slices: readonly EndpointSlice[];
  /** The node whose kube-proxy decides. */
  readonly node: string | undefined;
  readonly client: string;
  /** From outside the cluster through a node port or a load balancer. */
  readonly external: boolean;
};
/** Remembers clients for sessionAffinity; one per kube-proxy. */
export type ProxyMemory = Map<string, { readonly backend: Backend; readonly at: number }>;

type Candidate = Backend & { readonly endpoint: Endpoint };

function candidates(question: Question): readonly Candidate[] {
  const wanted = question.port.name ?? '';
  const found: Candidate[] = [];
  for (const slice of question.slices) {
    const port = (slice.ports ?? []).find((entry) => (entry.name ?? '') === wanted)?.port;
    if (port === undefined) continue;
    for (const endpoint of slice.endpoints ?? []) {
      const address = endpoint.addresses[0];
      if (address !== undefined) found.push({ address, port, node: endpoint.nodeName, endpoint });
    }
  }
  return found;
}

const isReady = (endpoint: Endpoint): boolean => endpoint.conditions?.ready !== false;
const isServingTerminating = (endpoint: Endpoint): boolean =>
  endpoint.conditions?.serving === true && endpoint.conditions.terminating === true;

/** Ready ones; only if there are none, those that still serve while they end. @k8s pkg/proxy/topology.go CategorizeEndpoints */
function usable(list: readonly Candidate[]): readonly Candidate[] {
  const ready = list.filter(({ endpoint }) => isReady(endpoint));
  return ready.length > 0 ? ready : list.filter(({ endpoint }) => isServingTerminating(endpoint));
}

/** Hints for this node count if there are any. @k8s pkg/proxy/topology.go topologyModeFromHints */
function nearest(list: readonly Candidate[], node: string | undefined): readonly Candidate[] {
  const here = list.filter(({ endpoint }) => endpoint.hints?.forNodes?.some((hint) => hint.name === node) === true);
  return here.length > 0 ? here : list;
}

export function chooseBackend(question: Question, memory: ProxyMemory, random: Random, now: number): Choice {
  const { service, node } = question;
  const all = candidates(question);
  const cluster = usable(all);
  const policy = question.external ? service.spec?.externalTrafficPolicy : service.spec?.internalTrafficPolicy;
  const local = policy === 'Local';
  const pool = local ? usable(all.filter((entry) => entry.node === node)) : nearest(cluster, node);
  // No endpoint anywhere is refused; endpoints that the policy forbids are silence. @k8s golden cluster/svc-internal-traffic-local
  if (pool.length === 0) return { type: local && cluster.length > 0 ? 'drop' : 'reject' };

  const sticky = service.spec?.sessionAffinity === 'ClientIP';
  const key = `${service.metadata?.namespace ?? ''}/${service.metadata?.name ?? ''}:${question.port.port}/${node ?? ''}/${question.client}`;
  const same = (a: Backend, b: Backend): boolean => a.address === b.address && a.port === b.port;
  const remembered = sticky ? memory.get(key) : undefined;
  const maxAgeMs = (service.spec?.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800) * 1000;
  const kept = remembered !== undefined && now - remembered.at < maxAgeMs
    ? pool.find((entry) => same(entry, remembered.backend)) : undefined;
  const { address, port, node: place } = kept ?? random.pick('network/endpoint', pool);
  const backend = { address, port, node: place };
  if (sticky) memory.set(key, { backend, at: now });
  return { type: 'backend', backend };
}
