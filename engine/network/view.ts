/** What DNS and kube-proxy know of the cluster's objects, by index. */
import { KINDS, type EndpointSlice, type Namespace, type Service } from '../api/index.ts';
import type { Client } from '../client/index.ts';

export type ClusterView = {
  service(namespace: string, name: string): Service | undefined;
  /** By cluster IP, external IP or load balancer address. */
  serviceAt(address: string): Service | undefined;
  serviceAtNodePort(port: number): Service | undefined;
  slicesOf(namespace: string, service: string): readonly EndpointSlice[];
  /** Slices with this endpoint address. */
  slicesWith(address: string): readonly EndpointSlice[];
  hasNamespace(name: string): boolean;
};

const SERVICE_NAME = 'kubernetes.io/service-name';
/** A Service kept by a different proxy. */
const OTHER_PROXY = 'service.kubernetes.io/service-proxy-name';

export function serviceAddresses(service: Service): readonly string[] {
  const spec = service.spec;
  const cluster = spec?.clusterIPs ?? (spec?.clusterIP === undefined ? [] : [spec.clusterIP]);
  const balancer = (service.status?.loadBalancer?.ingress ?? []).flatMap((entry) => entry.ip ?? []);
  return [...cluster, ...(spec?.externalIPs ?? []), ...balancer].filter((address) => address !== '' && address !== 'None');
}

export const isHeadless = (service: Service): boolean => service.spec?.clusterIP === 'None';

export function createClusterView(client: Pick<Client, 'informer'>): ClusterView {
  const services = client.informer<Service>(KINDS.Service);
  const slices = client.informer<EndpointSlice>(KINDS.EndpointSlice);
  const namespaces = client.informer<Namespace>(KINDS.Namespace);
  const proxied = (service: Service): boolean => service.metadata?.labels?.[OTHER_PROXY] === undefined;

  services.addIndex('network/address', (service) => (proxied(service) ? serviceAddresses(service) : []));
  services.addIndex('network/nodePort', (service) => (proxied(service)
    ? (service.spec?.ports ?? []).flatMap((port) => (port.nodePort === undefined ? [] : [String(port.nodePort)])) : []));
  slices.addIndex('network/service', (slice) => {
    const name = slice.metadata?.labels?.[SERVICE_NAME];
    return name === undefined ? [] : [`${slice.metadata?.namespace ?? ''}/${name}`];
  });
  slices.addIndex('network/address', (slice) => (slice.endpoints ?? []).flatMap((endpoint) => endpoint.addresses));

  return {
    service: (namespace, name) => services.get(namespace, name),
    serviceAt: (address) => services.by('network/address', address)[0],
    serviceAtNodePort: (port) => services.by('network/nodePort', String(port))[0],
    slicesOf: (namespace, service) => slices.by('network/service', `${namespace}/${service}`),
    slicesWith: (address) => slices.by('network/address', address),
    hasNamespace: (name) => namespaces.get(undefined, name) !== undefined,
  };
}
