/** The cluster's DNS zone: what CoreDNS answers from Services, EndpointSlices and namespaces. */
import type { Endpoint, Service } from '../api/index.ts';
import type { DnsAnswer, DnsType } from '../script/index.ts';
import { isAddress } from './addresses.ts';
import { clusterAddresses, isHeadless, type ClusterView } from './view.ts';

export type DnsRecord = DnsAnswer['records'][number];
/** Records (none: the name exists without this type), undefined: NXDOMAIN, `outside`: not a name of the cluster. */
export type ZoneAnswer = readonly DnsRecord[] | undefined | 'outside';

const ZONE = 'cluster.local';
/** @k8s cmd/kubeadm/app/phases/addons/dns/manifests.go Corefile: ttl 30 */
const TTL = 30;
/** @k8s kubernetes/dns docs/specification.md "Schema Version" */
const SCHEMA_VERSION = '"1.1.0"';

type Host = { readonly label: string; readonly address: string; readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[] };

/** An endpoint without a hostname is named by its address with dashes. */
const labelOf = (endpoint: Endpoint, address: string): string => endpoint.hostname ?? address.replaceAll('.', '-');

function readyHosts(view: ClusterView, namespace: string, service: string): readonly Host[] {
  return view.slicesOf(namespace, service).flatMap((slice) => (slice.endpoints ?? [])
    .filter((endpoint) => endpoint.conditions?.ready !== false)
    .flatMap((endpoint) => endpoint.addresses.map((address) => ({
      label: labelOf(endpoint, address), address,
      ports: (slice.ports ?? []).map((port) => ({ name: port.name ?? '', port: port.port ?? 0, protocol: port.protocol ?? 'TCP' })),
    }))));
}

const record = (name: string, type: DnsType, data: string): DnsRecord => ({ name, type, ttl: TTL, data });
const absolute = (name: string): string => (name.endsWith('.') ? name : `${name}.`);
const addressRecords = (name: string, type: DnsType, addresses: readonly string[]): readonly DnsRecord[] =>
  type === 'A' ? addresses.map((address) => record(name, 'A', address)) : [];

function serviceRecords(view: ClusterView, service: Service, full: string, type: DnsType, namespace: string): ZoneAnswer {
  if (service.spec?.type === 'ExternalName') {
    return [record(full, 'CNAME', absolute(service.spec.externalName ?? ''))];
  }
  if (!isHeadless(service)) return addressRecords(full, type, service.spec?.clusterIP === undefined ? [] : [service.spec.clusterIP]);
  const hosts = readyHosts(view, namespace, service.metadata?.name ?? '');
  // A headless Service with nobody ready is no name at all. @k8s golden controllers/eps-publish-not-ready
  return hosts.length === 0 ? undefined : addressRecords(full, type, hosts.map((host) => host.address));
}

/** `_http._tcp.web.default.svc…`: named ports only. */
function portRecords(view: ClusterView, service: Service, full: string, type: DnsType, names: { readonly port: string; readonly protocol: string; readonly target: string; readonly namespace: string }): ZoneAnswer {
  const matches = (port: { readonly name?: string | undefined; readonly protocol?: string | undefined }): boolean =>
    (names.port === '*' || port.name === names.port) && (port.protocol ?? 'TCP').toLowerCase() === names.protocol;
  const targets = isHeadless(service)
    ? readyHosts(view, names.namespace, service.metadata?.name ?? '').flatMap((host) => host.ports.filter(matches)
      .map((port) => ({ port: port.port, target: `${host.label}.${names.target}` })))
    : (service.spec?.ports ?? []).filter((port) => port.name !== undefined && matches(port)).map((port) => ({ port: port.port, target: names.target }));
  if (targets.length === 0) return undefined;
  const weight = Math.floor(100 / targets.length);
  return type === 'SRV' ? targets.map(({ port, target }) => record(full, 'SRV', `0 ${weight} ${port} ${target}.`)) : [];
}

function serviceName(view: ClusterView, labels: readonly string[], full: string, type: DnsType): ZoneAnswer {
  const namespace = labels.at(-1);
  if (namespace === undefined) return [];
  if (labels.length === 1) return view.hasNamespace(namespace) ? [] : undefined;
  const name = labels.at(-2) ?? '';
  const service = view.service(namespace, name);
  if (service === undefined) return undefined;
  if (labels.length === 2) return serviceRecords(view, service, full, type, namespace);
  if (labels.length === 3) {
    const host = readyHosts(view, namespace, name).filter((entry) => entry.label === labels[0]);
    return host.length === 0 ? undefined : addressRecords(full, type, host.map((entry) => entry.address));
  }
  const [port, protocol] = labels;
  if (labels.length === 4 && port?.startsWith('_') === true && protocol?.startsWith('_') === true) {
    return portRecords(view, service, full, type, { port: port.slice(1), protocol: protocol.slice(1), target: labels.slice(2).concat('svc', ZONE).join('.'), namespace });
  }
  return undefined;
}

/** `10-244-1-5.default.pod.cluster.local`: any address, if the namespace exists. @k8s coredns plugin/kubernetes pods insecure */
function podName(view: ClusterView, labels: readonly string[], full: string, type: DnsType): ZoneAnswer {
  const [dashed, namespace] = labels;
  if (dashed === undefined) return [];
  if (labels.length === 1) return view.hasNamespace(dashed) ? [] : undefined;
  const address = dashed.replaceAll('-', '.');
  return labels.length === 2 && isAddress(address) && view.hasNamespace(namespace ?? '') ? addressRecords(full, type, [address]) : undefined;
}

function reverse(view: ClusterView, full: string, type: DnsType): ZoneAnswer {
  const address = full.slice(0, -'.in-addr.arpa'.length).split('.').reverse().join('.');
  const name = (labels: readonly string[]): readonly DnsRecord[] =>
    (type === 'PTR' ? [record(full, 'PTR', [...labels, 'svc', ZONE, ''].join('.'))] : []);
  const service = view.serviceAt(address);
  if (service !== undefined && clusterAddresses(service).includes(address)) {
    return name([service.metadata?.name ?? '', service.metadata?.namespace ?? '']);
  }
  for (const slice of view.slicesWith(address)) {
    const owner = slice.metadata?.labels?.['kubernetes.io/service-name'];
    const endpoint = (slice.endpoints ?? []).find((entry) => entry.addresses.includes(address));
    if (owner !== undefined && endpoint !== undefined) return name([labelOf(endpoint, address), owner, slice.metadata?.namespace ?? '']);
  }
  return 'outside';
}

/** @param name lower case, without the dot at the end */
export function lookUpInZone(view: ClusterView, name: string, type: DnsType): ZoneAnswer {
  if (name.endsWith('.in-addr.arpa')) return reverse(view, name, type);
  if (name !== ZONE && !name.endsWith(`.${ZONE}`)) return 'outside';
  const labels = name.slice(0, -ZONE.length).split('.').filter((label) => label !== '');
  const last = labels.at(-1);
  if (last === undefined) return [];
  if (name === `dns-version.${ZONE}`) return type === 'TXT' ? [record(name, 'TXT', SCHEMA_VERSION)] : [];
  if (last === 'svc') return serviceName(view, labels.slice(0, -1), name, type);
  if (last === 'pod') return podName(view, labels.slice(0, -1), name, type);
  return undefined;
}
