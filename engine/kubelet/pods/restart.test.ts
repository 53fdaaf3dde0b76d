/** What a pod's watch shows from the first write of the kubelet to the end. @k8s observed on v1.36.3 (golden pods) */
import type { PodSpec } from '../../api/index.ts';
import { createTestWorld, eventLines, states } from '../testing/testWorld.ts';

const sh = (script: string, more: object = {}): PodSpec['containers'][number] => ({ name: 'task', image: 'busybox:1.36', command: ['sh', '-c', script], ...more });
const START = [
  'Pending [S- I+ R-[task] C-[task] P+] task=W:ContainerCreating x0',
  'Pending [S+ I+ R-[task] C-[task] P+] task=W:ContainerCreating x0',
  'Running ip [S+ I+ R+ C+ P+] task=running x0 started ready',
];
const failed = (end: string, rest = ''): string => `Running ip [S+ I+ R-[task] C-[task] P+] task=${end}${rest}`;

describe('restart policies', () => {
  it.each<[string, Partial<PodSpec>, string[]]>([
    ['exit 0, Never', { restartPolicy: 'Never', containers: [sh('sleep 2')] }, [
      'Running ip [S+ I+completed R-completed C-completed P+] task=T:Completed/0 x0',
      'Succeeded ip [S- I+completed R-completed C-completed P+] task=T:Completed/0 x0']],
    ['exit 0, OnFailure', { restartPolicy: 'OnFailure', containers: [sh('sleep 2')] }, [
      'Running ip [S+ I+completed R-completed C-completed P+] task=T:Completed/0 x0',
      'Succeeded ip [S- I+completed R-completed C-completed P+] task=T:Completed/0 x0']],
    ['exit 3, Never', { restartPolicy: 'Never', containers: [sh('sleep 2; exit 3')] }, [
      'Running ip [S+ I+ R-failed C-failed P+] task=T:Error/3 x0',
      'Failed ip [S- I+ R-failed C-failed P+] task=T:Error/3 x0']],
    ['ends at once, Never', { restartPolicy: 'Never', containers: [sh('true')] }, [
      'Running ip [S+ I+completed R-completed C-completed P+] task=T:Completed/0 x0',
      'Succeeded ip [S- I+completed R-completed C-completed P+] task=T:Completed/0 x0']],
  ])('%s', (_name, spec, rest) => {
    const world = createTestWorld();
    world.run(spec);
    world.seconds(8);
    expect(states(world)).toEqual([...START, ...rest]);
  });

  it('Always restarts at once, then after 10, 20 … s, and shows CrashLoopBackOff only just before', () => {
    const world = createTestWorld();
    world.run({ containers: [sh('sleep 3; exit 1')] });
    world.seconds(20);
    expect(states(world)).toEqual([
      ...START,
      failed('T:Error/1 x0'),
      'Running ip [S+ I+ R+ C+ P+] task=running<T:Error/1 x1 started ready',
      failed('T:Error/1<T:Error/1 x1'),
      failed('W:CrashLoopBackOff<T:Error/1 x1'),
      'Running ip [S+ I+ R+ C+ P+] task=running<T:Error/1 x2 started ready',
    ]);
    expect(eventLines(world)).toEqual([
      'N Pulled x3 Container image "busybox:1.36" already present on machine and can be accessed by the pod',
      'N Created x3 Container created', 'N Started x3 Container started',
      'W BackOff x1 Back-off restarting failed container task in pod task_default(UID)',
    ]);
    expect(world.writes().flatMap(({ pod }) => pod.status?.containerStatuses?.[0]?.state?.waiting?.message ?? [])[0])
      .toBe(`back-off 10s restarting failed container=task pod=task_default(${world.pod()?.metadata?.uid ?? ''})`);
  });

  it('crashes of a whole day come at most every five minutes and a half', () => {
    const world = createTestWorld();
    world.run({ containers: [sh('exit 1')] });
    world.seconds(3600);
    const restarts = world.pod()?.status?.containerStatuses?.[0]?.restartCount ?? 0;
    expect(restarts).toBeGreaterThan(13);
    expect(restarts).toBeLessThan(17);
  });

  it('a command that does not exist is a failed start', () => {
    const world = createTestWorld();
    world.run({ containers: [{ name: 'task', image: 'busybox:1.36', command: ['nope'] }] });
    world.seconds(5);
    const waits = (last: string, count: number): string => `Running ip [S+ I+ R-[task] C-[task] P+] task=W:RunContainerError<${last} x${count}`;
    expect(states(world)).toEqual([...START.slice(0, 2), waits('T:StartError/128', 0), waits('T:StartError/128', 1)]);
    expect(world.pod()?.status?.containerStatuses?.[0]?.lastState?.terminated?.startedAt).toBe('1970-01-01T00:00:00Z');
  });
});

describe('several containers', () => {
  const web = { name: 'web', image: 'nginx:1.25' };
  it.each<[string, PodSpec['restartPolicy'] & string, string, string[]]>([
    ['the one that ended stays', 'Never', 'sleep 2; exit 1', ['Running ip [S+ I+ R-[task] C-[task] P+] task=T:Error/1 x0; web=running x0 started ready']],
    ['the one that ended is restarted', 'Always', 'sleep 8', [
      'Running ip [S+ I+ R-[task] C-[task] P+] task=T:Completed/0 x0; web=running x0 started ready',
      'Running ip [S+ I+ R+ C+ P+] task=running<T:Completed/0 x1 started ready; web=running x0 started ready']],
  ])('%s (%s)', (_name, restartPolicy, script, rest) => {
    const world = createTestWorld();
    world.run({ restartPolicy, containers: [web, sh(script)] });
    world.seconds(12);
    expect(states(world)).toEqual([
      'Pending [S- I+ R-[web task] C-[web task] P+] task=W:ContainerCreating x0; web=W:ContainerCreating x0',
      'Pending [S+ I+ R-[web task] C-[web task] P+] task=W:ContainerCreating x0; web=W:ContainerCreating x0',
      'Running ip [S+ I+ R+ C+ P+] task=running x0 started ready; web=running x0 started ready', ...rest,
    ]);
  });
});

