/** What the endpoint controllers need to know of a Service and its pods. */
import { isPodReady, isPodTerminal, isSidecar, KINDS, type Pod, type Service, type ServicePort } from '../api/index.ts';
import { jsonEqual, matchesLabels, type Json } from '../base/index.ts';
import type { Change, Client } from '../client/index.ts';
import { isDeleting, keyOf, namespaceOf } from './owners.ts';

/** Without a virtual address. @k8s pkg/apis/core/v1/helper IsServiceIPSet */
export const isHeadless = ({ spec }: Service): boolean => spec?.clusterIP === undefined || spec.clusterIP === '' || spec.clusterIP === 'None';

/** Undefined for Services whose endpoints are not found by labels. */
export function selectorOf(service: Service): { readonly [key: string]: string } | undefined {
  return service.spec?.type === 'ExternalName' ? undefined : ownSelector(service);
}
function ownSelector({ spec }: Service): { readonly [key: string]: string } | undefined {
  const selector = spec?.selector;
  return selector === undefined || Object.keys(selector).length === 0 ? undefined : selector;
}
export const hasSelector = (service: Service): boolean => ownSelector(service) !== undefined;

export type ResolvedPort = { readonly name: string; readonly protocol: string; readonly port: number; readonly appProtocol?: string };

/** The pod's own numbers; a port whose name no container has is left out. @k8s golden cluster/svc-targetport */
export function resolvePorts(service: Service, pod: Pod): readonly ResolvedPort[] {
  return (service.spec?.ports ?? []).flatMap((wanted) => {
    const { name = '', protocol = 'TCP', appProtocol } = wanted;
    const port = numberOf(wanted, pod);
    return port === undefined ? [] : [{ name, protocol, port, ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

function numberOf({ port, targetPort, protocol = 'TCP' }: ServicePort, pod: Pod): number | undefined {
  if (targetPort === undefined || targetPort === 0 || targetPort === '') return port;
  if (typeof targetPort === 'number') return targetPort;
  for (const container of [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? []).filter(isSidecar)]) {
    const found = container.ports?.find((own) => own.name === targetPort && (own.protocol ?? 'TCP') === protocol);
    if (found !== undefined) return found.containerPort;
  }
  return undefined;
}

const addressesOf = ({ status }: Pod): readonly string[] => status?.podIPs?.map(({ ip }) => ip) ?? (status?.podIP === undefined ? [] : [status.podIP]);

/** Finished pods and pods without an address are nowhere listed. @k8s endpointslice/util/controller_utils.go ShouldPodBeInEndpoints */
export const canBeEndpoint = (pod: Pod, terminatingToo: boolean): boolean =>
  !isPodTerminal(pod) && (terminatingToo || !isDeleting(pod)) && addressesOf(pod).some((ip) => ip !== '');

/** @k8s endpointslice/util/controller_utils.go ShouldSetHostname */
export const hostnameFor = ({ metadata }: Service, { spec }: Pod): string | undefined =>
  (spec?.hostname !== undefined && spec.hostname !== '' && spec.subdomain === metadata?.name ? spec.hostname : undefined);

/** A pod that is being deleted counts as changed with each write: Go compares pointers. @k8s endpointslice/util/controller_utils.go podEndpointsChanged */
function endpointChanged(a: Pod, b: Pod): boolean {
  if (isDeleting(a) || isDeleting(b) || isPodReady(a) !== isPodReady(b)) return true;
  if (a.status?.podIPs === b.status?.podIPs && a.status?.podIP === b.status?.podIP) return false;
  const [before, after] = [addressesOf(a), addressesOf(b)];
  return before.length !== after.length || before.some((ip, i) => ip !== after[i]);
}
const membershipChanged = (a: Pod, b: Pod): boolean => a.spec?.hostname !== b.spec?.hostname || a.spec?.subdomain !== b.spec?.subdomain
  || (a.metadata?.labels !== b.metadata?.labels && !jsonEqual(a.metadata?.labels as Json | undefined, b.metadata?.labels as Json | undefined));

const SELECTOR = 'controllers/selector';
/** A Service is found by the first label that it asks for: a pod's event looks at the Services of the pod's labels only. */
function selectorKeys(service: Service): readonly string[] {
  const [first] = Object.entries(service.spec?.selector ?? {});
  return first === undefined ? [] : [`${namespaceOf(service)}/${first[0]}=${first[1]}`];
}

/** Tells the key of each Service that changed, or one of whose pods did. Returns how to stop. @k8s endpointslice/util/controller_utils.go GetServicesToUpdate */
export function watchServicePods(client: Client, add: (key: string, why: 'service' | 'pod') => void): () => void {
  const services = client.informer(KINDS.Service);
  services.addIndex(SELECTOR, selectorKeys, ({ spec }) => spec);
  /** Pods of one template share their labels: they are asked once, until a Service of the namespace changes. */
  const known = new WeakMap<object, { readonly list: readonly Service[]; readonly keys: readonly string[] }>();
  const servicesOf = (pod: Pod): readonly string[] => {
    const labels = pod.metadata?.labels;
    if (labels === undefined) return [];
    const list = services.list(namespaceOf(pod));
    const before = known.get(labels);
    if (before?.list === list) return before.keys;
    const keys = find(pod, labels);
    known.set(labels, { list, keys });
    return keys;
  };
  const find = (pod: Pod, labels: { readonly [key: string]: string }): readonly string[] => {
    const found: string[] = [];
    for (const key in labels) {
      for (const service of services.by(SELECTOR, `${namespaceOf(pod)}/${key}=${labels[key]}`)) if (matchesLabels(service.spec?.selector, labels)) found.push(keyOf(service));
    }
    return found;
  };
  const podChanged = ({ type, object, old }: Change<Pod>): void => {
    if (type !== 'MODIFIED') { for (const key of servicesOf(object)) add(key, 'pod'); return; }
    const changed = endpointChanged(old, object);
    if (!membershipChanged(old, object)) { if (changed) for (const key of servicesOf(object)) add(key, 'pod'); return; }
    const [before, after] = [new Set(servicesOf(old)), new Set(servicesOf(object))];
    for (const key of new Set([...before, ...after])) if (changed || before.has(key) !== after.has(key)) add(key, 'pod');
  };
  const stops = [services.onChange(({ object }) => add(keyOf(object), 'service')), client.informer(KINDS.Pod).onChange(podChanged)];
  return () => { for (const stop of stops) stop(); };
}
