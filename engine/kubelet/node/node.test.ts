/** What a node shows of itself. @k8s golden world/objects/nodes.jsonl, cluster/node-leases */
import type { Event, Lease, Node } from '../../api/index.ts';
import { createTestWorld } from '../testing/testWorld.ts';

const node = (world: ReturnType<typeof createTestWorld>): Node => world.store.get('nodes', 'node01') as Node;

it('registers, and is Ready a second later', () => {
  const world = createTestWorld();
  expect(node(world).metadata?.labels).toEqual({
    'beta.kubernetes.io/arch': 'amd64', 'beta.kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': 'node01', 'kubernetes.io/os': 'linux',
  });
  expect(node(world).status?.conditions?.map((c) => `${c.type}=${c.status} ${c.reason ?? ''}: ${c.message ?? ''}`)).toEqual([
    'MemoryPressure=False KubeletHasSufficientMemory: kubelet has sufficient memory available',
    'DiskPressure=False KubeletHasNoDiskPressure: kubelet has no disk pressure',
    'PIDPressure=False KubeletHasSufficientPID: kubelet has sufficient PID available',
    'Ready=True KubeletReady: kubelet is posting ready status',
  ]);
  expect(node(world).status?.images?.length).toBeGreaterThan(3);
  expect((world.store.list('events') as readonly Event[]).filter((e) => e.involvedObject.kind === 'Node').map((e) => e.reason))
    .toEqual(expect.arrayContaining(['Starting', 'NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID', 'NodeReady']));
});

it('renews its lease every ten seconds and reports every five minutes; nothing else is written', () => {
  const world = createTestWorld();
  const lease = (): Lease => world.store.get('leases.coordination.k8s.io', 'kube-node-lease/node01') as Lease;
  expect(lease()).toBeUndefined(); // only with the second look. @k8s golden world/objects/leases.jsonl
  world.seconds(10);
  expect(lease().spec).toMatchObject({ holderIdentity: 'node01', leaseDurationSeconds: 40 });
  expect(lease().metadata?.ownerReferences?.[0]).toMatchObject({ kind: 'Node', name: 'node01', uid: node(world).metadata?.uid });
  const before = world.store.revision;
  world.seconds(600);
  expect(world.store.revision - before).toBe(60 + 2);
  expect(Date.parse(lease().spec?.renewTime ?? '')).toBeGreaterThan(world.clock.now - 10_001);
});

it('falls silent when it stops and comes back as Ready', () => {
  const world = createTestWorld();
  world.kubelet.stop();
  const before = world.store.revision;
  world.seconds(100);
  expect(world.store.revision).toBe(before);
  world.kubelet.start();
  world.seconds(1);
  expect(node(world).status?.conditions?.at(-1)?.status).toBe('True');
});

/** @k8s golden cluster/sched-extended-resource */
it('makes what others add to its capacity allocatable within ten seconds, and forgets it again', () => {
  const world = createTestWorld();
  const patch = (capacity: { readonly [resource: string]: string | null }): void => {
    world.api.handle({ method: 'PATCH', path: '/api/v1/nodes/node01/status', body: { status: { capacity } }, headers: { 'content-type': 'application/merge-patch+json' } });
  };
  patch({ 'example.com/dongle': '4' });
  world.seconds(11);
  expect(node(world).status?.allocatable?.['example.com/dongle']).toBe('4');
  patch({ 'example.com/dongle': null });
  world.seconds(11);
  expect(node(world).status?.allocatable).not.toHaveProperty('example.com/dongle');
});

/** @k8s golden cluster/node-cordon-uncordon */
it('writes its status in the order of Go\'s struct; an image without a name has null', () => {
  const status = node(createTestWorld({ world: 'recorded' })).status;
  expect(Object.keys(status ?? {})).toEqual(['capacity', 'allocatable', 'conditions', 'addresses', 'daemonEndpoints', 'nodeInfo', 'images', 'runtimeHandlers', 'features', 'declaredFeatures']);
  expect(status?.images?.map((image) => image.names)).toContain(null);
});
