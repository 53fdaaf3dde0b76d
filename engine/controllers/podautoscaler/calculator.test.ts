import type { Pod } from '../../api/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { byUsage, byUtilization, groupPods, type Load } from './calculator.ts';
import { measurementsOf, type Measurement } from './measurements.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
type Traits = { readonly phase?: string; readonly ready?: string; readonly startedAgo?: number; readonly readyAgo?: number; readonly deleting?: boolean; readonly request?: string | null; readonly sidecar?: string };
const ago = (seconds: number): string => rfc3339(NOW - seconds * 1000);

const pod = (name: string, { phase = 'Running', ready = 'True', startedAgo = 3600, readyAgo = 3600, deleting = false, request = '100m', sidecar }: Traits = {}): Pod => ({
  metadata: { name, ...(deleting ? { deletionTimestamp: ago(1) } : {}) },
  spec: {
    containers: [{ name: 'app', resources: request === null ? {} : { requests: { cpu: request, memory: '100Mi' } } }],
    ...(sidecar === undefined ? {} : { initContainers: [{ name: 'proxy', restartPolicy: 'Always', resources: { requests: { cpu: sidecar } } }, { name: 'setup' }] }),
  },
  status: { phase, startTime: ago(startedAgo), conditions: [{ type: 'Ready', status: ready, lastTransitionTime: ago(readyAgo) }] },
});
const measured = (values: { readonly [pod: string]: number }): ReadonlyMap<string, Measurement> =>
  new Map(Object.entries(values).map(([name, value]) => [name, { value, at: NOW - 10_000, windowMs: 15_000 }]));
const load = (pods: readonly Pod[], values: { readonly [pod: string]: number }, more: Partial<Load> = {}): Load =>
  ({ pods, measured: measured(values), resource: 'cpu', container: '', current: pods.length, tolerances: { down: 0.1, up: 0.1 }, now: NOW, ...more });
const three = (traits: Traits = {}): Pod[] => [pod('a', traits), pod('b', traits), pod('c', traits)];
const each = (value: number) => ({ a: value, b: value, c: value });
const replicas = (result: ReturnType<typeof byUtilization>): number | string => (result.ok ? result.replicas : result.error);

/** @k8s docs concepts/workloads/autoscaling/horizontal-pod-autoscale: ceil(current × usage / target), tolerance 0.1 */
test.each<[string, number, number, number]>([
  ['twice the target: twice as many', 100, 50, 6], ['just within the tolerance', 55, 50, 3], ['just beyond it: rounded up', 56, 50, 4],
  ['just within, below', 45, 50, 3], ['beyond it, but two would be too few', 44, 50, 3], ['a third', 16, 50, 1], ['nothing', 0, 50, 0], ['far above 100 %', 500, 80, 19],
])('utilization: %s', (_name, usage, target, wanted) => {
  const result = byUtilization(load(three(), each(usage)), target);
  expect(result).toEqual({ ok: true, replicas: wanted, utilization: usage, usage });
});

test('utilization is a whole percentage of all requests together', () => {
  expect(byUtilization(load([pod('a', { request: '300m' }), pod('b')], { a: 100, b: 34 }), 50)).toEqual({ ok: true, replicas: 2, utilization: 33, usage: 67 });
  expect(byUtilization(load([pod('a', { sidecar: '100m' })], { a: 200 }), 50)).toMatchObject({ utilization: 100 });
});

/** @k8s replica_calculator.go GetResourceReplicas */
test.each<[string, Load, number | string]>([
  ['a pod that is not measured counts as busy when others would go', load(three(), { a: 10, b: 10 }), 3],
  ['… and they go if all is calm even so', load([...three(), pod('d'), pod('e')], { a: 5, b: 5, c: 5, d: 5 }, { current: 5 }), 3],
  ['… and as idle when others would come', load(three(), { a: 100, b: 100 }), 4],
  ['no growth if with it there is no need', load(three(), { a: 75, b: 75 }), 3],
  ['a pending pod is not asked when others go', load([...three(), pod('d', { phase: 'Pending' })], each(10)), 1],
  ['… and idle when others come', load([...three(), pod('d', { phase: 'Pending' })], each(100)), 6],
  ['a failed pod and one on its way out are nobody', load([pod('a'), pod('b', { phase: 'Failed' }), pod('c', { deleting: true })], { a: 100, b: 900, c: 900 }), 2],
  ['just started and not ready: left out', load([pod('a'), pod('b', { startedAgo: 60, ready: 'False', readyAgo: 60 })], { a: 30, b: 1000 }), 1],
  ['just started, ready for less than a window', load([pod('a'), pod('b', { startedAgo: 60, readyAgo: 20 })], { a: 60, b: 1000 }), 2],
  ['just started, ready for longer', load([pod('a'), pod('b', { startedAgo: 60, readyAgo: 40 })], { a: 50, b: 150 }), 4],
  ['old, never ready since its start', load([pod('a'), pod('b', { ready: 'False', readyAgo: 3580 })], { a: 30, b: 1000 }), 1],
  ['old, no longer ready: counts', load([pod('a'), pod('b', { ready: 'False', readyAgo: 100 })], { a: 50, b: 150 }), 4],
  ['nobody', load([], {}), 'no pods returned by selector while calculating replica count'],
  ['nobody ready', load(three({ phase: 'Pending' }), {}), 'did not receive metrics for targeted pods (pods might be unready)'],
  ['no request', load([pod('a', { request: null })], { a: 1 }), 'missing request for cpu in container app of Pod a'],
  ['no such container', load([pod('a')], { a: 1 }, { container: 'x' }), 'container x not found in Pod a'],
])('%s', (_name, given, wanted) => {
  expect(replicas(byUtilization(given, 50))).toBe(wanted);
});

test.each<[number, number, number]>([[200, 100, 6], [105, 100, 3], [111, 100, 4], [89, 100, 3], [60, 100, 2], [1, 100, 1]])('usage %i of %i a pod: %i pods', (usage, target, wanted) => {
  expect(byUsage(load(three(), each(usage), { resource: 'memory' }), target)).toEqual({ ok: true, replicas: wanted, usage });
});

test('a tolerance of its own for each direction', () => {
  const tolerances = { down: 0.5, up: 0 };
  expect(replicas(byUtilization(load(three(), each(51), { tolerances }), 50))).toBe(4);
  expect(replicas(byUtilization(load(three(), each(26), { tolerances }), 50))).toBe(3);
});

test('only CPU cares whether a pod is ready', () => {
  const pods = [pod('a', { ready: 'False', startedAgo: 10, readyAgo: 10 })];
  expect(groupPods(pods, measured({ a: 1 }), 'cpu', NOW)).toEqual({ ready: 0, unready: ['a'], missing: [], ignored: [] });
  expect(groupPods(pods, measured({ a: 1 }), 'memory', NOW)).toEqual({ ready: 1, unready: [], missing: [], ignored: [] });
});

test('a pod of which one container was not measured is not measured', () => {
  const item = (name: string, ...usages: { [name: string]: string }[]) =>
    ({ metadata: { name }, timestamp: rfc3339(NOW), window: '15s' as never, containers: usages.map((usage, i) => ({ name: `c${i}`, usage })) });
  const items = [item('a', { cpu: '1500000n' }, { cpu: '10m' }), item('b', { cpu: '1m' }, {}), item('c')];
  expect([...measurementsOf(items, 'cpu', '')]).toEqual([['a', { value: 12, at: NOW, windowMs: 15_000 }]]);
  expect([...measurementsOf(items, 'cpu', 'c1')].map(([name]) => name)).toEqual(['a']);
});
