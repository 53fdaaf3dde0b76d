/** Endpoints that somebody wrote by hand, as slices. @k8s pkg/controller/endpointslicemirroring/reconciler.go */
import { controllerReference, KINDS, type Endpoints, type EndpointSlice } from '../../api/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { event, kindOf, type Reconcile, type Request } from '../request.ts';
import { generateName, identityOf, isTerminatingNamespace, MANAGED_BY, sameBeyondIdentity, SERVICE_NAME, TRIGGER_TIME, type SliceTracker } from '../slices.ts';
import { desiredOf, groupKey, MOST, type Desired, type Wanted } from './desired.ts';

export const BY = 'endpoint-slice-mirroring-controller';
export const MANAGER = 'endpointslicemirroring-controller.k8s.io';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

type Plan = { readonly create: EndpointSlice[]; readonly update: EndpointSlice[]; readonly remove: EndpointSlice[] };

export function* mirror(endpoints: Endpoints, slices: readonly EndpointSlice[], tracker: SliceTracker): Reconcile {
  const desired = desiredOf(endpoints);
  const warnings = warningsOf(endpoints, desired);
  if (warnings.length > 0) yield warnings;
  const plan = recycle(planOf(endpoints, slices, desired));
  const kind = kindOf(KINDS.EndpointSlice);
  const because = { by: BY, rule: 'mirror the endpoints', cause: `endpoints/${keyOf(endpoints)}` };
  for (const object of isDeleting(endpoints) ? [] : plan.create) {
    const [reply] = yield [{ verb: 'create', kind, object, because }];
    if (reply?.ok === false) return isTerminatingNamespace(reply.status) ? undefined : reply.status;
    tracker.wrote(reply);
  }
  for (const object of plan.update) {
    const [reply] = yield [{ verb: 'update', kind, object, because }];
    if (reply?.ok === false) return reply.status;
    tracker.wrote(reply);
  }
  return yield* removeMirrored(keyOf(endpoints), plan.remove, tracker);
}

/** The Endpoints are gone, or are nobody's to mirror any more. */
export function* removeMirrored(key: string, slices: readonly EndpointSlice[], tracker: SliceTracker): Reconcile {
  for (const slice of slices) {
    const because = { by: BY, rule: 'nothing to mirror', cause: `endpoints/${key}` };
    const [reply] = yield [{ verb: 'delete', kind: kindOf(KINDS.EndpointSlice), namespace: namespaceOf(slice), name: nameOf(slice), because }];
    if (reply?.ok === false && reply.status.code !== 404) return reply.status;
    tracker.removed(slice);
  }
  return undefined;
}

function warningsOf(endpoints: Endpoints, { invalid, skipped }: Desired): readonly Request[] {
  const wrong = event(endpoints, 'Warning', 'InvalidIPAddress', `Skipped ${invalid} invalid IP addresses when mirroring to EndpointSlices`);
  const many = event(endpoints, 'Warning', 'TooManyAddressesToMirror', `A max of ${MOST} addresses can be mirrored to EndpointSlices per Endpoints subset. ${skipped} addresses were skipped`);
  return [...(invalid > 0 ? [wrong] : []), ...(skipped > invalid ? [many] : [])];
}

/** One slice for each group; the others of a group go. */
function planOf(endpoints: Endpoints, slices: readonly EndpointSlice[], { groups }: Desired): Plan {
  const existing = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    const key = groupKey(slice.addressType, slice.ports);
    existing.set(key, [...existing.get(key) ?? [], slice]);
  }
  const plan: Plan = { create: [], update: [], remove: [] };
  for (const wanted of groups.values()) {
    const [first, ...others] = existing.get(wanted.key) ?? [];
    if (wanted.endpoints.size === 0) { plan.remove.push(...(first === undefined ? [] : [first]), ...others); continue; }
    plan.remove.push(...others);
    if (first === undefined) plan.create.push(sliceOf(endpoints, wanted, undefined));
    else if (!isRight(endpoints, first, wanted)) plan.update.push(sliceOf(endpoints, wanted, first));
  }
  for (const [key, list] of existing) if (!groups.has(key)) plan.remove.push(...list);
  return plan;
}

/** A slice that would go is used for one of the same type that would come. */
function recycle({ create, update, remove }: Plan): Plan {
  const going = [...remove];
  const coming: EndpointSlice[] = [];
  for (const slice of create) {
    const at = going.findIndex(({ addressType }) => addressType === slice.addressType);
    const [used] = at < 0 ? [] : going.splice(at, 1);
    if (used === undefined) coming.push(slice);
    else update.push({ ...slice, metadata: { ...slice.metadata, name: nameOf(used) } });
  }
  return { create: coming, update, remove: going };
}

type Text = { readonly [key: string]: string };
const without = (text: Text | undefined, ...keys: readonly string[]): Text => Object.fromEntries(Object.entries(text ?? {}).filter(([key]) => !keys.includes(key)));
const sameText = (a: Text, b: Text): boolean => Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value);

function isRight(endpoints: Endpoints, slice: EndpointSlice, { endpoints: wanted }: Wanted): boolean {
  const present = slice.endpoints ?? [];
  const { labels, annotations, uid } = endpoints.metadata ?? {};
  return present.length === wanted.size && present.every((own) => { const twin = wanted.get(identityOf(own)); return twin !== undefined && sameBeyondIdentity(twin, own); })
    && sameText(labels ?? {}, without(slice.metadata?.labels, MANAGED_BY, SERVICE_NAME))
    && sameText(without(annotations, TRIGGER_TIME, LAST_APPLIED), slice.metadata?.annotations ?? {})
    && slice.metadata?.ownerReferences?.some((owner) => owner.kind === 'Endpoints' && owner.name === nameOf(endpoints) && owner.uid !== uid) !== true;
}

function sliceOf(endpoints: Endpoints, { type, ports, endpoints: wanted }: Wanted, present: EndpointSlice | undefined): EndpointSlice {
  const name = nameOf(endpoints);
  const annotations = without(endpoints.metadata?.annotations, TRIGGER_TIME, LAST_APPLIED);
  return {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', addressType: type,
    metadata: {
      ...(present === undefined ? { generateName: generateName(name) } : { name: nameOf(present) }), namespace: namespaceOf(endpoints),
      labels: { ...endpoints.metadata?.labels, [SERVICE_NAME]: name, [MANAGED_BY]: MANAGER },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ownerReferences: [controllerReference({ apiVersion: 'v1', kind: 'Endpoints', ...endpoints, metadata: { name, uid: uidOf(endpoints) } })],
    },
    endpoints: [...wanted.values()].slice(0, MOST), ports,
  };
}
