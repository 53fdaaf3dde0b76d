/** Namespaces, owners, nodes: controllers that act on everything. */
import { createClusterIdentity } from '../pki/index.ts';
import { createRandom } from '../time/index.ts';
import { KINDS, type ConfigMap, type KubeObject, type Namespace, type Node, type Pod } from '../api/index.ts';
import { createScheduler } from '../scheduler/index.ts';
import { createControllers } from './index.ts';
import { addNodes, createWorld, fakeKubelets, nodeNamed, podSpec, watch, type World } from './testing/world.ts';

const because = { by: 'test', rule: 'test' };
function start(): World {
  const world = createWorld();
  addNodes(world);
  world.start(createScheduler(world.context), ...createControllers(world.context, { identity: createClusterIdentity({ random: createRandom('test'), now: 0 }) }), fakeKubelets(world));
  world.run(100);
  return world;
}
const web = (replicas: number) => ({ metadata: { name: 'web' }, spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: podSpec() } } });
const config = (name: string, owner?: KubeObject): ConfigMap => ({
  metadata: { name, ...(owner === undefined ? {} : { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: owner.metadata?.name ?? '', uid: owner.metadata?.uid ?? '' }] }) },
});

describe('namespaces', () => {
  const client = (world: World) => world.context.client;
  const inside = <T extends KubeObject>(object: T): T => ({ ...object, metadata: { ...object.metadata, namespace: 'dev' } });
  const dev = (world: World): Namespace | undefined => client(world).informer(KINDS.Namespace).get(undefined, 'dev');
  const conditions = (world: World): readonly string[] => (dev(world)?.status?.conditions ?? []).map(({ type, status, reason }) => `${type}=${status} ${reason}`);

  test('controllers/sa-default-and-root-ca: made with each, made anew when deleted or changed', () => {
    const world = start();
    world.create(KINDS.Namespace, { metadata: { name: 'dev' } });
    world.run(20);
    const root = () => client(world).informer(KINDS.ConfigMap).get('dev', 'kube-root-ca.crt');
    expect(root()?.data?.['ca.crt']).toMatch(/^-----BEGIN CERTIFICATE-----/);
    const uid = client(world).informer(KINDS.ServiceAccount).get('dev', 'default')?.metadata?.uid;
    client(world).delete(KINDS.ServiceAccount, 'dev', 'default', because);
    client(world).patch(KINDS.ConfigMap, 'dev', 'kube-root-ca.crt', { data: { 'ca.crt': 'changed' } }, because);
    world.run(15);
    expect(client(world).informer(KINDS.ServiceAccount).get('dev', 'default')?.metadata?.uid).not.toBe(uid);
    expect(root()?.data?.['ca.crt']).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });

  test('controllers/ns-create-and-errors: five seconds, five conditions, gone', () => {
    const world = start();
    world.create(KINDS.Namespace, { metadata: { name: 'dev' } });
    world.run(100);
    client(world).delete(KINDS.Namespace, undefined, 'dev', because);
    world.run(5000);
    expect(dev(world)?.status?.phase).toBe('Terminating');
    const lines = watch(world, ['namespaces'], ({ type, object }) => `${type} ${(object as Namespace).status?.conditions?.map(({ status }) => status).join(' ')}`);
    world.run(50);
    expect(lines).toEqual(['MODIFIED False False False False False', expect.stringMatching(/^MODIFIED/), expect.stringMatching(/^DELETED/)].filter((_, i) => i !== 1 || lines.length === 3));
    expect(dev(world)).toBeUndefined();
  });

  test('controllers/ns-delete-with-content: pods first; everything else stays until they are gone', () => {
    const world = start();
    world.create(KINDS.Namespace, { metadata: { name: 'dev' } });
    world.run(100);
    client(world).create(KINDS.Deployment, inside(web(2)), because);
    client(world).create(KINDS.ConfigMap, inside(config('game')), because);
    world.run(2000);
    client(world).delete(KINDS.Namespace, undefined, 'dev', because);
    world.run(5100);
    expect(client(world).informer(KINDS.Pod).list('dev').map((pod) => pod.metadata?.deletionTimestamp !== undefined)).toEqual([true, true]);
    expect(client(world).informer(KINDS.ConfigMap).get('dev', 'game')).toBeDefined();
    expect(conditions(world)).toEqual([
      'NamespaceDeletionDiscoveryFailure=False ResourcesDiscovered', 'NamespaceDeletionGroupVersionParsingFailure=False ParsedGroupVersions',
      'NamespaceDeletionContentFailure=False ContentDeleted', 'NamespaceContentRemaining=False ContentRemoved', 'NamespaceFinalizersRemaining=False ContentHasNoFinalizers',
    ]);
    world.run(30_000);
    expect(dev(world)).toBeUndefined();
    expect(client(world).informer(KINDS.ConfigMap).list('dev')).toEqual([]);
  });

  test('an object with a finalizer holds it, and both conditions say so', () => {
    const world = start();
    world.create(KINDS.Namespace, { metadata: { name: 'dev' } });
    world.run(100);
    client(world).create(KINDS.ConfigMap, { metadata: { name: 'held', namespace: 'dev', finalizers: ['example.com/hold'] } }, because);
    client(world).delete(KINDS.Namespace, undefined, 'dev', because);
    world.run(30_000);
    expect((dev(world)?.status?.conditions ?? []).filter(({ status }) => status === 'True').map(({ message }) => message)).toEqual([
      'Some resources are remaining: configmaps. has 1 resource instances', 'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
    ]);
    client(world).patch(KINDS.ConfigMap, 'dev', 'held', { metadata: { finalizers: null } }, because);
    world.run(10_000);
    expect(dev(world)).toBeUndefined();
  });
});

