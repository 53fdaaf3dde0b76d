/** The cluster's DNS zone: what CoreDNS answers from Services, EndpointSlices and namespaces. @k8s coredns plugin/kubernetes/kubernetes.go */
import type { Endpoint, Service } from '../api/index.ts';
import type { DnsAnswer, DnsType } from '../script/index.ts';
import { isAddress } from './addresses.ts';
import { clusterAddresses, isHeadless, type ClusterView } from './view.ts';

export type DnsRecord = DnsAnswer['records'][number];
/** Records (none: the name exists without this type), undefined: NXDOMAIN, `outside`: not a name of the cluster. */
export type ZoneAnswer = readonly DnsRecord[] | undefined | 'outside';
/** What the Corefile says of the zone. `verified`: a pod's name needs a pod with that address. */
export type ZoneOptions = { readonly zone: string; readonly ttl: number; readonly pods: 'disabled' | 'insecure' | 'verified'; readonly podNames?: boolean; readonly hasPod?: (address: string, namespace: string) => boolean };

export const DEFAULT_ZONE: ZoneOptions = { zone: 'cluster.local', ttl: 30, pods: 'insecure' };
/** @k8s kubernetes/dns docs/specification.md "Schema Version" */
const SCHEMA_VERSION = '"1.1.0"';
const SCHEMA_TTL = 28_800;

/** A Service's address, or one of its pods', with a port; `target` is the name for it. */
type Host = { readonly address: string; readonly port: number; readonly target: string };
type Wanted = { readonly endpoint?: string | undefined; readonly port?: string | undefined; readonly protocol?: string | undefined };
type Lookup = { readonly view: ClusterView; readonly options: ZoneOptions; readonly full: string; readonly type: DnsType };

/** An endpoint without a hostname is named by its address with dashes. */
function labelOf({ hostname = '', targetRef }: Endpoint, address: string, { podNames = false }: ZoneOptions): string {
  return hostname !== '' ? hostname : podNames && targetRef?.name !== undefined ? targetRef.name : address.replaceAll('.', '-');
}
const fits = (wanted: Wanted, name = '', protocol = ''): boolean =>
  (wanted.port === undefined || wanted.port === name.toLowerCase()) && (wanted.protocol === undefined || wanted.protocol === protocol.toLowerCase());

/** Of ready endpoints only; a slice without ports has its addresses too. @k8s coredns plugin/kubernetes/object/endpoint.go EndpointSliceToEndpoints */
function endpointHosts({ view, options }: Lookup, namespace: string, name: string, wanted: Wanted): readonly Host[] {
  return view.slicesOf(namespace, name).flatMap(({ endpoints, ports }) => (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false)
    .flatMap((endpoint) => endpoint.addresses.flatMap((address) => {
      const label = labelOf(endpoint, address, options);
      if (wanted.endpoint !== undefined && wanted.endpoint !== label.toLowerCase()) return [];
      const all = (ports ?? []).length === 0 ? [{ name: '', port: 0, protocol: '' }] : ports ?? [];
      return all.filter((port) => fits(wanted, port.name, port.protocol ?? 'TCP'))
        .map(({ port = 0 }) => ({ address, port, target: `${label}.${name}.${namespace}.svc.${options.zone}` }));
    })));
}

function serviceHosts(lookup: Lookup, service: Service, namespace: string, wanted: Wanted): readonly Host[] {
  const name = service.metadata?.name ?? '';
  if (isHeadless(service) || wanted.endpoint !== undefined) return endpointHosts(lookup, namespace, name, wanted);
  const target = `${name}.${namespace}.svc.${lookup.options.zone}`;
  return (service.spec?.ports ?? []).filter((port) => fits(wanted, port.name, port.protocol ?? 'TCP'))
    .flatMap(({ port }) => clusterAddresses(service).map((address) => ({ address, port, target })));
}

const record = ({ full, options }: Lookup, type: DnsType, data: string): DnsRecord => ({ name: full, type, ttl: options.ttl, data });
const addressRecords = (lookup: Lookup, addresses: readonly string[]): readonly DnsRecord[] =>
  (lookup.type === 'A' ? [...new Set(addresses)].filter(isAddress).map((address) => record(lookup, 'A', address)) : []);

