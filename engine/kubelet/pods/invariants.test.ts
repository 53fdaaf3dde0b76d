/** A thousand random pods and what happens to them: whatever the order, what always holds holds. */
import { createTestWorld } from '../testing/testWorld.ts';
import { report, runRandomWorld, type RandomWorldOptions } from '../testing/randomWorld.ts';

const WORLDS = 20;
const MOST_STEPS = 60_000;
const worlds = Array.from({ length: WORLDS }, (_, i): RandomWorldOptions => ({ seed: `${process.env['PEAPOD_SEED'] ?? 'pods'}-${i}`, pods: 50, seconds: 100 }));

test.each(worlds)('$pods pods of seed $seed', (options) => {
  const result = runRandomWorld(options);
  expect(report(options, result)).toBe('');
});

/** A program that never waits costs virtual time, and as little work as one that does. */
test.each([
  ['while :; do :; done', /slow motion/], ['until false; do true; done', /slow motion/], ['while true; do echo x; done', /^x$/], ['yes', /^y$/],
  ['cat /dev/zero | grep x', /^Killed$/], ['f() { f; }; f', /^$/], ['while true; do x=a$x$x; done', /memory/],
])('a minute of %s', (script, says) => {
  const world = createTestWorld();
  world.run({ restartPolicy: 'Never', containers: [{ name: 'busy', image: 'busybox:1.36', command: ['sh', '-c', script] }, { name: 'idle', image: 'busybox:1.36', command: ['sleep', '3600'] }] });
  world.seconds(60);
  const statuses = world.pod()?.status?.containerStatuses ?? [];
  expect(statuses.find(({ name }) => name === 'idle')?.state?.running).toBeDefined();
  const id = (statuses.find(({ name }) => name === 'busy')?.containerID ?? '').replace('containerd://', '');
  expect(world.runtime.logs(id).at(-1)?.text ?? '').toMatch(says);
  expect({ steps: world.steps() < MOST_STEPS ? 'few' : world.steps() }).toEqual({ steps: 'few' });
});
