import { KINDS, type Pod, type ReplicaSet } from '../../api/index.ts';
import { createScheduler } from '../../scheduler/index.ts';
import { createControllers } from '../index.ts';
import { addNodes, createWorld, fakeKubelets, podSpec, watch, type World } from '../testing/world.ts';

const labels = { tier: 'frontend' };
const frontend = (replicas: number, spec: object = podSpec()): ReplicaSet =>
  ({ metadata: { name: 'frontend' }, spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: spec as NonNullable<Pod['spec']> } } });
const bare = (name: string): Pod => ({ metadata: { name, labels }, spec: podSpec() });

function start(): World {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), ...createControllers(world.context), fakeKubelets(world, { staggerMs: 60 }));
  world.run(100);
  return world;
}
/** `replicas ready terminating generation`, absent counts as `-`. */
const statuses = (world: World): string[] => watch(world, ['replicasets.apps'], ({ object }) => {
  const { replicas, fullyLabeledReplicas = '-', readyReplicas = '-', availableReplicas = '-', terminatingReplicas = '-', observedGeneration = '-' } = (object as ReplicaSet).status ?? { replicas: '-' };
  return `r${replicas} l${fullyLabeledReplicas} ready ${readyReplicas}/${availableReplicas} t${terminatingReplicas} g${observedGeneration}`;
});
const pods = (world: World): readonly Pod[] => world.list(KINDS.Pod);
const running = (world: World): readonly string[] => pods(world).filter(({ metadata }) => metadata?.deletionTimestamp === undefined).map(({ metadata }) => metadata?.name ?? '');

test('controllers/rs-self-heal: created, then one pod deleted', () => {
  const world = start();
  const lines = statuses(world);
  world.create(KINDS.ReplicaSet, frontend(3));
  world.run(3000);
  expect(lines.splice(0)).toEqual([
    'r0 l- ready -/- t- g-', 'r0 l- ready -/- t0 g1', 'r3 l3 ready -/- t0 g1', 'r3 l3 ready 1/1 t0 g1', 'r3 l3 ready 2/2 t0 g1', 'r3 l3 ready 3/3 t0 g1',
  ]);
  expect(world.events('SuccessfulCreate')).toHaveLength(3);
  world.remove(KINDS.Pod, running(world)[1] ?? '');
  world.run(3000);
  expect(lines).toEqual(['r2 l2 ready 2/2 t1 g1', 'r3 l3 ready 2/2 t1 g1', 'r3 l3 ready 2/2 t0 g1', 'r3 l3 ready 3/3 t0 g1']);
});

test('controllers/rs-adopt-orphan: two matching pods are taken over, one is made; a fourth is adopted and deleted', () => {
  const world = start();
  world.create(KINDS.Pod, bare('pod1'));
  world.create(KINDS.Pod, bare('pod2'));
  world.run(2500);
  const lines = statuses(world);
  world.create(KINDS.ReplicaSet, frontend(3));
  world.run(2500);
  expect(lines.splice(0)).toEqual(['r0 l- ready -/- t- g-', 'r2 l2 ready 2/2 t0 g1', 'r3 l3 ready 2/2 t0 g1', 'r3 l3 ready 3/3 t0 g1']);
  expect(world.get(KINDS.Pod, 'pod1')?.metadata?.ownerReferences).toMatchObject([{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'frontend', controller: true, blockOwnerDeletion: true }]);
  world.create(KINDS.Pod, bare('pod3'));
  world.run(300);
  expect(lines).toEqual(['r4 l4 ready 3/3 t0 g1', 'r3 l3 ready 3/3 t1 g1']);
  expect(world.events('SuccessfulDelete')).toEqual(['Deleted pod: pod3']);
});