/** @k8s coredns plugin/backend_lookup.go SRV: the weight is shared evenly */
function hostRecords(lookup: Lookup, hosts: readonly Host[]): ZoneAnswer {
  if (hosts.length === 0) return undefined;
  if (lookup.type !== 'SRV') return addressRecords(lookup, hosts.map(({ address }) => address));
  const weight = Math.floor(100 / hosts.length);
  return [...new Set(hosts.map(({ port, target }) => `0 ${weight} ${port} ${target}.`))].map((data) => record(lookup, 'SRV', data));
}

function serviceName(lookup: Lookup, labels: readonly string[]): ZoneAnswer {
  const { view, type } = lookup;
  const [namespace, name] = [labels.at(-1), labels.at(-2)];
  if (namespace === undefined) return [];
  if (!view.hasNamespace(namespace)) return undefined;
  if (name === undefined) return [];
  const service = view.service(namespace, name);
  const [first, second] = labels;
  const plain = (label: string | undefined): string | undefined => label?.replace(/^_/, '');
  const wanted: Wanted | undefined = labels.length === 2 ? {} : labels.length === 3 ? { endpoint: first } : labels.length === 4 ? { port: plain(first), protocol: plain(second) } : undefined;
  if (service === undefined || wanted === undefined) return undefined;
  if (service.spec?.type !== 'ExternalName') return hostRecords(lookup, serviceHosts(lookup, service, namespace, wanted));
  const { externalName = '' } = service.spec;
  if (labels.length > 2 || isAddress(externalName)) return undefined;
  return type === 'SRV' ? [] : [record(lookup, 'CNAME', externalName.endsWith('.') ? externalName : `${externalName}.`)];
}

/** `10-244-1-5.default.pod.cluster.local`. @k8s coredns plugin/kubernetes/kubernetes.go findPods */
function podName(lookup: Lookup, labels: readonly string[]): ZoneAnswer {
  const { view, options } = lookup;
  const [dashed, namespace] = labels;
  if (dashed === undefined) return [];
  if (options.pods === 'disabled') return undefined;
  if (labels.length === 1) return view.hasNamespace(dashed) ? [] : undefined;
  const address = dashed.replaceAll('-', '.');
  if (labels.length !== 2 || namespace === undefined || !isAddress(address) || !view.hasNamespace(namespace)) return undefined;
  return options.pods === 'verified' && options.hasPod?.(address, namespace) === false ? undefined : addressRecords(lookup, [address]);
}

/** First the cluster IPs, then every Service that has the address as an endpoint. @k8s coredns plugin/kubernetes/reverse.go */
function reverse(lookup: Lookup): ZoneAnswer {
  const { view, full, type, options } = lookup;
  const address = full.slice(0, -'.in-addr.arpa'.length).split('.').reverse().join('.');
  const names = (list: readonly (readonly string[])[]): ZoneAnswer => (type === 'PTR' ? list.map((labels) => record(lookup, 'PTR', [...labels, 'svc', options.zone, ''].join('.'))) : []);
  const service = view.serviceAt(address);
  if (service !== undefined) return names([[service.metadata?.name ?? '', service.metadata?.namespace ?? '']]);
  const found = view.slicesWith(address).flatMap(({ metadata, endpoints }) => {
    const owner = metadata?.labels?.['kubernetes.io/service-name'];
    const ready = (endpoints ?? []).filter((entry) => entry.addresses.includes(address) && entry.conditions?.ready !== false);
    return owner === undefined ? [] : ready.map((endpoint) => [labelOf(endpoint, address, options), owner, metadata?.namespace ?? '']);
  });
  return found.length === 0 ? 'outside' : names(found);
}

/** @param name lower case, without the dot at the end */
export function lookUpInZone(view: ClusterView, name: string, type: DnsType, options = DEFAULT_ZONE): ZoneAnswer {
  const { zone } = options;
  const lookup: Lookup = { view, options, full: name, type };
  if (name.endsWith('.in-addr.arpa')) return reverse(lookup);
  if (name !== zone && !name.endsWith(`.${zone}`)) return 'outside';
  const labels = name.slice(0, -zone.length).split('.').filter((label) => label !== '');
  const last = labels.at(-1);
  if (last === undefined) return [];
  if (name === `dns-version.${zone}` && type === 'TXT') return [{ name, type: 'TXT', ttl: SCHEMA_TTL, data: SCHEMA_VERSION }];
  if (name === `ns.dns.${zone}`) return addressRecords(lookup, clusterAddresses(view.service('kube-system', 'kube-dns') ?? {}));
  return last === 'svc' ? serviceName(lookup, labels.slice(0, -1)) : last === 'pod' ? podName(lookup, labels.slice(0, -1)) : undefined;
}
