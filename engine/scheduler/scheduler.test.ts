import { KINDS, type Pod } from '../api/index.ts';
import type { Json } from '../base/index.ts';
import { addNodes, createWorld, fakeKubelets, watch, type World } from '../controllers/testing/world.ts';
import { DEFAULT_PROFILE } from './profiles/profile.ts';
import { createScheduler } from './index.ts';

const podOf = (name: string, more: Pod['spec'] extends infer S ? Partial<S> : never = {}, requests: { [name: string]: string } = {}): Pod =>
  ({ metadata: { name }, spec: { containers: [{ name: 'c', image: 'nginx:1.25', resources: { requests } }], ...more } });

function start(): World {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), fakeKubelets(world));
  world.run(100);
  return world;
}
const nodeOf = (world: World, name: string): string | undefined => world.get(KINDS.Pod, name)?.spec?.nodeName;
const scheduled = (world: World, name: string) => world.get(KINDS.Pod, name)?.status?.conditions?.find(({ type }) => type === 'PodScheduled');

test('bound about 10 ms after it was made, with the event', () => {
  const world = start();
  world.create(KINDS.Pod, podOf('web'));
  world.run(9);
  expect(nodeOf(world, 'web')).toBeUndefined();
  world.run(6);
  expect(nodeOf(world, 'web')).toMatch(/^node0[12]$/);
  expect(scheduled(world, 'web')).toMatchObject({ status: 'True' });
  expect(world.events('Scheduled')).toEqual([`Successfully assigned default/web to ${nodeOf(world, 'web')}`]);
});

test('an unfit pod: one event that counts up, one condition, and the node as soon as there is room', () => {
  const world = start();
  for (const name of ['a', 'b']) world.create(KINDS.Pod, podOf(name, {}, { cpu: '1500m' }));
  world.run(50);
  world.create(KINDS.Pod, podOf('late', {}, { cpu: '1' }));
  world.run(50);
  const text = '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, '
    + 'preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.';
  expect(world.events('FailedScheduling')).toEqual([text]);
  expect(scheduled(world, 'late')).toMatchObject({ status: 'False', reason: 'Unschedulable', message: text, observedGeneration: 1 });
  const revision = world.get(KINDS.Pod, 'late')?.metadata?.resourceVersion;
  world.run(10_000);
  expect(world.get(KINDS.Pod, 'late')?.metadata?.resourceVersion).toBe(revision);
  world.remove(KINDS.Pod, 'a');
  // Free when the phase is terminal (300 ms), long before the object is gone.
  world.run(330);
  expect(nodeOf(world, 'late')).toBeDefined();
  expect(world.get(KINDS.Pod, 'a')).toBeDefined();
});

test('another namesake cause does not wake: a pod that waits for a label sleeps through pods ending', () => {
  const world = start();
  world.create(KINDS.Pod, podOf('picky', { nodeSelector: { disk: 'ssd' } }));
  world.create(KINDS.Pod, podOf('other'));
  world.run(100);
  world.remove(KINDS.Pod, 'other');
  world.run(2000);
  expect(world.list(KINDS.Event).find(({ reason }) => reason === 'FailedScheduling')?.count).toBe(1);
  world.patch(KINDS.Node, 'node02', { metadata: { labels: { disk: 'ssd' } } });
  world.run(20);
  expect(nodeOf(world, 'picky')).toBe('node02');
});

test('one after the other: the second sees what the first has taken, though it is not bound yet', () => {
  const world = start();
  for (const name of ['a', 'b', 'c']) world.create(KINDS.Pod, podOf(name, {}, { cpu: '1500m' }));
  world.run(100);
  const nodes = ['a', 'b', 'c'].map((name) => nodeOf(world, name));
  expect(nodes.filter((node) => node !== undefined).toSorted()).toEqual(['node01', 'node02']);
});

