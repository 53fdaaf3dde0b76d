/** Which pods stand behind a Service, as slices. @k8s staging/src/k8s.io/endpointslice/reconciler.go */
import { controllerReference, KINDS, type Endpoint, type EndpointPort, type EndpointSlice, type Pod, type Service, type Status } from '../../api/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { event, kindOf, type Reconcile, type Request } from '../request.ts';
import { isHeadless } from '../servicePods.ts';
import { generateName, isTerminatingNamespace, MANAGED_BY, SERVICE_NAME, TRIGGER_TIME, type AddressType, type Content, type SliceTracker } from '../slices.ts';
import { addressTypesOf, type Endpoints, type PodAnswer } from './endpoints.ts';
import { hintsByField, wantsTopology } from './hints.ts';
import { planSlices, recycle, type Group, type Labels, type Plan } from './slices.ts';
import { hintsByTopology, type Counts, type TopologyEvent } from './topology.ts';

export const BY = 'endpoint-slice-controller';
export const MANAGER = 'endpointslice-controller.k8s.io';
const HEADLESS = 'service.kubernetes.io/headless';
const RESERVED = [SERVICE_NAME, MANAGED_BY, HEADLESS];

/** Which Services have hints by annotation, and how many endpoints of each zone. */
export type TopologyMemory = {
  readonly ratios: () => Counts | undefined;
  readonly has: (service: string) => boolean;
  readonly set: (service: string, type: AddressType, zones: Counts | undefined) => void;
};
export type ServiceView = {
  readonly service: Service;
  /** Pods that the selector matches. */
  readonly pods: readonly Pod[];
  /** Slices of the Service that this controller manages. */
  readonly slices: readonly EndpointSlice[];
  readonly endpoints: Endpoints;
  readonly triggerTime: string | undefined;
  readonly tracker: SliceTracker;
  readonly topology: TopologyMemory;
  readonly rest: Rest;
};
/** The slices and the pods' answers with which there was last nothing to do. */
export type Rest = { slices: readonly EndpointSlice[]; answers: readonly (readonly PodAnswer[])[] };
export const createRest = (): Rest => ({ slices: [], answers: [] });

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((item, i) => item === b[i]);
const answersOf = ({ service, pods, endpoints }: ServiceView): readonly (readonly PodAnswer[])[] => addressTypesOf(service).map((type) => endpoints(pods, type));
/** Asked before the work: nearly half of the syncs find nothing, for each write to a pod on its way out leads to one. */
export const isAtRest = (view: ServiceView): boolean => view.slices.length > 0 && sameItems(view.slices, view.rest.slices) && sameItems(answersOf(view), view.rest.answers);
const isQuiet = ({ create, update, remove }: Plan): boolean => create.length + update.length + remove.length === 0;

/** The writes go one after the other, and the first that fails ends the work. */
export function* reconcileService(view: ServiceView): Reconcile {
  const { service } = view;
  const problems: string[] = [];
  const types = addressTypesOf(service);
  const present = view.slices.filter((slice) => !isDeleting(slice));
  const before = answersOf(view);
  let quiet = present.length === view.slices.length && !wantsTopology(service) && !view.topology.has(keyOf(service));
  for (const type of types) {
    const done = yield* reconcileType(view, type, present.filter((slice) => slice.addressType === type));
    problems.push(...done.problems);
    quiet &&= done.quiet;
  }
  for (const slice of present.filter((each) => !types.some((type) => type === each.addressType))) { problems.push(...yield* remove(view, slice)); quiet = false; }
  const [problem] = problems;
  if (problem === undefined && quiet) [view.rest.slices, view.rest.answers] = [view.slices, before];
  if (problem === undefined) return undefined;
  const message = problems.length === 1 ? problem : `[${problems.join(', ')}]`;
  yield [event(service, 'Warning', 'FailedToUpdateEndpointSlices', `Error updating Endpoint Slices for Service ${keyOf(service)}: ${message}`)];
  return { status: 'Failure', message } satisfies Status;
}

type Problems = Generator<readonly Request[], readonly string[], readonly ReplyOf[]>;
type ReplyOf = Parameters<SliceTracker['wrote']>[0];

type Done = { readonly problems: readonly string[]; /** There was nothing to do. */ readonly quiet: boolean };
function* reconcileType(view: ServiceView, type: AddressType, existing: readonly EndpointSlice[]): Generator<readonly Request[], Done, readonly ReplyOf[]> {
  const { groups, lost } = groupsOf(view, type);
  const labels = labelsFor(view.service);
  const { plan, events } = hinted(view, type, planSlices(existing, groups, labels));
  if (isQuiet(plan) && events.length === 0) return { problems: lost, quiet: lost.length === 0 };
  const problems = [...lost, ...yield* write(view, type, recycle(plan, labels.owned))];
  if (events.length > 0) yield events.map((each) => event(view.service, each.type, each.reason, each.message));
  return { problems, quiet: false };
}

function hinted({ service, topology }: ServiceView, type: AddressType, plan: Plan): { readonly plan: Plan; readonly events: readonly TopologyEvent[] } {
  const key = keyOf(service);
  const before = topology.has(key);
  if (wantsTopology(service)) {
    const found = hintsByTopology(plan, topology.ratios(), type, before);
    topology.set(key, type, found.zones);
    return found;
  }
  if (!before) return { plan: hintsByField(service, plan), events: [] };
  topology.set(key, type, undefined);
  return { plan: hintsByField(service, plan), events: [{ type: 'Warning', reason: 'TopologyAwareHintsDisabled', message: `Topology Aware Hints has been disabled, addressType: ${type}` }] };
}

