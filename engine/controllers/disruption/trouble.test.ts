/** @k8s pkg/controller/disruption/disruption.go; pkg/registry/core/pod/storage/eviction.go */
import { KINDS, type Pod, type PodDisruptionBudget } from '../../api/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { createWorld, podSpec, type World } from '../testing/world.ts';
import { createDisruptionController } from './controller.ts';
import { staleIn } from './stale.ts';

const labels = { app: 'web' };
const READY = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const controlledBy = (apiVersion: string, kind: string, name: string, uid: string) => ({ ownerReferences: [{ apiVersion, kind, name, uid, controller: true }] });
function start(spec: PodDisruptionBudget['spec'] & object, ...owners: object[]): World {
  const world = createWorld();
  world.start(createDisruptionController(world.context));
  owners.forEach((metadata, i) => {
    world.create(KINDS.Pod, { metadata: { name: `p${i}`, labels, ...metadata }, spec: podSpec() as NonNullable<Pod['spec']> });
    world.patch(KINDS.Pod, `p${i}`, { status: READY }, 'status');
  });
  world.create(KINDS.PodDisruptionBudget, { metadata: { name: 'web' }, spec: { selector: { matchLabels: labels }, ...spec } });
  world.run(500);
  return world;
}
const status = (world: World) => world.get(KINDS.PodDisruptionBudget, 'web')?.status;
const evict = (world: World, name: string): JsonObject => {
  const answer = world.request('POST', `/api/v1/namespaces/default/pods/${name}/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } });
  return answer.type === 'object' ? { ...answer.body, code: answer.code } : {};
};

test('pods of nobody are told of, and do not count', () => {
  const world = start({ maxUnavailable: 1 }, {});
  expect(world.events('UnmanagedPods')[0]).toBe('Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{},}) were found to be unmanaged. '
    + 'As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.');
  expect(status(world)).toMatchObject({ expectedPods: 0, currentHealthy: 1, disruptionsAllowed: 0 });
});

test.each<[string, object, string]>([
  ['a Job', controlledBy('batch/v1', 'Job', 'j', 'u'), 'jobs.batch does not implement the scale subresource'],
  ['a kind that is not there', controlledBy('example.com/v1', 'Robot', 'r', 'u'), 'no matches for kind "Robot" in version "example.com/v1"'],
  ['a set that is gone', controlledBy('apps/v1', 'ReplicaSet', 's', 'u'), 'found no controllers for pod "p0"'],
])('pods of %s cannot be counted', (_name, owner, problem) => {
  const world = start({ maxUnavailable: 1 }, owner);
  expect(world.events('CalculateExpectedPodCountFailed')[0]).toBe(`Failed to calculate the number of expected pods: ${problem}`);
  expect(status(world)).toMatchObject({ disruptionsAllowed: 0, conditions: [{ type: 'DisruptionAllowed', status: 'False', reason: 'SyncFailed', message: problem }] });
  expect(status(world)?.observedGeneration).toBeUndefined();
  expect(evict(world, 'p0')).toMatchObject({ code: 429, details: { causes: [{ message: 'The disruption budget web is still being processed by the server.' }] } });
});

test.each<[string, JsonObject, string]>([
  ['too few', { currentHealthy: 1, desiredHealthy: 1 }, 'The disruption budget web needs 1 healthy pods and has 1 currently'],
  ['just evicted', { currentHealthy: 2, desiredHealthy: 1 }, 'The disruption budget web does not allow evicting pods currently'],
  ['not worked out', { currentHealthy: 1, desiredHealthy: 1, conditions: [{ type: 'DisruptionAllowed', status: 'False', reason: 'SyncFailed', message: 'why', lastTransitionTime: '2026-11-21T12:00:00Z' }] },
    'The disruption budget web does not allow evicting pods currently because it failed sync: why'],
  ['held by somebody', { currentHealthy: 2, desiredHealthy: 1, conditions: [{ type: 'DisruptionAllowed', status: 'False', reason: 'Held', message: 'for now', lastTransitionTime: '2026-11-21T12:00:00Z' }] },
    'The disruption budget web does not allow evicting pods currently (Held): for now'],
])('why not: %s', (_name, counts, message) => {
  const world = createWorld();
  world.create(KINDS.Pod, { metadata: { name: 'p0', labels }, spec: podSpec() as NonNullable<Pod['spec']> });
  world.patch(KINDS.Pod, 'p0', { status: READY }, 'status');
  world.create(KINDS.PodDisruptionBudget, { metadata: { name: 'web' }, spec: { minAvailable: 1, selector: { matchLabels: labels } } });
  world.patch(KINDS.PodDisruptionBudget, 'web', { status: { observedGeneration: 1, disruptionsAllowed: 0, expectedPods: 1, ...counts } }, 'status');
  expect(evict(world, 'p0')).toMatchObject({ code: 429, reason: 'TooManyRequests', details: { causes: [{ reason: 'DisruptionBudget', message }] } });
});

test('the scale of a custom resource counts', () => {
  const world = createWorld();
  const version = {
    name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    subresources: { scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' } },
  };
  world.request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'robots.example.com' },
    spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'robots', singular: 'robot', kind: 'Robot' }, versions: [version] },
  } as unknown as Json);
  world.run(2000);
  const made = world.request('POST', '/apis/example.com/v1/namespaces/default/robots', { apiVersion: 'example.com/v1', kind: 'Robot', metadata: { name: 'r' }, spec: { size: 7 } });
  const uid = made.type === 'object' ? (made.body['metadata'] as JsonObject)['uid'] as string : '';
  world.start(createDisruptionController(world.context));
  world.create(KINDS.Pod, { metadata: { name: 'p0', labels, ...controlledBy('example.com/v1', 'Robot', 'r', uid) }, spec: podSpec() as NonNullable<Pod['spec']> });
  world.create(KINDS.PodDisruptionBudget, { metadata: { name: 'web' }, spec: { maxUnavailable: '30%', selector: { matchLabels: labels } } });
  world.run(500);
  expect(status(world)).toMatchObject({ expectedPods: 7, desiredHealthy: 4, currentHealthy: 0 });
});

test('a pod of two budgets: one is taken, and the pod told', () => {
  const world = start({ minAvailable: 1 }, {});
  world.create(KINDS.PodDisruptionBudget, { metadata: { name: 'more' }, spec: { minAvailable: 1, selector: { matchLabels: labels } } });
  world.patch(KINDS.Pod, 'p0', { metadata: { labels: { x: 'y' } } });
  world.run(100);
  expect(world.events('MultiplePodDisruptionBudgets')[0]).toMatch(/^Pod "default"\/"p0" matches multiple PodDisruptionBudgets\. {2}Chose "(more|web)" arbitrarily\.$/);
});

test('an evicted pod that does not go: expected for two minutes, then counted again and its condition taken back', () => {
  const world = start({ minAvailable: 1 }, {}, {});
  const at = rfc3339(world.clock.now);
  world.patch(KINDS.PodDisruptionBudget, 'web', { status: { disruptedPods: { p0: at } } }, 'status');
  world.patch(KINDS.Pod, 'p0', { status: { conditions: [...READY.conditions, { type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting', lastTransitionTime: at }] } }, 'status');
  world.run(110_000);
  expect(status(world)).toMatchObject({ currentHealthy: 1, disruptionsAllowed: 0, disruptedPods: { p0: at } });
  world.run(20_000);
  expect(status(world)).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 1 });
  expect(status(world)?.disruptedPods).toBeUndefined();
  expect(world.events('NotDeleted')).toEqual(['Pod was expected by PDB default/default to be deleted but it wasn\'t']);
  const condition = world.get(KINDS.Pod, 'p0')?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
  expect(condition).toMatchObject({ status: 'False' });
  expect([condition?.reason, condition?.message]).toEqual([undefined, undefined]);
});

const NOW = Date.parse('2026-11-21T12:00:00Z');
const marked = (more: Partial<Pod['metadata'] & object>, phase = 'Running', condition: object = {}): Pod =>
  ({ metadata: { name: 'p', ...more }, status: { phase, conditions: [{ type: 'DisruptionTarget', status: 'True', lastTransitionTime: rfc3339(NOW - 60_000), ...condition }] } });
test.each<[string, Pod, number | undefined]>([
  ['in a minute', marked({}), 60_000], ['long ago', marked({}, 'Running', { lastTransitionTime: rfc3339(0) }), 0], ['is going', marked({ deletionTimestamp: rfc3339(NOW) }), undefined],
  ['has ended', marked({}, 'Failed'), undefined], ['by the kubelet', marked({}, 'Running', { reason: 'TerminationByKubelet' }), undefined], ['taken back', marked({}, 'Running', { status: 'False' }), undefined],
])('stale: %s', (_name, pod, wanted) => expect(staleIn(pod, NOW)).toBe(wanted));
