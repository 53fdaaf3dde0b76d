import { createClock } from './clock.ts';

test('a chain of delays inside one advance runs step by step', () => {
  const clock = createClock(0);
  const seen: number[] = [];
  const again = (): void => { seen.push(clock.now); if (seen.length < 4) clock.after(10, again); };
  clock.after(10, again);
  clock.advance(100);
  expect(seen).toEqual([10, 20, 30, 40]);
  expect(clock.now).toBe(100);
});

test('equal due times run in order of scheduling, also those added while running', () => {
  const clock = createClock(0);
  const seen: string[] = [];
  clock.after(5, () => { seen.push('a'); clock.after(0, () => seen.push('c')); });
  clock.after(5, () => seen.push('b'));
  clock.advance(5);
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('a cancelled timer never runs', () => {
  const clock = createClock(0);
  const seen: number[] = [];
  const ids = [3, 1, 2].map((ms) => clock.after(ms, () => seen.push(ms)));
  clock.cancel(ids[1] ?? 0);
  clock.advance(10);
  expect(seen).toEqual([2, 3]);
});

test.each([
  ['in time', 50, true, 30],
  ['too late', 20, false, 20],
])('runUntil %s', (_name, limit, expected, now) => {
  const clock = createClock(0);
  let done = false;
  clock.after(30, () => { done = true; });
  expect(clock.runUntil(() => done, limit)).toBe(expected);
  expect(clock.now).toBe(now);
});

test('a livelock is a clear error, not a hung page', () => {
  const clock = createClock(0, 100);
  const again = (): void => { clock.after(0, again); };
  clock.after(0, again);
  expect(() => clock.advance(1)).toThrow('100 steps without time moving on');
});