function* write(view: ServiceView, type: AddressType, plan: Plan): Problems {
  const { service, triggerTime, tracker } = view;
  const place = keyOf(service);
  const labels = ownLabels(service);
  const because = { by: BY, rule: 'list the pods of the service', cause: `services/${place}` };
  const kind = kindOf(KINDS.EndpointSlice);
  // While the Service goes, what it owns goes too: nothing new for the garbage collector to chase.
  for (const content of isDeleting(service) ? [] : plan.create) {
    const [reply] = yield [{ verb: 'create', kind, object: sliceOf(service, type, labels, content, triggerTime), because }];
    if (reply?.ok === false && isTerminatingNamespace(reply.status)) return [];
    if (reply?.ok === false) return [`failed to create EndpointSlice for Service ${place}: ${reply.status.message ?? ''}`];
    tracker.wrote(reply);
  }
  for (const { slice, content } of plan.update) {
    const metadata = { ...slice.metadata, labels, ...(isOwned(service, slice) ? {} : { ownerReferences: [controllerReference(service)] }) };
    const [reply] = yield [{ verb: 'update', kind, object: withContent({ ...slice, metadata }, content, triggerTime), because }];
    if (reply?.ok === false) return [`failed to update ${nameOf(slice)} EndpointSlice for Service ${place}: ${reply.status.message ?? ''}`];
    tracker.wrote(reply);
  }
  for (const slice of plan.remove) {
    const failed = yield* remove(view, slice);
    if (failed.length > 0) return failed;
  }
  return [];
}

function* remove({ service, tracker }: ServiceView, slice: EndpointSlice): Problems {
  const because = { by: BY, rule: 'remove an empty slice', cause: `services/${keyOf(service)}` };
  const [reply] = yield [{ verb: 'delete', kind: kindOf(KINDS.EndpointSlice), namespace: namespaceOf(slice), name: nameOf(slice), because }];
  if (reply?.ok === false) return [`failed to delete ${nameOf(slice)} EndpointSlice for Service ${keyOf(service)}: ${reply.status.message ?? ''}`];
  tracker.removed(slice);
  return [];
}

/** A pod whose node is unknown is left out, and the Service is looked at again. */
function groupsOf({ service, pods, endpoints }: ServiceView, type: AddressType): { readonly groups: readonly Group[]; readonly lost: readonly string[] } {
  const groups = new Map<string, { readonly key: string; readonly ports: readonly EndpointPort[]; readonly endpoints: Endpoint[] }>();
  const lost: string[] = [];
  for (const { name, nodeName, found } of endpoints(pods, type)) {
    if (found === 'lost') lost.push(`skipping Pod ${name} for Service ${keyOf(service)}: Node ${nodeName} Not Found`);
    if (found === undefined || found === 'lost') continue;
    const group = groups.get(found.portsKey);
    if (group === undefined) groups.set(found.portsKey, { key: found.portsKey, ports: found.ports, endpoints: [found.endpoint] });
    else group.endpoints.push(found.endpoint);
  }
  return { groups: [...groups.values()], lost };
}

const isOwned = (service: Service, { metadata }: EndpointSlice): boolean =>
  metadata?.ownerReferences?.some(({ uid, kind, apiVersion }) => uid === uidOf(service) && kind === 'Service' && apiVersion === 'v1') === true;

/** The Service's own labels and those that say whose slice it is; a change of the latter alone writes nothing. @k8s endpointslice/utils.go setEndpointSliceLabels */
function labelsFor(service: Service): Labels {
  const wanted = ownLabels(service);
  return {
    changed: ({ metadata }) => metadata?.labels !== wanted && !sameText(withoutReserved(metadata?.labels ?? {}), withoutReserved(wanted)),
    isPlaceholder: ({ metadata }) => sameText(metadata?.labels ?? {}, wanted),
    owned: (slice) => isOwned(service, slice),
  };
}

type Text = { readonly [key: string]: string };
const withoutReserved = (labels: Text): Text => Object.fromEntries(Object.entries(labels).filter(([key]) => !RESERVED.includes(key)));
const sameText = (a: Text, b: Text): boolean => Object.keys(a).length === Object.keys(b).length && Object.entries(b).every(([key, text]) => a[key] === text);
/** Made once for a Service: slices that carry this very object need not be compared. */
function ownLabels(service: Service): Text {
  let labels = known.get(service);
  if (labels === undefined) {
    labels = { ...withoutReserved(service.metadata?.labels ?? {}), [MANAGED_BY]: MANAGER, [SERVICE_NAME]: nameOf(service), ...(isHeadless(service) ? { [HEADLESS]: '' } : {}) };
    known.set(service, labels);
  }
  return labels;
}
const known = new WeakMap<Service, Text>();

function sliceOf(service: Service, addressType: AddressType, labels: Text, content: Content, triggerTime: string | undefined): EndpointSlice {
  return withContent({
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: { generateName: generateName(nameOf(service)), namespace: namespaceOf(service), labels, ownerReferences: [controllerReference(service)] },
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
