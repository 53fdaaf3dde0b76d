import { KINDS, type Endpoints, type EndpointSlice, type Service } from '../../api/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, isDeleting, keyOf, splitKey } from '../owners.ts';
import { hasSelector } from '../servicePods.ts';
import { createSliceTracker, MANAGED_BY, SERVICE_NAME, serviceKeyOf } from '../slices.ts';
import { BY, MANAGER, mirror, removeMirrored } from './reconcile.ts';

const SKIP = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER = 'control-plane.alpha.kubernetes.io/leader';
/** @k8s pkg/controller/endpointslicemirroring/endpointslicemirroring_controller.go defaultSyncBackOff, maxSyncBackOff, maxRetries */
const RETRY = { restMs: { first: 1000, longest: 100_000 }, maxRetries: 15 } as const;
const shouldMirror = ({ metadata }: Endpoints): boolean => metadata?.labels?.[SKIP] !== 'true' && metadata?.annotations?.[LEADER] === undefined;
const isOurs = ({ metadata }: EndpointSlice): boolean => metadata?.labels?.[MANAGED_BY] === MANAGER;

export const createEndpointSliceMirroringController = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const services = client.informer(KINDS.Service);
  const endpoints = client.informer(KINDS.Endpoints);
  const slices = client.informer(KINDS.EndpointSlice);
  const slicesWith = indexByLabel(slices);
  const tracker = createSliceTracker();

  const loop = createLoop(context, {
    source: BY, ...RETRY,
    reconcile: (key) => {
      const { namespace = '', name } = splitKey(key);
      const own = slicesWith(namespace, { [SERVICE_NAME]: name, [MANAGED_BY]: MANAGER });
      const present = endpoints.get(namespace, name);
      const service = services.get(namespace, name);
      if (present === undefined || !shouldMirror(present) || service === undefined || hasSelector(service)) return own.length === 0 ? undefined : removeMirrored(key, own, tracker);
      return mirror(present, own.filter((slice) => !isDeleting(slice)), tracker);
    },
  });
  const serviceChanged = ({ type, object, old }: Change<Service>): void => {
    if (type === 'MODIFIED' ? hasSelector(object) !== hasSelector(old) : !hasSelector(object)) loop.add(keyOf(object));
  };
  const endpointsChanged = ({ object, old }: Change<Endpoints>): void => {
    if (shouldMirror(object) || (old !== undefined && shouldMirror(old))) loop.add(keyOf(object));
  };
  const addOwner = (slice: EndpointSlice): void => { const key = serviceKeyOf(slice); if (key !== undefined) loop.add(key); };
  const sliceChanged = ({ type, object, old }: Change<EndpointSlice>): void => {
    if (type === 'DELETED') { if (isOurs(object) && tracker.isForeignDeletion(object)) addOwner(object); return; }
    if (type === 'MODIFIED' && serviceKeyOf(object) !== serviceKeyOf(old)) { addOwner(object); addOwner(old); return; }
    if ((type === 'MODIFIED' && isOurs(object) !== isOurs(old)) || (isOurs(object) && tracker.isForeign(object))) addOwner(object);
  };
  const stops = [endpoints.onChange(endpointsChanged), services.onChange(serviceChanged), slices.onChange(sliceChanged)];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
