/** How pods go. @k8s golden pods/pod-terminating-status, pod-sigterm-ignored, pod-prestop-*, pod-sidecar-termination-order */
import { KINDS, type PodSpec } from '../../api/index.ts';
import { BECAUSE, createTestWorld, eventLines, states, type TestWorld } from '../testing/testWorld.ts';

const sh = (script: string, more: object = {}): PodSpec['containers'][number] => ({ name: 'task', image: 'busybox:1.36', command: ['sh', '-c', script], ...more });
const HANDLES_TERM = "trap 'exit 0' TERM; while true; do sleep 1; done";

function deleted(spec: Partial<PodSpec>, grace?: number, wait = 40): { world: TestWorld; after: string[]; ms: number } {
  const world = createTestWorld();
  world.run(spec);
  world.seconds(5);
  const before = states(world).length;
  world.remove('task', grace);
  world.seconds(wait);
  const writes = world.writes();
  return { world, after: states(world).slice(before), ms: (writes.find(({ pod }) => pod.metadata?.deletionTimestamp !== undefined && /Succeeded|Failed/.test(pod.status?.phase ?? ''))?.t ?? 0) - 5000 };
}

it('a program that handles SIGTERM ends well and soon', () => {
  const { after, ms, world } = deleted({ containers: [sh(HANDLES_TERM)] });
  expect(after).toEqual([
    'dying30 Running ip [S+ I+ R+ C+ P+] task=running x0 started ready',
    'dying30 Succeeded ip [S- I+completed R-completed C-completed P+] task=T:Completed/0 x0',
    'dying0 Succeeded ip [S- I+completed R-completed C-completed P+] task=T:Completed/0 x0',
    'DELETED',
  ]);
  expect(ms).toBeLessThan(1600);
  expect(eventLines(world)).toContain('N Killing x1 Stopping container task');
});

it.each([
  ['ignores SIGTERM, grace 8', 'sleep 600', undefined, 8, 8_000],
  ['ignores SIGTERM, grace 1: two seconds at least', 'sleep 600', 1, 30, 2_000],
])('%s', (_name, script, grace, spec, least) => {
  const { after, ms } = deleted({ terminationGracePeriodSeconds: spec, containers: [sh(script)] }, grace);
  expect(ms).toBeGreaterThanOrEqual(least);
  expect(ms).toBeLessThan(least + 400);
  expect(after[1]).toContain('Failed ip [S- I+ R-failed C-failed P+] task=T:Error/137 x0');
});

it('preStop runs before SIGTERM', () => {
  const { ms } = deleted({ containers: [sh(HANDLES_TERM, { lifecycle: { preStop: { exec: { command: ['sleep', '6'] } } } })] });
  expect(ms).toBeGreaterThan(6000);
  expect(ms).toBeLessThan(7700);
});

it('preStop that fails is told at once, one that is too long is cut and told at the end', () => {
  expect(eventLines(deleted({ containers: [sh(HANDLES_TERM, { lifecycle: { preStop: { exec: { command: ['sh', '-c', 'exit 5'] } } } })] }).world)).toContain('W FailedPreStopHook x1 PreStopHook failed');
  const late = deleted({ terminationGracePeriodSeconds: 5, containers: [sh('sleep 600', { lifecycle: { preStop: { exec: { command: ['sleep', '60'] } } } })] });
  expect(late.ms).toBeGreaterThanOrEqual(7000);
  expect(eventLines(late.world)).toContain('W FailedPreStopHook x1 PreStopHook failed');
});

it.each([
  ['in a preStop hook', sh('sleep 600', { lifecycle: { preStop: { exec: { command: ['sleep', '300'] } } } })],
  ['while SIGTERM is ignored', sh('sleep 600')],
])('a second deletion with less grace breaks off what is under way: %s', (_name, container) => {
  const world = createTestWorld();
  world.run({ terminationGracePeriodSeconds: 600, containers: [container] });
  world.seconds(5);
  world.remove('task');
  world.seconds(20);
  expect(states(world).at(-1)).toContain('dying600 Running');
  world.remove('task', 1);
  world.seconds(6);
  expect(states(world).at(-1)).toBe('DELETED');
  expect(eventLines(world)).toContain('N Killing x2 Stopping container task');
});

