/** The endpoint that a pod is for a Service, and the ports it has there. @k8s staging/src/k8s.io/endpointslice/utils.go */
import { isPodReady, type Endpoint, type EndpointPort, type Node, type Pod, type Service } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { isDeleting, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { createPodTable, type PodTable } from '../podTable.ts';
import { canBeEndpoint, hostnameFor, resolvePorts } from '../servicePods.ts';
import { portsInOrder, portsKey, type AddressType } from '../slices.ts';

const ZONE = 'topology.kubernetes.io/zone';

export const addressTypesOf = (service: Service): readonly AddressType[] => {
  const families = (service.spec?.ipFamilies ?? []).filter((family): family is AddressType => family === 'IPv4' || family === 'IPv6');
  return families.length === 0 ? ['IPv4'] : families;
};

export function addressesOf(pod: Pod, type: AddressType): readonly string[] {
  const { podIPs, podIP } = pod.status ?? {};
  const all = podIPs === undefined || podIPs.length === 0 ? [podIP] : podIPs.map(({ ip }) => ip);
  return all.filter((ip): ip is string => ip !== undefined && ip !== '' && ip.includes(':') === (type === 'IPv6'));
}

/** Undefined where the pod has no address of the type. Hints come later: they depend on the other endpoints. @k8s golden controllers/eps-readiness */
export function endpointOf(service: Service, pod: Pod, type: AddressType, node: Node | undefined): Endpoint | undefined {
  const addresses = addressesOf(pod, type);
  if (addresses.length === 0) return undefined;
  const serving = isPodReady(pod);
  const terminating = isDeleting(pod);
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating);
  const { nodeName = '' } = pod.spec ?? {};
  const zone = node?.metadata?.labels?.[ZONE] ?? '';
  const hostname = hostnameFor(service, pod);
  return {
    addresses,
    conditions: { ready, serving, terminating },
    ...(hostname === undefined ? {} : { hostname }),
    targetRef: { kind: 'Pod', namespace: namespaceOf(pod), name: nameOf(pod), uid: uidOf(pod) },
    ...(nodeName === '' ? {} : { nodeName }),
    ...(zone === '' ? {} : { zone }),
  };
}

export const portsOf = (service: Service, pod: Pod): readonly EndpointPort[] => portsInOrder(resolvePorts(service, pod));

/** What a pod is for a Service; undefined while it is no endpoint, `lost` when its node is unknown. @k8s endpointslice/reconciler.go reconcileByAddressType */
export type PodEndpoint = { readonly endpoint: Endpoint; readonly ports: readonly EndpointPort[]; readonly portsKey: string } | 'lost' | undefined;
/** With the node that it was found with. */
export type PodAnswer = { readonly name: string; readonly nodeName: string; node: Node | undefined; readonly found: PodEndpoint };
/** The answers for a Service's pods; the same list as long as nothing in it changes. */
export type Endpoints = (pods: readonly Pod[], type: AddressType) => readonly PodAnswer[];

export function createEndpoints(service: Service, nodeOf: (name: string) => Node | undefined): Endpoints {
  const tables = new Map<AddressType, PodTable<PodAnswer>>();
  return (pods, type) => {
    let table = tables.get(type);
    if (table === undefined) { table = createPodTable(); tables.set(type, table); }
    const make = (pod: Pod, known: PodAnswer | undefined): PodAnswer => {
      const { nodeName = '' } = pod.spec ?? {};
      const node = nodeOf(nodeName);
      const found = find(service, pod, type, node);
      if (known === undefined || known.nodeName !== nodeName || !sameAnswer(known.found, found)) return { name: nameOf(pod), nodeName, node, found };
      known.node = node;
      return known;
    };
    return table.of(pods, make, ({ nodeName, node }) => nodeOf(nodeName) === node);
  };
}

function sameAnswer(a: PodEndpoint, b: PodEndpoint): boolean {
  if (a === undefined || b === undefined || a === 'lost' || b === 'lost') return a === b;
  return a.portsKey === b.portsKey && jsonEqual(a.endpoint as Json, b.endpoint as Json);
}

function find(service: Service, pod: Pod, type: AddressType, node: Node | undefined): PodEndpoint {
  if (!canBeEndpoint(pod, true)) return undefined;
  if (node === undefined && service.spec?.publishNotReadyAddresses !== true) return 'lost';
  const endpoint = endpointOf(service, pod, type, node);
  if (endpoint === undefined) return undefined;
  const ports = portsOf(service, pod);
  return { endpoint, ports, portsKey: portsKey(ports) };
}
