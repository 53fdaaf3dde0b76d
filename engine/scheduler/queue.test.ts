import { podInfoOf, type PodInfo } from './nodeInfo.ts';
import { createSchedulingQueue } from './queue.ts';

const pod = (priority = 0): PodInfo => podInfoOf({ spec: { containers: [], priority } });
const drain = (queue: ReturnType<typeof createSchedulingQueue>): string[] => {
  const out: string[] = [];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) out.push(next.uid);
  return out;
};

test('higher priority first, then the order of coming', () => {
  const queue = createSchedulingQueue();
  queue.add('a', pod(), 1);
  queue.add('b', pod(100), 2);
  queue.add('c', pod(), 1);
  expect(drain(queue)).toEqual(['b', 'a', 'c']);
});

test('a rejected pod sleeps until one of its plugins sees hope', () => {
  const queue = createSchedulingQueue();
  queue.add('a', pod(), 0);
  const waiting = queue.pop();
  if (waiting === undefined) throw new Error('nothing to pop');
  queue.putBack(waiting, new Set(['NodeAffinity', 'NodeResourcesFit']), 0);
  expect([queue.pop(), queue.idle, queue.sleeping]).toEqual([undefined, true, 1]);
  queue.wake({ type: 'podGone', pod: {} }, (plugin) => plugin === 'TaintToleration');
  expect(queue.idle).toBe(true);
  queue.wake({ type: 'podGone', pod: {} }, (plugin) => plugin === 'NodeResourcesFit');
  expect(queue.pop()).toMatchObject({ uid: 'a', attempts: 2 });
});

test('who rests comes after who is ready', () => {
  const queue = createSchedulingQueue();
  queue.add('tired', pod(1000), 0);
  const tired = queue.pop();
  if (tired !== undefined) queue.putBack(tired, undefined, 0);
  queue.add('fresh', pod(), 5);
  expect(drain(queue)).toEqual(['fresh', 'tired']);
});

test('sleeping too long is ended, leaving is final', () => {
  const queue = createSchedulingQueue();
  queue.add('a', pod(), 0);
  const waiting = queue.pop();
  if (waiting !== undefined) queue.putBack(waiting, new Set(['NodePorts']), 1000);
  queue.wakeSleptSince(999);
  expect(queue.idle).toBe(true);
  queue.wakeSleptSince(1000);
  expect(queue.idle).toBe(false);
  queue.remove('a');
  expect(queue.size).toBe(0);
});
