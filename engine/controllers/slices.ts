/** What the two writers of EndpointSlices share. @k8s staging/src/k8s.io/endpointslice/util */
import type { Endpoint, EndpointPort, EndpointSlice, Status } from '../api/index.ts';
import { byHash } from './goHash.ts';
import { namespaceOf, uidOf } from './owners.ts';
import type { Reply } from './request.ts';

export const SERVICE_NAME = 'kubernetes.io/service-name';
export const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
export const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';

export type AddressType = 'IPv4' | 'IPv6';
/** What a slice holds. */
export type Content = { readonly ports: readonly EndpointPort[]; readonly endpoints: readonly Endpoint[] };

const goPrint = ({ name = '', protocol = 'TCP', port, appProtocol }: EndpointPort): string =>
  `(v1.EndpointPort){Name:(*string)${name} Protocol:(*v1.Protocol)${protocol} Port:(*int32)${port} AppProtocol:(*string)${appProtocol ?? '<nil>'}}`;
/** Not the Service's order. @k8s endpointslice/util/controller_utils.go portsInOrder, golden cluster/svc-multi-port-udp */
export const portsInOrder = (ports: readonly EndpointPort[]): readonly EndpointPort[] => byHash(ports, goPrint);

const NO_PORTS = '';
/** The same for slices with the same ports, in whatever order. */
export const portsKey = (ports: readonly EndpointPort[] | null | undefined): string =>
  (ports === null || ports === undefined || ports.length === 0 ? NO_PORTS : ports.length === 1 && ports[0] !== undefined ? goPrint(ports[0]) : ports.map(goPrint).toSorted().join());

const identities = new WeakMap<Endpoint, string>();
/** What makes an endpoint the same one: its addresses, its host name and its pod's name, not its uid. @k8s endpointslice/util/endpointset.go hashEndpoint */
export function identityOf(endpoint: Endpoint): string {
  const known = identities.get(endpoint);
  if (known !== undefined) return known;
  const { addresses, hostname = '', targetRef } = endpoint;
  const text = `${addresses.length < 2 ? addresses[0] ?? '' : addresses.toSorted().join()} ${hostname} ${targetRef?.namespace ?? ''}/${targetRef?.name ?? ''}`;
  identities.set(endpoint, text);
  return text;
}

/** Apart from what identifies it, and from hints. @k8s endpointslice/util/controller_utils.go EndpointsEqualBeyondHash */
export function sameBeyondIdentity(a: Endpoint, b: Endpoint): boolean {
  const [x, y] = [a.targetRef, b.targetRef];
  return a.nodeName === b.nodeName && a.zone === b.zone && a.conditions?.ready === b.conditions?.ready && a.conditions?.serving === b.conditions?.serving
    && a.conditions?.terminating === b.conditions?.terminating && (x === undefined) === (y === undefined)
    && x?.uid === y?.uid && x?.kind === y?.kind && x?.apiVersion === y?.apiVersion && x?.fieldPath === y?.fieldPath;
}

/** Of the name of a new slice; without the dash where it would be too long. */
export const generateName = (owner: string): string => (owner.length < 253 ? `${owner}-` : owner);

/** The Service that a slice says it belongs to, as a key. */
export function serviceKeyOf(slice: EndpointSlice): string | undefined {
  const name = slice.metadata?.labels?.[SERVICE_NAME];
  return name === undefined || name === '' ? undefined : `${namespaceOf(slice)}/${name}`;
}

/** Which generation of each slice is the controller's own doing: only other hands are answered. @k8s endpointslice/util/endpointslice_tracker.go */
export type SliceTracker = {
  /** After the answer to a create or an update. */
  wrote(reply: Reply): void;
  removed(slice: EndpointSlice): void;
  /** Whether the slice is not as it was left. */
  isForeign(slice: EndpointSlice): boolean;
  /** Whether somebody else deleted a slice that was written here. */
  isForeignDeletion(slice: EndpointSlice): boolean;
};

const GONE = -1;
export function createSliceTracker(): SliceTracker {
  const generations = new Map<string, number>();
  return {
    wrote(reply) {
      if (reply?.ok !== true) return;
      const slice = reply.value as EndpointSlice; // the answer to the write of a slice
      generations.set(uidOf(slice), slice.metadata?.generation ?? 0);
    },
    removed: (slice) => { generations.set(uidOf(slice), GONE); },
    isForeign: (slice) => (slice.metadata?.generation ?? 0) > (generations.get(uidOf(slice)) ?? -1),
    isForeignDeletion(slice) {
      const known = generations.get(uidOf(slice));
      generations.delete(uidOf(slice));
      return known !== undefined && known !== GONE;
    },
  };
}

/** The namespace is going: nothing more can be made in it, and trying again does not help. */
export const isTerminatingNamespace = (status: Status): boolean => status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') === true;
