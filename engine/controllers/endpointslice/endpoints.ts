/** The endpoint that a pod is for a Service, and the ports it has there. @k8s staging/src/k8s.io/endpointslice/utils.go */
import { isPodReady, type Endpoint, type EndpointPort, type Node, type Pod, type Service } from '../../api/index.ts';
import { isDeleting, nameOf, namespaceOf, uidOf } from '../owners.ts';
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
export type EndpointMemo = (service: Service, pod: Pod, type: AddressType) => PodEndpoint;

type Known = { readonly service: Service; readonly type: AddressType; readonly node: Node | undefined; readonly answer: PodEndpoint };

/** Remembers the answer as long as Service, pod and node stay the same objects: a sync looks at all pods, though few have changed. */
export function createEndpointMemo(nodeOf: (name: string) => Node | undefined): EndpointMemo {
  const known = new WeakMap<Pod, Known>();
  return (service, pod, type) => {
    const node = nodeOf(pod.spec?.nodeName ?? '');
    const before = known.get(pod);
    if (before?.service === service && before.type === type && before.node === node) return before.answer;
    const answer = find(service, pod, type, node);
    known.set(pod, { service, type, node, answer });
    return answer;
  };
}

function find(service: Service, pod: Pod, type: AddressType, node: Node | undefined): PodEndpoint {
  if (!canBeEndpoint(pod, true)) return undefined;
  if (node === undefined && service.spec?.publishNotReadyAddresses !== true) return 'lost';
  const endpoint = endpointOf(service, pod, type, node);
  if (endpoint === undefined) return undefined;
  const ports = portsOf(service, pod);
  return { endpoint, ports, portsKey: portsKey(ports) };
}
