/** A thousand random pods and what happens to them: whatever the order, what always holds holds. */
import { report, runRandomWorld, type RandomWorldOptions } from '../testing/randomWorld.ts';

const WORLDS = 20;
const worlds = Array.from({ length: WORLDS }, (_, i): RandomWorldOptions => ({ seed: `${process.env['PEAPOD_SEED'] ?? 'pods'}-${i}`, pods: 50, seconds: 100 }));

test.each(worlds)('$pods pods of seed $seed', (options) => {
  const result = runRandomWorld(options);
  expect(report(options, result)).toBe('');
});
