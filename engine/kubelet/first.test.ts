jest.mock('../runtime/userland.ts', () => {
  const real = jest.requireActual('../runtime/userland.ts');
  const { makeSleep } = jest.requireActual('../script/commands/sleep.ts');
  const { makeCat } = jest.requireActual('../script/commands/cat.ts');
  const { createShellCommand } = jest.requireActual('../script/interpreter/command.ts');
  const { echo } = jest.requireActual('../script/commands/echo.ts');
  const touch = function* (c: any) { for (const a of c.args) c.machine.files.write(a, ''); return 0; };
  const rm = function* (c: any) { for (const a of c.args) if (a[0] !== '-') { try { c.machine.files.remove(a); } catch {} } return 0; };
  const base = { sleep: makeSleep('busybox'), cat: makeCat('busybox'), sh: createShellCommand('ash'), echo, touch, rm };
  const user = () => { const programs = new Map(Object.entries(base).map(([k, v]) => [`/bin/${k}`, v])); return { programs, files: { '/bin': { directory: 0o755 }, '/tmp': { directory: 0o1777 }, '/dev': { directory: 0o755 }, '/etc': { directory: 0o755 },'/proc': { directory: 0o755 }, ...Object.fromEntries([...programs.keys()].map((p) => [p, { content: { zeros: 10 }, mode: 0o755 }])) } }; };
  return { ...real, busyboxUserland: user, debianUserland: user };
});
import { createTestWorld, line } from './testWorld.ts';
const show = (world: ReturnType<typeof createTestWorld>, name = 'task') => {
  const out = world.writes(name).map((w) => `${w.t} ${line(w)}`).join('\n');
  const ev = world.events(name).map((e) => `${e.type} ${e.reason} ${e.count} ${e.message}`).join('\n');
  process.stdout.write(`\n== ${expect.getState().currentTestName}\n${out}\n${ev}\n`);
};
const sh = (script: string, more: object = {}) => ({ name: 'task', image: 'busybox:1.36', command: ['sh', '-c', script], ...more });
it('crash', () => {
  const world = createTestWorld();
  world.run({ restartPolicy: 'Always', containers: [sh('echo working; sleep 3; exit 1')] });
  world.seconds(45);
  show(world);
});
it('never', () => {
  const world = createTestWorld();
  world.run({ restartPolicy: 'Never', containers: [sh('sleep 3; exit 1')] });
  world.seconds(10);
  show(world);
});
it('liveness', () => {
  const world = createTestWorld();
  world.run({ terminationGracePeriodSeconds: 5, containers: [sh('touch /tmp/healthy; sleep 15; rm -f /tmp/healthy; sleep 600', { livenessProbe: { exec: { command: ['cat', '/tmp/healthy'] }, initialDelaySeconds: 5, periodSeconds: 5 } })] });
  world.seconds(60);
  show(world);
});
it('delete', () => {
  const world = createTestWorld();
  world.run({ containers: [sh('trap "exit 0" TERM; while true; do sleep 1; done')] });
  world.seconds(5);
  world.remove();
  world.seconds(10);
  show(world);
});
it('image', () => {
  const world = createTestWorld();
  world.run({ containers: [{ name: 'web', image: 'nginx:1.161' }] });
  world.seconds(70);
  show(world);
});
