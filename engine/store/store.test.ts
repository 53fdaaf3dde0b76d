import fc from 'fast-check';
import type { KubeObject } from '../api/index.ts';
import { createClock } from '../time/index.ts';
import { createOrderedKeys, createStore, hashJson, keyOf, resourceOf } from './index.ts';

const object = (name: string, namespace?: string): KubeObject => ({ metadata: { name, ...(namespace === undefined ? {} : { namespace }) } });
const names = (list: readonly KubeObject[]): string[] => list.map(({ metadata }) => metadata?.name ?? '');
function filled() {
  const clock = createClock(0);
  const store = createStore({ clock, firstRevision: 10 });
  for (const key of ['b/2', 'a/1', 'a-x/9', 'b/10', 'a/0']) {
    const [namespace = '', name = ''] = key.split('/');
    store.put('pods', key, object(name, namespace));
  }
  return { clock, store };
}

test('keys and resource names', () => {
  expect([keyOf('ns', 'x'), keyOf(undefined, 'x'), keyOf('', 'x')]).toEqual(['ns/x', 'x', 'x']);
  expect([resourceOf({ group: '', plural: 'pods' }), resourceOf({ group: 'apps', plural: 'deployments' })]).toEqual(['pods', 'deployments.apps']);
});

test('lists are in byte order of keys, whole and by namespace', () => {
  const { store } = filled();
  expect(names(store.list('pods'))).toEqual(['9', '0', '1', '10', '2']);
  expect(names(store.list('pods', 'a'))).toEqual(['0', '1']);
  expect(names(store.page('pods', 'b/', 'b/10', 5))).toEqual(['2']);
  expect([store.count('pods'), store.count('pods', 'a/'), store.count('nodes')]).toEqual([5, 2, 0]);
});

test('a list is the same array until its namespace changes', () => {
  const { store } = filled();
  const [all, a, b] = [store.list('pods'), store.list('pods', 'a'), store.list('pods', 'b')];
  store.put('pods', 'a/1', object('1', 'a'));
  expect([store.list('pods') === all, store.list('pods', 'a') === a, store.list('pods', 'b') === b]).toEqual([false, false, true]);
});

test('each write is one revision, told to listeners with what was before', () => {
  const { store } = filled();
  const seen: unknown[] = [];
  const stop = store.subscribe('pods', ({ type, key, revision, old, object: now, because }) =>
    seen.push([type, key, revision, old?.metadata?.resourceVersion, now.metadata?.resourceVersion, because?.rule]));
  store.put('pods', 'a/1', object('1', 'a'), { by: 'test', rule: 'changed' });
  store.remove('pods', 'a/1');
  expect(store.remove('pods', 'a/1')).toBeUndefined();
  stop();
  store.put('pods', 'a/1', object('1', 'a'));
  expect(seen).toEqual([['MODIFIED', 'a/1', 16, '12', '16', 'changed'], ['DELETED', 'a/1', 17, '16', '17', undefined]]);
});

test('changes since a revision, until they are compacted', () => {
  const { store, clock } = filled();
  store.put('nodes', 'n', object('n'));
  expect(store.changesSince(13, 'pods')?.map(({ key }) => key)).toEqual(['b/10', 'a/0']);
  expect(store.changesSince(13)?.length).toBe(3);
  store.compact(14);
  expect([store.changesSince(13), store.changesSince(14)?.length]).toEqual([undefined, 2]);
  clock.advance(5 * 60_000);
  store.put('nodes', 'n', object('n'));
  clock.advance(5 * 60_000);
  store.put('nodes', 'n', object('n'));
  expect(store.compacted).toBeGreaterThanOrEqual(17);
});

test('of very many changes in a short time the oldest are forgotten', () => {
  const { store } = filled();
  for (let n = 0; n < 150_000; n++) store.put('nodes', 'n', object('n'));
  expect(store.compacted).toBeGreaterThan(store.revision - 150_000);
  expect([store.changesSince(store.compacted - 1), store.changesSince(store.compacted)?.length]).toEqual([undefined, store.revision - store.compacted]);
  expect(store.revision - store.compacted).toBeGreaterThanOrEqual(100 * 1024);
});

test('a snapshot puts everything back; equal contents have equal hashes, whatever the order of fields', () => {
  const { store, clock } = filled();
  const [snapshot, hash] = [store.snapshot(), store.hash()];
  store.put('pods', 'a/1', object('changed', 'a'));
  expect(store.hash()).not.toBe(hash);
  const other = createStore({ clock });
  other.restore(snapshot);
  expect([other.hash(), other.revision, names(other.list('pods', 'a'))]).toEqual([hash, 15, ['0', '1']]);
  expect(hashJson({ a: 1, b: [null, 'x'] })).toBe(hashJson({ b: [null, 'x'], a: 1 }));
  expect(hashJson({ a: '1' })).not.toBe(hashJson({ a: 1 }));
});

test('ordered keys behave as a sorted set', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(2000)), { maxLength: 3000 }), fc.nat(2000), (steps, from) => {
    const keys = createOrderedKeys();
    const model = new Set<string>();
    for (const [add, n] of steps) {
      if (add) { keys.add({ key: `k${n}` }); model.add(`k${n}`); } else { keys.remove(`k${n}`); model.delete(`k${n}`); }
    }
    const found: string[] = [];
    keys.from(`k${from}`, ({ key }) => found.push(key) > 0);
    expect(found).toEqual([...model].filter((key) => key >= `k${from}`).sort());
  }), { numRuns: 30 });
});
