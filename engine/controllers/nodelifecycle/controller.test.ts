/** Nodes of many, whose leases nobody renews: who is tainted when, and what becomes of their pods. */
import { KINDS, type Node, type Pod } from '../../api/index.ts';
import { createTaintEvictionController } from '../tainteviction/controller.ts';
import { createWorld, nodeNamed, podSpec, type World } from '../testing/world.ts';
import type { Json } from '../../base/index.ts';
import { createNodeLifecycleController } from './controller.ts';

const name = (i: number): string => `node${String(i).padStart(3, '0')}`;
/** @param silent how many of them do not renew their leases */
function nodes(count: number, silent: number, labels: (i: number) => { readonly [label: string]: string } = () => ({})): World {
  const world = createWorld();
  world.create(KINDS.Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-node-lease' } });
  for (let i = 0; i < count; i++) {
    const node = nodeNamed(name(i), { metadata: { name: name(i), labels: labels(i) } });
    world.create(KINDS.Node, node);
    world.patch(KINDS.Node, name(i), { status: node.status as Json }, 'status');
    world.patch(KINDS.Node, name(i), { spec: { taints: null } });
  }
  const { client } = world.context;
  const renew = (): void => {
    for (let i = silent; i < count; i++) {
      const spec = { renewTime: `${new Date(world.clock.now).toISOString().slice(0, 23)}000Z` };
      const old = client.informer(KINDS.Lease).get('kube-node-lease', name(i));
      if (old === undefined) client.create(KINDS.Lease, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: name(i), namespace: 'kube-node-lease' }, spec }, { by: 'test', rule: 'test' });
      else client.patch(KINDS.Lease, 'kube-node-lease', name(i), { spec }, { by: 'test', rule: 'test' });
    }
    world.clock.after(10_000, renew);
  };
  renew();
  world.start(createNodeLifecycleController(world.context), createTaintEvictionController(world.context));
  return world;
}
const tainted = (world: World, effect = 'NoExecute'): string[] => world.list(KINDS.Node).filter(({ spec }) => spec?.taints?.some((taint) => taint.effect === effect && taint.key === 'node.kubernetes.io/unreachable')).map(({ metadata }) => metadata?.name ?? '');
const unknown = (world: World): number => world.list(KINDS.Node).filter(({ status }) => status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'Unknown')).length;

test('ten of a hundred: all Unknown at once, then one node after the other', () => {
  const world = nodes(100, 10);
  world.run(56_000);
  expect([unknown(world), tainted(world, 'NoSchedule').length, tainted(world)]).toEqual([10, 10, ['node000']]);
  world.run(30_000);
  expect(tainted(world)).toHaveLength(4);
});

test('six of ten: a small zone in partial disruption: none', () => {
  const world = nodes(10, 6);
  world.run(300_000);
  expect([unknown(world), tainted(world, 'NoSchedule').length, tainted(world).length]).toEqual([6, 6, 0]);
});

test('sixty of a hundred: one in a hundred seconds', () => {
  const world = nodes(100, 60);
  world.run(60_000);
  expect(tainted(world).length).toBeLessThanOrEqual(1);
  world.run(400_000);
  expect(tainted(world).length).toBeGreaterThanOrEqual(4);
  expect(tainted(world).length).toBeLessThanOrEqual(5);
});

test('all: nobody, and what was is taken off', () => {
  const world = nodes(4, 4);
  world.run(200_000);
  expect([unknown(world), tainted(world, 'NoSchedule').length, tainted(world).length]).toEqual([4, 4, 0]);
});

test('each zone has its own queue', () => {
  const world = nodes(20, 4, (i) => ({ 'topology.kubernetes.io/zone': i % 2 === 0 ? 'a' : 'b' }));
  world.run(56_000);
  expect(tainted(world)).toEqual(['node000', 'node001']);
});

test('a node that is left out of the count does not make a disruption', () => {
  const world = nodes(10, 6, (i) => (i < 4 ? { 'node.kubernetes.io/exclude-disruption': '' } : {}));
  world.run(56_000);
  expect(tainted(world)).toHaveLength(1);
});

test('labels of old follow', () => {
  const world = nodes(1, 0, () => ({ 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64', 'beta.kubernetes.io/arch': 'amd64' }));
  world.run(1000);
  expect(world.get(KINDS.Node, name(0))?.metadata?.labels).toMatchObject({ 'beta.kubernetes.io/os': 'linux', 'beta.kubernetes.io/arch': 'arm64' });
});

test('a kubelet that says itself that it is not ready: taints, and no pod is touched', () => {
  const world = nodes(3, 0);
  const pod = world.create<Pod>(KINDS.Pod, { metadata: { name: 'web' }, spec: { ...podSpec(), nodeName: name(0) } });
  world.patch(KINDS.Pod, pod.metadata?.name ?? '', { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } }, 'status');
  world.run(6000);
  const [ready] = world.get(KINDS.Node, name(0))?.status?.conditions ?? [];
  world.patch<Node>(KINDS.Node, name(0), { status: { conditions: [{ ...ready, status: 'False', lastHeartbeatTime: '2026-11-21T12:00:06Z' }] as unknown as Json } }, 'status');
  world.run(6000);
  expect(world.get(KINDS.Node, name(0))?.spec?.taints?.map(({ key, effect }) => [key, effect])).toEqual([['node.kubernetes.io/not-ready', 'NoSchedule'], ['node.kubernetes.io/not-ready', 'NoExecute']]);
  expect([world.get(KINDS.Pod, 'web')?.status?.conditions?.[0]?.status, world.events('NodeNotReady')]).toEqual(['True', []]);
});

test('a pod with tolerationSeconds goes when they are over; the plan is taken back with the taint, and counted from its beginning', () => {
  const world = nodes(3, 0);
  const toleration = { key: 'gone', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 };
  world.create<Pod>(KINDS.Pod, { metadata: { name: 'web' }, spec: { ...podSpec(), nodeName: name(0), tolerations: [toleration] } });
  world.create<Pod>(KINDS.Pod, { metadata: { name: 'at-once' }, spec: { ...podSpec(), nodeName: name(0) } });
  const taint = (...keys: readonly string[]): void => { world.patch(KINDS.Node, name(0), { spec: { taints: keys.length === 0 ? null : keys.map((key) => ({ key, effect: 'NoExecute' })) } }); };
  taint('gone');
  world.run(1000);
  expect([world.get(KINDS.Pod, 'at-once')?.metadata?.deletionTimestamp !== undefined, world.get(KINDS.Pod, 'web')?.metadata?.deletionTimestamp]).toEqual([true, undefined]);
  world.run(20_000);
  taint();
  world.run(1000);
  expect(world.events('TaintManagerEviction')).toEqual(['Marking for deletion Pod default/at-once', 'Cancelling deletion of Pod default/web']);
  taint('gone');
  world.run(29_000);
  expect(world.get(KINDS.Pod, 'web')?.metadata?.deletionTimestamp).toBeUndefined();
  world.run(2000);
  expect(world.get(KINDS.Pod, 'web')?.metadata?.deletionTimestamp).toBeDefined();
  expect(world.get(KINDS.Pod, 'web')?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({ status: 'True', reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint' });
});
