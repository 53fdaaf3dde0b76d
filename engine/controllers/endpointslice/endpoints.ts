/** The endpoint that a pod is for a Service, and the ports it has there. @k8s staging/src/k8s.io/endpointslice/utils.go */
import { isPodReady, isPodTerminal, type Endpoint, type EndpointPort, type Node, type Pod, type Service } from '../../api/index.ts';
import { isDeleting, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { resolvePorts, type ResolvedPort } from '../servicePods.ts';
import { md5 } from './md5.ts';

const ZONE = 'topology.kubernetes.io/zone';

export type AddressType = 'IPv4' | 'IPv6';

export const addressTypesOf = (service: Service): readonly AddressType[] => {
  const families = (service.spec?.ipFamilies ?? []).filter((family): family is AddressType => family === 'IPv4' || family === 'IPv6');
  return families.length === 0 ? ['IPv4'] : families;
};

export function addressOf(pod: Pod, type: AddressType): string | undefined {
  const all = [...(pod.status?.podIPs ?? []).map(({ ip }) => ip), pod.status?.podIP];
  return all.find((ip) => ip !== undefined && ip !== '' && ip.includes(':') === (type === 'IPv6'));
}

/** Finished pods and pods without an address are none. @k8s golden controllers/eps-readiness */
export function endpointOf(service: Service, pod: Pod, type: AddressType, nodeOf: (name: string) => Node | undefined): Endpoint | undefined {
  const address = isPodTerminal(pod) ? undefined : addressOf(pod, type);
  if (address === undefined) return undefined;
  const serving = isPodReady(pod);
  const terminating = isDeleting(pod);
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating);
  const { nodeName = '', hostname = '', subdomain } = pod.spec ?? {};
  const zone = nodeName === '' ? undefined : nodeOf(nodeName)?.metadata?.labels?.[ZONE];
  const endpoint: Endpoint = {
    addresses: [address],
    conditions: { ready, serving, terminating },
    ...(hostname !== '' && subdomain === nameOf(service) ? { hostname } : {}),
    targetRef: { kind: 'Pod', namespace: namespaceOf(pod), name: nameOf(pod), uid: uidOf(pod) },
    ...(nodeName === '' ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
  };
  return withHints(service, endpoint);
}

/** @k8s golden cluster/svc-internal-traffic-local */
function withHints(service: Service, endpoint: Endpoint): Endpoint {
  if (endpoint.conditions?.ready !== true) return endpoint;
  switch (service.spec?.trafficDistribution) {
    case 'PreferSameNode': return endpoint.nodeName === undefined ? endpoint
      : { ...endpoint, hints: { ...(endpoint.zone === undefined ? {} : { forZones: [{ name: endpoint.zone }] }), forNodes: [{ name: endpoint.nodeName }] } };
    case 'PreferSameZone': case 'PreferClose': return endpoint.zone === undefined ? endpoint : { ...endpoint, hints: { forZones: [{ name: endpoint.zone }] } };
    default: return endpoint;
  }
}

/** Not the Service's order: sorted by the MD5 of Go's print of each port. @k8s endpointslice/util/controller_utils.go portsInOrder, golden cluster/svc-multi-port-udp */
export function portsOf(service: Service, pod: Pod): readonly EndpointPort[] {
  const ports = resolvePorts(service, pod);
  if (ports.length < 2) return ports;
  return ports.map((port) => ({ port, order: md5(goPrint(port)) })).toSorted((a, b) => (a.order < b.order ? -1 : 1)).map(({ port }) => port);
}

const goPrint = ({ name, protocol, port, appProtocol }: ResolvedPort): string =>
  `(v1.EndpointPort){Name:(*string)${name}, Protocol:(*v1.Protocol)${protocol}, Port:(*int32)${port}, AppProtocol:(*string)${appProtocol ?? '<nil>'}}`;

/** What a pod is for a Service; undefined while it is no endpoint. */
export type PodEndpoint = { readonly endpoint: Endpoint; readonly ports: readonly EndpointPort[]; readonly portsKey: string } | undefined;
export type EndpointMemo = (service: Service, pod: Pod, type: AddressType) => PodEndpoint;

/** Remembers the answer as long as Service, pod and node stay the same objects: a sync looks at all pods, though few have changed. */
export function createEndpointMemo(nodeOf: (name: string) => Node | undefined): EndpointMemo {
  const known = new WeakMap<Pod, { readonly service: Service; readonly type: AddressType; readonly node: Node | undefined; readonly answer: PodEndpoint }>();
  return (service, pod, type) => {
    const node = nodeOf(pod.spec?.nodeName ?? '');
    const before = known.get(pod);
    if (before?.service === service && before.type === type && before.node === node) return before.answer;
    const endpoint = endpointOf(service, pod, type, () => node);
    const ports = endpoint === undefined ? [] : portsOf(service, pod);
    const answer = endpoint === undefined ? undefined : { endpoint, ports, portsKey: JSON.stringify(ports) };
    known.set(pod, { service, type, node, answer });
    return answer;
  };
}
