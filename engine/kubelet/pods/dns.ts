/** What a pod's /etc/resolv.conf says. @k8s pkg/kubelet/network/dns/dns.go, golden pods/pod-dns-config */
import type { Pod } from '../../api/index.ts';
import type { Kit } from '../types.ts';
import { namespaceOf, specOf } from './work.ts';

type Resolver = { readonly searches: readonly string[]; readonly servers: readonly string[]; readonly options: readonly string[] };

function baseOf(kit: Kit, pod: Pod): Resolver {
  const { domain, dns, nodeDns } = kit.options.cluster;
  const spec = specOf(pod);
  const policy = spec.dnsPolicy ?? 'ClusterFirst';
  const node: Resolver = { searches: [], servers: nodeDns === undefined ? [] : [nodeDns], options: [] };
  if (policy === 'None') return { searches: [], servers: [], options: [] };
  if (policy === 'Default' || (policy === 'ClusterFirst' && spec.hostNetwork === true)) return node;
  return { searches: [`${namespaceOf(pod)}.svc.${domain}`, `svc.${domain}`, domain], servers: [dns], options: ['ndots:5'] };
}

/** @k8s pkg/apis/core/validation/validation.go */
const [MAX_SERVERS, MAX_SEARCHES, MAX_SEARCH_CHARACTERS, MAX_NAME] = [3, 32, 2048, 253];

type Kept = { readonly kept: readonly string[]; readonly cut: boolean };

/** Too many, too long, and too long together. @k8s pkg/kubelet/network/dns/dns.go formDNSSearchFitsLimits */
function searchesThatFit(all: readonly string[]): Kept {
  const kept = all.slice(0, MAX_SEARCHES).filter((name) => name.length <= MAX_NAME);
  while (kept.join(' ').length > MAX_SEARCH_CHARACTERS) kept.pop();
  return { kept, cut: kept.length < all.length };
}

const allServers = (kit: Kit, pod: Pod): readonly string[] => [...new Set([...baseOf(kit, pod).servers, ...specOf(pod).dnsConfig?.nameservers ?? []])];
const allSearches = (kit: Kit, pod: Pod): readonly string[] => [...new Set([...baseOf(kit, pod).searches, ...specOf(pod).dnsConfig?.searches ?? []])];

/** Said whenever the sandbox's configuration is made: for the sandbox itself and in every sync. */
export function warnOfDnsLimits(kit: Kit, pod: Pod): void {
  if (specOf(pod).dnsConfig === undefined) return;
  const warn = (message: string): void => kit.recorder.event(pod, 'Warning', 'DNSConfigForming', message);
  const servers = allServers(kit, pod);
  if (servers.length > MAX_SERVERS) warn(`Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: ${servers.slice(0, MAX_SERVERS).join(' ')}`);
  const { kept, cut } = searchesThatFit(allSearches(kit, pod));
  if (cut) warn(`Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${kept.join(' ')}`);
}

/** Pods of a namespace that say nothing of their own have the same, on all nodes: each text is kept once. */
export function resolvConf(kit: Kit, pod: Pod): string {
  const { dnsConfig, dnsPolicy = '', hostNetwork } = specOf(pod);
  if (dnsConfig !== undefined) return compose(kit, pod);
  const key = `${dnsPolicy} ${hostNetwork === true} ${namespaceOf(pod)}`;
  let texts = known.get(kit.options.cluster);
  if (texts === undefined) { texts = new Map(); known.set(kit.options.cluster, texts); }
  let text = texts.get(key);
  if (text === undefined) { text = compose(kit, pod); texts.set(key, text); }
  return text;
}

const known = new WeakMap<Kit['options']['cluster'], Map<string, string>>();

function compose(kit: Kit, pod: Pod): string {
  const base = baseOf(kit, pod);
  const extra = specOf(pod).dnsConfig;
  const searches = searchesThatFit(allSearches(kit, pod)).kept;
  const servers = allServers(kit, pod).slice(0, MAX_SERVERS);
  const named = new Map(base.options.map((option) => [option.split(':')[0] ?? '', option]));
  for (const option of extra?.options ?? []) named.set(option.name ?? '', option.value === undefined || option.value === '' ? option.name ?? '' : `${option.name ?? ''}:${option.value}`);
  return [
    ...(searches.length > 0 ? [`search ${searches.join(' ')}\n`] : []),
    ...servers.map((server) => `nameserver ${server}\n`),
    ...(named.size > 0 ? [`options ${[...named.values()].join(' ')}\n`] : []),
  ].join('');
}
