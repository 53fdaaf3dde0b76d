import type { Endpoint, EndpointSlice } from '../../api/index.ts';
import { fnv128a } from '../goHash.ts';
import { portsOf } from './endpoints.ts';
import { portsKey } from '../slices.ts';
import { planSlices, recycle, type Group, type Labels } from './slices.ts';

const http = [{ name: 'http', port: 80, protocol: 'TCP' }];
const endpoint = (n: number, ready = true): Endpoint => ({ addresses: [`10.244.1.${n}`], conditions: { ready }, targetRef: { kind: 'Pod', name: `pod-${n}`, uid: `uid-${n}` } });
const range = (from: number, to: number): Endpoint[] => Array.from({ length: to - from + 1 }, (_, i) => endpoint(from + i));
const slice = (name: string, endpoints: readonly Endpoint[], ports = http): EndpointSlice =>
  ({ metadata: { name }, addressType: 'IPv4', ...(endpoints.length === 0 ? {} : { endpoints, ports }) });
const group = (endpoints: readonly Endpoint[], ports = http): Group => ({ key: portsKey(ports), ports, endpoints });
const labels: Labels = { changed: ({ metadata }) => metadata?.labels?.['old'] !== undefined, isPlaceholder: () => true, owned: ({ metadata }) => metadata?.labels?.['alien'] === undefined };

/** What each slice holds afterwards, by the last number of the addresses. */
function plan(existing: readonly EndpointSlice[], groups: readonly Group[]): string[] {
  const short = (endpoints: readonly Endpoint[]): string => (endpoints.length > 4 ? `${endpoints.length} of them` : endpoints.map(({ addresses, conditions }) => `${addresses[0]?.split('.')[3]}${conditions?.ready === true ? '' : '!'}`).join(' '));
  const { create, update, remove } = recycle(planSlices(existing, groups, labels), labels.owned);
  return [...create.map(({ endpoints }) => `new: ${short(endpoints)}`), ...update.map(({ slice: { metadata }, content }) => `${metadata?.name}: ${short(content.endpoints)}`), ...remove.map(({ metadata }) => `${metadata?.name} gone`)];
}

test.each([
  ['a Service without pods has an empty slice', [], [], ['new: ']],
  ['which stays while there are none', [slice('a', [])], [], []],
  ['and is used for the first pod', [slice('a', [])], [group(range(1, 1))], ['a: 1']],
  ['the last one going leaves it empty', [slice('a', range(1, 1))], [], ['a: ']],
  ['nothing changed, nothing written', [slice('a', range(1, 2))], [group(range(1, 2))], []],
  ['order of arrival stays', [slice('a', [endpoint(2), endpoint(1)])], [group(range(1, 3))], ['a: 2 1 3']],
  ['a change in place', [slice('a', range(1, 3))], [group([endpoint(1), endpoint(2, false), endpoint(3)])], ['a: 1 2! 3']],
  ['100 in one slice', [], [group(range(1, 150))], ['new: 100 of them', 'new: 50 of them']],
  ['what is full stays as it is', [slice('a', range(1, 100))], [group(range(1, 101))], ['new: 101']],
  ['room is used', [slice('a', range(1, 100)), slice('b', range(101, 103))], [group(range(1, 104))], ['b: 101 102 103 104']],
  ['a slice that is written anyway takes the new ones', [slice('a', range(1, 3)), slice('b', range(4, 6))], [group([endpoint(1), endpoint(2), endpoint(3), endpoint(5), endpoint(6), endpoint(7)])], ['b: 5 6 7']],
  ['other ports, other slice', [slice('a', range(1, 1))], [group(range(1, 1)), group(range(2, 2), [{ name: 'http', port: 8080, protocol: 'TCP' }])], ['new: 2']],
  ['of two, the emptied one goes', [slice('a', range(1, 1)), slice('b', range(2, 2))], [group(range(2, 2))], ['a gone']],
] as const)('%s', (_, existing, groups, expected) => { expect(plan(existing, groups)).toEqual(expected); });

/** Made with Go's hash/fnv and k8s.io/utils/dump as v1.36.3 pins it. */
test.each([
  ['', '6c62272e07bb014262b821756295c58d'],
  ['(v1.EndpointPort){Name:(*string)http Protocol:(*v1.Protocol)TCP Port:(*int32)80 AppProtocol:(*string)<nil>}', 'b6c4d325122a5ba6f795b0bbffcebb6f'],
  ['(v1.EndpointPort){Name:(string)metrics Port:(int32)9153 Protocol:(v1.Protocol)TCP AppProtocol:(*string)<nil>}', 'bb224be3c4f395f985c5884d94d63c5e'],
])('FNV-1a of %j', (text, expected) => { expect(fnv128a(text)).toBe(expected); });

test.each([
  ['cluster/svc-multi-port-udp', [['http', 80, 'TCP'], ['admin', 8081, 'TCP'], ['dns', 53, 'UDP'], ['dns-tcp', 53, 'TCP']], ['dns', 'admin', 'dns-tcp', 'http']],
  ['kube-dns', [['dns', 53, 'UDP'], ['dns-tcp', 53, 'TCP'], ['metrics', 9153, 'TCP']], ['dns', 'dns-tcp', 'metrics']],
] as const)('%s: the order of the ports', (_, ports, expected) => {
  const service = { spec: { ports: ports.map(([name, port, protocol]) => ({ name, port, protocol })) } };
  expect(portsOf(service, {}).map(({ name }) => name)).toEqual(expected);
});
