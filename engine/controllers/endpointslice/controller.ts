import { KINDS, type EndpointSlice, type Node, type Service } from '../../api/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, splitKey } from '../owners.ts';
import { selectorOf, watchServicePods } from '../servicePods.ts';
import { createSliceTracker, MANAGED_BY, SERVICE_NAME, serviceKeyOf } from '../slices.ts';
import { createTriggerTimes } from '../triggerTimes.ts';
import { createEndpoints, type Endpoints } from './endpoints.ts';
import { BY, createRest, isAtRest, MANAGER, reconcileService, type Rest, type ServiceView } from './reconcile.ts';
import { createTopologyMemory } from './topologyMemory.ts';

/** @k8s golden: pod status → slice 5–20 ms */
const GATHER_MS = 3;
/** What one pod more costs a sync: each is printed and hashed a few times. So a Service of thousands is looked at about once a second. */
const POD_MS = 0.06;
/** @k8s pkg/controller/endpointslice/endpointslice_controller.go endpointSliceChangeMinSyncDelay, defaultSyncBackOff, maxSyncBackOff, maxRetries */
const FOREIGN_MS = 1000;
const RETRY = { restMs: { first: 1000, longest: 1_000_000 }, maxRetries: 15 } as const;

/** What is kept of a Service as long as it stays the same; `size`: how many pods it had at the last sync. */
type Memory = { readonly service: Service; size: number; readonly endpoints: Endpoints; readonly rest: Rest };

export const createEndpointSliceController = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const services = client.informer(KINDS.Service);
  const slices = client.informer(KINDS.EndpointSlice);
  const nodes = client.informer(KINDS.Node);
  const podsWith = indexByLabel(client.informer(KINDS.Pod));
  const slicesWith = indexByLabel(slices);
  const triggers = createTriggerTimes();
  const tracker = createSliceTracker();
  const nodeOf = (name: string): Node | undefined => nodes.get(undefined, name);
  const memories = new Map<string, Memory>();
  const memoryOf = (key: string, service: Service): Memory => {
    let memory = memories.get(key);
    if (memory?.service !== service) { memory = { service, size: 0, endpoints: createEndpoints(service, nodeOf), rest: createRest() }; memories.set(key, memory); }
    return memory;
  };
  const topology = createTopologyMemory(client, (key) => loop.add(key));

  const loop = createLoop(context, {
    source: BY, ...RETRY,
    reconcile: (key) => {
      const { namespace = '', name } = splitKey(key);
      const service = services.get(namespace, name);
      if (service === undefined) { triggers.forget(key); memories.delete(key); topology.forget(key); return undefined; }
      const selector = selectorOf(service);
      if (selector === undefined) return undefined;
      const pods = podsWith(namespace, selector);
      const memory = memoryOf(key, service);
      memory.size = pods.length;
      const own = slicesWith(namespace, { [SERVICE_NAME]: name, [MANAGED_BY]: MANAGER });
      const { endpoints, rest } = memory;
      const view: ServiceView = { service, pods, slices: own, endpoints, triggerTime: triggers.compute(key, service, pods), tracker, topology, rest };
      return isAtRest(view) ? undefined : reconcileService(view);
    },
  });
  const add = (key: string): void => loop.add(key, GATHER_MS + Math.trunc((memories.get(key)?.size ?? 0) * POD_MS));
  const addOwner = (slice: EndpointSlice): void => { const key = serviceKeyOf(slice); if (key !== undefined) loop.add(key, FOREIGN_MS); };
  const isOurs = ({ metadata }: EndpointSlice): boolean => metadata?.labels?.[MANAGED_BY] === MANAGER;
  /** Somebody else's hand on a slice of ours. */
  const sliceChanged = ({ type, object, old }: Change<EndpointSlice>): void => {
    if (type === 'DELETED') { if (isOurs(object) && tracker.isForeignDeletion(object)) addOwner(object); return; }
    if (type === 'MODIFIED' && serviceKeyOf(object) !== serviceKeyOf(old)) { addOwner(object); addOwner(old); return; }
    if ((type === 'MODIFIED' && isOurs(object) !== isOurs(old)) || (isOurs(object) && tracker.isForeign(object))) addOwner(object);
  };
  const stops = [watchServicePods(client, add), slices.onChange(sliceChanged)];
  return () => { for (const stop of stops) stop(); topology.stop(); loop.stop(); };
});
