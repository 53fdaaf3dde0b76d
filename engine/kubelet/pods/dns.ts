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

export function resolvConf(kit: Kit, pod: Pod): string {
  const base = baseOf(kit, pod);
  const extra = specOf(pod).dnsConfig;
  const searches = [...new Set([...base.searches, ...extra?.searches ?? []])];
  const servers = [...new Set([...base.servers, ...extra?.nameservers ?? []])];
  const named = new Map(base.options.map((option) => [option.split(':')[0] ?? '', option]));
  for (const option of extra?.options ?? []) named.set(option.name ?? '', option.value === undefined ? option.name ?? '' : `${option.name ?? ''}:${option.value}`);
  return [
    ...(searches.length > 0 ? [`search ${searches.join(' ')}\n`] : []),
    ...servers.map((server) => `nameserver ${server}\n`),
    ...(named.size > 0 ? [`options ${[...named.values()].join(' ')}\n`] : []),
  ].join('');
}