it('a readiness command is not run any more in a container that is being stopped', () => {
  const { world } = deleted({ containers: [sh('sleep 600', { readinessProbe: { periodSeconds: 1, exec: { command: ['true'] } } })] }, 3);
  expect(eventLines(world)).toContain('W Unhealthy x3 Readiness probe errored and resulted in unknown state: rpc error: code = Canceled desc = context canceled');
});

it('the containers of a deleted pod go, though finalizers hold the pod; taking those away shows only its end', () => {
  const world = createTestWorld();
  world.run({ containers: [sh(HANDLES_TERM)] }, 'task', { finalizers: ['example.com/hold'] });
  world.seconds(5);
  const id = world.pod()?.status?.containerStatuses?.[0]?.containerID?.replace('containerd://', '') ?? '';
  world.remove();
  world.seconds(5);
  expect(world.runtime.container(id)).toBeUndefined();
  const seen = states(world).length;
  world.client.patch(KINDS.Pod, 'default', 'task', { metadata: { finalizers: null } }, BECAUSE);
  expect(states(world).slice(seen)).toEqual(['DELETED']);
});

it('the network of a pod that is being stopped is asked until the end', () => {
  const refused = Array.from({ length: 12 }, (_, i) => {
    const world = createTestWorld({ seed: `dying ${i}` });
    world.run({ containers: [{ name: 'task', image: 'nginx:1.25', readinessProbe: { httpGet: { port: 80 }, initialDelaySeconds: 2, periodSeconds: 1 } }] });
    world.clock.advance(6000 + i * 83);
    world.remove();
    world.seconds(3);
    return eventLines(world).some((text) => text.endsWith('dial tcp IP:80: connect: connection refused'));
  });
  expect(new Set(refused)).toEqual(new Set([true, false]));
});

it('a pod that goes before its container ever ran', () => {
  const { after } = deleted({ containers: [{ name: 'task', image: 'nginx:1.161' }] });
  expect(after).toEqual([
    'dying30 Pending ip [S+ I+ R-[task] C-[task] P+] task=W:ErrImagePull x0',
    'dying30 Pending ip [S+ I+ R-[task] C-[task] P+] task=W:ContainerCreating x0',
    'dying30 Pending ip [S- I+ R-[task] C-[task] P+] task=W:ContainerCreating x0',
    'dying30 Failed ip [S- I+ R-[task] C-[task] P+] task=T:ContainerStatusUnknown/137 x0',
    'dying0 Failed ip [S- I+ R-[task] C-[task] P+] task=T:ContainerStatusUnknown/137 x0',
    'DELETED',
  ]);
});

it('sidecars stop after the main containers, the last one first', () => {
  const slow = (seconds: number): string => `trap 'sleep ${seconds}; exit 0' TERM; while true; do sleep 1; done`;
  const { world } = deleted({
    initContainers: [{ ...sh(slow(2)), name: 'first', restartPolicy: 'Always' }, { ...sh(slow(2)), name: 'second', restartPolicy: 'Always' }], containers: [sh(slow(3))],
  });
  const status = world.writes().at(-2)?.pod.status;
  const end = (name: string): number => Date.parse([...status?.initContainerStatuses ?? [], ...status?.containerStatuses ?? []].find((c) => c.name === name)?.state?.terminated?.finishedAt ?? '');
  expect(end('task')).toBeLessThan(end('second'));
  expect(end('second')).toBeLessThan(end('first'));
  expect(eventLines(world).filter((text) => text.includes('Killing'))).toHaveLength(3);
});

it('a crashing container that waits needs no kill', () => {
  const { after, ms, world } = deleted({ containers: [sh('exit 1')] });
  expect(after.at(-3)).toBe('dying30 Failed ip [S- I+ R-failed C-failed P+] task=T:Error/1<T:Error/1 x1');
  expect(ms).toBeLessThan(300);
  expect(eventLines(world).some((text) => text.includes('Killing'))).toBe(false);
});

