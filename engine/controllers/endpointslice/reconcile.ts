/** Which pods stand behind a Service, as slices. */
import { controllerReference, KINDS, type Endpoint, type EndpointPort, type EndpointSlice, type Pod, type Service } from '../../api/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { kindOf, type Reconcile, type Request } from '../request.ts';
import { isHeadless } from '../servicePods.ts';
import { addressTypesOf, type AddressType, type EndpointMemo } from './endpoints.ts';
import { planSlices, type Content, type Group } from './slices.ts';

export const BY = 'endpoint-slice-controller';
export const SERVICE_NAME = 'kubernetes.io/service-name';
export const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
export const MANAGER = 'endpointslice-controller.k8s.io';
const HEADLESS = 'service.kubernetes.io/headless';
const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';

export type ServiceView = {
  readonly service: Service;
  /** Pods that the selector matches. */
  readonly pods: readonly Pod[];
  /** Slices of the Service that this controller manages. */
  readonly slices: readonly EndpointSlice[];
  readonly endpointOf: EndpointMemo;
  readonly triggerTime: string | undefined;
};

export function* reconcileService(view: ServiceView): Reconcile {
  const requests = addressTypesOf(view.service).flatMap((type) => requestsFor(view, type));
  const stale = view.slices.filter((slice) => !addressTypesOf(view.service).some((type) => type === slice.addressType));
  const replies = yield [...requests, ...stale.map((slice) => removal(view.service, slice))];
  // A slice that changed under our hands is looked at again.
  for (const reply of replies) if (reply?.ok === false && reply.status.code !== 404) return reply.status;
  return undefined;
}

function requestsFor(view: ServiceView, type: AddressType): readonly Request[] {
  const { service, triggerTime } = view;
  const existing = view.slices.filter((slice) => slice.addressType === type && !isDeleting(slice));
  const plan = planSlices(existing, groupsOf(view, type));
  const labels = labelsOf(service);
  const touched = new Set(plan.update.map(({ slice }) => slice).concat(plan.remove));
  const relabelled = existing.filter((slice) => !touched.has(slice) && !sameLabels(slice, labels))
    .map((slice) => ({ slice, content: { ports: slice.ports ?? [], endpoints: slice.endpoints ?? [] } }));
  const because = { by: BY, rule: 'list the pods of the service', cause: `services/${keyOf(service)}` };
  const creates = isDeleting(service) ? [] : plan.create.map((content): Request =>
    ({ verb: 'create', kind: kindOf(KINDS.EndpointSlice), object: sliceOf(service, type, labels, content, triggerTime), because }));
  const updates = [...plan.update, ...relabelled].map(({ slice, content }): Request => ({
    verb: 'update', kind: kindOf(KINDS.EndpointSlice), because,
    object: withContent({ ...slice, metadata: { ...slice.metadata, labels, ownerReferences: ownersOf(service, slice) } }, content, triggerTime),
  }));
  return [...creates, ...updates, ...plan.remove.map((slice) => removal(service, slice))];
}

const removal = (service: Service, slice: EndpointSlice): Request => ({
  verb: 'delete', kind: kindOf(KINDS.EndpointSlice), namespace: namespaceOf(slice), name: nameOf(slice),
  because: { by: BY, rule: 'remove an empty slice', cause: `services/${keyOf(service)}` },
});

const ownersOf = (service: Service, slice: EndpointSlice) =>
  (slice.metadata?.ownerReferences?.some(({ uid }) => uid === uidOf(service)) === true ? slice.metadata.ownerReferences : [controllerReference(service)]);

function groupsOf({ service, pods, endpointOf }: ServiceView, type: AddressType): readonly Group[] {
  const groups = new Map<string, { ports: readonly EndpointPort[]; endpoints: Endpoint[] }>();
  for (const pod of pods) {
    const found = endpointOf(service, pod, type);
    if (found === undefined) continue;
    const group = groups.get(found.portsKey) ?? { ports: found.ports, endpoints: [] };
    group.endpoints.push(found.endpoint);
    groups.set(found.portsKey, group);
  }
  return [...groups.values()];
}

/** The Service's own labels and those that say whose slice it is. */
function labelsOf(service: Service): { readonly [key: string]: string } {
  const { [SERVICE_NAME]: _name, [MANAGED_BY]: _by, [HEADLESS]: _headless, ...own } = service.metadata?.labels ?? {};
  return { ...own, [MANAGED_BY]: MANAGER, [SERVICE_NAME]: nameOf(service), ...(isHeadless(service) ? { [HEADLESS]: '' } : {}) };
}

function sameLabels(slice: EndpointSlice, labels: { readonly [key: string]: string }): boolean {
  const own = slice.metadata?.labels ?? {};
  return Object.keys(own).length === Object.keys(labels).length && Object.entries(labels).every(([key, text]) => own[key] === text);
}

function sliceOf(service: Service, addressType: AddressType, labels: { readonly [key: string]: string }, content: Content, triggerTime: string | undefined): EndpointSlice {
  return withContent({
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: { generateName: `${nameOf(service)}-`, namespace: namespaceOf(service), labels, ownerReferences: [controllerReference(service)] },
    addressType,
  }, content, triggerTime);
}

/** The annotation is set or removed by every write. @k8s golden controllers/eps-readiness */
function withContent(slice: EndpointSlice, { ports, endpoints }: Content, triggerTime: string | undefined): EndpointSlice {
  const { [TRIGGER_TIME]: _, ...others } = slice.metadata?.annotations ?? {};
  const annotations = triggerTime === undefined ? others : { ...others, [TRIGGER_TIME]: triggerTime };
  const { annotations: _annotations, ...metadata } = slice.metadata ?? {};
  const { endpoints: _endpoints, ports: _ports, ...rest } = slice;
  return {
    ...rest, metadata: Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations },
    ...(endpoints.length === 0 ? {} : { endpoints }), ...(ports.length === 0 ? {} : { ports }),
  };
}
