/** kube-proxy's part: which endpoint a new connection to a Service goes to. */
import type { ServicePort } from '../api/index.ts';
import type { Random } from '../time/index.ts';
import { parseAddress, parseCidr } from './addresses.ts';
import type { Backend } from './categories.ts';
import type { ServiceRules } from './rules.ts';

export type { Backend } from './categories.ts';
export type Choice = { readonly type: 'backend'; readonly backend: Backend } | { readonly type: 'reject' } | { readonly type: 'drop' };
export type Question = {
  readonly rules: ServiceRules;
  readonly port: ServicePort;
  /** The node whose kube-proxy decides, and its zone. */
  readonly node: string | undefined;
  readonly zone?: string | undefined;
  readonly client: string;
  /**
   * `internal`: to the cluster IP. `external`: from outside, to any other address of the Service. `inside`: to such an address, from the
   * cluster itself: then no policy counts. @k8s pkg/proxy/iptables/proxier.go "short-circuit"
   */
  readonly traffic: 'internal' | 'external' | 'inside';
  /** To the address of a load balancer: its source ranges count. */
  readonly balancer?: boolean;
};
/** Remembers clients for sessionAffinity, for all kube-proxies. */
export type ProxyMemory = Map<string, { readonly backend: Backend; readonly at: number }>;

/** @k8s pkg/apis/core/v1/defaults.go DefaultClientIPServiceAffinitySeconds */
const AFFINITY_S = 10_800;

function isAllowed(client: string, ranges: readonly string[]): boolean {
  const address = parseAddress(client);
  return address === undefined || ranges.some((text) => { const range = parseCidr(text.trim()); return address >= range.first && address <= range.last; });
}

export function chooseBackend({ rules, port, node, zone, client, traffic, balancer = false }: Question, memory: ProxyMemory, random: Random, now: number): Choice {
  const { metadata, spec } = rules.service;
  const categories = rules.categories(port);
  if (!categories.any) return { type: 'reject' };
  const ranges = balancer ? spec?.loadBalancerSourceRanges ?? [] : [];
  if (ranges.length > 0 && !isAllowed(client, ranges)) return { type: 'drop' };
  const policy = traffic === 'internal' ? spec?.internalTrafficPolicy : traffic === 'external' ? spec?.externalTrafficPolicy : 'Cluster';
  const pool = policy === 'Local' ? categories.local(node) : categories.cluster(node, zone);
  // No endpoint anywhere is refused; endpoints that the policy forbids are silence. @k8s golden cluster/svc-internal-traffic-local
  if (pool.length === 0) return { type: 'drop' };
  if (spec?.sessionAffinity !== 'ClientIP') return { type: 'backend', backend: random.pick('network/endpoint', pool) };
  const key = `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}:${port.port}/${node ?? ''}/${client}`;
  const remembered = memory.get(key);
  const patienceMs = (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? AFFINITY_S) * 1000;
  const kept = remembered !== undefined && now - remembered.at < patienceMs
    ? pool.find(({ address, port: at }) => address === remembered.backend.address && at === remembered.backend.port) : undefined;
  const backend = kept ?? random.pick('network/endpoint', pool);
  memory.set(key, { backend, at: now });
  return { type: 'backend', backend };
}
