import { createFiles, createPidSpace, type FileSystem } from '../../script/index.ts';
import { createIds, createRandom } from '../../time/index.ts';
import { STANDARD_PATH } from '../image.ts';
import { config, createWorld, exec, logOf, sandbox, start, stateOf, type World } from '../testWorld.ts';
import { createRuntime } from '../runtime.ts';
import type { ContainerConfig, ContainerRuntime } from '../types.ts';

/** A path of its own keeps a container from ever sleeping, and is the very same one. */
const AWAKE: Partial<ContainerConfig> = { environment: [['PATH', STANDARD_PATH]] };
const token = (world: World): ContainerConfig['mounts'][number] =>
  ({ path: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true, files: createFiles(world.clock, { kind: 'tmpfs', content: [{ name: 'token', text: 'x', mode: 0o644 }] }) });

const tree = (files: FileSystem, path = '/'): unknown => {
  const stat = files.stat(path);
  if (stat?.type !== 'directory') return { ...stat, content: stat?.type === 'file' ? files.read(path) : '' };
  return [stat, ...files.list(path).map((name) => [name, tree(files, path === '/' ? `/${name}` : `${path}/${name}`)])];
};
const figures = (runtime: ContainerRuntime, id: string): unknown => ({ ...runtime.usage(id), cpu: runtime.cpuMs(id), groups: runtime.memberships(id, 0), state: runtime.container(id) });
/** All that can be seen of it from inside and outside. */
function seen({ runtime, clock }: World, id: string): unknown {
  const machine = runtime.machine(id);
  if (machine === undefined) throw new Error('no machine');
  const { files, processes, cpu } = machine;
  return {
    figures: figures(runtime, id), lines: runtime.logs(id), mounts: files.mounts(),
    trees: ['/run', '/var/cache', '/var/run', '/etc', '/dev'].filter((path) => files.stat(path) !== undefined).map((path) => tree(files, path)),
    processes: processes.list().map(({ pid, parent, group, command, startedAt, state, memoryBytes, uid, cpuMs }) => ({ pid, parent, group, command, startedAt, state, memoryBytes, uid, cpuMs })),
    spend: cpu.spend(1), slow: cpu.slow, now: clock.now,
  };
}

/** The first start is watched; what happens `ms` after the start of another is what is compared. */
function play<T>(awake: boolean, wanted: Partial<ContainerConfig>, ms: number, act: (world: World, id: string, box: string) => T, between?: (world: World, box: string) => void): T {
  const world = createWorld('full', ['docker.io/library/nginx:1.14.2', 'docker.io/library/nginx:1.29']);
  const more = awake ? { ...wanted, ...AWAKE } : wanted;
  const first = sandbox(world, 'first');
  start(world, first, config({ ...more, mounts: [token(world)] }));
  world.clock.advance(500);
  const box = sandbox(world, 'second');
  between?.(world, box.id);
  const id = start(world, box, config({ ...more, mounts: [token(world)] }));
  world.clock.advance(ms);
  return act(world, id, box.id);
}
function same<T>(wanted: Partial<ContainerConfig>, ms: number, act: (world: World, id: string, box: string) => T, between?: (world: World, box: string) => void): void {
  expect(play(false, wanted, ms, act, between)).toEqual(play(true, wanted, ms, act, between));
}
const IMAGES = ['nginx:1.14.2', 'nginx:1.29'] as const;

describe.each(IMAGES)('%s, asleep and looked at', (image) => {
  it.each([0, 1, 2, 20, 31, 32, 41, 71, 72, 5000])('%d ms after its start is as if it had never slept, then and later', (ms) => {
    same({ image }, ms, (world, id) => {
      const before = [figures(world.runtime, id), world.runtime.meter.changes, world.runtime.ran.changes];
      const at = seen(world, id);
      world.clock.advance(1000);
      return [before, at, seen(world, id), world.runtime.meter.changes, world.runtime.ran.changes];
    });
  });
});

