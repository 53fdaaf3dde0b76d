import type { Pod } from '../api/index.ts';
import { chooseVictims } from './replicaVictims.ts';

const NOW = Date.parse('2026-11-21T12:10:00Z');
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();
type Traits = { node?: string; phase?: string; readyFor?: number; cost?: string; restarts?: number; bornAgo?: number };

const pod = (name: string, { node = 'node01', phase = 'Running', readyFor, cost, restarts = 0, bornAgo = 300 }: Traits = {}): Pod => ({
  metadata: { name, uid: name, creationTimestamp: ago(bornAgo), ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }) },
  spec: { containers: [], ...(node === '' ? {} : { nodeName: node }) },
  status: {
    phase, containerStatuses: [{ name: 'c', image: '', imageID: '', ready: readyFor !== undefined, restartCount: restarts }],
    conditions: readyFor === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: ago(readyFor) }],
  },
});

const cases: readonly (readonly [rule: string, first: Pod, second: Pod])[] = [
  ['unscheduled before scheduled', pod('b', { node: '', phase: 'Pending' }), pod('a', { phase: 'Pending' })],
  ['Pending before Unknown', pod('b', { phase: 'Pending' }), pod('a', { phase: 'Unknown' })],
  ['Unknown before Running', pod('b', { phase: 'Unknown' }), pod('a')],
  ['not ready before ready', pod('b'), pod('a', { readyFor: 10 })],
  ['lower deletion cost first', pod('b', { readyFor: 10, cost: '-10' }), pod('a', { readyFor: 10 })],
  ['a cost beats crowding', pod('b', { readyFor: 100, cost: '1' }), pod('a', { readyFor: 10, cost: '100' })],
  ['what is no number costs nothing', pod('b', { readyFor: 10, cost: 'x' }), pod('a', { readyFor: 10, cost: '1' })],
  ['ready for less time first', pod('b', { readyFor: 1 }), pod('a', { readyFor: 22 })],
  ['times of like size are equal: by uid', pod('a', { readyFor: 20 }), pod('b', { readyFor: 18 })],
  ['more restarts first', pod('b', { readyFor: 10, restarts: 3 }), pod('a', { readyFor: 10, restarts: 1 })],
  ['newer first', pod('b', { bornAgo: 3, readyFor: 1 }), pod('a', { bornAgo: 300, readyFor: 1 })],
];

test.each(cases)('%s', (_, first, second) => {
  expect(chooseVictims([second, first], [first, second], 1, NOW)).toEqual([first]);
  expect(chooseVictims([first, second], [first, second], 1, NOW)).toEqual([first]);
});

test('the node with more pods of the same owner loses first', () => {
  const crowded = [pod('a', { readyFor: 100 }), pod('c', { readyFor: 100 })];
  const alone = pod('b', { node: 'node02', readyFor: 1 });
  expect(chooseVictims([alone, ...crowded], [alone, ...crowded], 1, NOW)).toEqual([crowded[0]]);
});

test('controllers/rs-scale-down-newest: a set without an owner has no siblings to be crowded by: the three newest go', () => {
  const old = [pod('a', { readyFor: 22, node: 'node02' }), pod('b', { readyFor: 22 })];
  const fresh = [pod('x', { readyFor: 1, node: 'node02' }), pod('y', { readyFor: 1 }), pod('z', { readyFor: 1, node: 'node02' })];
  expect(chooseVictims([...old, ...fresh], [], 3, NOW).map(({ metadata }) => metadata?.name ?? '').toSorted()).toEqual(['x', 'y', 'z']);
});
