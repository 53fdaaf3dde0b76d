/** @k8s pkg/controller/endpointslicemirroring, golden controllers/eps-endpoints-object */
import { KINDS, type EndpointAddress, type Endpoints, type EndpointSubset } from '../../api/index.ts';
import { createControllers } from '../index.ts';
import { createWorld, type World } from '../testing/world.ts';

const byHand = (subsets: readonly EndpointSubset[], metadata: NonNullable<Endpoints['metadata']> = {}): Endpoints => ({ metadata: { name: 'db', ...metadata }, subsets });
const four: EndpointAddress = { ip: '192.0.2.42' };
const ports = [{ name: 'http', port: 80, protocol: 'TCP' }];

function worldWith(endpoints: Endpoints, selector?: { readonly [key: string]: string }): World {
  const world = createWorld();
  world.start(...createControllers(world.context));
  world.create(KINDS.Service, { metadata: { name: 'db' }, spec: { ports: [{ name: 'http', port: 80 }], ...(selector === undefined ? {} : { selector }) } });
  world.create(KINDS.Endpoints, endpoints);
  world.run(2000);
  return world;
}
const shown = (world: World): readonly string[] => world.list(KINDS.EndpointSlice).map(({ endpoints, ports: own, addressType }) =>
  `${addressType} ${(own ?? []).map(({ name, port }) => `${name}:${port}`).join()} ${(endpoints ?? []).map(({ addresses, conditions }) => `${addresses[0]}${conditions?.ready === true ? '' : '!'}`).join(' ')}`);

test.each([
  ['one subset', [{ addresses: [four], ports }], ['IPv4 http:80 192.0.2.42']],
  ['not ready ones after the others', [{ addresses: [four], notReadyAddresses: [{ ip: '192.0.2.7' }], ports }], ['IPv4 http:80 192.0.2.42 192.0.2.7!']],
  ['two addresses of each family: two slices', [{ addresses: [four, { ip: '2001:db8::1' }], ports }], ['IPv4 http:80 192.0.2.42', 'IPv6 http:80 2001:db8::1']],
  ['nobody', [], []],
] as const)('%s', (_, subsets, expected) => { expect([...shown(worldWith(byHand(subsets)))].sort()).toEqual(expected); });

test('labels, annotations and the owner come from the Endpoints', () => {
  const world = worldWith(byHand([{ addresses: [four], ports }], { labels: { team: 'blue' }, annotations: { note: 'x', 'endpoints.kubernetes.io/last-change-trigger-time': 't' } }));
  expect(world.list(KINDS.EndpointSlice)[0]?.metadata).toMatchObject({
    generateName: 'db-', annotations: { note: 'x' }, ownerReferences: [{ kind: 'Endpoints', name: 'db', controller: true }],
    labels: { team: 'blue', 'kubernetes.io/service-name': 'db', 'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io' },
  });
  expect(world.list(KINDS.EndpointSlice)[0]?.metadata?.annotations).toEqual({ note: 'x' });
});

test('follows changes, and goes with the Endpoints, the Service, a selector or the label that says so', () => {
  const world = worldWith(byHand([{ addresses: [four], ports }]));
  const name = world.list(KINDS.EndpointSlice)[0]?.metadata?.name;
  world.patch(KINDS.Endpoints, 'db', { subsets: [{ addresses: [{ ip: '192.0.2.43' }], ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] }] });
  world.run(2000);
  expect([shown(world), world.list(KINDS.EndpointSlice)[0]?.metadata?.name]).toEqual([['IPv4 http:8080 192.0.2.43'], name]);
  const steps: readonly (readonly [() => void, number])[] = [
    [() => world.patch(KINDS.Endpoints, 'db', { metadata: { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } } }), 0],
    [() => world.patch(KINDS.Endpoints, 'db', { metadata: { labels: { 'endpointslice.kubernetes.io/skip-mirror': null } } }), 1],
    [() => world.remove(KINDS.Endpoints, 'db'), 0],
  ];
  for (const [step, left] of steps) { step(); world.run(2000); expect(shown(world)).toHaveLength(left); }
});

test('a Service with a selector has its own slices', () => {
  const world = worldWith(byHand([{ addresses: [four], ports }]), { app: 'db' });
  expect(world.list(KINDS.EndpointSlice).map(({ metadata }) => metadata?.labels?.['endpointslice.kubernetes.io/managed-by'])).toEqual(['endpointslice-controller.k8s.io']);
});

test('at most 1000 addresses of a subset', () => {
  const addresses = Array.from({ length: 1003 }, (_, i) => ({ ip: `10.9.${Math.trunc(i / 250)}.${(i % 250) + 1}` }));
  const world = worldWith(byHand([{ addresses, ports }]));
  expect(world.list(KINDS.EndpointSlice).map(({ endpoints }) => endpoints?.length)).toEqual([1000]);
  expect(world.events('TooManyAddressesToMirror')).toEqual(['A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. 3 addresses were skipped']);
});

test('nothing is written twice, and a slice deleted by hand comes back', () => {
  const world = worldWith(byHand([{ addresses: [four], ports }]));
  const before = world.list(KINDS.EndpointSlice)[0]?.metadata?.resourceVersion;
  world.patch(KINDS.Service, 'db', { metadata: { labels: { a: 'b' } } });
  world.run(5000);
  expect(world.list(KINDS.EndpointSlice)[0]?.metadata?.resourceVersion).toBe(before);
  world.remove(KINDS.EndpointSlice, world.list(KINDS.EndpointSlice)[0]?.metadata?.name ?? '');
  world.run(5000);
  expect(shown(world)).toEqual(['IPv4 http:80 192.0.2.42']);
});
