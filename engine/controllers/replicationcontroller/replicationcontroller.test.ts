import { KINDS, type Pod, type ReplicationController } from '../../api/index.ts';
import { createScheduler } from '../../scheduler/index.ts';
import { createControllers } from '../index.ts';
import { addNodes, createWorld, fakeKubelets, podSpec, watch, type World } from '../testing/world.ts';
import { objectOf, withSpecOf } from './conversion.ts';

const labels = { app: 'nginx' };
const nginx = (replicas: number, spec: object = podSpec()): ReplicationController =>
  ({ metadata: { name: 'nginx' }, spec: { replicas, template: { metadata: { labels }, spec: spec as NonNullable<Pod['spec']> } } });

function start(): World {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), ...createControllers(world.context), fakeKubelets(world, { staggerMs: 60 }));
  world.run(100);
  return world;
}
const statuses = (world: World): string[] => watch(world, ['replicationcontrollers'], ({ object }) => JSON.stringify((object as ReplicationController).status));
const names = (world: World): readonly string[] => world.list(KINDS.Pod).filter(({ metadata }) => metadata?.deletionTimestamp === undefined).map(({ metadata }) => metadata?.name ?? '');
const sources = (world: World): ReadonlySet<string | undefined> => new Set(world.list(KINDS.Event).filter(({ involvedObject }) => involvedObject.kind === 'ReplicationController').map(({ source }) => source?.component));

// @k8s pkg/controller/replication/replication_controller.go: no terminatingReplicas
test('pods are made, counted and named after it', () => {
  const world = start();
  const lines = statuses(world);
  world.create(KINDS.ReplicationController, nginx(2));
  world.run(3000);
  expect(lines).toEqual([
    '{"replicas":0}', '{"replicas":0,"observedGeneration":1}', '{"replicas":2,"fullyLabeledReplicas":2,"observedGeneration":1}',
    '{"replicas":2,"fullyLabeledReplicas":2,"readyReplicas":1,"availableReplicas":1,"observedGeneration":1}', '{"replicas":2,"fullyLabeledReplicas":2,"readyReplicas":2,"availableReplicas":2,"observedGeneration":1}',
  ]);
  const [pod] = world.list(KINDS.Pod);
  expect(pod?.metadata).toMatchObject({ generateName: 'nginx-', labels, ownerReferences: [{ apiVersion: 'v1', kind: 'ReplicationController', name: 'nginx', controller: true, blockOwnerDeletion: true }] });
  expect(sources(world)).toEqual(new Set(['replication-controller']));
  expect(world.events('SuccessfulCreate')).toEqual(names(world).map(() => expect.stringMatching(/^Created pod: nginx-/)));
  expect(world.get(KINDS.ReplicationController, 'nginx')?.spec?.selector).toEqual(labels);
});

test('scaled down, healed, and at rest', () => {
  const world = start();
  world.create(KINDS.ReplicationController, nginx(3));
  world.run(3000);
  world.patch(KINDS.ReplicationController, 'nginx', { spec: { replicas: 1 } });
  world.run(3000);
  expect(names(world)).toHaveLength(1);
  expect(world.events('SuccessfulDelete')).toHaveLength(2);
  const [first = ''] = names(world);
  world.remove(KINDS.Pod, first);
  world.run(3000);
  expect(names(world)).toHaveLength(1);
  expect(names(world)).not.toContain(first);
  const lines = statuses(world);
  world.run(30_000);
  expect(lines).toEqual([]);
});

test('a pod that matches is adopted, one that no longer does is let go', () => {
  const world = start();
  world.create(KINDS.Pod, { metadata: { name: 'alone', labels }, spec: podSpec() });
  world.run(2000);
  world.create(KINDS.ReplicationController, nginx(1));
  world.run(1000);
  expect(names(world)).toEqual(['alone']);
  expect(world.get(KINDS.Pod, 'alone')?.metadata?.ownerReferences?.[0]?.kind).toBe('ReplicationController');
  world.patch(KINDS.Pod, 'alone', { metadata: { labels: { app: 'other' } } });
  world.run(2000);
  expect(world.get(KINDS.Pod, 'alone')?.metadata?.ownerReferences).toBeUndefined();
  expect(names(world)).toHaveLength(2);
});

test('a refusal stands in its conditions until it ends', () => {
  const world = start();
  world.create(KINDS.ReplicationController, nginx(1, { ...podSpec(), serviceAccountName: 'robot' }));
  world.run(200);
  expect(world.get(KINDS.ReplicationController, 'nginx')?.status?.conditions).toMatchObject([{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' }]);
  world.create(KINDS.ServiceAccount, { metadata: { name: 'robot' } });
  world.run(5000);
  expect(world.get(KINDS.ReplicationController, 'nginx')?.status?.conditions).toBeUndefined();
});

// @k8s pkg/controller/replication/conversion.go
test('there and back it is the same', () => {
  const controller: ReplicationController = { apiVersion: 'v1', kind: 'ReplicationController', ...nginx(2), spec: { ...nginx(2).spec, minReadySeconds: 3, selector: labels } };
  const set = withSpecOf(controller);
  expect(set.spec?.selector).toEqual({ matchLabels: labels });
  expect(objectOf(set, { replicas: 0 })).toEqual({ ...controller, status: { replicas: 0 } });
});
