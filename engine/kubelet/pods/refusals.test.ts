/** Pods that a kubelet does not take. @k8s pkg/kubelet/lifecycle/predicate.go, pkg/kubelet/sysctl, pkg/security/apparmor, pkg/kubelet/preemption */
import type { PodSpec } from '../../api/index.ts';
import { createTestWorld, type TestWorld } from '../testing/testWorld.ts';
import { dottedSysctl } from './refusals.ts';

const sleeps = (more: object = {}): PodSpec['containers'] => [{ name: 'task', image: 'busybox:1.36', command: ['sleep', '600'], ...more }];
const asks = (requests: { [resource: string]: string }): object => ({ resources: { requests } });
const said = (world: TestWorld, name = 'task'): string => {
  const { phase, reason, message } = world.pod(name)?.status ?? {};
  return [phase, reason, message].filter((each) => each !== undefined).join(' | ');
};

it.each<[name: string, spec: Partial<PodSpec>, metadata: object, outcome: string]>([
  ['fits', { containers: sleeps() }, {}, 'Running'],
  ['too many processors', { containers: sleeps(asks({ cpu: '3' })) }, {}, "Failed | OutOfcpu | Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 0, capacity: 2000"],
  ['too much disk', { containers: sleeps(asks({ 'ephemeral-storage': '300Gi' })) }, {}, "Failed | OutOfephemeral-storage | Pod was rejected: Node didn't have enough resource: ephemeral-storage, requested: 322122547200, used: 0, capacity: 270553174016"],
  ['amounts before labels', { nodeSelector: { disk: 'ssd' }, containers: sleeps(asks({ cpu: '3' })) }, {}, "Failed | OutOfcpu | Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 0, capacity: 2000"],
  ['labels', { nodeSelector: { disk: 'ssd' }, containers: sleeps() }, {}, "Failed | NodeAffinity | Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"],
  ['another system', { os: { name: 'windows' }, containers: sleeps() }, {}, "Failed | PodOSNotSupported | Pod was rejected: Failed to admit pod as the OS field doesn't match node OS"],
  ['a label of the pod that is meant for nodes', { containers: sleeps() }, { labels: { 'kubernetes.io/os': 'windows' } }, "Failed | PodOSSelectorNodeLabelDoesNotMatch | Pod was rejected: Failed to admit pod as the `kubernetes.io/os` label doesn't match node label"],
  ['a safe kernel parameter', { securityContext: { sysctls: [{ name: 'net/ipv4/ip_unprivileged_port_start', value: '0' }] }, containers: sleeps() }, {}, 'Running'],
  ['an unsafe one', { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] }, containers: sleeps() }, {}, 'Failed | SysctlForbidden | Pod was rejected: forbidden sysctl: "kernel.msgmax" not allowlisted'],
  ['AppArmor', { containers: sleeps({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }) }, {}, 'Failed | AppArmor | Pod was rejected: Cannot enforce AppArmor: AppArmor is not enabled on the host'],
  ['AppArmor, but not for this pod', { containers: sleeps({ securityContext: { appArmorProfile: { type: 'Unconfined' } } }) }, {}, 'Running'],
])('%s', (_name, spec, metadata, outcome) => {
  const world = createTestWorld();
  world.run({ nodeName: 'node01', ...spec }, 'task', metadata);
  world.seconds(3);
  expect(said(world)).toBe(outcome);
  if (!outcome.startsWith('Failed')) return;
  expect(world.pod()?.status).toMatchObject({ startTime: expect.any(String), observedGeneration: 1 });
  expect(world.pod()?.status?.conditions).toBeUndefined();
  expect(world.events().map(({ type, reason }) => `${type ?? ''} ${reason ?? ''}`)).toEqual([`Warning ${outcome.split(' | ')[1] ?? ''}`]);
});

it.each<[first: object, second: object, refused: boolean]>([
  [{ hostPort: 80 }, { hostPort: 80 }, true],
  [{ hostPort: 80 }, { hostPort: 81 }, false],
  [{ hostPort: 80 }, { hostPort: 80, protocol: 'UDP' }, false],
  [{ hostPort: 80, hostIP: '10.0.0.1' }, { hostPort: 80, hostIP: '10.0.0.2' }, false],
  [{ hostPort: 80, hostIP: '10.0.0.1' }, { hostPort: 80 }, true],
])('host ports: %j, then %j', (first, second, refused) => {
  const world = createTestWorld();
  const pod = (port: object): Partial<PodSpec> => ({ nodeName: 'node01', containers: sleeps({ ports: [{ containerPort: 80, ...port }] }) });
  world.run(pod(first), 'first');
  world.seconds(3);
  world.run(pod(second), 'second');
  world.seconds(3);
  expect(said(world, 'second')).toBe(refused ? "Failed | NodePorts | Pod was rejected: Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports" : 'Running');
});

it('a critical pod makes room for itself', () => {
  const world = createTestWorld();
  world.run({ nodeName: 'node01', terminationGracePeriodSeconds: 1, containers: sleeps(asks({ cpu: '500m' })) }, 'small');
  world.run({ nodeName: 'node01', terminationGracePeriodSeconds: 1, containers: sleeps(asks({ cpu: '1200m' })) }, 'large');
  world.seconds(3);
  world.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } });
  world.run({ nodeName: 'node01', priorityClassName: 'system-node-critical', containers: sleeps(asks({ cpu: '1' })) }, 'critical');
  world.seconds(10);
  expect([said(world, 'small'), said(world, 'large'), said(world, 'critical')]).toEqual(['Running', 'Failed | Preempting | Preempted in order to admit critical pod', 'Running']);
  expect(world.pod('large')?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({ status: 'True', reason: 'TerminationByKubelet', message: 'Pod was preempted by Kubelet to accommodate a critical pod.' });
});

it.each([['net/ipv4/tcp_syncookies', 'net.ipv4.tcp_syncookies'], ['net.ipv4.conf.eth0/1.x', 'net.ipv4.conf.eth0/1.x'], ['net/ipv4/conf/eth0.1/x', 'net.ipv4.conf.eth0/1.x']])('%s is %s', (name, dotted) => {
  expect(dottedSysctl(name)).toBe(dotted);
});
