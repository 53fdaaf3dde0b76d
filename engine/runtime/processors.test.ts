import { createClock } from '../time/index.ts';
import { createProcessors } from './processors.ts';

test('what is begun together ends one after another; idle time is not saved up', () => {
  const clock = createClock(0);
  const processors = createProcessors(clock);
  const ended: [string, number][] = [];
  const use = (name: string, ms: number): void => processors.use(ms, () => ended.push([name, clock.now]));
  use('a', 40);
  use('b', 40);
  clock.advance(500);
  use('c', 25);
  clock.advance(500);
  expect(ended).toEqual([['a', 40], ['b', 80], ['c', 525]]);
});