test('cluster/sched-preemption: told, victim marked, nominated, victim deleted, and then its place taken', () => {
  const world = start();
  for (const name of ['low', 'medium']) world.create(KINDS.Pod, podOf(name, {}, { cpu: '1500m' }));
  world.run(2000);
  const lines = watch(world, ['pods'], ({ object, type }) => {
    const { status, metadata, spec } = object as Pod;
    const target = status?.conditions?.some((condition) => condition.type === 'DisruptionTarget') === true;
    return [type, metadata?.name === 'high' ? 'high' : 'victim', spec?.nodeName !== undefined && 'placed', target && 'target', metadata?.deletionTimestamp !== undefined && 'deleting', status?.nominatedNodeName !== undefined && 'nominated', status?.phase].filter(Boolean).join(' ');
  });
  const made = world.create(KINDS.Pod, podOf('high', {}, { cpu: '1' }));
  // Straight into the store: priorities come from PriorityClasses, which are not part of this world.
  if (made.spec !== undefined) world.store.put('pods', 'default/high', { ...made, spec: { ...made.spec, priority: 1_000_000 } } as Pod);
  world.run(400);
  expect(lines).toEqual(['ADDED high Pending', 'MODIFIED high Pending', 'MODIFIED victim placed target Running', 'MODIFIED high nominated Pending', 'MODIFIED victim placed target deleting Running',
    'MODIFIED victim placed deleting Succeeded', expect.stringMatching(/^MODIFIED high placed/)]);
  expect(world.events('FailedScheduling')).toEqual(['0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu.']);
  expect(world.events('Preempted')).toHaveLength(1);
});

test('a stopped scheduler leaves pods Pending without a word; started again it takes them up', () => {
  const world = createWorld();
  addNodes(world);
  const scheduler = createScheduler(world.context);
  scheduler.start();
  world.run(10);
  scheduler.stop();
  world.create(KINDS.Pod, podOf('web'));
  world.run(5000);
  expect(world.get(KINDS.Pod, 'web')?.status?.conditions).toBeUndefined();
  scheduler.start();
  world.run(20);
  expect(nodeOf(world, 'web')).toBeDefined();
  expect(scheduler.verdict(world.get(KINDS.Pod, 'web')?.metadata?.uid ?? '')?.chosen).toBe(nodeOf(world, 'web'));
});

test('controllers/deploy-create-rollout: pods of one owner are spread, though one node is busier with others', () => {
  const world = start();
  for (const name of ['x', 'y']) world.create(KINDS.Pod, { ...podOf(name, { nodeName: 'node01' }, { cpu: '100m', memory: '70Mi' }) });
  world.run(50);
  const set = world.create(KINDS.ReplicaSet, { metadata: { name: 'web' }, spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx:1.25' }] } } } });
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: set.metadata?.uid ?? '', controller: true }];
  for (const name of ['a', 'b', 'c']) world.create(KINDS.Pod, { ...podOf(name), metadata: { name, labels: { app: 'web' }, ownerReferences } });
  world.run(100);
  const counts = ['node01', 'node02'].map((node) => ['a', 'b', 'c'].filter((name) => nodeOf(world, name) === node).length);
  expect(counts).toEqual([1, 2]);
});

describe('pods that nobody or somebody else takes', () => {
  test('an unknown schedulerName: no condition, no event', () => {
    const world = start();
    world.create(KINDS.Pod, podOf('lost', { schedulerName: 'my-scheduler' }));
    world.run(400_000);
    expect([world.get(KINDS.Pod, 'lost')?.status?.conditions, world.events('FailedScheduling')]).toEqual([undefined, []]);
  });
  test('a second profile: its own name in events, its own plugins', () => {
    const world = createWorld();
    addNodes(world);
    const blind = { ...DEFAULT_PROFILE, name: 'blind', filters: DEFAULT_PROFILE.filters.filter((name) => name !== 'NodeAffinity') };
    world.start(createScheduler(world.context, { profiles: () => [DEFAULT_PROFILE, blind] }));
    world.run(10);
    for (const schedulerName of ['default-scheduler', 'blind']) world.create(KINDS.Pod, podOf(schedulerName, { schedulerName, nodeSelector: { disk: 'tape' } }));
    world.run(100);
    expect([nodeOf(world, 'default-scheduler'), nodeOf(world, 'blind')]).toEqual([undefined, expect.stringMatching(/^node0/)]);
    expect(world.list(KINDS.Event).map(({ source, reason }) => `${source?.component} ${reason}`).toSorted()).toEqual(['blind Scheduled', 'default-scheduler FailedScheduling']);
  });
});

