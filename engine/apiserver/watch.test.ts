import type { JsonObject } from '../base/index.ts';
import { PATCH, testServer } from './testServer.ts';

const CM = '/api/v1/namespaces/default/configmaps';
const seen = (events: readonly { type: string; object: JsonObject }[]): string[] =>
  events.map(({ type, object }) => `${type} ${(object['metadata'] as { name?: string } | undefined)?.name ?? ''}`.trim());

test('present objects first, then changes, a millisecond after each write', () => {
  const { send, watch, clock } = testServer();
  send('POST', CM, { metadata: { name: 'a' } });
  const { events, stop } = watch(`${CM}?watch=1`);
  expect(events).toEqual([]);
  clock.advance(1);
  send('POST', CM, { metadata: { name: 'b' } });
  send('DELETE', `${CM}/a`);
  expect(seen(events)).toEqual(['ADDED a']);
  clock.advance(1);
  expect(seen(events)).toEqual(['ADDED a', 'ADDED b', 'DELETED a']);
  stop();
  send('DELETE', `${CM}/b`);
  clock.advance(5);
  expect(events).toHaveLength(3);
});

test('from a revision on; too old ones end in an error event', () => {
  const { send, watch, clock, store } = testServer();
  send('POST', CM, { metadata: { name: 'a' } });
  const from = store.revision;
  send('PATCH', `${CM}/a`, { data: { x: '1' } }, PATCH.merge);
  const { events } = watch(`${CM}?watch=1&resourceVersion=${from}`);
  clock.advance(1);
  expect(seen(events)).toEqual(['MODIFIED a']);
  store.compact(store.revision);
  const late = watch(`${CM}?watch=1&resourceVersion=${from}`);
  clock.advance(1);
  expect(late.events).toMatchObject([{ type: 'ERROR', object: { code: 410, reason: 'Expired', message: `too old resource version: ${from} (${store.compacted})` } }]);
});

test('an object that begins to match is added, one that ceases is deleted', () => {
  const { send, watch, clock } = testServer();
  send('POST', CM, { metadata: { name: 'a' } });
  const { events } = watch(`${CM}?watch=1&labelSelector=on`);
  for (const labels of [{ on: '1' }, { on: '2' }, { on: null }, { off: '1' }]) {
    send('PATCH', `${CM}/a`, { metadata: { labels } }, PATCH.merge);
    clock.advance(2);
  }
  expect(seen(events)).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
});

test('bookmarks each minute, and one at the end of the initial events', () => {
  const { watch, clock } = testServer();
  const { events, stop } = watch(`${CM}?watch=1&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`);
  clock.advance(1);
  expect(events).toMatchObject([{ type: 'BOOKMARK', object: { metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } } }]);
  clock.advance(120_005);
  expect(seen(events)).toEqual(['BOOKMARK', 'BOOKMARK', 'BOOKMARK']);
  stop();
});

test('a watch ends by itself', () => {
  const { api, clock } = testServer();
  const response = api.handle({ method: 'GET', path: `${CM}?watch=1&timeoutSeconds=5` });
  let ended = 0;
  if (response.type === 'watch') response.listen(() => undefined, () => { ended = clock.now; });
  const start = clock.now;
  clock.advance(10_000);
  expect(ended - start).toBe(5000);
});
