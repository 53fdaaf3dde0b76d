import { KINDS, type KindDefinition, type KubeObject, type OwnerReference } from '../../api/index.ts';
import { createRandom } from '../../time/index.ts';
import { createWorld, watch, type World } from '../testing/world.ts';
import { createGarbageCollector } from './controller.ts';

function start(): World {
  const world = createWorld();
  world.start(createGarbageCollector(world.context));
  return world;
}
type Owner = { readonly name: string; readonly uid: string; readonly block?: boolean; readonly kind?: string; readonly apiVersion?: string };
const reference = ({ name, uid, block = false, kind = 'ConfigMap', apiVersion = 'v1' }: Owner): OwnerReference => ({ apiVersion, kind, name, uid, ...(block ? { blockOwnerDeletion: true } : {}) });
const make = (world: World, name: string, owners: readonly Owner[] = [], more: { readonly namespace?: string; readonly finalizers?: readonly string[] } = {}): Owner => {
  const made = world.create(KINDS.ConfigMap, { metadata: { name, ...(owners.length === 0 ? {} : { ownerReferences: owners.map(reference) }), ...more } });
  return { name, uid: made.metadata?.uid ?? '' };
};
const names = (world: World): readonly string[] => world.list(KINDS.ConfigMap).map(({ metadata }) => metadata?.name ?? '');
const ownersOf = (world: World, name: string): readonly string[] => (world.get(KINDS.ConfigMap, name)?.metadata?.ownerReferences ?? []).map((owner) => owner.name);
const story = (world: World): string[] => watch(world, ['configmaps'], ({ type, object }) =>
  [type === 'DELETED' ? '-' : '~', object.metadata?.name ?? '', ...(object.metadata?.finalizers ?? [])].join(' ').replace('- ', '-').replace('~ ', '~'));

test('background: the owner goes at once, what it owned follows, down to the last', () => {
  const world = start();
  const [a, b] = [make(world, 'a'), { name: 'b', uid: '' }];
  make(world, 'c', [make(world, b.name, [a])]);
  world.run(100);
  const lines = story(world);
  world.remove(KINDS.ConfigMap, 'a', 'Background');
  world.run(1000);
  expect(lines).toEqual(['-a', '-b', '-c']);
});

test('foreground: what blocks goes first; what does not block follows', () => {
  const world = start();
  const a = make(world, 'a');
  const b = make(world, 'b', [{ ...a, block: true }]);
  make(world, 'c', [{ ...b, block: true }]);
  make(world, 'd', [a], { finalizers: ['example.com/hold'] });
  world.run(100);
  const lines = story(world);
  world.remove(KINDS.ConfigMap, 'a', 'Foreground');
  world.run(1000);
  expect(lines).toEqual(['~a foregroundDeletion', '~b foregroundDeletion', '-c', '~d example.com/hold', '-b foregroundDeletion', '-a foregroundDeletion']);
});

test('orphan: dependents lose the reference, and only that one', () => {
  const world = start();
  const [a, z] = [make(world, 'a'), make(world, 'z')];
  make(world, 'b', [{ ...a, block: true }]);
  make(world, 'c', [a, z]);
  world.run(100);
  world.remove(KINDS.ConfigMap, 'a', 'Orphan');
  world.run(1000);
  expect([names(world), ownersOf(world, 'b'), ownersOf(world, 'c')]).toEqual([['b', 'c', 'z'], [], ['z']]);
  expect(world.get(KINDS.ConfigMap, 'b')?.metadata).not.toHaveProperty('ownerReferences');
});

/** @k8s pkg/controller/garbagecollector/garbagecollector.go isDangling, attemptToDeleteItem */
test.each<[string, (world: World) => void, readonly string[]]>([
  ['an owner that never was', (world) => { make(world, 'b', [{ name: 'nobody', uid: 'u-1' }]); }, []],
  ['an owner of that name with another uid', (world) => { make(world, 'a'); make(world, 'b', [{ name: 'a', uid: 'u-1' }]); }, ['a']],
  ['one owner of two is there', (world) => { make(world, 'b', [{ name: 'nobody', uid: 'u-1' }, make(world, 'a')]); }, ['a', 'b']],
  ['an owner of a kind that is not served', (world) => { make(world, 'b', [{ name: 'w', uid: 'u-1', kind: 'Widget', apiVersion: 'example.com/v1' }]); }, ['b']],
  ['an owner of a version that is not served', (world) => { make(world, 'b', [{ name: 'w', uid: 'u-1', kind: 'Deployment', apiVersion: 'apps/v1beta1' }]); }, ['b']],
  ['an owner that waits and one that stays', (world) => {
    const a = make(world, 'a');
    make(world, 'b', [{ ...a, block: true }, make(world, 's')]);
    world.run(10);
    world.remove(KINDS.ConfigMap, 'a', 'Foreground');
  }, ['b', 's']],
  ['two that own each other: an owner is there', (world) => {
    const a = make(world, 'a');
    const b = make(world, 'b', [a]);
    world.patch(KINDS.ConfigMap, 'a', { metadata: { ownerReferences: [reference(b)] } });
  }, ['a', 'b']],
  ['two that own each other, one deleted', (world) => {
    const a = make(world, 'a');
    const b = make(world, 'b', [{ ...a, block: true }]);
    world.patch(KINDS.ConfigMap, 'a', { metadata: { ownerReferences: [{ ...reference({ ...b, block: true }) }] } });
    world.run(10);
    world.remove(KINDS.ConfigMap, 'a', 'Foreground');
  }, []],
  // It waits for itself, in upstream as well.
  ['its own owner', (world) => { const a = make(world, 'a'); world.patch(KINDS.ConfigMap, 'a', { metadata: { ownerReferences: [reference({ ...a, block: true })] } }); world.run(10); world.remove(KINDS.ConfigMap, 'a', 'Foreground'); }, ['a']],
])('%s', (_name, given, left) => {
  const world = start();
  given(world);
  world.run(5000);
  expect(names(world)).toEqual(left);
});