describe('owners', () => {
  const names = (world: World): readonly string[] => world.list(KINDS.ConfigMap).map(({ metadata }) => metadata?.name ?? '').filter((name) => name !== 'kube-root-ca.crt');
  function family(): World {
    const world = start();
    const parent = world.create(KINDS.ConfigMap, config('parent'));
    const child = world.create(KINDS.ConfigMap, config('child', parent));
    world.create(KINDS.ConfigMap, config('grandchild', child));
    world.run(100);
    return world;
  }
  test('in the background: one generation after the other, 14–66 ms each', () => {
    const world = family();
    world.remove(KINDS.ConfigMap, 'parent', 'Background');
    expect(names(world)).toEqual(['child', 'grandchild']);
    world.run(100);
    expect(names(world)).toEqual([]);
  });
  test('controllers/gc-orphan: the dependents lose their owner and stay', () => {
    const world = family();
    world.remove(KINDS.ConfigMap, 'parent', 'Orphan');
    expect(world.get(KINDS.ConfigMap, 'parent')?.metadata).toMatchObject({ finalizers: ['orphan'], deletionGracePeriodSeconds: 0 });
    world.run(50);
    expect(names(world)).toEqual(['child', 'grandchild']);
    expect(world.get(KINDS.ConfigMap, 'child')?.metadata?.ownerReferences).toBeUndefined();
    expect(world.get(KINDS.ConfigMap, 'grandchild')?.metadata?.ownerReferences).toHaveLength(1);
  });
  test('in the foreground: a Deployment goes last, its pods first', () => {
    const world = start();
    world.create(KINDS.Deployment, web(2));
    world.run(2000);
    const order = watch(world, ['deployments.apps', 'replicasets.apps', 'pods'], ({ type, resource }) => (type === 'DELETED' ? resource : undefined));
    world.remove(KINDS.Deployment, 'web', 'Foreground');
    world.run(5000);
    expect(order).toEqual(['pods', 'replicasets.apps', 'deployments.apps']);
  });
  test('an owner that never was: collected', () => {
    const world = start();
    world.create(KINDS.ConfigMap, config('lost', { metadata: { name: 'nobody', uid: '00000000-0000-4000-8000-000000000000' } }));
    world.run(100);
    expect(names(world)).toEqual([]);
  });
  test('with one owner left, only the reference to the other goes', () => {
    const world = start();
    const [a, b] = [world.create(KINDS.ConfigMap, config('a')), world.create(KINDS.ConfigMap, config('b'))];
    world.create(KINDS.ConfigMap, { metadata: { name: 'both', ownerReferences: [...(config('x', a).metadata?.ownerReferences ?? []), ...(config('x', b).metadata?.ownerReferences ?? [])] } });
    world.run(100);
    world.remove(KINDS.ConfigMap, 'a', 'Background');
    world.run(100);
    expect(world.get(KINDS.ConfigMap, 'both')?.metadata?.ownerReferences?.map(({ name }) => name)).toEqual(['b']);
  });
});

