import { createClock } from '../time/index.ts';
import { createEtcd, createLeases, createStore, prefixEnd, registryKey, resourceAt } from './index.ts';

test.each([
  ['pods', 'default/web-0', '/registry/pods/default/web-0'], ['nodes', 'node01', '/registry/minions/node01'],
  ['services', 'default/kubernetes', '/registry/services/specs/default/kubernetes'], ['endpoints', 'default/a', '/registry/services/endpoints/default/a'],
  ['deployments.apps', 'default/web', '/registry/deployments/default/web'], ['leases.coordination.k8s.io', 'kube-system/a', '/registry/leases/kube-system/a'],
  ['ingresses.networking.k8s.io', 'default/i', '/registry/ingress/default/i'], ['replicationcontrollers', 'default/r', '/registry/controllers/default/r'],
  ['customresourcedefinitions.apiextensions.k8s.io', 'a.b.c', '/registry/apiextensions.k8s.io/customresourcedefinitions/a.b.c'],
  ['crontabs.stable.example.com', 'default/c', '/registry/stable.example.com/crontabs/default/c'],
])('%s %s lies at %s', (resource, key, registry) => {
  expect(registryKey(resource, key)).toBe(registry);
  expect(resourceAt(registry)).toEqual({ resource, key });
});

const named = (name: string, data = ''): object => ({ metadata: { name }, data });

test('ranges of now and of the past', () => {
  const store = createStore({ clock: createClock(0), firstRevision: 10 });
  const etcd = createEtcd(store);
  store.put('configmaps', 'a/one', named('one'));
  store.put('configmaps', 'a/two', named('two'));
  store.put('configmaps', 'a/one', named('one', 'new'));
  store.remove('configmaps', 'a/two');
  const keys = (revision: number): unknown => {
    const range = etcd.range('/registry/configmaps/', prefixEnd('/registry/configmaps/'), { revision });
    return typeof range === 'string' ? range : range.keyValues.map(({ key, modRevision, version }) => [key.split('/').at(-1), modRevision, version]);
  };
  expect(keys(0)).toEqual([['one', 13, 2]]);
  expect(keys(12)).toEqual([['one', 11, 1], ['two', 12, 1]]);
  expect(keys(99)).toBe('future');
  store.compact(12);
  expect([keys(11), keys(12)]).toEqual(['compacted', [['one', 11, 1], ['two', 12, 1]]]);
  expect(etcd.range('/registry/configmaps/a/one', '')).toMatchObject({ count: 1, keyValues: [{ createRevision: 11, modRevision: 13, version: 2 }] });
  const seen: string[] = [];
  const stop = etcd.watch('/registry/configmaps/a/', 13, (change, key) => { seen.push(`${change.type} ${key}`); });
  store.put('configmaps', 'b/one', named('one'));
  store.put('configmaps', 'a/new', named('new'));
  if (typeof stop === 'function') stop();
  expect(seen).toEqual(['MODIFIED /registry/configmaps/a/one', 'DELETED /registry/configmaps/a/two', 'ADDED /registry/configmaps/a/new']);
});

test('what a lease holds goes with it', () => {
  const clock = createClock(0);
  const leases = createLeases(clock);
  const gone: string[] = [];
  const id = leases.grant(10);
  leases.attach(id, 'a', () => { gone.push('a'); });
  clock.advance(8000);
  expect([leases.keepAlive(id), leases.timeToLive(id)]).toEqual([10, { granted: 10, left: 10, keys: ['a'] }]);
  clock.advance(9000);
  expect(gone).toEqual([]);
  clock.advance(1000);
  expect([gone, leases.list(), leases.keepAlive(id)]).toEqual([['a'], [], undefined]);
});
