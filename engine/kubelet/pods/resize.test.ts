/** Resizes in place: granted, held up for want of room, refused below, and with a new run. @k8s pkg/kubelet/allocation/allocation_manager.go */
import type { JsonObject } from '../../base/index.ts';
import { createTestWorld, eventLines, line, type TestWorld } from '../testing/testWorld.ts';

const amount = (cpu: string, memory = '64Mi') => ({ cpu, memory });
const resized = (cpu: string, memory?: string) => ({ requests: amount(cpu, memory), limits: amount(cpu, memory) });
const sleeping = (resources: object, more: object = {}, name = 'task') => ({ name, image: 'busybox:1.36', command: ['sleep', '6000'], resources, ...more });

function resize(world: TestWorld, resources: JsonObject, pod = 'task', container = 'task'): string {
  const response = world.api.handle({
    method: 'PATCH', path: `/api/v1/namespaces/default/pods/${pod}/resize`, headers: { 'content-type': 'application/strategic-merge-patch+json' },
    body: { spec: { containers: [{ name: container, resources }] } },
  });
  return `${response.code} ${response.type === 'object' ? String(response.body['message'] ?? '') : ''}`.trim();
}
const conditions = (world: TestWorld): string[] => (world.pod()?.status?.conditions ?? []).filter((c) => c.type.startsWith('PodResize'))
  .map((c) => [c.type, c.reason, c.observedGeneration, c.message].filter((part) => part !== undefined).join(' '));
const cpus = (world: TestWorld): string => {
  const pod = world.pod();
  const [status] = pod?.status?.containerStatuses ?? [];
  return [pod?.spec?.containers[0]?.resources, { requests: status?.allocatedResources }, status?.resources].map((each) => String(each?.requests?.['cpu'])).join(' ');
};
const resizeEvents = (world: TestWorld): string[] => eventLines(world).filter((text) => text.includes('Resize')).map((text) => text.replace(/\{"containers".*\],/, '{'));

/** @k8s golden pods/pod-resize-cpu-in-place */
it('a CPU resize in place', () => {
  const world = createTestWorld();
  world.run({ containers: [sleeping(resized('100m'))] });
  world.seconds(3);
  const before = world.writes().length;
  expect(resize(world, resized('150m'))).toBe('200');
  world.seconds(1);
  expect(world.writes().slice(before + 1).map((write) => `${line(write)} ${String(write.pod.status?.containerStatuses?.[0]?.resources?.limits?.['cpu'])}`)).toEqual([
    'Running ip [PodResizeInProgress+ S+ I+ R+ C+ P+] task=running x0 started ready 100m',
    'Running ip [S+ I+ R+ C+ P+] task=running x0 started ready 150m',
  ]);
  expect(eventLines(world).slice(-2)).toEqual([
    'N ResizeStarted x1 Pod resize started: {"containers":[{"name":"task","resources":{"limits":{"cpu":"150m","memory":"64Mi"},"requests":{"cpu":"150m","memory":"64Mi"}}}],"generation":2}',
    'N ResizeCompleted x1 Pod resize completed: {"containers":[{"name":"task","resources":{"limits":{"cpu":"150m","memory":"64Mi"},"requests":{"cpu":"150m","memory":"64Mi"}}}],"generation":2}',
  ]);
});

describe('without room', () => {
  const crowded = (): TestWorld => {
    const world = createTestWorld();
    world.run({ containers: [sleeping(resized('1500m'), {}, 'big')], terminationGracePeriodSeconds: 0 }, 'big');
    world.run({ containers: [sleeping(resized('100m'))] });
    world.seconds(3);
    expect(resize(world, resized('1'))).toBe('200');
    world.seconds(2);
    return world;
  };
  const WHY = "Node didn't have enough resource: cpu, requested: 1000, used: 1500, capacity: 2000";

  it('is deferred: the spec asks, the container keeps what it has', () => {
    const world = crowded();
    expect(conditions(world)).toEqual([`PodResizePending Deferred 2 ${WHY}`]);
    expect(cpus(world)).toBe('1 100m 100m');
    expect(resizeEvents(world)).toEqual([`W ResizeDeferred x1 Pod resize Deferred: {"generation":2,"error":"${WHY}"}`]);
    world.seconds(400);
    expect(resizeEvents(world)).toHaveLength(1);
  });
  it('is granted when another pod goes', () => {
    const world = crowded();
    world.remove('big');
    world.seconds(5);
    expect([conditions(world), cpus(world), world.pod()?.status?.containerStatuses?.[0]?.restartCount]).toEqual([[], '1 1 1', 0]);
    expect(resizeEvents(world).slice(1)).toEqual(['N ResizeStarted x1 Pod resize started: {"generation":2}', 'N ResizeCompleted x1 Pod resize completed: {"generation":2}']);
  });
  it('is forgotten when it is taken back', () => {
    const world = crowded();
    expect(resize(world, resized('100m'))).toBe('200');
    world.seconds(2);
    expect([conditions(world), cpus(world), resizeEvents(world).length]).toEqual([[], '100m 100m 100m', 1]);
  });
});

it('less memory than is in use is tried again and again', () => {
  const world = createTestWorld();
  world.run({ containers: [{ ...sleeping(resized('100m', '200Mi')), image: 'nginx:1.25', command: undefined as never }] });
  world.seconds(3);
  const used = world.runtime.memoryBytes(world.pod()?.status?.containerStatuses?.[0]?.containerID?.slice('containerd://'.length) ?? '');
  expect(resize(world, resized('100m', '1Mi'))).toBe('200');
  world.seconds(40);
  const why = `cannot decrease memory limits: [attempting to set pod memory limit (1048576) below current usage (${used}), attempting to set container "task" memory limit (1048576) below current usage (${used})]`;
  expect(conditions(world)).toEqual([`PodResizeInProgress Error 2 ${why}`]);
  expect(resizeEvents(world).slice(1)).toEqual([`W ResizeError x1 Pod resize error: {"generation":2,"error":${JSON.stringify(why)}}`]);
  expect(resize(world, resized('100m', '100Mi'))).toBe('200');
  world.seconds(2);
  expect([conditions(world), world.pod()?.status?.containerStatuses?.[0]?.resources?.limits?.['memory']]).toEqual([[], '100Mi']);
});

it('a resource whose policy says so takes a new run', () => {
  const world = createTestWorld();
  world.run({ containers: [sleeping(resized('100m'), { resizePolicy: [{ resourceName: 'memory', restartPolicy: 'RestartContainer' }] })], terminationGracePeriodSeconds: 1 });
  world.seconds(3);
  expect(resize(world, resized('100m', '80Mi'))).toBe('200');
  world.seconds(6);
  expect(eventLines(world).map((text) => text.split(' ')[1]).filter((reason) => /Resize|Killing/.test(reason ?? ''))).toEqual(['ResizeStarted', 'Killing', 'ResizeCompleted']);
  const [status] = world.pod()?.status?.containerStatuses ?? [];
  expect([status?.restartCount, status?.resources?.limits?.['memory'], conditions(world)]).toEqual([1, '80Mi', []]);
});
