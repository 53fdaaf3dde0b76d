/** @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions */
import type { Container } from '../../api/index.ts';
import { createTestWorld, eventLines, type TestWorld } from '../testing/testWorld.ts';

const sh = (name: string, script: string, more: Partial<Container> = {}): Container => ({ name, image: 'busybox:1.36', command: ['sh', '-c', script], ...more });
const sidecar = (name: string, script: string, more: Partial<Container> = {}): Container => sh(name, script, { restartPolicy: 'Always', ...more });
const FOREVER = 'trap "exit 0" TERM; while true; do sleep 0.1; done';
/** Names of containers in the order in which they were started. */
const started = (world: TestWorld): string[] => world.events().filter((event) => event.reason === 'Started')
  .sort((a, b) => ((a.firstTimestamp ?? '') < (b.firstTimestamp ?? '') ? -1 : 1)).map((event) => /\{(.*)\}/.exec(event.involvedObject.fieldPath ?? '')?.[1] ?? '');
const stateOf = (world: TestWorld, name: string): string => {
  const statuses = [...world.pod()?.status?.initContainerStatuses ?? [], ...world.pod()?.status?.containerStatuses ?? []];
  return Object.keys(statuses.find((status) => status.name === name)?.state ?? {}).join();
};
const run = (initContainers: Container[], containers: Container[] = [sh('main', FOREVER)], more = {}): TestWorld => {
  const world = createTestWorld();
  world.run({ initContainers, containers, terminationGracePeriodSeconds: 5, ...more });
  return world;
};

it('one after the other, sidecars stay', () => {
  const world = run([sh('first', 'sleep 1'), sidecar('helper', FOREVER), sh('second', 'sleep 1')]);
  world.seconds(12);
  expect(started(world)).toEqual(['first', 'helper', 'second', 'main']);
  expect(['first', 'helper', 'second', 'main'].map((name) => stateOf(world, name))).toEqual(['terminated', 'running', 'terminated', 'running']);
});

it('a sidecar that crashes while a later init container runs holds up nobody', () => {
  const world = run([sidecar('helper', 'sleep 3; exit 1'), sh('slow', 'sleep 9')]);
  world.seconds(16);
  expect(stateOf(world, 'main')).toBe('running');
  expect(world.pod()?.status?.initContainerStatuses?.[0]?.restartCount).toBeGreaterThan(0);
});

it('an init container with policy Never that fails ends the pod, and the sequence', () => {
  const world = run([sh('first', 'exit 3')], undefined, { restartPolicy: 'Never' });
  world.seconds(1);
  expect(world.kubelet.lives({ kind: 'Pod', namespace: 'default', name: 'task' }).find(({ machine }) => machine === 'initSequence')?.value).toBeDefined();
  world.seconds(8);
  expect([world.pod()?.status?.phase, stateOf(world, 'main')]).toEqual(['Failed', 'waiting']);
  expect(world.kubelet.lives({ kind: 'Pod', namespace: 'default', name: 'task' }).find(({ machine }) => machine === 'initSequence')?.value).toBe('failed');
});

it('after a restart of the kubelet it goes on where it was', () => {
  const world = run([sh('first', 'sleep 1'), sh('second', 'sleep 8')]);
  world.seconds(5);
  world.kubelet.stop();
  world.seconds(1);
  world.kubelet.start();
  world.seconds(10);
  expect(started(world)).toEqual(['first', 'second', 'main']);
});

/** @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer: the hook first, then the turn */
it('the preStop hooks of sidecars run at once, their signals come last', () => {
  const world = run([sidecar('helper', FOREVER, { lifecycle: { preStop: { exec: { command: ['sh', '-c', 'echo hook > /proc/1/fd/1'] } } } })], [sh('main', 'trap "sleep 2; exit 0" TERM; while true; do sleep 0.1; done')]);
  world.seconds(6);
  const at = world.clock.now;
  world.remove();
  world.seconds(1);
  const helper = world.kubelet.lives({ kind: 'Pod', namespace: 'default', name: 'task' });
  expect(helper.find(({ of }) => of === 'helper preStop')?.value).toBe('succeeded');
  expect(helper.find(({ of }) => of === 'helper')?.value).toEqual({ running: 'outlasting' });
  world.seconds(6);
  const [last] = world.writes().filter((write) => write.pod.status?.initContainerStatuses?.[0]?.state?.terminated !== undefined).slice(-1);
  const end = (name: 'initContainerStatuses' | 'containerStatuses'): number => Date.parse(last?.pod.status?.[name]?.[0]?.state?.terminated?.finishedAt ?? '') - Math.trunc(at / 1000) * 1000;
  expect(end('containerStatuses')).toBeGreaterThanOrEqual(2000);
  expect(end('initContainerStatuses')).toBeGreaterThanOrEqual(end('containerStatuses'));
  expect(eventLines(world).filter((text) => text.includes('Killing'))).toHaveLength(2);
});
