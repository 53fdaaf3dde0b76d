import { KINDS, type Deployment, type Pod, type PodDisruptionBudget } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { createScheduler } from '../../scheduler/index.ts';
import { createControllers } from '../index.ts';
import { addNodes, createWorld, fakeKubelets, podSpec, type World } from '../testing/world.ts';
import { expectedScale, scaled } from './scale.ts';

const labels = { app: 'web' };
const web = (replicas: number): Deployment =>
  ({ metadata: { name: 'web' }, spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec() as NonNullable<Pod['spec']> } } });

function start(replicas: number, spec: PodDisruptionBudget['spec'] & object): World {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), ...createControllers(world.context), fakeKubelets(world));
  world.create(KINDS.Deployment, web(replicas));
  world.create(KINDS.PodDisruptionBudget, { metadata: { name: 'web' }, spec: { selector: { matchLabels: labels }, ...spec } });
  world.run(5000);
  return world;
}
const status = (world: World) => world.get(KINDS.PodDisruptionBudget, 'web')?.status;
const running = (world: World): readonly string[] => world.list(KINDS.Pod).filter(({ metadata }) => metadata?.deletionTimestamp === undefined).map(({ metadata }) => metadata?.name ?? '');
const evict = (world: World, name: string): JsonObject => {
  const answer = world.request('POST', `/api/v1/namespaces/default/pods/${name}/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } });
  return answer.type === 'object' ? { ...answer.body, code: answer.code } : {};
};

test.each<[string, number, PodDisruptionBudget['spec'] & object, [number, number, number, number]]>([
  ['a number that must be available', 3, { minAvailable: 2 }, [3, 3, 2, 1]],
  ['a share, rounded up', 3, { minAvailable: '50%' }, [3, 3, 2, 1]],
  ['a number that may be missing', 3, { maxUnavailable: 1 }, [3, 3, 2, 1]],
  ['a share that may be missing, rounded up', 3, { maxUnavailable: '34%' }, [3, 3, 1, 2]],
  ['more than there are', 2, { minAvailable: 5 }, [2, 2, 5, 0]],
])('%s', (_name, replicas, spec, [expectedPods, currentHealthy, desiredHealthy, disruptionsAllowed]) => {
  const allowed = disruptionsAllowed > 0;
  expect(status(start(replicas, spec))).toMatchObject({
    expectedPods, currentHealthy, desiredHealthy, disruptionsAllowed, observedGeneration: 1,
    conditions: [{ type: 'DisruptionAllowed', status: allowed ? 'True' : 'False', reason: allowed ? 'SufficientPods' : 'InsufficientPods', message: '', observedGeneration: 1 }],
  });
});

/** @k8s golden cluster/node-drain-pdb */
test('one pod after the other may be evicted', () => {
  const world = start(2, { minAvailable: 1 });
  const [first = '', second = ''] = running(world);
  expect(evict(world, first)['code']).toBe(201);
  expect(status(world)).toMatchObject({ disruptionsAllowed: 0, disruptedPods: { [first]: expect.any(String) as string } });
  expect(evict(world, second)).toMatchObject({
    code: 429, reason: 'TooManyRequests', message: "Cannot evict pod as it would violate the pod's disruption budget.",
    details: { causes: [{ reason: 'DisruptionBudget', message: "The disruption budget web does not allow evicting pods currently" }] },
  });
  world.run(5000);
  expect(status(world)).toMatchObject({ disruptionsAllowed: 1, currentHealthy: 2, expectedPods: 2 });
  expect(status(world)?.disruptedPods).toBeUndefined();
  expect(evict(world, second)['code']).toBe(201);
});

test('a budget that was not looked at yet, two budgets, and pods that are not ready', () => {
  const world = start(2, { minAvailable: 2 });
  const [first = ''] = running(world);
  world.request('PATCH', '/apis/policy/v1/namespaces/default/poddisruptionbudgets/web', undefined);
  world.patch(KINDS.PodDisruptionBudget, 'web', { spec: { minAvailable: 1 } });
  expect(evict(world, first)).toMatchObject({ code: 429, details: { retryAfterSeconds: 10, causes: [{ message: 'The disruption budget web is still being processed by the server.' }] } });
  world.create(KINDS.PodDisruptionBudget, { metadata: { name: 'more' }, spec: { minAvailable: 1, selector: { matchLabels: labels } } });
  world.run(1000);
  expect(evict(world, first)).toMatchObject({ code: 500, message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.' });
  world.remove(KINDS.PodDisruptionBudget, 'more');
  world.patch(KINDS.PodDisruptionBudget, 'web', { spec: { minAvailable: 2 } });
  world.patch(KINDS.Pod, first, { status: { conditions: [{ type: 'Ready', status: 'False' }] } }, 'status');
  world.run(1000);
  expect(evict(world, first)['code']).toBe(429);
  world.patch(KINDS.PodDisruptionBudget, 'web', { spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow' } });
  world.run(1000);
  expect(evict(world, first)['code']).toBe(201);
});

test('pods of nobody do not count towards a share, pods of a Job cannot be counted', () => {
  const pod = (kind?: string): Pod => ({ metadata: { name: 'p', ...(kind === undefined ? {} : { ownerReferences: [{ apiVersion: 'batch/v1', kind, name: 'j', uid: 'u', controller: true }] }) } });
  expect(expectedScale([pod()], () => undefined)).toBe(0);
  expect(expectedScale([pod('Job')], () => 'jobs.batch does not implement the scale subresource')).toBe('jobs.batch does not implement the scale subresource');
  expect(expectedScale([pod('ReplicaSet')], () => undefined)).toBe('found no controllers for pod "p"');
  expect(scaled('30%', 10)).toBe(3);
  const world = start(0, { minAvailable: 1 });
  expect(world.events('NoPods')).toContain('No matching pods found');
});
