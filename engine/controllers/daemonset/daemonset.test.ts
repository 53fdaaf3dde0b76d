import { KINDS, type ControllerRevision, type DaemonSet, type Pod } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import { createScheduler } from '../../scheduler/index.ts';
import { createControllers } from '../index.ts';
import { createDaemonSetController } from './controller.ts';
import { addNodes, createWorld, fakeKubelets, nodeNamed, podSpec, watch, type World } from '../testing/world.ts';

type Spec = NonNullable<DaemonSet['spec']>;
const labels = { app: 'agent' };
const template = (image = 'nginx:1.14.2', more: object = {}): Spec['template'] => ({ metadata: { labels }, spec: { ...podSpec(image), ...more } });
const agent = (more: Partial<Spec> = {}): DaemonSet => ({ metadata: { name: 'agent' }, spec: { selector: { matchLabels: labels }, template: template(), ...more } });
const image = (name: string): { readonly [key: string]: Json } => ({ spec: { template: { spec: podSpec(name) as unknown as Json } } });
const strategy = (maxUnavailable: number, maxSurge: number): Partial<Spec> => ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } } });

function start(): World {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), ...createControllers(world.context), fakeKubelets(world, { staggerMs: 60 }));
  world.run(100);
  return world;
}
function created(more: Partial<Spec> = {}): World {
  const world = start();
  world.create(KINDS.DaemonSet, agent(more));
  world.run(4000);
  return world;
}
const pods = (world: World): readonly Pod[] => world.list(KINDS.Pod);
const on = (world: World, image?: string): readonly string[] => pods(world).filter(({ metadata, spec }) => metadata?.deletionTimestamp === undefined
  && (image === undefined || spec?.containers[0]?.image === image)).map(({ spec }) => spec?.nodeName ?? '-').sort();
