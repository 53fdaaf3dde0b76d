import { createThrottle } from './requestRate.ts';

test('a burst goes at once, the rest in its turn, and a rest fills the bucket again', () => {
  const clock = { now: 1000 };
  const throttle = createThrottle(clock, { perSecond: 20, burst: 30 });
  const waits = Array.from({ length: 33 }, () => throttle());
  expect(waits.slice(0, 30).every((wait) => wait === 0)).toBe(true);
  expect(waits.slice(30)).toEqual([50, 100, 150]);
  clock.now += 100;
  expect(throttle()).toBe(100);
  clock.now += 60_000;
  expect(Array.from({ length: 31 }, () => throttle()).at(-1)).toBe(50);
});
