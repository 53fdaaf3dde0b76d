import { KINDS, type Service } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, keyOf, splitKey } from '../owners.ts';
import { selectorOf, watchServicePods } from '../servicePods.ts';
import { createTriggerTimes } from '../triggerTimes.ts';
import { createSubsets, type Subsets } from './addresses.ts';
import { BY, createRest, isAtRest, reconcileEndpoints, removeEndpoints, type Rest } from './reconcile.ts';

/** Just before the slice is written. @k8s golden controllers/eps-endpoints-object */
const GATHER_MS = 2;
/** What one pod more costs a sync: a Service of thousands is looked at about once a second. */
const POD_MS = 0.06;
const LEADER = 'control-plane.alpha.kubernetes.io/leader';

/** What is kept of a Service as long as it stays the same; `size`: how many pods it had at the last sync. */
type Memory = { readonly service: Service; size: number; readonly subsetsOf: Subsets; readonly rest: Rest };

export const createEndpointsController = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const services = client.informer(KINDS.Service);
  const endpoints = client.informer(KINDS.Endpoints);
  const podsWith = indexByLabel(client.informer(KINDS.Pod));
  const triggers = createTriggerTimes();
  const memories = new Map<string, Memory>();
  const memoryOf = (key: string, service: Service): Memory => {
    let memory = memories.get(key);
    if (memory?.service !== service) { memory = { service, size: 0, subsetsOf: createSubsets(service), rest: createRest() }; memories.set(key, memory); }
    return memory;
  };
  const loop = createLoop(context, {
    source: BY, maxRetries: 15,
    reconcile: (key) => {
      const { namespace = '', name } = splitKey(key);
      const service = services.get(namespace, name);
      if (service === undefined) {
        triggers.forget(key);
        memories.delete(key);
        return endpoints.get(namespace, name) === undefined ? undefined : removeEndpoints(key, namespace, name);
      }
      const selector = selectorOf(service);
      if (selector === undefined) return undefined;
      const pods = podsWith(namespace, selector);
      const memory = memoryOf(key, service);
      memory.size = pods.length;
      const triggerTime = triggers.compute(key, service, pods);
      const [present, subsets] = [endpoints.get(namespace, name), memory.subsetsOf(pods)];
      return isAtRest(present, subsets, memory.rest) ? undefined : reconcileEndpoints(service, subsets, present, triggerTime, memory.rest);
    },
  });
  const stops = [
    watchServicePods(client, (key) => loop.add(key, GATHER_MS + Math.trunc((memories.get(key)?.size ?? 0) * POD_MS))),
    endpoints.onChange(({ type, object }) => { if (type === 'DELETED') loop.add(keyOf(object)); }),
  ];
  // What a Service left behind while nobody looked. @k8s pkg/controller/endpoint/endpoints_controller.go checkLeftoverEndpoints
  for (const object of endpoints.list()) if (object.metadata?.annotations?.[LEADER] === undefined) loop.add(keyOf(object));
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