describe('init containers', () => {
  const init = (name: string, script: string, more: object = {}) => ({ ...sh(script), name, ...more });
  it('run one after the other', () => {
    const world = createTestWorld();
    world.run({ initContainers: [init('a', 'sleep 2'), init('b', 'sleep 2')], containers: [sh('sleep 100')] });
    world.seconds(12);
    const line = (phase: string, ip: string, i: string, rest: string): string => `${phase}${ip} [${i} R-[task] C-[task] P+] ${rest}; task=W:PodInitializing x0`;
    expect(states(world)).toEqual([
      line('Pending', '', 'S- I-[a b]', 'a=W:PodInitializing x0; b=W:PodInitializing x0'),
      line('Pending', '', 'S+ I-[a b]', 'a=W:PodInitializing x0; b=W:PodInitializing x0'),
      line('Pending', ' ip', 'S+ I-[a b]', 'a=running x0 started; b=W:PodInitializing x0'),
      line('Pending', ' ip', 'S+ I-[b]', 'a=T:Completed/0 x0 ready; b=W:PodInitializing x0'),
      line('Pending', ' ip', 'S+ I-[b]', 'a=T:Completed/0 x0 ready; b=running x0 started'),
      line('Pending', ' ip', 'S+ I+', 'a=T:Completed/0 x0 ready; b=T:Completed/0 x0 ready'),
      'Running ip [S+ I+ R+ C+ P+] a=T:Completed/0 x0 ready; b=T:Completed/0 x0 ready; task=running x0 started ready',
    ]);
  });
  it('a failure under Never ends the pod', () => {
    const world = createTestWorld();
    world.run({ restartPolicy: 'Never', initContainers: [init('migrate', 'sleep 1; exit 1')], containers: [sh('true')] });
    world.seconds(6);
    expect(states(world).slice(-2)).toEqual([
      'Pending ip [S+ I-[migrate] R-failed C-failed P+] migrate=T:Error/1 x0; task=W:PodInitializing x0',
      'Failed ip [S- I-[migrate] R-failed C-failed P+] migrate=T:Error/1 x0; task=W:PodInitializing x0',
    ]);
  });
  it('a sidecar is killed when the main container has ended', () => {
    const world = createTestWorld();
    world.run({ restartPolicy: 'Never', terminationGracePeriodSeconds: 3, initContainers: [init('proxy', 'sleep 3600', { restartPolicy: 'Always' })], containers: [sh('sleep 3')] });
    world.seconds(12);
    expect(states(world)).toEqual([
      'Pending [S- I-[proxy] R-[proxy task] C-[proxy task] P+] proxy=W:PodInitializing x0; task=W:PodInitializing x0',
      'Pending [S+ I-[proxy] R-[proxy task] C-[proxy task] P+] proxy=W:PodInitializing x0; task=W:PodInitializing x0',
      'Pending ip [S+ I+ R-[task] C-[task] P+] proxy=running x0 started ready; task=W:PodInitializing x0',
      'Running ip [S+ I+ R+ C+ P+] proxy=running x0 started ready; task=running x0 started ready',
      'Running ip [S+ I+ R-[task] C-[task] P+] proxy=running x0 started ready; task=T:Completed/0 x0',
      'Running ip [S- I+completed R-completed C-completed P+] proxy=T:Error/137 x0; task=T:Completed/0 x0',
      'Succeeded ip [S- I+completed R-completed C-completed P+] proxy=T:Error/137 x0; task=T:Completed/0 x0',
    ]);
  });
});

it('a node that lost its power runs the pod again from its first init container', () => {
  const world = createTestWorld();
  world.run({ initContainers: [{ ...sh('true'), name: 'first' }], containers: [sh('sleep 600')] });
  world.seconds(5);
  const before = world.pod()?.status;
  world.kubelet.stop();
  world.runtime.powerOff();
  world.seconds(30);
  world.kubelet.start();
  world.seconds(10);
  const after = world.pod()?.status;
  expect(after?.phase).toBe('Running');
  expect(after?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
  expect(after?.initContainerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
  expect(after?.podIP).not.toBe(before?.podIP);
  expect(eventLines(world)).toContain('N SandboxChanged x1 Pod sandbox changed, it will be killed and re-created.');
});

it('a pod that does not fit on the node is refused', () => {
  const world = createTestWorld();
  world.run({ containers: [sh('true', { resources: { requests: { cpu: '3' } } })] }, 'big');
  world.run({ nodeSelector: { disk: 'ssd' }, containers: [sh('true')] }, 'choosy');
  world.seconds(2);
  expect(world.pod('big')?.status).toMatchObject({ phase: 'Failed', reason: 'OutOfcpu', message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 0, capacity: 2000" });
  expect(eventLines(world, 'choosy')).toEqual(["W NodeAffinity x1 Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"]);
});