test('controllers/rs-release-pod: a pod whose label changes is let go and replaced; back again, the newest goes', () => {
  const world = start();
  world.create(KINDS.ReplicaSet, frontend(2));
  world.run(20_000);
  const [name = ''] = running(world);
  const lines = statuses(world);
  world.patch(KINDS.Pod, name, { metadata: { labels: { tier: 'debug' } } });
  world.run(2500);
  expect(world.get(KINDS.Pod, name)?.metadata?.ownerReferences).toBeUndefined();
  expect(lines.splice(0)).toEqual(['r1 l1 ready 1/1 t0 g1', 'r2 l2 ready 1/1 t0 g1', 'r2 l2 ready 2/2 t0 g1']);
  const newest = pods(world).toSorted((a, b) => ((a.metadata?.creationTimestamp ?? '') < (b.metadata?.creationTimestamp ?? '') ? 1 : -1))[0]?.metadata?.name;
  world.patch(KINDS.Pod, name, { metadata: { labels: { tier: 'frontend' } } });
  world.run(200);
  expect(world.events('SuccessfulDelete')).toEqual([`Deleted pod: ${newest}`]);
});

test('controllers/rs-scale-down-deletion-cost: the cheap one first, the dear one stays', () => {
  const world = start();
  world.create(KINDS.ReplicaSet, frontend(4));
  world.run(3000);
  const [cheap = '', , , dear = ''] = running(world);
  world.patch(KINDS.Pod, cheap, { metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '-10' } } });
  world.patch(KINDS.Pod, dear, { metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '100' } } });
  const lines = statuses(world);
  world.patch(KINDS.ReplicaSet, 'frontend', { spec: { replicas: 3 } });
  world.run(200);
  expect(running(world)).not.toContain(cheap);
  expect(lines).toEqual(['r4 l4 ready 4/4 t0 g1', 'r4 l4 ready 4/4 t0 g2', 'r3 l3 ready 3/3 t1 g2']);
  world.patch(KINDS.ReplicaSet, 'frontend', { spec: { replicas: 1 } });
  world.run(200);
  expect(running(world)).toEqual([dear]);
});

test('controllers/sa-missing: refused creates are told, counted and tried again after 5, 10, 20 … ms; a new account ends it', () => {
  const world = start();
  world.create(KINDS.ReplicaSet, frontend(3, { ...podSpec(), serviceAccountName: 'web' }));
  world.run(5000);
  const set = world.get(KINDS.ReplicaSet, 'frontend');
  const words = 'pods "frontend-" is forbidden: error looking up service account default/web: serviceaccount "web" not found';
  expect(set?.status).toEqual({ replicas: 0, terminatingReplicas: 0, observedGeneration: 1, conditions: [{ type: 'ReplicaFailure', status: 'True', lastTransitionTime: '2026-11-21T12:00:00Z', reason: 'FailedCreate', message: words }] });
  const event = world.list(KINDS.Event).find(({ reason }) => reason === 'FailedCreate');
  expect(event?.message).toBe(`Error creating: ${words}`);
  expect(event?.count).toBeGreaterThanOrEqual(9);
  expect(event?.count).toBeLessThanOrEqual(11);
  world.create(KINDS.ServiceAccount, { metadata: { name: 'web' } });
  world.run(6000);
  expect(world.get(KINDS.ReplicaSet, 'frontend')?.status).toEqual({ replicas: 3, fullyLabeledReplicas: 3, readyReplicas: 3, availableReplicas: 3, terminatingReplicas: 0, observedGeneration: 1 });
});

test('minReadySeconds: ready first, available when the time has passed, without any further change of a pod', () => {
  const world = start();
  const set = frontend(1);
  world.create(KINDS.ReplicaSet, { ...set, ...(set.spec === undefined ? {} : { spec: { ...set.spec, minReadySeconds: 5 } }) });
  world.run(3000);
  expect(world.get(KINDS.ReplicaSet, 'frontend')?.status).toMatchObject({ readyReplicas: 1 });
  expect(world.get(KINDS.ReplicaSet, 'frontend')?.status?.availableReplicas).toBeUndefined();
  world.run(5000);
  expect(world.get(KINDS.ReplicaSet, 'frontend')?.status).toMatchObject({ readyReplicas: 1, availableReplicas: 1 });
});
