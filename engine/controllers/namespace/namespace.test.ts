import { KINDS, type ConfigMap, type KindDefinition, type KubeObject, type Namespace, type Pod } from '../../api/index.ts';
import { createGarbageCollector } from '../garbagecollector/controller.ts';
import { createWorld, fakeKubelets, podSpec, watch, type World } from '../testing/world.ts';
import { createNamespaceController } from './controller.ts';

const NAME = 'dev';
function start(): World {
  const world = createWorld();
  world.start(createNamespaceController(world.context), createGarbageCollector(world.context));
  world.create(KINDS.Namespace, { metadata: { name: NAME } });
  world.create(KINDS.ServiceAccount, { metadata: { name: 'default', namespace: NAME } });
  world.run(100);
  return world;
}
const configMap = (world: World, name: string, finalizers: readonly string[] = []): ConfigMap => world.create(KINDS.ConfigMap, { metadata: { name, namespace: NAME, finalizers } });
const pod = (world: World, name: string, seconds: number, finalizers: readonly string[] = []): Pod =>
  world.create(KINDS.Pod, { metadata: { name, namespace: NAME, finalizers }, spec: { ...podSpec(), nodeName: 'node01', terminationGracePeriodSeconds: seconds } });
const namespace = (world: World): Namespace | undefined => world.get(KINDS.Namespace, NAME);
/** Conditions that tell of something that holds the namespace. */
const held = (world: World): readonly string[] => (namespace(world)?.status?.conditions ?? []).filter(({ status }) => status === 'True').map(({ type, reason, message }) => [type, reason, message].join(': '));
const types = (world: World): readonly (string | undefined)[] => (namespace(world)?.status?.conditions ?? []).map(({ type }) => type);
const release = <T extends KubeObject>(world: World, kind: KindDefinition<T>, name: string): void => {
  world.context.client.patch(kind, NAME, name, { metadata: { finalizers: null } }, { by: 'test', rule: 'test' });
};
const left = <T extends KubeObject>(world: World, kind: KindDefinition<T>): readonly (string | undefined)[] => world.context.client.informer(kind).list(NAME).map(({ metadata }) => metadata?.name);

test('five seconds after it was deleted its content goes, then the namespace', () => {
  const world = start();
  configMap(world, 'a');
  const lines = watch(world, ['configmaps', 'namespaces'], ({ type, resource }) => `${resource} ${type}`);
  world.remove(KINDS.Namespace, NAME);
  world.run(4990);
  expect([left(world, KINDS.ConfigMap), namespace(world)?.status]).toEqual([['a'], { phase: 'Terminating' }]);
  world.run(200);
  expect(namespace(world)).toBeUndefined();
  expect(lines).toEqual(['namespaces MODIFIED', 'configmaps DELETED', 'namespaces MODIFIED', 'namespaces DELETED']);
});

/** @k8s golden controllers/ns-delete-with-content */
test('pods have their grace period; everything else waits for them', () => {
  const world = start();
  configMap(world, 'a');
  pod(world, 'p', 30);
  world.remove(KINDS.Namespace, NAME);
  world.run(6000);
  expect([left(world, KINDS.Pod), left(world, KINDS.ConfigMap), held(world)]).toEqual([['p'], ['a'], []]);
  expect(types(world)).toEqual(['NamespaceDeletionDiscoveryFailure', 'NamespaceDeletionGroupVersionParsingFailure', 'NamespaceDeletionContentFailure', 'NamespaceContentRemaining', 'NamespaceFinalizersRemaining']);
  // It looks again 5 s after its own write, then each time after half of the grace period and a second: at 10, 26 and 42 s.
  world.run(35_000);
  expect(held(world)).toEqual([]);
  world.run(2000);
  expect(held(world)).toEqual(['NamespaceDeletionContentFailure: ContentDeletionFailed: Failed to delete all resource types, 1 remaining: unexpected items still remain in namespace: dev for gvr: /v1, Resource=pods']);
  world.request('DELETE', `/api/v1/namespaces/${NAME}/pods/p`, { gracePeriodSeconds: 0 });
  world.run(60_000);
  expect(namespace(world)).toBeUndefined();
});

test('with kubelets that end them it is over soon', () => {
  const world = start();
  world.start(fakeKubelets(world));
  pod(world, 'p', 2);
  world.run(2000);
  world.remove(KINDS.Namespace, NAME);
  world.run(10_000);
  expect(namespace(world)).toBeUndefined();
});