it('force deletion removes the object at once and the container a little later', () => {
  const world = createTestWorld();
  world.run({ containers: [sh('sleep 600')] });
  world.seconds(5);
  const id = world.pod()?.status?.containerStatuses?.[0]?.containerID?.replace('containerd://', '') ?? '';
  world.remove('task', 0);
  expect(world.pod()).toBeUndefined();
  expect(world.runtime.container(id)?.state).toBe('running');
  world.seconds(5);
  expect(world.runtime.container(id)).toBeUndefined();
});

it('activeDeadlineSeconds', () => {
  const world = createTestWorld();
  world.run({ activeDeadlineSeconds: 5, terminationGracePeriodSeconds: 1, containers: [sh('sleep 600')] });
  world.seconds(12);
  expect(states(world).slice(2)).toEqual([
    'Running ip [S+ I+ R+ C+ P+] task=running x0 started ready',
    'Running ip [S+ I+ R-failed C-failed P+] task=running x0 started ready',
    'Failed ip [S- I+ R-failed C-failed P+] task=T:Error/137 x0',
  ]);
  expect(world.pod()?.status).toMatchObject({ reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' });
});

it('a disk emptyDir over its limit', () => {
  const world = createTestWorld();
  world.run({ terminationGracePeriodSeconds: 2, volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '1Mi' } }],
    containers: [sh('dd if=/dev/zero of=/scratch/file bs=1M count=3; sleep 600', { volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }] })] });
  world.seconds(65);
  expect(states(world).at(-1)).toBe('Failed ip [S- I+ R-failed C-failed P+] task=T:Error/137 x0');
  expect(world.pod()?.status).toMatchObject({ reason: 'Evicted', message: 'Usage of EmptyDir volume "scratch" exceeds the limit "1Mi". ' });
  expect(eventLines(world)).toContain('W Evicted x1 Usage of EmptyDir volume "scratch" exceeds the limit "1Mi". ');
});

it('a kubelet that was away finds its containers again', () => {
  const world = createTestWorld();
  world.run({ containers: [sh('sleep 600')] });
  world.seconds(5);
  const before = world.writes().length;
  world.kubelet.stop();
  world.seconds(60);
  world.kubelet.start();
  world.seconds(60);
  expect(world.writes()).toHaveLength(before);
  world.remove('task', 1);
  world.seconds(5);
  expect(world.pod()).toBeUndefined();
});

/** @k8s golden cluster/node-kubelet-stopped-deployment */
it('a pod that was deleted while the kubelet was away is stopped, its volumes no longer known', () => {
  const world = createTestWorld();
  world.run({ containers: [sh('sleep 600')], volumes: [{ name: 'conf', configMap: { name: 'settings', optional: true } }] });
  world.seconds(5);
  world.kubelet.stop();
  world.remove('task', 1);
  world.seconds(10);
  world.kubelet.start();
  world.seconds(5);
  expect(eventLines(world)).toContain('W FailedMount x1 MountVolume.SetUp failed for volume "conf" : object "default"/"settings" not registered');
  expect(world.pod()).toBeUndefined();
});

/** @k8s golden cluster/sched-label-removed-while-running */
it('a kubelet that was away takes back only pods that still fit', () => {
  const world = createTestWorld();
  const label = (value: string | null): void => {
    world.api.handle({ method: 'PATCH', path: '/api/v1/nodes/node01', body: { metadata: { labels: { disk: value } } }, headers: { 'content-type': 'application/merge-patch+json' } });
  };
  label('ssd');
  world.run({ nodeSelector: { disk: 'ssd' }, containers: [sh('trap "exit 0" TERM; sleep 600 & wait')] });
  world.seconds(5);
  label(null);
  world.kubelet.stop();
  world.kubelet.start();
  world.seconds(10);
  expect(eventLines(world)).toEqual(expect.arrayContaining(["W NodeAffinity x1 Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector", 'N Killing x1 Stopping container task']));
  expect(world.pod()?.status?.phase).toBe('Succeeded');
});
