import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, splitKey } from '../owners.ts';
import { selectorOf, watchServicePods } from '../servicePods.ts';
import { createTriggerTimes } from '../triggerTimes.ts';
import { BY, reconcileEndpoints, removeEndpoints } from './reconcile.ts';

/** Just before the slice is written. @k8s golden controllers/eps-endpoints-object */
const GATHER_MS = 2;
const GATHER_LARGE_MS = 25;
const LARGE = 100;

export const createEndpointsController = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const services = client.informer(KINDS.Service);
  const endpoints = client.informer(KINDS.Endpoints);
  const podsWith = indexByLabel(client.informer(KINDS.Pod));
  const triggers = createTriggerTimes();
  const sizes = new Map<string, number>();
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace = '', name } = splitKey(key);
      const [service, present] = [services.get(namespace, name), endpoints.get(namespace, name)];
      if (service === undefined) {
        triggers.forget(key);
        sizes.delete(key);
        return present === undefined ? undefined : removeEndpoints(key, present);
      }
      const selector = selectorOf(service);
      if (selector === undefined) return undefined;
      const pods = podsWith(namespace, selector);
      sizes.set(key, pods.length);
      return reconcileEndpoints(service, pods, present, triggers.compute(key, service, pods));
    },
  });
  const stop = watchServicePods(client, (key) => loop.add(key, (sizes.get(key) ?? 0) > LARGE ? GATHER_LARGE_MS : GATHER_MS));
  return () => { stop(); loop.stop(); };
});
