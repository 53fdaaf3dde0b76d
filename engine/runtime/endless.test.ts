/** Programs without an end cost virtual time, and little of ours. */
import { config, createWorld, exec, logOf, sandbox, sh, start, stateOf } from './testWorld.ts';

const SECONDS = 4;
/** Of our processor for a second of the container's, on average: most of it is the beginning, which is played at full speed. */
const MOST_MS = 400;

test.each([
  ['while true; do :; done'], ['i=0; while true; do i=$((i+1)); done'], ['while true; do echo hello; done'], ['while true; do true & done'], ['while true; do x=$(date); done'],
  [':(){ :|:& };:; sleep 1000'], ['yes'], ['yes > /dev/null'], ['cat /dev/zero > /dev/null'], ['cat /dev/urandom | grep x > /dev/null'],
  ['dd if=/dev/zero of=/dev/null'], ['tail -f /dev/null'], ['seq 1 1000000000'], ['while :; do sleep 0; done'],
])('%s', (script) => {
  const world = createWorld();
  const id = start(world, sandbox(world), sh(script));
  const begun = process.cpuUsage();
  world.clock.advance(SECONDS * 1000);
  expect(process.cpuUsage(begun).user / 1000 / SECONDS).toBeLessThan(MOST_MS);
  expect(stateOf(world, id).state).toBe('running');
  expect(world.runtime.logBytes(id)).toBeLessThan(60 * 2 ** 20);
  // Others are still served.
  expect(exec(world, id, ['echo', 'here']).out).toBe('here\n');
});

test('it is told once, in the log', () => {
  const world = createWorld();
  const id = start(world, sandbox(world), sh('while true; do :; done'));
  world.clock.advance(8_000);
  expect(logOf(world, id)).toBe('peapod: a program here never waits; from now on it runs in slow motion, so that the page stays quick\n');
});

test.each([
  ['x=$(yes); echo $x', 137], ['yes | sort', 137], ['wc -c < /dev/zero', 137], ['a=x; while true; do a=$a$a; done', 137], ['f() { f; }; f', 139], ['x="eval \\$x"; eval $x', 139],
])('%s ends', (script, code) => {
  const world = createWorld();
  const id = start(world, sandbox(world), sh(script));
  world.clock.runUntil(() => stateOf(world, id).state === 'exited', 120_000);
  expect(stateOf(world, id)).toMatchObject({ state: 'exited', exitCode: code });
});

test('a log is rotated at 10Mi, and only the newest file is read', () => {
  const world = createWorld();
  const id = start(world, sandbox(world), config({ command: ['sh', '-c', 'yes 0123456789012345678901234567890123456789012345678901234567890123456789'] }));
  world.clock.advance(120_000);
  expect(world.runtime.logBytes(id)).toBeGreaterThan(12 * 2 ** 20);
  expect(logOf(world, id).length).toBeLessThan(16 * 2 ** 20);
});
