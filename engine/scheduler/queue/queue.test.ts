import type { Pod } from '../../api/index.ts';
import { podInfoOf, type PodInfo } from '../cache/nodeInfo.ts';
import type { ClusterEvent } from '../events.ts';
import { createSchedulingQueue, type SchedulingQueue } from './queue.ts';
import type { Waiting } from './waiting.ts';

const pod = (more: Pod['spec'] extends infer S ? Partial<S> : never = {}): PodInfo => podInfoOf({ metadata: { uid: 'x', namespace: 'default' }, spec: { containers: [], ...more } });
const drain = (queue: SchedulingQueue): string[] => {
  const out: string[] = [];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) out.push(next.uid);
  return out;
};
const popped = (queue: SchedulingQueue): Waiting => {
  const next = queue.pop();
  if (next === undefined) throw new Error('nothing to pop');
  return next;
};
const refused = (...plugins: string[]): ReadonlySet<string> => new Set(plugins);
const placed: Pod = { metadata: { uid: 'other', namespace: 'default' }, spec: { containers: [], nodeName: 'node01' } };
const GONE: ClusterEvent = { resource: 'Pod', action: 'Delete', old: placed, now: undefined };
const NEW_NODE: ClusterEvent = { resource: 'Node', action: 'Add', old: undefined, now: { metadata: { name: 'node09' } } };

test('higher priority first, then the order of coming', () => {
  const queue = createSchedulingQueue();
  queue.add('a', pod(), 1);
  queue.add('b', pod({ priority: 100 }), 2);
  queue.add('c', pod(), 1);
  expect(drain(queue)).toEqual(['b', 'a', 'c']);
});

test('a refused pod sleeps until one of its plugins sees hope', () => {
  const queue = createSchedulingQueue();
  queue.add('a', pod(), 0);
  queue.putBack(popped(queue), refused('TaintToleration', 'NodeResourcesFit'), 0);
  expect([queue.pop(), queue.idle, queue.sleeping]).toEqual([undefined, true, 1]);
  queue.wake({ resource: 'PersistentVolume', action: 'Add', old: undefined, now: {} }, 0);
  expect(queue.idle).toBe(true);
  queue.wake(GONE, 0);
  expect(queue.pop()).toMatchObject({ uid: 'a', attempts: 2 });
});

test('an event while a pod is being tried is not lost', () => {
  const queue = createSchedulingQueue();
  queue.add('a', pod(), 0);
  const waiting = popped(queue);
  queue.wake(GONE, 0);
  queue.putBack(waiting, refused('NodeResourcesFit'), 0);
  expect([queue.sleeping, queue.placeOf('a')]).toEqual([0, 'backoff']);
});

test('a change of the pod itself while it is being tried is not lost either', () => {
  const queue = createSchedulingQueue();
  const old = pod();
  queue.add('x', old, 0);
  const waiting = popped(queue);
  const now = pod({ tolerations: [{ operator: 'Exists' }] });
  queue.update('x', now, [{ resource: 'Pod', action: 'UpdateToleration', old: old.pod, now: now.pod }], 0);
  queue.putBack(waiting, refused('TaintToleration'), 0);
  expect(queue.placeOf('x')).toBe('backoff');
});

test('rests are 1, 2, 4, 8 and then 10 seconds, to the whole second', () => {
  const queue = createSchedulingQueue();
  queue.add('a', pod(), 0);
  const rests: number[] = [];
  let now = 300;
  for (let round = 0; round < 6; round++) {
    queue.putBack(popped(queue), refused('NodePorts'), now);
    queue.wake(NEW_NODE, now);
    let end = now;
    while (queue.placeOf('a') === 'backoff') { end = queue.nextRestEnd(end) ?? end; queue.endRests(end); }
    rests.push(end - now);
    now = end + 300;
  }
  // Up to the end of the second in which the rest ends. @k8s backoff_queue.go isPodBackingoff
  expect(rests).toEqual([1700, 2700, 4700, 8700, 10_700, 10_700]);
});

test('who rests comes after who is ready; what went wrong without a plugin rests in full', () => {
  const queue = createSchedulingQueue();
  queue.add('tired', pod({ priority: 1000 }), 0);
  const tired = popped(queue);
  queue.wake(GONE, 0);
  queue.putBack(tired, refused('NodeResourcesFit'), 0);
  queue.add('broken', pod(), 1);
  const broken = popped(queue);
  expect(broken.uid).toBe('broken');
  queue.putBack(broken, refused(), 1);
  queue.add('fresh', pod(), 5);
  expect(drain(queue)).toEqual(['fresh', 'tired']);
  expect([queue.size, queue.placeOf('broken')]).toEqual([1, 'errors']);
  queue.endRests(2000);
  expect(drain(queue)).toEqual(['broken']);
});

test('sleeping too long is ended, leaving is final', () => {
  const queue = createSchedulingQueue();
  queue.add('a', pod(), 0);
  queue.putBack(popped(queue), refused('NodePorts'), 1000);
  queue.wakeSleptSince(1000, 400_000);
  expect(queue.idle).toBe(true);
  queue.wakeSleptSince(1001, 400_000);
  expect(queue.idle).toBe(false);
  queue.remove('a');
  expect([queue.size, queue.idle, drain(queue)]).toEqual([0, true, []]);
});

test('a gated pod is not tried until the last gate is gone, whatever else happens', () => {
  const queue = createSchedulingQueue({ gate: ({ pod: { spec } }) => ((spec?.schedulingGates ?? []).length > 0 ? 'SchedulingGates' : undefined) });
  const gated = pod({ schedulingGates: [{ name: 'wait' }] });
  queue.add('x', gated, 0);
  queue.wake(GONE, 0);
  queue.wake(NEW_NODE, 0);
  queue.wakeSleptSince(1_000_000, 1_000_000);
  expect([queue.idle, queue.sleeping]).toEqual([true, 1]);
  const open = pod();
  queue.update('x', open, [{ resource: 'Pod', action: 'UpdateGatesEliminated', old: gated.pod, now: open.pod }], 5);
  expect(queue.pop()).toMatchObject({ uid: 'x', attempts: 1 });
});
