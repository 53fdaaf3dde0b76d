/** The canonical form of an Endpoints' subsets: addresses grouped by the ports that they have. @k8s pkg/api/v1/endpoints/util.go */
import type { CoreEndpointPort, EndpointAddress, EndpointSubset } from '../api/index.ts';
import { byHash, fnv128a } from './goHash.ts';

export type Entry = { readonly address: EndpointAddress; ready: boolean };
/** `port` undefined: addresses without ports. */
type PortEntry = { readonly port: CoreEndpointPort | undefined; readonly entries: Map<string, Entry> };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const keyOf = ({ ip, targetRef }: EndpointAddress): string => `${ip} ${targetRef?.uid ?? ''}`;
const inOrder = (a: EndpointAddress, b: EndpointAddress): number =>
  compare(a.ip, b.ip) || (b.targetRef === undefined ? (a.targetRef === undefined ? 0 : 1) : a.targetRef === undefined ? -1 : compare(a.targetRef.uid ?? '', b.targetRef.uid ?? ''));

export const printPort = ({ name = '', port, protocol = 'TCP', appProtocol }: CoreEndpointPort): string =>
  `Name:(string)${name} Port:(int32)${port} Protocol:(v1.Protocol)${protocol} AppProtocol:(*string)${appProtocol ?? '<nil>'}`;
function printAddress({ ip, hostname = '', nodeName, targetRef }: EndpointAddress): string {
  const { kind = '', namespace = '', name = '', uid = '', apiVersion = '', resourceVersion = '', fieldPath = '' } = targetRef ?? {};
  const ref = targetRef === undefined ? '<nil>'
    : `{Kind:(string)${kind} Namespace:(string)${namespace} Name:(string)${name} UID:(types.UID)${uid} APIVersion:(string)${apiVersion} ResourceVersion:(string)${resourceVersion} FieldPath:(string)${fieldPath}}`;
  return `{IP:(string)${ip} Hostname:(string)${hostname} NodeName:(*string)${nodeName ?? '<nil>'} TargetRef:(*v1.ObjectReference)${ref}}`;
}
const printList = (items: readonly string[]): string => (items.length === 0 ? '<nil>' : `[${items.join(' ')}]`);
const printSubset = ({ addresses = [], notReadyAddresses = [], ports = [] }: EndpointSubset): string =>
  `(v1.EndpointSubset){Addresses:([]v1.EndpointAddress)${printList(addresses.map(printAddress))} NotReadyAddresses:([]v1.EndpointAddress)${printList(notReadyAddresses.map(printAddress))}`
  + ` Ports:([]v1.EndpointPort)${printList(ports.map((port) => `{${printPort(port)}}`))}}`;

/** Not ready somewhere is not ready. */
function put(byPort: Map<string, PortEntry>, port: CoreEndpointPort | undefined, address: EndpointAddress, ready: boolean): void {
  const print = port === undefined ? '' : printPort(port);
  let at = byPort.get(print);
  if (at === undefined) { at = { port, entries: new Map() }; byPort.set(print, at); }
  const present = at.entries.get(keyOf(address));
  if (present === undefined) at.entries.set(keyOf(address), { address, ready }); else present.ready &&= ready;
}

/** Ports that have the very same addresses come together. */
export function repackSubsets(subsets: Iterable<EndpointSubset>): readonly EndpointSubset[] {
  const byPort = new Map<string, PortEntry>();
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    for (const port of ports.length === 0 ? [undefined] : ports) {
      for (const address of addresses) put(byPort, port, address, true);
      for (const address of notReadyAddresses) put(byPort, port, address, false);
    }
  }
  const groups = new Map<string, { readonly ports: CoreEndpointPort[]; readonly entries: readonly Entry[] }>();
  for (const { port, entries } of byPort.values()) {
    const sorted = [...entries.values()].toSorted((a, b) => inOrder(a.address, b.address));
    const key = byPort.size === 1 ? '' : fnv128a(sorted.map(({ address, ready }) => `${keyOf(address)} ${ready}`).join());
    const group = groups.get(key) ?? { ports: [], entries: sorted };
    if (port !== undefined) group.ports.push(port);
    groups.set(key, group);
  }
  return byHash([...groups.values()].map(({ ports, entries }) => subsetOf(entries, ports)), printSubset);
}

/** Addresses of different pods that all have the same ports, as nearly every Service's: what `repackSubsets` makes of them, without asking each for each port. */
export const subsetOfAll = (entries: readonly Entry[], ports: readonly CoreEndpointPort[]): EndpointSubset =>
  subsetOf(entries.toSorted((a, b) => inOrder(a.address, b.address)), ports);

function subsetOf(entries: readonly Entry[], ports: readonly CoreEndpointPort[]): EndpointSubset {
  const addresses: EndpointAddress[] = [];
  const notReadyAddresses: EndpointAddress[] = [];
  for (const { ready, address } of entries) (ready ? addresses : notReadyAddresses).push(address);
  return {
    ...(addresses.length === 0 ? {} : { addresses }), ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
    ...(ports.length === 0 ? {} : { ports: byHash(ports, (port) => `(v1.EndpointPort){${printPort(port)}}`) }),
  };
}
