/** What DNS and kube-proxy know of the cluster's objects, by index. */
import { KINDS, type EndpointSlice, type Namespace, type Node, type Service } from '../api/index.ts';
import type { Client } from '../client/index.ts';

export type ClusterView = {
  service(namespace: string, name: string): Service | undefined;
  /** By cluster IP. */
  serviceAt(address: string): Service | undefined;
  slicesOf(namespace: string, service: string): readonly EndpointSlice[];
  /** Slices with this endpoint address. */
  slicesWith(address: string): readonly EndpointSlice[];
  hasNamespace(name: string): boolean;
  /** Of a node, by its label. */
  zoneOf(node: string | undefined): string | undefined;
};

const SERVICE_NAME = 'kubernetes.io/service-name';
const ZONE = 'topology.kubernetes.io/zone';
const isSet = (address: string): boolean => address !== '' && address !== 'None';

export const clusterAddresses = ({ spec }: Service): readonly string[] =>
  (spec?.clusterIPs ?? (spec?.clusterIP === undefined ? [] : [spec.clusterIP])).filter(isSet);
export const externalAddresses = ({ spec }: Service): readonly string[] => spec?.externalIPs ?? [];
/** Addresses whose balancer sends packets on as they are; with `ipMode: Proxy` it speaks for itself. @k8s pkg/proxy/serviceport.go */
export const balancerAddresses = ({ spec, status }: Service): readonly string[] => (spec?.type !== 'LoadBalancer' ? []
  : (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, ipMode }) => (ip === undefined || ipMode === 'Proxy' ? [] : [ip])).filter(isSet));

export const isHeadless = (service: Service): boolean => service.spec?.clusterIP === 'None';

export function createClusterView(client: Pick<Client, 'informer'>): ClusterView {
  const services = client.informer<Service>(KINDS.Service);
  const slices = client.informer<EndpointSlice>(KINDS.EndpointSlice);
  const namespaces = client.informer<Namespace>(KINDS.Namespace);
  const nodes = client.informer<Node>(KINDS.Node);

  services.addIndex('network/address', clusterAddresses);
  slices.addIndex('network/service', (slice) => {
    const name = slice.metadata?.labels?.[SERVICE_NAME];
    return name === undefined ? [] : [`${slice.metadata?.namespace ?? ''}/${name}`];
  });

  return {
    service: (namespace, name) => services.get(namespace, name),
    serviceAt: (address) => services.by('network/address', address)[0],
    slicesOf: (namespace, service) => slices.by('network/service', `${namespace}/${service}`),
    slicesWith(address) {
      // Made when first asked for: only PTR questions need it, and it costs with every write of a slice.
      slices.addIndex('network/address', (slice) => (slice.endpoints ?? []).flatMap((endpoint) => endpoint.addresses));
      return slices.by('network/address', address);
    },
    hasNamespace: (name) => namespaces.get(undefined, name) !== undefined,
    zoneOf: (node) => (node === undefined ? undefined : nodes.get(undefined, node)?.metadata?.labels?.[ZONE]),
  };
}