test('a finalizer holds the object, and the object the namespace', () => {
  const world = start();
  configMap(world, 'a', ['example.com/hold']);
  configMap(world, 'b', ['example.com/hold', 'example.com/other']);
  world.remove(KINDS.Namespace, NAME);
  world.run(7000);
  expect(held(world)).toEqual([
    'NamespaceContentRemaining: SomeResourcesRemain: Some resources are remaining: configmaps. has 2 resource instances',
    'NamespaceFinalizersRemaining: SomeFinalizersRemain: Some content in the namespace has finalizers remaining: example.com/hold in 2 resource instances, example.com/other in 1 resource instances',
  ]);
  for (const name of ['a', 'b']) release(world, KINDS.ConfigMap, name);
  world.run(8000);
  expect(namespace(world)).toBeUndefined();
});

test('a pod with a finalizer is not counted: the namespace says nothing', () => {
  const world = start();
  pod(world, 'p', 0, ['example.com/hold']);
  world.remove(KINDS.Namespace, NAME);
  world.run(20_000);
  expect([left(world, KINDS.Pod), held(world)]).toEqual([['p'], []]);
});

test('another finalizer of its own keeps it, empty, until it is taken off with /finalize', () => {
  const world = start();
  world.request('PUT', `/api/v1/namespaces/${NAME}/finalize`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAME }, spec: { finalizers: ['kubernetes', 'example.com/mine'] } });
  configMap(world, 'a');
  world.remove(KINDS.Namespace, NAME);
  world.run(20_000);
  expect([namespace(world)?.spec?.finalizers, left(world, KINDS.ConfigMap)]).toEqual([['example.com/mine'], []]);
  world.request('PUT', `/api/v1/namespaces/${NAME}/finalize`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAME }, spec: {} });
  expect(namespace(world)).toBeUndefined();
});

test('nothing new in a namespace that goes', () => {
  const world = start();
  configMap(world, 'a', ['example.com/hold']);
  world.remove(KINDS.Namespace, NAME);
  expect(() => configMap(world, 'late')).toThrow('configmaps "late" is forbidden: unable to create new content in namespace dev because it is being terminated');
});

test('an API whose server does not answer holds the namespace', () => {
  const world = start();
  const name = 'v1beta1.metrics.k8s.io';
  world.create(KINDS.APIService, {
    metadata: { name }, spec: { group: 'metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100, insecureSkipTLSVerify: true, service: { name: 'metrics-server', namespace: 'kube-system' } },
  });
  world.patch(KINDS.APIService, name, { status: { conditions: [{ type: 'Available', status: 'False', reason: 'MissingEndpoints', message: 'no endpoints', lastTransitionTime: '2026-11-21T12:00:00Z' }] } }, 'status');
  configMap(world, 'a');
  world.remove(KINDS.Namespace, NAME);
  world.run(7000);
  expect(held(world)).toEqual(['NamespaceDeletionDiscoveryFailure: DiscoveryFailed: Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: '
    + 'metrics.k8s.io/v1beta1: stale GroupVersion discovery: metrics.k8s.io/v1beta1']);
  expect(left(world, KINDS.ConfigMap)).toEqual([]);
  world.remove(KINDS.APIService, name);
  world.run(61_000);
  expect(namespace(world)).toBeUndefined();
});

test('custom resources go as well', () => {
  const world = start();
  world.create(KINDS.CustomResourceDefinition, {
    metadata: { name: 'widgets.example.com' }, spec: {
      group: 'example.com', scope: 'Namespaced', names: { plural: 'widgets', kind: 'Widget' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  });
  world.run(1000);
  world.request('POST', `/apis/example.com/v1/namespaces/${NAME}/widgets`, { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', finalizers: ['example.com/hold'] } });
  world.remove(KINDS.Namespace, NAME);
  world.run(6000);
  expect(held(world)[0]).toBe('NamespaceContentRemaining: SomeResourcesRemain: Some resources are remaining: widgets.example.com has 1 resource instances');
  release(world, { ...(KINDS.ConfigMap as unknown as KindDefinition), group: 'example.com', kind: 'Widget', plural: 'widgets', definition: '' }, 'w');
  world.run(9000);
  expect(namespace(world)).toBeUndefined();
});

test('what waits in the foreground for others goes at once', () => {
  const world = start();
  const owner = configMap(world, 'owner');
  world.create(KINDS.ConfigMap, { metadata: { name: 'owned', namespace: NAME, finalizers: ['example.com/hold'], ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner.metadata?.uid ?? '', blockOwnerDeletion: true }] } });
  world.request('DELETE', `/api/v1/namespaces/${NAME}/configmaps/owner`, { propagationPolicy: 'Foreground' });
  world.run(100);
  expect(left(world, KINDS.ConfigMap)).toEqual(['owned', 'owner']);
  world.remove(KINDS.Namespace, NAME);
  world.run(6000);
  expect(left(world, KINDS.ConfigMap)).toEqual(['owned']);
});
