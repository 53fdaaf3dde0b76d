/** The subsets that an Endpoints object shall have, and what is left of them when there are too many addresses. @k8s pkg/controller/endpoint/endpoints_controller.go */
import { isPodReady, type CoreEndpointPort, type EndpointAddress, type EndpointSubset, type Pod, type Service } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { nameOf, namespaceOf, uidOf } from '../owners.ts';
import { createPodTable, type PodTable } from '../podTable.ts';
import { canBeEndpoint, hostnameFor, resolvePorts } from '../servicePods.ts';
import { printPort, repackSubsets, subsetOfAll, type Entry } from '../subsets.ts';

const MOST = 1000;

/** What one pod adds: its address with the ports it has there. `print`: the same for pods with the same ports, `undefined` where two of a pod's ports are alike. */
type PodEntry = Entry & { readonly ports: readonly CoreEndpointPort[]; readonly print: string | undefined };
/** `entry` undefined: it is not listed. */
type PodAnswer = { readonly entry: PodEntry | undefined };

/** The subsets of a Service's pods; the same list as long as nothing in it changes. */
export type Subsets = (pods: readonly Pod[]) => readonly EndpointSubset[];

export function createSubsets(service: Service): Subsets {
  const table: PodTable<PodAnswer> = createPodTable();
  let [answers, subsets]: [readonly PodAnswer[] | undefined, readonly EndpointSubset[]] = [undefined, []];
  const make = (pod: Pod, known: PodAnswer | undefined): PodAnswer => {
    const entry = entryOf(service, pod);
    return known !== undefined && sameEntry(known.entry, entry) ? known : { entry };
  };
  return (pods) => {
    const now = table.of(pods, make, () => true);
    if (now !== answers) [answers, subsets] = [now, subsetsOf(now)];
    return subsets;
  };
}

const sameEntry = (a: PodEntry | undefined, b: PodEntry | undefined): boolean => a === b || (a !== undefined && b !== undefined && a.print !== undefined
  && a.ready === b.ready && a.print === b.print && jsonEqual(a.address as Json, b.address as Json));

function subsetsOf(answers: readonly PodAnswer[]): readonly EndpointSubset[] {
  const entries: PodEntry[] = [];
  let alike = true;
  for (const { entry } of answers) {
    if (entry === undefined) continue;
    entries.push(entry);
    alike &&= entry.print !== undefined && entry.print === entries[0]?.print;
  }
  const [first] = entries;
  if (first === undefined) return [];
  if (alike) return [subsetOfAll(entries, first.ports)];
  return repackSubsets(entries.map(({ address, ready, ports }) => ({ [ready ? 'addresses' : 'notReadyAddresses']: [address], ports })));
}

/** The Service's first family; one address per pod. */
function addressFor({ spec }: Service, { status }: Pod): string | undefined {
  const all = [...(status?.podIPs ?? []).map(({ ip }) => ip), ...(status?.podIPs === undefined ? [status?.podIP] : [])].filter((ip): ip is string => ip !== undefined && ip !== '');
  const isSix = (ip: string | undefined): boolean => ip?.includes(':') === true;
  const { ipFamilies = [], clusterIP = '' } = spec ?? {};
  const wantsSix = ipFamilies.length > 0 ? ipFamilies[0] === 'IPv6' : clusterIP !== '' && clusterIP !== 'None' ? isSix(clusterIP) : isSix(status?.podIP);
  return all.find((ip) => isSix(ip) === wantsSix);
}

function entryOf(service: Service, pod: Pod): PodEntry | undefined {
  const eager = service.spec?.publishNotReadyAddresses === true;
  const ip = canBeEndpoint(pod, eager) ? addressFor(service, pod) : undefined;
  if (ip === undefined) return undefined;
  const hostname = hostnameFor(service, pod);
  const address: EndpointAddress = {
    ip, ...(hostname === undefined ? {} : { hostname }), ...(pod.spec?.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
    targetRef: { kind: 'Pod', namespace: namespaceOf(pod), name: nameOf(pod), uid: uidOf(pod) },
  };
  const ready = eager || isPodReady(pod);
  if ((service.spec?.ports ?? []).length === 0) return service.spec?.clusterIP === 'None' ? { address, ready, ports: [], print: '' } : undefined;
  const ports = resolvePorts(service, pod).map(({ name, ...port }) => (name === '' ? port : { name, ...port }));
  if (ports.length === 0) return undefined;
  const prints = ports.map(printPort);
  return { address, ready, ports, print: new Set(prints).size === prints.length ? prints.join() : undefined };
}

const count = (subsets: readonly EndpointSubset[], which: 'addresses' | 'notReadyAddresses'): number => subsets.reduce((sum, subset) => sum + (subset[which] ?? []).length, 0);
export const isOverCapacity = (subsets: readonly EndpointSubset[]): boolean => count(subsets, 'addresses') + count(subsets, 'notReadyAddresses') > MOST;

/** Ready ones first; each subset keeps its part of what there is room for. @k8s pkg/controller/endpoint/endpoints_controller.go truncateEndpoints */
export function truncated(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const ready = count(subsets, 'addresses');
  const which = ready > MOST ? 'addresses' : 'notReadyAddresses';
  const room = ready > MOST ? MOST : MOST - ready;
  const all = ready > MOST ? ready : count(subsets, 'notReadyAddresses');
  let left = room;
  return subsets.map(({ addresses = [], notReadyAddresses = [], ...rest }) => {
    const list = which === 'addresses' ? addresses : notReadyAddresses;
    const kept = list.slice(0, Math.min(left, Math.ceil((list.length / all) * room)));
    left -= kept.length;
    const [yes, no] = which === 'addresses' ? [kept, []] : [addresses, kept];
    return { ...(yes.length === 0 ? {} : { addresses: yes }), ...(no.length === 0 ? {} : { notReadyAddresses: no }), ...rest };
  });
}