test('an owner in another namespace is none, and an event says so', () => {
  const world = start();
  world.create(KINDS.Namespace, { metadata: { name: 'other' } });
  const owner = world.create(KINDS.ConfigMap, { metadata: { name: 'a', namespace: 'other' } });
  world.run(100);
  const uid = owner.metadata?.uid ?? '';
  make(world, 'b', [{ name: 'a', uid }]);
  world.run(1000);
  expect(names(world)).toEqual([]);
  expect(world.events('OwnerRefInvalidNamespace')).toEqual([`ownerRef [v1/ConfigMap, namespace: default, name: a, uid: ${uid}] does not exist in namespace "default"`]);
  expect(world.context.client.informer(KINDS.ConfigMap).get('other', 'a')).toBeDefined();
});

test('a cluster-wide object with an owner in a namespace stays', () => {
  const world = start();
  const a = make(world, 'a');
  world.create(KINDS.ClusterRole, { metadata: { name: 'role', ownerReferences: [reference(a)] }, rules: [] });
  world.create(KINDS.ClusterRole, { metadata: { name: 'none', ownerReferences: [reference({ name: 'x', uid: 'u-9' })] }, rules: [] });
  world.run(1000);
  world.remove(KINDS.ConfigMap, 'a');
  world.run(5000);
  expect(world.list(KINDS.ClusterRole).map(({ metadata }) => metadata?.name)).toEqual(expect.arrayContaining(['none', 'role']));
});

test('custom resources own and are owned, from the next look at what is served on', () => {
  const world = start();
  world.create(KINDS.CustomResourceDefinition, {
    metadata: { name: 'widgets.example.com' }, spec: {
      group: 'example.com', scope: 'Namespaced', names: { plural: 'widgets', kind: 'Widget' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  });
  world.run(31_000);
  const widgets: KindDefinition = { ...(KINDS.ConfigMap as unknown as KindDefinition), group: 'example.com', kind: 'Widget', plural: 'widgets', definition: '' };
  const widget = (name: string, owners: readonly OwnerReference[] = []): KubeObject => world.create(widgets, { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name, ownerReferences: owners } });
  const uid = widget('w').metadata?.uid ?? '';
  const owner = { name: 'w', uid, kind: 'Widget', apiVersion: 'example.com/v1' };
  make(world, 'b', [owner]);
  const second = widget('v', [reference(owner), reference(make(world, 'keep'))]);
  world.run(100);
  world.remove(widgets, 'w', 'Background');
  world.run(1000);
  expect(names(world)).toEqual(['keep']);
  expect(world.get(widgets, 'v')?.metadata?.ownerReferences).toEqual([reference({ name: 'keep', uid: second.metadata?.ownerReferences?.[1]?.uid ?? '' })]);
});

test('owner and owned may be of different kinds', () => {
  const world = start();
  const owner = make(world, 'a');
  world.create(KINDS.Secret, { metadata: { name: 's', ownerReferences: [reference(owner)] } });
  world.run(100);
  world.remove(KINDS.ConfigMap, 'a');
  world.run(1000);
  expect(world.get(KINDS.Secret, 's')).toBeUndefined();
});

/** What is deleted although an owner lives and nobody has asked for it. */
test('random graphs: nothing goes while an owner of it stays, and nothing stays whose owners are all gone', () => {
  for (let seed = 0; seed < 25; seed++) {
    const random = createRandom(`gc ${seed}`);
    const world = start();
    const [count, asked] = [12, new Set<string>()];
    const made: Owner[] = [];
    const graph = new Map<string, readonly string[]>();
    for (let i = 0; i < count; i++) {
      const owners = made.filter(() => random.int('gc', 0, 4) === 0).map((owner) => ({ ...owner, block: random.int('gc', 0, 1) === 1 }));
      graph.set(`n${i}`, owners.map(({ name }) => name));
      made.push(make(world, `n${i}`, owners));
      if (random.int('gc', 0, 2) === 0) world.run(3);
    }
    const orphaned = new Set<string>();
    for (let i = 0; i < 4; i++) {
      const victim = `n${random.int('gc', 0, count - 1)}`;
      const policy = (['Background', 'Foreground', 'Orphan'] as const)[random.int('gc', 0, 2)] ?? 'Background';
      if (world.get(KINDS.ConfigMap, victim) === undefined) continue;
      asked.add(victim);
      if (policy === 'Orphan') orphaned.add(victim);
      world.remove(KINDS.ConfigMap, victim, policy);
      world.run(random.int('gc', 0, 30));
    }
    world.run(20_000);
    const left = new Set(names(world));
    for (const [name, owners] of graph) {
      const [living, lost] = [owners.some((owner) => left.has(owner)), owners.length > 0 && owners.every((owner) => !left.has(owner))];
      const wrong = [
        !left.has(name) && living && !asked.has(name) ? 'gone, and an owner is there' : '',
        left.has(name) && lost && !owners.some((owner) => orphaned.has(owner)) ? 'there, and no owner is' : '',
        left.has(name) && asked.has(name) ? 'there, and was to go' : '',
        ownersOf(world, name).some((owner) => !left.has(owner)) ? 'names an owner that is gone' : '',
      ].filter((text) => text !== '');
      expect([seed, name, wrong]).toEqual([seed, name, []]);
    }
  }
});