const podOn = (world: World, node: string): Pod | undefined => pods(world).find(({ spec }) => spec?.nodeName === node);
/** desired/current/misscheduled, up to date/ready/available/unavailable; absent counts as `-`. */
const line = ({ status }: DaemonSet): string => {
  const { desiredNumberScheduled, currentNumberScheduled, numberMisscheduled, numberReady, updatedNumberScheduled = '-', numberAvailable = '-', numberUnavailable = '-', observedGeneration = '-' } = status
    ?? { desiredNumberScheduled: 0, currentNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
  return `g${observedGeneration} d${desiredNumberScheduled} c${currentNumberScheduled} m${numberMisscheduled} u${updatedNumberScheduled} r${numberReady} a${numberAvailable} n${numberUnavailable}`;
};
const statuses = (world: World): string[] => watch(world, ['daemonsets.apps'], ({ object }) => line(object as DaemonSet));
const now = (world: World): string => line(world.get(KINDS.DaemonSet, 'agent') ?? {});
const revisions = (world: World): readonly ControllerRevision[] => world.list(KINDS.ControllerRevision).toSorted((a, b) => a.revision - b.revision);

test('controllers/ds-rolling-update: a revision, one pod for each worker, counted; then one node after the other', () => {
  const world = start();
  const lines = statuses(world);
  world.create(KINDS.DaemonSet, agent());
  world.run(4000);
  expect(lines.splice(0)).toEqual(['g- d0 c0 m0 u- r0 a- n-', 'g1 d2 c2 m0 u2 r0 a- n2', 'g1 d2 c2 m0 u2 r1 a1 n1', 'g1 d2 c2 m0 u2 r2 a2 n-']);
  const hash = revisions(world)[0]?.metadata?.labels?.['controller-revision-hash'] ?? '';
  expect(revisions(world)[0]?.metadata).toMatchObject({ name: `agent-${hash}`, labels: { app: 'agent', 'controller-revision-hash': hash }, ownerReferences: [{ kind: 'DaemonSet', name: 'agent', controller: true }] });
  expect(podOn(world, 'node01')).toMatchObject({
    metadata: { labels: { app: 'agent', 'controller-revision-hash': hash, 'pod-template-generation': '1' } },
    spec: { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node01'] }] }] } } } },
  });
  world.patch(KINDS.DaemonSet, 'agent', image('nginx:1.16.1'));
  world.run(8000);
  expect(lines).toEqual([
    'g1 d2 c2 m0 u2 r2 a2 n-', 'g2 d2 c2 m0 u- r2 a2 n-', 'g2 d2 c2 m0 u1 r1 a1 n1', 'g2 d2 c2 m0 u1 r2 a2 n-', 'g2 d2 c2 m0 u2 r1 a1 n1', 'g2 d2 c2 m0 u2 r2 a2 n-',
  ]);
  expect(on(world, 'nginx:1.16.1')).toEqual(['node01', 'node02']);
  expect(revisions(world).map(({ revision }) => revision)).toEqual([1, 2]);
  expect(world.events('SuccessfulCreate')).toHaveLength(4);
  expect(world.events('SuccessfulDelete')).toHaveLength(2);
});

test('at rest nothing is written any more', () => {
  const world = created(strategy(0, 1));
  const lines = watch(world, ['daemonsets.apps', 'pods', 'controllerrevisions.apps'], ({ resource, object }) => `${resource} ${object.metadata?.name}`);
  world.run(30_000); // before anybody misses the nodes' leases
  expect(lines).toEqual([]);
});

test('a new controller manager finds nothing to do', () => {
  const world = created();
  world.patch(KINDS.DaemonSet, 'agent', image('nginx:1.16.1'));
  world.run(8000);
  const lines = watch(world, ['daemonsets.apps', 'pods', 'controllerrevisions.apps'], ({ resource, object }) => `${resource} ${object.metadata?.name}`);
  world.start(createDaemonSetController(world.context));
  world.run(5000);
  expect(lines).toEqual([]);
});

test('a node that is deleted: its pod goes, and is not missed', () => {
  const world = created();
  world.remove(KINDS.Node, 'node02');
  world.remove(KINDS.Pod, podOn(world, 'node02')?.metadata?.name ?? '');
  world.run(4000);
  expect([on(world), now(world)]).toEqual([['node01'], 'g1 d1 c1 m0 u1 r1 a1 n-']);
});

test('controllers/ds-max-surge: the new pod first, then the old one goes; the oldest pod of a node counts', () => {
  const world = created(strategy(0, 1));
  const most: number[] = [];
  world.store.subscribe('pods', () => { most.push(on(world).length); });
  const lines = statuses(world);
  world.patch(KINDS.DaemonSet, 'agent', image('nginx:1.16.1'));
  world.run(8000);
  expect(Math.max(...most)).toBe(3);
  expect(Math.min(...most)).toBe(2);
  expect(lines).toEqual(['g1 d2 c2 m0 u2 r2 a2 n-', 'g2 d2 c2 m0 u- r2 a2 n-', 'g2 d2 c2 m0 u1 r2 a2 n-', 'g2 d2 c2 m0 u2 r2 a2 n-']);
});

test('controllers/ds-ondelete: nothing moves until a pod is deleted', () => {
  const world = created({ updateStrategy: { type: 'OnDelete' } });
  world.patch(KINDS.DaemonSet, 'agent', image('nginx:1.16.1'));
  world.run(5000);
  expect([on(world, 'nginx:1.14.2'), now(world)]).toEqual([['node01', 'node02'], 'g2 d2 c2 m0 u- r2 a2 n-']);
  world.remove(KINDS.Pod, podOn(world, 'node01')?.metadata?.name ?? '');
  world.run(3000);
  expect([on(world, 'nginx:1.16.1'), now(world)]).toEqual([['node01'], 'g2 d2 c2 m0 u1 r2 a2 n-']);
});

test('controllers/ds-control-plane-toleration: with it on every node, without it again on the workers only', () => {
  const world = created({ template: template('nginx:1.14.2', { tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }] }) });
  expect(on(world)).toEqual(['master01', 'node01', 'node02']);
  world.patch(KINDS.DaemonSet, 'agent', { spec: { template: { spec: { tolerations: null } } } });
  world.run(10_000);
  expect([on(world), now(world)]).toEqual([['node01', 'node02'], 'g2 d2 c2 m0 u2 r2 a2 n-']);
});

