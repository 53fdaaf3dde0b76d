import { applyDelta, deltaBetween } from './delta.ts';
import { emptyView } from './protocol.ts';
import type { ClusterView, NodeRow } from '@site/engine/index.ts';

const node = (name: string, status: string): NodeRow =>
  ({ name, uid: name, state: 'running', status, roles: '', address: '', age: '1s', version: 'v1.36.0', faults: [] });
const view = (at: number, ...nodes: NodeRow[]): ClusterView => ({ ...emptyView, at, nodes });

test.each([
  ['a row appears', view(0), view(1, node('b', 'Ready'), node('c', 'Ready'))],
  ['a row changes', view(0, node('b', 'Ready')), view(1, node('b', 'NotReady'))],
  ['a row goes', view(0, node('a', 'Ready'), node('b', 'Ready')), view(1, node('b', 'Ready'))],
  ['only time passes', view(0, node('a', 'Ready')), view(1, node('a', 'Ready'))],
])('%s: the delta leads from one view to the other', (_, before, after) => {
  expect(applyDelta(before, deltaBetween(before, after))).toEqual(after);
});

test('an unchanged list is not sent, and keeps its identity', () => {
  const before = view(0, node('a', 'Ready'));
  const delta = deltaBetween(before, view(5, node('a', 'Ready')));
  expect(delta.nodes).toBeUndefined();
  expect(applyDelta(before, delta).nodes).toBe(before.nodes);
});
