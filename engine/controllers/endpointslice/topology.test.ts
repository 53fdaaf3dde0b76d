/** @k8s staging/src/k8s.io/endpointslice/topologycache, trafficdist */
import type { Endpoint, EndpointSlice, Node, Service } from '../../api/index.ts';
import { hintsByField, wantsTopology } from './hints.ts';
import type { Plan } from './slices.ts';
import { hintsByTopology, isOverloaded, zoneRatios } from './topology.ts';

const node = (name: string, zone: string | undefined, cpu = '2', more: { readonly ready?: boolean; readonly labels?: { readonly [key: string]: string } } = {}): Node => ({
  metadata: { name, labels: { ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }), ...more.labels } },
  status: { allocatable: { cpu }, conditions: [{ type: 'Ready', status: more.ready === false ? 'False' : 'True' }] },
});
const endpoint = (n: number, zone: string | undefined, ready = true): Endpoint => ({ addresses: [`10.244.0.${n}`], conditions: { ready }, nodeName: `n${n}`, ...(zone === undefined ? {} : { zone }) });
const planOf = (endpoints: readonly Endpoint[]): Plan => ({ create: [{ ports: [], endpoints }], update: [], remove: [], unchanged: [] });
const zonesOf = (plan: Plan): string => [...plan.create, ...plan.update.map(({ content }) => content)].flatMap(({ endpoints }) => endpoints).map(({ hints }) => hints?.forZones?.map(({ name }) => name).join('+') ?? '-').join(' ');
const MASTER = { 'node-role.kubernetes.io/control-plane': '' };

test.each([
  ['by processors', [node('a', 'x', '2'), node('b', 'y', '6')], 'x 0.25, y 0.75'],
  ['without those of the control plane and those not ready', [node('m', undefined, '4', { labels: MASTER }), node('a', 'x'), node('b', 'y'), node('c', 'z', '2', { ready: false })], 'x 0.5, y 0.5'],
  ['a node without a zone', [node('a', 'x'), node('b', undefined)], 'none'],
  ['one zone', [node('a', 'x'), node('b', 'x')], 'none'],
  ['no nodes', [], 'none'],
] as const)('the part of each zone: %s', (_, nodes, expected) => {
  const ratios = zoneRatios(nodes);
  expect(ratios === undefined ? 'none' : [...ratios].map(([zone, part]) => `${zone} ${part}`).join(', ')).toBe(expected);
});

const half = new Map([['x', 0.5], ['y', 0.5]]);
test.each([
  ['each its own zone', [endpoint(1, 'x'), endpoint(2, 'y')], half, 'x y', 'Topology Aware Hints has been enabled, addressType: IPv4'],
  ['the zone with too many gives one', [endpoint(1, 'x'), endpoint(2, 'x'), endpoint(3, 'x'), endpoint(4, 'y')], half, 'y x x y', 'Topology Aware Hints has been enabled, addressType: IPv4'],
  ['those that are not ready have none', [endpoint(1, 'x'), endpoint(2, 'y'), endpoint(3, 'y', false)], half, 'x y -', 'Topology Aware Hints has been enabled, addressType: IPv4'],
  ['fewer endpoints than zones', [endpoint(1, 'x')], half, '-', 'Insufficient number of endpoints (1 endpoints, 2 zones), addressType: IPv4'],
  ['a fifth too much for somebody', [endpoint(1, 'x'), endpoint(2, 'y')], new Map([['x', 0.7], ['y', 0.3]]), '- -', 'Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (2 endpoints, 2 zones), addressType: IPv4'],
  ['an endpoint without a zone', [endpoint(1, 'x'), endpoint(2, undefined)], half, '- -', 'One or more endpoints do not have a zone specified, addressType: IPv4'],
  ['nodes that say too little', [endpoint(1, 'x')], undefined, '-', 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4'],
] as const)('by annotation: %s', (_, endpoints, ratios, hints, message) => {
  const { plan, events } = hintsByTopology(planOf(endpoints), ratios, 'IPv4', false);
  expect([zonesOf(plan), events.map((each) => each.message)]).toEqual([hints, [message]]);
});

test('hints that can stay write nothing', () => {
  const slice: EndpointSlice = { addressType: 'IPv4', endpoints: [{ ...endpoint(1, 'x'), hints: { forZones: [{ name: 'x' }] } }, { ...endpoint(2, 'y'), hints: { forZones: [{ name: 'y' }] } }] };
  const { plan, events, zones } = hintsByTopology({ create: [], update: [], remove: [], unchanged: [slice] }, half, 'IPv4', true);
  expect([plan.update, plan.unchanged, events, zones]).toEqual([[], [slice], [], new Map([['x', 1], ['y', 1]])]);
});

test.each([
  ['enough in both', [['x', 2], ['y', 2]], false], ['a zone with too few', [['x', 4], ['y', 1]], true], ['a zone without', [['x', 4]], true], ['nothing known', [], false],
] as const)('overloaded: %s', (_, zones, expected) => { expect(isOverloaded(new Map(zones), half)).toBe(expected); });

const service = (trafficDistribution?: string, annotations: { readonly [key: string]: string } = {}): Service => ({ metadata: { name: 'web', annotations }, spec: trafficDistribution === undefined ? {} : { trafficDistribution } });
test.each([
  [undefined, undefined], ['PreferClose', { forZones: [{ name: 'x' }] }], ['PreferSameZone', { forZones: [{ name: 'x' }] }],
  ['PreferSameNode', { forNodes: [{ name: 'n1' }], forZones: [{ name: 'x' }] }], ['Nonsense', undefined],
] as const)('trafficDistribution %s', (distribution, hints) => {
  const plan = hintsByField(service(distribution), planOf([endpoint(1, 'x'), endpoint(2, 'x', false)]));
  expect(plan.create[0]?.endpoints.map((each) => each.hints)).toEqual([hints, undefined]);
});

test.each([
  [{}, false], [{ 'service.kubernetes.io/topology-mode': 'Auto' }, true], [{ 'service.kubernetes.io/topology-mode': 'auto' }, true],
  [{ 'service.kubernetes.io/topology-aware-hints': 'disabled', 'service.kubernetes.io/topology-mode': 'Auto' }, false],
] as const)('asked for by %j', (annotations, expected) => { expect(wantsTopology(service(undefined, annotations))).toBe(expected); });