describe('nodes', () => {
  test('a new one gets a pod, also while it is not ready', () => {
    const world = created();
    world.create(KINDS.Node, nodeNamed('node03'));
    world.patch(KINDS.Node, 'node03', { status: nodeNamed('node03').status as Json }, 'status');
    world.patch(KINDS.Node, 'node03', { spec: { taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' }] } });
    world.run(3000);
    expect(on(world)).toEqual(['node01', 'node02', 'node03']);
  });
  test('a label makes it eligible, and the loss of it takes the pod away', () => {
    const world = created({ template: template('nginx:1.14.2', { nodeSelector: { disk: 'ssd' } }) });
    expect([on(world), now(world)]).toEqual([[], 'g1 d0 c0 m0 u- r0 a- n-']);
    world.patch(KINDS.Node, 'node02', { metadata: { labels: { disk: 'ssd' } } });
    world.run(3000);
    expect(on(world)).toEqual(['node02']);
    world.patch(KINDS.Node, 'node02', { metadata: { labels: { disk: null } } });
    world.run(3000);
    expect([pods(world), now(world)]).toEqual([[], 'g1 d0 c0 m0 u- r0 a- n-']);
  });
  test('a taint for new pods leaves the pod where it is, misscheduled; a taint for all ends it', () => {
    const world = created();
    world.patch(KINDS.Node, 'node02', { spec: { taints: [{ key: 'dedicated', effect: 'NoSchedule' }] } });
    world.patch(KINDS.DaemonSet, 'agent', { spec: { minReadySeconds: 1 } });
    world.run(100);
    expect([on(world), now(world)]).toEqual([['node01', 'node02'], 'g2 d1 c1 m1 u1 r1 a1 n-']);
    world.patch(KINDS.Node, 'node02', { spec: { taints: null } });
    world.run(100);
    expect(now(world)).toBe('g2 d2 c2 m0 u2 r2 a2 n-');
    world.patch(KINDS.Node, 'node02', { spec: { taints: [{ key: 'dedicated', effect: 'NoExecute' }] } });
    world.run(3000);
    expect([on(world), now(world)]).toEqual([['node01'], 'g2 d1 c1 m0 u1 r1 a1 n-']);
  });
  test('cordoned: its pod comes back there', () => {
    const world = created();
    world.patch(KINDS.Node, 'node01', { spec: { unschedulable: true } });
    world.run(200);
    world.remove(KINDS.Pod, podOn(world, 'node01')?.metadata?.name ?? '');
    world.run(4000);
    expect(on(world)).toEqual(['node01', 'node02']);
  });
});

describe('pods that end', () => {
  const fail = (world: World, phase: string): void => { world.patch(KINDS.Pod, podOn(world, 'node01')?.metadata?.name ?? '', { status: { phase } }, 'status'); };
  test('failed: told, deleted, replaced; the next one that fails at once has to wait a second', () => {
    const world = created();
    const first = podOn(world, 'node01')?.metadata?.name ?? '';
    fail(world, 'Failed');
    world.run(1000);
    expect(world.events('FailedDaemonPod')).toEqual([`Found failed daemon pod default/${first} on node node01, will try to kill it`]);
    expect(world.events('SuccessfulDelete')).toEqual([`Deleted pod: ${first}`]);
    world.run(1500);
    fail(world, 'Failed');
    world.run(50);
    expect(world.events('FailedDaemonPod')).toHaveLength(2);
    world.run(1500);
    fail(world, 'Failed');
    world.run(300);
    expect(world.events('FailedDaemonPod')).toHaveLength(2);
    world.run(2000);
    expect(world.events('FailedDaemonPod')).toHaveLength(3);
  });
  test('succeeded: told in other words', () => {
    const world = created();
    const first = podOn(world, 'node01')?.metadata?.name ?? '';
    fail(world, 'Succeeded');
    world.run(3000);
    expect(world.events('SucceededDaemonPod')).toEqual([`Found succeeded daemon pod default/${first} on node node01, will try to delete it`]);
    expect(on(world)).toEqual(['node01', 'node02']);
  });
});

describe('whose pods', () => {
  test('controllers/ds-pod-replaced: one that loses its label is let go, and a new one stands beside it', () => {
    const world = created();
    const name = podOn(world, 'node01')?.metadata?.name ?? '';
    world.patch(KINDS.Pod, name, { metadata: { labels: { app: 'released' } } });
    world.run(3000);
    expect(world.get(KINDS.Pod, name)?.metadata?.ownerReferences).toBeUndefined();
    expect(on(world)).toEqual(['node01', 'node01', 'node02']);
    world.patch(KINDS.Pod, name, { metadata: { labels: { app: 'agent' } } });
    world.run(3000);
    expect(on(world)).toEqual(['node01', 'node02']);
    expect(world.events('SuccessfulDelete')).toHaveLength(1);
  });
  test('orphaned pods and revisions are adopted by the next set of that name', () => {
    const world = created();
    const before = pods(world).map(({ metadata }) => metadata?.uid);
    world.remove(KINDS.DaemonSet, 'agent', 'Orphan');
    world.run(1000);
    expect(pods(world).every(({ metadata }) => metadata?.ownerReferences === undefined)).toBe(true);
    world.create(KINDS.DaemonSet, agent());
    world.run(2000);
    expect(pods(world).map(({ metadata }) => metadata?.uid)).toEqual(before);
    expect(revisions(world)).toHaveLength(1);
    expect(now(world)).toBe('g1 d2 c2 m0 u2 r2 a2 n-');
  });
  test('refused pods are told, and tried again', () => {
    const world = start();
    world.create(KINDS.DaemonSet, agent({ template: template('nginx:1.14.2', { serviceAccountName: 'robot' }) }));
    world.run(200);
    expect(world.events('FailedCreate')[0]).toBe('Error creating: pods "agent-" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found');
    expect(now(world)).toBe('g1 d2 c0 m0 u- r0 a- n2');
    world.create(KINDS.ServiceAccount, { metadata: { name: 'robot' } });
    world.run(5000);
    expect(on(world)).toEqual(['node01', 'node02']);
  });
});

describe('revisions', () => {
  test('back to an old template: its revision gets the highest number, and no new one is made', () => {
    const world = created();
    world.patch(KINDS.DaemonSet, 'agent', image('nginx:1.16.1'));
    world.run(8000);
    world.patch(KINDS.DaemonSet, 'agent', image('nginx:1.14.2'));
    world.run(8000);
    expect(revisions(world).map(({ revision }) => revision)).toEqual([2, 3]);
    expect(on(world, 'nginx:1.14.2')).toEqual(['node01', 'node02']);
    expect(new Set(pods(world).map(({ metadata }) => metadata?.labels?.['controller-revision-hash']))).toEqual(new Set([revisions(world)[1]?.metadata?.labels?.['controller-revision-hash']]));
  });
  test('beyond the limit the oldest go', () => {
    const world = created({ revisionHistoryLimit: 1 });
    for (const name of ['nginx:1.16.1', 'nginx:1.25', 'nginx:1.27']) {
      world.patch(KINDS.DaemonSet, 'agent', image(name));
      world.run(8000);
    }
    expect(revisions(world).map(({ revision }) => revision)).toEqual([3, 4]);
  });
  test('a name that is taken by another template counts as a collision', () => {
    const world = created();
    const { metadata, ...first } = revisions(world)[0] ?? { revision: 0 };
    world.remove(KINDS.DaemonSet, 'agent');
    world.run(5000);
    world.create(KINDS.ControllerRevision, { ...first, metadata: { name: metadata?.name ?? '' }, data: { other: 'data' } });
    world.create(KINDS.DaemonSet, agent());
    world.run(5000);
    expect(world.get(KINDS.DaemonSet, 'agent')?.status?.collisionCount).toBe(1);
    expect(on(world)).toEqual(['node01', 'node02']);
  });
});

test('minReadySeconds: ready at once, available later', () => {
  const world = start();
  const lines = statuses(world);
  world.create(KINDS.DaemonSet, agent({ minReadySeconds: 5 }));
  world.run(3000);
  expect(now(world)).toBe('g1 d2 c2 m0 u2 r2 a- n2');
  world.run(5000);
  expect(now(world)).toBe('g1 d2 c2 m0 u2 r2 a2 n-');
  expect(lines.length).toBeLessThanOrEqual(6);
});

test('a thousand nodes: no more than 250 pods in one go, one pod each', () => {
  const world = createWorld();
  for (let i = 0; i < 1000; i++) world.create(KINDS.Node, nodeNamed(`worker-${i}`, { spec: {} }));
  for (const { metadata } of world.list(KINDS.Node)) world.patch(KINDS.Node, metadata?.name ?? '', { spec: { taints: null } });
  world.start(...createControllers(world.context));
  world.create(KINDS.DaemonSet, agent());
  world.run(20_000);
  expect(new Set(pods(world).map(({ spec }) => spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms[0]?.matchFields?.[0]?.values?.[0])).size).toBe(1000);
  expect(pods(world)).toHaveLength(1000);
  expect(now(world)).toBe('g1 d1000 c1000 m0 u1000 r0 a- n1000');
});
