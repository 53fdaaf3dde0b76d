/** What both endpoint controllers need to know of a Service and its pods. */
import { isPodReady, isPodTerminal, isSidecar, KINDS, type Pod, type Service, type ServicePort } from '../api/index.ts';
import { jsonEqual, matchesLabels, type Json } from '../base/index.ts';
import type { Client } from '../client/index.ts';
import { isDeleting, keyOf, namespaceOf } from './owners.ts';

export const isHeadless = (service: Service): boolean => service.spec?.clusterIP === 'None';

/** Undefined for Services whose endpoints are not found by labels. */
export function selectorOf(service: Service): { readonly [key: string]: string } | undefined {
  const selector = service.spec?.selector;
  return selector === undefined || Object.keys(selector).length === 0 || service.spec?.type === 'ExternalName' ? undefined : selector;
}

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

/** What of a pod shows in endpoints. */
function looksTheSame(a: Pod, b: Pod): boolean {
  return isDeleting(a) === isDeleting(b) && isPodTerminal(a) === isPodTerminal(b) && isPodReady(a) === isPodReady(b) && a.spec?.nodeName === b.spec?.nodeName
    && a.status?.podIP === b.status?.podIP && jsonEqual(a.metadata?.labels as Json | undefined, b.metadata?.labels as Json | undefined);
}

/** Tells the key of each Service that changed, or one of whose pods did. Returns how to stop. */
export function watchServicePods(client: Client, add: (key: string) => void): () => void {
  const services = client.informer(KINDS.Service);
  const addServicesOf = (...versions: readonly Pod[]): void => {
    for (const service of services.list(namespaceOf(versions[0] ?? {}))) {
      const selector = selectorOf(service);
      if (selector !== undefined && versions.some((pod) => matchesLabels(selector, pod.metadata?.labels))) add(keyOf(service));
    }
  };
  const stops = [
    services.onChange(({ object }) => add(keyOf(object))),
    client.informer(KINDS.Pod).onChange(({ type, object, old }) => {
      if (type !== 'MODIFIED') addServicesOf(object);
      else if (!looksTheSame(object, old)) addServicesOf(object, old);
    }),
  ];
  return () => { for (const stop of stops) stop(); };
}
