/** @k8s client-go/util/workqueue/default_rate_limiters.go */
import { failure, KINDS, type Status } from '../api/index.ts';
import { createLoop, type LoopOptions } from './loop.ts';
import type { Reconcile } from './request.ts';
import { createWorld } from './testing/world.ts';

const BROKEN: Status = failure(500, 'InternalError', 'broken');
const fails = function* (): Reconcile { yield []; return BROKEN; };

/** Runs keys; when each was looked at, in milliseconds. */
function start(options: Partial<LoopOptions>) {
  const world = createWorld();
  const { clock, context } = world;
  const run = (ms: number): void => world.run(ms);
  const began = clock.now;
  const looks: { key: string; at: number }[] = [];
  const loop = createLoop(context, {
    source: 'test', ...options,
    reconcile: (key) => { looks.push({ key, at: clock.now - began }); return (options.reconcile ?? fails)(key); },
  });
  return { loop, run, at: (key: string): number[] => looks.filter((look) => look.key === key).map((look) => look.at), looks };
}
const gaps = (times: readonly number[]): number[] => times.slice(1).map((time, i) => time - (times[i] ?? 0));

test('a rest that doubles: 5 ms to 1000 s', () => {
  const { loop, run, at } = start({});
  loop.add('a');
  run(3_700_000);
  expect(gaps(at('a'))).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240, 20_480, 40_960, 81_920, 163_840, 327_680, 655_360, 1_000_000, 1_000_000]);
});

test('success forgets the failures', () => {
  let left = 3;
  const { loop, run, at } = start({ reconcile: () => (left-- > 0 ? fails() : undefined) });
  loop.add('a');
  run(1000);
  left = 1;
  loop.add('a');
  run(1000);
  expect(gaps(at('a'))).toEqual([5, 10, 20, 965, 5]);
});

test('given up after so many retries, until something changes', () => {
  const { loop, run, at } = start({ maxRetries: 3 });
  loop.add('a');
  run(10_000);
  expect(gaps(at('a'))).toEqual([5, 10, 20]);
  loop.add('a');
  run(10_000);
  expect(at('a')).toHaveLength(8);
});

test('all retries together: a hundred at once, then ten a second', () => {
  let failing = true;
  const { loop, run, looks } = start({ workers: 300, reconcile: () => (failing ? fails() : undefined) });
  for (let n = 0; n < 150; n++) loop.add(`k${n}`);
  run(1);
  failing = false;
  run(10_000);
  const second = looks.slice(150).map(({ at }) => at).toSorted((a, b) => a - b);
  expect(second).toHaveLength(150);
  expect([second[0], second[99], second[100], second[149]]).toEqual([5, 5, 100, 5000]);
});

test('one key, one worker; what comes meanwhile is one more look', () => {
  const slow = function* (): Reconcile {
    yield [{ verb: 'create', kind: KINDS.ConfigMap as never, object: { metadata: { generateName: 'x-', namespace: 'default' } }, because: { by: 'test', rule: 'test' } }];
    return undefined;
  };
  const { loop, run, at } = start({ reconcile: slow });
  loop.add('a');
  run(2);
  loop.add('a'); loop.add('a'); loop.add('a');
  run(100);
  expect(at('a')).toEqual([0, 5]);
});

test('of two delays the shorter counts', () => {
  const { loop, run, at } = start({ reconcile: () => undefined });
  loop.add('a', 50); loop.add('a', 30); loop.add('a', 80);
  run(200);
  expect(at('a')).toEqual([30]);
  loop.add('b', 10);
  loop.stop();
  run(100);
  expect(at('b')).toEqual([]);
});