test('gates: the pod is not tried until the last one is taken away', () => {
  const world = start();
  world.create(KINDS.Pod, podOf('gated', { schedulingGates: [{ name: 'a' }, { name: 'b' }] }));
  world.run(5000);
  expect([scheduled(world, 'gated')?.reason, world.events('FailedScheduling')]).toEqual(['SchedulingGated', []]);
  world.patch(KINDS.Pod, 'gated', { spec: { schedulingGates: [{ name: 'b' }] } });
  world.run(5000);
  expect(nodeOf(world, 'gated')).toBeUndefined();
  world.patch(KINDS.Pod, 'gated', { spec: { schedulingGates: null } });
  world.run(30);
  expect(nodeOf(world, 'gated')).toBeDefined();
});

test('hints: a pod that waits for a toleration is tried when it gets one', () => {
  const world = start();
  for (const name of ['node01', 'node02']) world.patch(KINDS.Node, name, { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } });
  world.run(50);
  world.create(KINDS.Pod, podOf('shy'));
  world.run(3000);
  expect(nodeOf(world, 'shy')).toBeUndefined();
  const tolerations = [...world.get(KINDS.Pod, 'shy')?.spec?.tolerations ?? [], { key: 'k', operator: 'Exists' }];
  world.patch(KINDS.Pod, 'shy', { spec: { tolerations: tolerations as unknown as Json } });
  world.run(20);
  expect(nodeOf(world, 'shy')).toBeDefined();
});

test('a pod with a finalizer that is deleted while it waits is told once that it is skipped', () => {
  const world = start();
  world.create(KINDS.Pod, { ...podOf('held', { nodeSelector: { disk: 'ssd' } }), metadata: { name: 'held', finalizers: ['example.com/hold'] } });
  world.run(2000);
  world.remove(KINDS.Pod, 'held');
  world.run(100);
  world.patch(KINDS.Node, 'node02', { metadata: { labels: { disk: 'ssd' } } });
  world.run(3000);
  expect([nodeOf(world, 'held'), world.events('FailedScheduling').at(-1)]).toEqual([undefined, 'skip schedule deleting pod: default/held']);
});

test('a binding that is refused: the pod is told, rests and is tried again', () => {
  const world = start();
  world.create(KINDS.Pod, podOf('web'));
  world.run(6);
  world.patch(KINDS.Pod, 'web', { metadata: { finalizers: ['example.com/hold'] } });
  world.remove(KINDS.Pod, 'web');
  world.run(100);
  expect(world.events('FailedScheduling')[0]).toBe('running Bind plugin "DefaultBinder": Operation cannot be fulfilled on pods/binding "web": pod web is being deleted, cannot be assigned to a host');
});

test('no nodes at all: said at once, and again after a rest, until there is one', () => {
  const world = createWorld();
  world.start(createScheduler(world.context));
  world.create(KINDS.Pod, podOf('web'));
  world.run(20_000);
  expect(world.events('FailedScheduling')).toEqual(['no nodes available to schedule pods']);
  expect(world.list(KINDS.Event).find(({ reason }) => reason === 'FailedScheduling')?.count).toBeGreaterThan(2);
  addNodes(world);
  world.run(12_000);
  expect(nodeOf(world, 'web')).toBeDefined();
});

test('the promise is taken back when the node can be had no more, and gone once the pod has a node', () => {
  const world = start();
  for (const name of ['low', 'other']) world.create(KINDS.Pod, podOf(name, {}, { cpu: '1500m' }));
  world.run(2000);
  const made = world.create(KINDS.Pod, podOf('high', {}, { cpu: '1' }));
  if (made.spec !== undefined) world.store.put('pods', 'default/high', { ...made, spec: { ...made.spec, priority: 1_000_000 } } as Pod);
  world.run(50);
  expect(world.get(KINDS.Pod, 'high')?.status?.nominatedNodeName).toMatch(/^node0/);
  world.run(5000);
  expect([nodeOf(world, 'high') !== undefined, world.get(KINDS.Pod, 'high')?.status?.nominatedNodeName]).toEqual([true, undefined]);
});
