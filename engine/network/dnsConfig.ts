/** Which Corefile a CoreDNS pod works by: the one it started with, and a newer one when kubelet and its `reload` have brought it. */
import { KINDS, type ConfigMap, type Pod } from '../api/index.ts';
import type { Client } from '../client/index.ts';
import { parseTimestamp, type Clock } from '../time/index.ts';
import { parseCorefile, type DnsServer } from './corefile.ts';

export type DnsConfig = {
  /** @param pod the one that answers; undefined: one that has been there for long */
  servers(pod: { readonly namespace: string; readonly name: string } | undefined): readonly DnsServer[];
  hasPod(address: string, namespace: string): boolean;
};

/** The kubelet looks at ConfigMaps about once a minute, the plugin at its file every 30 s. @k8s coredns plugin/reload */
const RELOAD_MS = 75_000;
/** As kubeadm writes it. @k8s cmd/kubeadm/app/phases/addons/dns/manifests.go */
const KUBEADM: readonly DnsServer[] = [{
  zones: ['.'], hosts: new Map(), hostsFallThrough: false, rewrites: [], forward: ['/etc/resolv.conf'], reload: true,
  kubernetes: { zones: ['cluster.local'], ttl: 30, pods: 'insecure' },
}];

type Version = { readonly at: number; readonly servers: readonly DnsServer[] };

export function createDnsConfig(clock: Clock, client: Pick<Client, 'informer'>): DnsConfig {
  const pods = client.informer<Pod>(KINDS.Pod);
  const versions: Version[] = [{ at: -Infinity, servers: KUBEADM }];
  client.informer<ConfigMap>(KINDS.ConfigMap).onChange(({ type, object, old }) => {
    if (object.metadata?.name !== 'coredns' || object.metadata.namespace !== 'kube-system' || type === 'DELETED') return;
    const text = object.data?.['Corefile'];
    if (text === undefined || (type === 'MODIFIED' && text === old.data?.['Corefile'])) return;
    // What CoreDNS cannot read leaves it as it is.
    const servers = parseCorefile(text);
    if (servers !== undefined) versions.push({ at: versions.length === 1 && type === 'ADDED' ? -Infinity : clock.now, servers });
  });
  const latest = (before: number): Version | undefined => versions.findLast(({ at }) => at <= before);
  return {
    servers(pod) {
      if (versions.length === 1) return KUBEADM;
      const started = pod === undefined ? undefined : parseTimestamp(pods.get(pod.namespace, pod.name)?.status?.startTime);
      const own = latest(started ?? -Infinity);
      const reloaded = latest(clock.now - RELOAD_MS);
      return (own?.servers.some(({ reload }) => reload) === true && reloaded !== undefined && reloaded.at >= own.at ? reloaded : own)?.servers ?? KUBEADM;
    },
    hasPod(address, namespace) {
      pods.addIndex('network/address', ({ status }) => (status?.podIP === undefined ? [] : [status.podIP]));
      return pods.by('network/address', address).some(({ metadata }) => metadata?.namespace === namespace);
    },
  };
}