describe('what wakes it finds it at work', () => {
  it.each<[string, (world: World, id: string, box: string) => unknown]>([
    ['exec', (world, id) => [exec(world, id, ['cat', '/proc/1/cmdline', '/etc/hosts', '/var/run/nginx.pid']), exec(world, id, ['ls', '-la', '/dev', '/run', '/var/cache/nginx'])]],
    ['a request', (world, id, box) => {
      const ip = world.runtime.sandbox(box)?.ip ?? '';
      const client = start(world, sandbox(world, 'client'), config({ image: 'nginx:1.29', command: ['curl', '-s', '--max-time', '2', ip], ...AWAKE }));
      world.clock.advance(3000);
      return [logOf(world, client), logOf(world, id), stateOf(world, client).exitCode, seen(world, id)];
    }],
    ['the stop', (world, id, box) => {
      let stopped = 0;
      world.runtime.stopContainer(id, 30_000, () => { stopped = world.clock.now; });
      world.clock.advance(2000);
      const state = [stopped, stateOf(world, id), logOf(world, id), figures(world.runtime, id)];
      world.runtime.removeSandbox(box);
      return [state, world.runtime.meter.changes, world.runtime.ran.changes];
    }],
    ['a kill', (world, id) => { world.runtime.stopContainer(id, 0, () => undefined); world.clock.advance(100); return [stateOf(world, id), logOf(world, id)]; }],
    ['the end of the power', (world, id) => { world.runtime.powerOff(); world.clock.advance(100); return [stateOf(world, id), logOf(world, id), world.runtime.ran.changes]; }],
    ['less memory', (world, id) => { world.runtime.updateContainer(id, { memoryLimitBytes: 1000 }); world.clock.advance(100); return [stateOf(world, id), logOf(world, id)]; }],
    ['the end of its sandbox', (world, id, box) => { world.runtime.stopSandbox(box, () => undefined); world.clock.advance(500); return [stateOf(world, id), logOf(world, id)]; }],
  ])('%s', (_, act) => {
    for (const image of IMAGES) for (const ms of [0, 15, 1000]) same({ image }, ms, act);
  });
  it('a port that another container of the pod has', () => {
    same({ image: 'nginx:1.14.2' }, 2000, (world, id) => [stateOf(world, id), logOf(world, id)], (world, box) => {
      start(world, { ...world.runtime.sandbox(box), id: box } as ReturnType<typeof sandbox>, config({ image: 'nginx:1.14.2', name: 'other', ...AWAKE }));
      world.clock.advance(100);
    });
  });
  it('its limit of memory is seen at the start', () => {
    same({ image: 'nginx:1.14.2', memoryLimitBytes: 2_000_000 }, 100, (world, id) => [stateOf(world, id), logOf(world, id)]);
  });
});

it('until somebody looks there is nothing of it among the processes of its node', () => {
  const { clock, network, registry } = createWorld('full');
  const random = createRandom('sleep');
  const hostPids = createPidSpace();
  const runtime = createRuntime({ clock, random, ids: createIds(random), node: 'node01', network, registry, hostPids, presentImages: ['docker.io/library/nginx:1.14.2'] });
  const alive = (): number => { let count = 0; for (const { command } of hostPids.guests.values()) if (command[0] === 'nginx:') count++; return count; };
  for (const name of ['first', 'second', 'third']) {
    start({ clock, runtime }, sandbox({ clock, runtime }, name), config({ image: 'nginx:1.14.2' }));
    clock.advance(500);
  }
  expect(alive()).toBe(2); // master and worker of the first, whose start was watched
  const [, , third] = runtime.containers();
  expect(runtime.usage(third?.id ?? '')?.memoryBytes).toBe(4_600_000);
  expect(alive()).toBe(2);
  expect(runtime.logs(third?.id ?? '')).toEqual([]);
  expect(alive()).toBe(4);
  hostPids.rouse?.();
  expect(alive()).toBe(6);
});