describe('nodes', () => {
  const LEASES = 'kube-node-lease';
  /** Renews every 10 s as long as `alive` says so. */
  function beat(world: World, alive: (node: string) => boolean): void {
    world.create(KINDS.Namespace, { metadata: { name: LEASES } });
    const renew = (): void => {
      for (const { metadata } of world.list(KINDS.Node)) {
        const name = metadata?.name ?? '';
        if (!alive(name)) continue;
        const spec = { holderIdentity: name, leaseDurationSeconds: 40, renewTime: new Date(world.clock.now).toISOString().replace('Z', '000Z') };
        const present = world.context.client.informer(KINDS.Lease).get(LEASES, name);
        if (present === undefined) world.context.client.create(KINDS.Lease, { metadata: { name, namespace: LEASES }, spec }, because);
        else world.context.client.update(KINDS.Lease, { ...present, spec }, because);
      }
      world.clock.after(10_000, renew);
    };
    renew();
  }
  const taints = (world: World, name: string): readonly string[] => (world.get(KINDS.Node, name)?.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);

  test('cluster/node-cordon-uncordon: the taint comes and goes within 31 ms', () => {
    const world = start();
    world.patch(KINDS.Node, 'node01', { spec: { unschedulable: true } });
    world.run(31);
    expect(taints(world, 'node01')).toEqual(['node.kubernetes.io/unschedulable:NoSchedule']);
    expect(world.get(KINDS.Node, 'node01')?.spec?.taints?.[0]?.timeAdded).toBeDefined();
    world.patch(KINDS.Node, 'node01', { spec: { unschedulable: null } });
    world.run(31);
    expect(taints(world, 'node01')).toEqual([]);
  });

  test('cluster/node-kubelet-stopped-deployment: Unknown, not ready, tainted, evicted after 300 s; back again without taints', () => {
    const world = start();
    let dead = false;
    beat(world, (name) => name !== 'node02' || !dead);
    world.create(KINDS.Deployment, web(2));
    world.run(20_000);
    dead = true;
    const stopped = world.clock.now;
    const lines = watch(world, ['nodes', 'pods'], ({ type, object, resource }) => {
      const node = object as Node & Pod;
      if (resource === 'nodes') return type === 'MODIFIED' ? `node ${node.status?.conditions?.find((c) => c.type === 'Ready')?.status} ${(node.spec?.taints ?? []).map(({ effect }) => effect).join(' ')}`.trim() : undefined;
      return node.spec?.nodeName === 'node02' ? `pod ${node.status?.conditions?.find((c) => c.type === 'Ready')?.status}` : undefined;
    });
    world.run(65_000);
    expect(lines).toEqual(['node Unknown', 'pod False', 'node Unknown NoSchedule', 'node Unknown NoSchedule NoExecute']);
    const ready = world.get(KINDS.Node, 'node02')?.status?.conditions?.find(({ type }) => type === 'Ready');
    expect(ready).toMatchObject({ status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' });
    const after = Date.parse(ready?.lastTransitionTime ?? '') - stopped;
    expect(after >= 40_000 && after <= 56_000).toBe(true);
    expect(world.events('NodeNotReady')).toEqual(['Node node02 status is now: NodeNotReady', 'Node is not ready']);
    expect(taints(world, 'node02')).toEqual(['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute']);
    world.run(300_000);
    expect(world.events('TaintManagerEviction')).toEqual([expect.stringMatching(/^Marking for deletion Pod default\/web-/)]);
    dead = false;
    const heard = { lastHeartbeatTime: `${new Date(world.clock.now).toISOString().slice(0, 19)}Z` };
    world.patch(KINDS.Node, 'node02', { status: { conditions: (nodeNamed('node02').status?.conditions ?? []).map((condition) => ({ ...condition, ...heard })) } as never }, 'status');
    world.run(20_000);
    expect(taints(world, 'node02')).toEqual([]);
  });

  test('cluster/sched-taint-noexecute: at once, after tolerationSeconds, or never', () => {
    const world = start();
    const tolerations = { leaves: [], later: [{ key: 'outage', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 15 }], stays: [{ key: 'outage', operator: 'Exists', effect: 'NoExecute' }], other: [{ key: 'outage', operator: 'Exists', effect: 'NoSchedule' }] };
    for (const [name, list] of Object.entries(tolerations)) world.create(KINDS.Pod, { metadata: { name }, spec: { ...podSpec(), nodeName: 'node01', tolerations: list } });
    world.run(2000);
    world.patch(KINDS.Node, 'node01', { spec: { taints: [{ key: 'outage', value: 'planned', effect: 'NoExecute' }] } });
    world.run(50);
    const deleting = () => world.list(KINDS.Pod).filter(({ metadata }) => metadata?.deletionTimestamp !== undefined).map(({ metadata }) => metadata?.name);
    expect(deleting()).toEqual(['leaves', 'other']);
    expect(world.get(KINDS.Pod, 'leaves')?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({ reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint' });
    world.run(10_000);
    expect(deleting()).toEqual([]);
    world.run(5000);
    expect(world.events('TaintManagerEviction')).toEqual(['Marking for deletion Pod default/leaves', 'Marking for deletion Pod default/other', 'Marking for deletion Pod default/later']);
    world.run(20_000);
    expect(world.list(KINDS.Pod).map(({ metadata }) => metadata?.name)).toEqual(['stays']);
  });

  test('an eviction that is planned is called off when the taint goes', () => {
    const world = start();
    world.create(KINDS.Pod, { metadata: { name: 'later' }, spec: { ...podSpec(), nodeName: 'node01', tolerations: [{ key: 'outage', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 15 }] } });
    world.run(2000);
    world.patch(KINDS.Node, 'node01', { spec: { taints: [{ key: 'outage', effect: 'NoExecute' }] } });
    world.run(5000);
    world.patch(KINDS.Node, 'node01', { spec: { taints: null } });
    world.run(20_000);
    expect(world.events('TaintManagerEviction')).toEqual(['Cancelling deletion of Pod default/later']);
    expect(world.get(KINDS.Pod, 'later')?.metadata?.deletionTimestamp).toBeUndefined();
  });

  test('cluster/node-deleted-and-rejoined: pods of a node that is gone fail and go 40–60 s later; a new node gets its range and annotation', () => {
    const world = start();
    world.create(KINDS.Pod, { metadata: { name: 'left' }, spec: { ...podSpec(), nodeName: 'node02' } });
    world.run(2000);
    const phases = watch(world, ['pods'], ({ type, object }) => `${type} ${(object as Pod).status?.phase} ${(object as Pod).status?.conditions?.at(-1)?.reason ?? ''}`.trim());
    world.remove(KINDS.Node, 'node02');
    world.run(39_000);
    expect(phases).toEqual([]);
    world.run(23_000);
    expect(phases.slice(0, 1)).toEqual(['MODIFIED Failed DeletionByPodGC']);
    expect(world.get(KINDS.Pod, 'left')).toBeUndefined();
    world.create(KINDS.Node, nodeNamed('node02'));
    world.run(50);
    // The next range, not the one it had: what is given back comes again after all others. @k8s cidrset/cidr_set.go AllocateNext
    expect(world.get(KINDS.Node, 'node02')).toMatchObject({ spec: { podCIDR: '10.244.3.0/24', podCIDRs: ['10.244.3.0/24'] }, metadata: { annotations: { 'node.alpha.kubernetes.io/ttl': '0' } } });
  });

  test('with every node silent nobody is evicted', () => {
    const world = start();
    world.create(KINDS.Deployment, web(2));
    world.run(400_000);
    expect(world.list(KINDS.Node).flatMap(({ spec }) => (spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute'))).toEqual([]);
    expect(world.list(KINDS.Pod).filter(({ metadata }) => metadata?.deletionTimestamp !== undefined)).toEqual([]);
  });
});
