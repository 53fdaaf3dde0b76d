import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, keyOf, splitKey } from '../owners.ts';
import { selectorOf, watchServicePods } from '../servicePods.ts';
import { createTriggerTimes } from '../triggerTimes.ts';
import { BY, reconcileEndpoints, removeEndpoints } from './reconcile.ts';

/** Just before the slice is written. @k8s golden controllers/eps-endpoints-object */
const GATHER_MS = 2;
/** What one pod more costs a sync: a Service of thousands is looked at about once a second. */
const POD_MS = 0.06;
const LEADER = 'control-plane.alpha.kubernetes.io/leader';

export const createEndpointsController = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const services = client.informer(KINDS.Service);
  const endpoints = client.informer(KINDS.Endpoints);
  const podsWith = indexByLabel(client.informer(KINDS.Pod));
  const triggers = createTriggerTimes();
  const sizes = new Map<string, number>();
  const loop = createLoop(context, {
    source: BY, maxRetries: 15,
    reconcile: (key) => {
      const { namespace = '', name } = splitKey(key);
      const service = services.get(namespace, name);
      if (service === undefined) {
        triggers.forget(key);
        sizes.delete(key);
        return endpoints.get(namespace, name) === undefined ? undefined : removeEndpoints(key, namespace, name);
      }
      const selector = selectorOf(service);
      if (selector === undefined) return undefined;
      const pods = podsWith(namespace, selector);
      sizes.set(key, pods.length);
      return reconcileEndpoints(service, pods, endpoints.get(namespace, name), triggers.compute(key, service, pods));
    },
  });
  const stops = [
    watchServicePods(client, (key) => loop.add(key, GATHER_MS + Math.trunc((sizes.get(key) ?? 0) * POD_MS))),
    endpoints.onChange(({ type, object }) => { if (type === 'DELETED') loop.add(keyOf(object)); }),
  ];
  // What a Service left behind while nobody looked. @k8s pkg/controller/endpoint/endpoints_controller.go checkLeftoverEndpoints
  for (const object of endpoints.list()) if (object.metadata?.annotations?.[LEADER] === undefined) loop.add(keyOf(object));
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
