import { KINDS, type EndpointSlice } from '../../api/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, namespaceOf, splitKey } from '../owners.ts';
import { selectorOf, watchServicePods } from '../servicePods.ts';
import { createTriggerTimes } from '../triggerTimes.ts';
import { createEndpointMemo } from './endpoints.ts';
import { BY, MANAGED_BY, MANAGER, reconcileService, SERVICE_NAME } from './reconcile.ts';

/** @k8s golden: pod status → slice 5–20 ms */
const GATHER_MS = 3;
/** Services with many pods are looked at less often. */
const GATHER_LARGE_MS = 25;
const LARGE = 100;

export const createEndpointSliceController = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const services = client.informer(KINDS.Service);
  const slices = client.informer(KINDS.EndpointSlice);
  const nodes = client.informer(KINDS.Node);
  const podsWith = indexByLabel(client.informer(KINDS.Pod));
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
      const pods = podsWith(namespace, selector);
      sizes.set(key, pods.length);
      return reconcileService({
        service, pods, slices: slicesWith(namespace, { [SERVICE_NAME]: name, [MANAGED_BY]: MANAGER }), endpointOf, triggerTime: triggers.compute(key, service, pods),
      });
    },
  });
  const add = (key: string): void => loop.add(key, (sizes.get(key) ?? 0) > LARGE ? GATHER_LARGE_MS : GATHER_MS);
  /** Somebody else's hand on a slice of ours. */
  const sliceChanged = ({ type, object }: Change<EndpointSlice>): void => {
    const name = object.metadata?.labels?.[SERVICE_NAME];
    if (type !== 'ADDED' && name !== undefined && object.metadata?.labels?.[MANAGED_BY] === MANAGER) add(`${namespaceOf(object)}/${name}`);
  };
  const stops = [watchServicePods(client, add), slices.onChange(sliceChanged)];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
