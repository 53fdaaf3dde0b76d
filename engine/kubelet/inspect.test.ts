import type { Container } from '../api/index.ts';
import { createTestWorld, type TestWorld } from './testing/testWorld.ts';

const sh = (name: string, script: string, more: Partial<Container> = {}): Container => ({ name, image: 'busybox:1.36', command: ['sh', '-c', script], ...more });
const livesOf = (world: TestWorld): { [of: string]: unknown } =>
  Object.fromEntries(world.kubelet.lives({ kind: 'Pod', namespace: 'default', name: 'task' }).map(({ machine, of, value }) => [`${machine} ${of}`.trim(), value]));
const trap = 'trap "exit 0" TERM; while true; do sleep 0.1; done';

it('shows every machine of a pod, from its init containers to its end', () => {
  const world = createTestWorld();
  world.run({
    terminationGracePeriodSeconds: 20,
    initContainers: [sh('logger', trap, { restartPolicy: 'Always' }), sh('prepare', 'sleep 5')],
    containers: [sh('web', trap, { readinessProbe: { exec: { command: ['true'] }, periodSeconds: 1 }, lifecycle: { preStop: { sleep: { seconds: 3 } } } })],
  });
  world.seconds(4);
  expect(livesOf(world)).toMatchObject({
    pod: { work: 'syncing', phase: 'pending' }, initSequence: 'initContainersTurn', 'sidecar logger': { running: 'started' }, 'container prepare': { running: 'started' },
    'container web': { waiting: 'creating' }, 'imagePull busybox:1.36': 'present',
  });
  world.seconds(8);
  expect(livesOf(world)).toMatchObject({
    pod: { work: 'syncing', phase: 'running' }, initSequence: 'done', 'sidecar logger': { running: 'started' }, 'container prepare': 'finished',
    'container web': { running: 'started' }, 'probe web readiness': { probing: 'succeeded' },
  });
  world.remove();
  world.seconds(1);
  expect(livesOf(world)).toMatchObject({ pod: { work: { terminating: 'deleted' } }, 'sidecar logger': { running: 'outlasting' }, 'hook web preStop': { running: 'sleeping' }, 'container web': 'stopping' });
  world.seconds(10);
  expect(livesOf(world)).toEqual({});
});

it('shows the machines of a node', () => {
  const world = createTestWorld();
  const lives = world.kubelet.lives({ kind: 'Node', namespace: '', name: 'node01' });
  expect(lives[0]).toEqual({ machine: 'node', of: '', value: { health: 'ready', lease: 'held', report: 'fresh' } });
  expect(lives.slice(1).map(({ machine, of, value }) => `${machine} ${of} ${String(value)}`)).toEqual(expect.arrayContaining(['nodeCondition MemoryPressure false', 'eviction memory.available clear']));
  expect(world.kubelet.lives({ kind: 'Node', namespace: '', name: 'node02' })).toEqual([]);
});

it('names only machines that there are', async () => {
  const { loadMachines } = await import('../machines/index.ts');
  const known = new Set(Object.keys(await loadMachines()));
  const world = createTestWorld();
  world.run({ containers: [sh('web', trap)] });
  world.seconds(3);
  const seen = [...world.kubelet.lives({ kind: 'Pod', namespace: 'default', name: 'task' }), ...world.kubelet.lives({ kind: 'Node', namespace: '', name: 'node01' })];
  expect(seen.filter(({ machine }) => !known.has(machine))).toEqual([]);
});
