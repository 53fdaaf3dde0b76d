import { isPodReady, isPodTerminal, KINDS, type EndpointSlice, type Pod, type Service } from '../../api/index.ts';
import { jsonEqual, matchesLabels, type Json } from '../../base/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, isDeleting, keyOf, namespaceOf, splitKey } from '../owners.ts';
import { createEndpointMemo } from './endpoints.ts';
import { BY, MANAGED_BY, MANAGER, reconcileService, SERVICE_NAME } from './reconcile.ts';
import { createTriggerTimes } from './triggerTimes.ts';

/** @k8s golden: pod status → slice 5–20 ms */
const GATHER_MS = 3;
/** Services with many pods are looked at less often. */
const GATHER_LARGE_MS = 25;
const LARGE = 100;

const selectorOf = (service: Service): { readonly [key: string]: string } | undefined => {
  const selector = service.spec?.selector;
  return selector === undefined || Object.keys(selector).length === 0 || service.spec?.type === 'ExternalName' ? undefined : selector;
};

/** What of a pod shows in a slice. */
function looksTheSame(a: Pod, b: Pod): boolean {
  return isDeleting(a) === isDeleting(b) && isPodTerminal(a) === isPodTerminal(b) && isPodReady(a) === isPodReady(b) && a.spec?.nodeName === b.spec?.nodeName
    && a.status?.podIP === b.status?.podIP && jsonEqual(a.metadata?.labels as Json | undefined, b.metadata?.labels as Json | undefined);
}

export const createEndpointSliceController = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const services = client.informer(KINDS.Service);
  const slices = client.informer(KINDS.EndpointSlice);
  const pods = client.informer(KINDS.Pod);
  const nodes = client.informer(KINDS.Node);
  const podsWith = indexByLabel(pods);
  const slicesWith = indexByLabel(slices);
  const triggers = createTriggerTimes();
  const endpointOf = createEndpointMemo((name) => nodes.get(undefined, name));
  const sizes = new Map<string, number>();

  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace = '', name } = splitKey(key);
      const service = services.get(namespace, name);
      if (service === undefined) { triggers.forget(key); sizes.delete(key); return undefined; }
      const selector = selectorOf(service);
      if (selector === undefined) return undefined;
      const selected = podsWith(namespace, selector);
      sizes.set(key, selected.length);
      return reconcileService({
        service, pods: selected, slices: slicesWith(namespace, { [SERVICE_NAME]: name, [MANAGED_BY]: MANAGER }),
        endpointOf, triggerTime: triggers.compute(key, service, selected),
      });
    },
  });
  const add = (key: string): void => loop.add(key, (sizes.get(key) ?? 0) > LARGE ? GATHER_LARGE_MS : GATHER_MS);
  const addServicesOf = (...versions: readonly Pod[]): void => {
    for (const service of services.list(namespaceOf(versions[0] ?? {}))) {
      const selector = selectorOf(service);
      if (selector !== undefined && versions.some((pod) => matchesLabels(selector, pod.metadata?.labels))) add(keyOf(service));
    }
  };
  const podChanged = ({ type, object, old }: Change<Pod>): void => {
    if (type !== 'MODIFIED') addServicesOf(object);
    else if (!looksTheSame(object, old)) addServicesOf(object, old);
  };
  /** Somebody else's hand on a slice of ours. */
  const sliceChanged = ({ type, object }: Change<EndpointSlice>): void => {
    const name = object.metadata?.labels?.[SERVICE_NAME];
    if (type !== 'ADDED' && name !== undefined && object.metadata?.labels?.[MANAGED_BY] === MANAGER) add(`${namespaceOf(object)}/${name}`);
  };
  const stops = [
    services.onChange(({ object }) => add(keyOf(object))),
    pods.onChange(podChanged),
    slices.onChange(sliceChanged),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
