/** Addresses grouped by the ports they have. @k8s pkg/api/v1/endpoints/util.go RepackSubsets */
import { isPodReady, isPodTerminal, type CoreEndpointPort, type EndpointAddress, type EndpointSubset, type Pod, type Service } from '../../api/index.ts';
import { isDeleting, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { isHeadless, resolvePorts } from '../servicePods.ts';

type Entry = { readonly address: EndpointAddress; readonly ready: boolean; readonly ports: readonly CoreEndpointPort[] };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const addressKey = ({ address, ready }: Entry): string => `${address.ip} ${address.targetRef?.uid ?? ''} ${ready}`;
const portKey = ({ name = '', port, protocol }: CoreEndpointPort): string => `${name} ${String(port).padStart(5, '0')} ${protocol}`;

export function subsetsOf(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const entries = pods.flatMap((pod) => entryOf(service, pod)).toSorted((a, b) => compare(a.address.ip, b.address.ip));
  const ports = new Map<string, { readonly port: CoreEndpointPort; readonly entries: Entry[] }>();
  const portless = entries.filter((entry) => entry.ports.length === 0);
  for (const entry of entries) {
    for (const port of entry.ports) {
      const known = ports.get(portKey(port)) ?? { port, entries: [] };
      known.entries.push(entry);
      ports.set(portKey(port), known);
    }
  }
  const groups = new Map<string, { readonly ports: CoreEndpointPort[]; readonly entries: readonly Entry[] }>();
  for (const { port, entries: own } of [...ports.values()].toSorted((a, b) => compare(portKey(a.port), portKey(b.port)))) {
    const key = own.map(addressKey).join('\n');
    const group = groups.get(key) ?? { ports: [], entries: own };
    group.ports.push(port);
    groups.set(key, group);
  }
  const subsets = [...groups.values()].map(({ ports: own, entries: list }) => ({ ...addresses(list), ports: own }));
  return portless.length > 0 && isHeadless(service) && (service.spec?.ports ?? []).length === 0 ? [...subsets, addresses(portless)] : subsets;
}

function addresses(entries: readonly Entry[]): EndpointSubset {
  const [ready, notReady] = [true, false].map((wanted) => entries.filter((entry) => entry.ready === wanted).map(({ address }) => address));
  return { ...(ready?.length === 0 ? {} : { addresses: ready ?? [] }), ...(notReady?.length === 0 ? {} : { notReadyAddresses: notReady ?? [] }) };
}

function entryOf(service: Service, pod: Pod): readonly Entry[] {
  const ip = pod.status?.podIP ?? '';
  const eager = service.spec?.publishNotReadyAddresses === true;
  if (ip === '' || isPodTerminal(pod) || (isDeleting(pod) && !eager)) return [];
  const { hostname = '', subdomain, nodeName } = pod.spec ?? {};
  const address: EndpointAddress = {
    ip, ...(hostname !== '' && subdomain === nameOf(service) ? { hostname } : {}), ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: 'Pod', namespace: namespaceOf(pod), name: nameOf(pod), uid: uidOf(pod) },
  };
  const ports = resolvePorts(service, pod).map(({ name, ...port }): CoreEndpointPort => (name === '' ? port : { name, ...port }));
  return [{ address, ready: eager || isPodReady(pod), ports }];
}
