import { createClock } from './clock.ts';
import { createPipe } from './pipe.ts';
import { race, sleep, startTask, type Task } from './task.ts';
import { signal } from './signal.ts';

test('a task sleeps in virtual time and returns', () => {
  const clock = createClock(0);
  const running = startTask(clock, (function* (): Task<string> { yield sleep(clock, 30); yield sleep(clock, 12); return 'done'; })());
  expect(running.done).toBe(false);
  clock.advance(41);
  expect(running.done).toBe(false);
  clock.advance(1);
  expect(running.result).toBe('done');
});

test('a cancelled task runs its finally blocks and never wakes', () => {
  const clock = createClock(0);
  const seen: string[] = [];
  const running = startTask(clock, (function* (): Task {
    try { yield sleep(clock, 10); seen.push('woke'); } finally { seen.push('finally'); }
  })());
  running.onDone(() => seen.push('over'));
  running.cancel();
  clock.advance(100);
  expect(seen).toEqual(['finally', 'over']);
});

test('race wakes once, with the first', () => {
  const clock = createClock(0);
  const never = signal();
  const running = startTask(clock, (function* (): Task<number> { yield race(sleep(clock, 5), never.wait, sleep(clock, 9)); return clock.now; })());
  clock.advance(100);
  expect(running.result).toBe(5);
  expect(clock.nextDue()).toBeUndefined();
});

test('a pipe hands lines over and tells the writer when nobody reads any more', () => {
  const clock = createClock(0);
  const pipe = createPipe();
  const lines: (string | undefined)[] = [];
  startTask(clock, (function* (): Task {
    lines.push(yield* pipe.readLine());
    lines.push(yield* pipe.readLine());
    pipe.cancel();
  })());
  expect(pipe.write('one\ntw')).toBe(true);
  clock.advance(0);
  pipe.write('o\nthree');
  clock.advance(0);
  expect(lines).toEqual(['one\n', 'two\n']);
  expect(pipe.write('more')).toBe(false);
});

test('a task that cancels itself ends at its next wait', () => {
  const clock = createClock(0);
  const seen: string[] = [];
  const self: { cancel?: () => void } = {};
  const running = startTask(clock, (function* (): Task {
    try { yield sleep(clock, 1); self.cancel?.(); seen.push('still here'); yield sleep(clock, 1); seen.push('never'); } finally { seen.push('finally'); }
  })());
  self.cancel = () => running.cancel();
  clock.advance(10);
  expect(seen).toEqual(['still here', 'finally']);
  expect(running.done).toBe(true);
});
