/** A node that runs short: conditions, order, words, limits. @k8s pkg/kubelet/eviction, golden pods/pod-emptydir-over-limit */
import type { Event, Node, PodSpec } from '../../api/index.ts';
import { createTestWorld, type TestWorld } from '../testing/testWorld.ts';
import { settingsOf } from '../node/configuration.ts';
import { formatSize } from '../gc/images.ts';
import { ranked } from './rank.ts';
import { isMet, thresholdsOf } from './thresholds.ts';

const IDLE: Partial<PodSpec> = { containers: [{ name: 'main', image: 'busybox:1.36', command: ['sh', '-c', 'trap exit TERM; while true; do sleep 1; done'] }] };
const MIB = 1024 * 1024;
const node = (world: TestWorld): Node => world.store.get('nodes', 'node01') as Node;
const condition = (world: TestWorld, type: string): string => {
  const found = node(world).status?.conditions?.find((each) => each.type === type);
  return `${found?.status ?? ''} ${found?.reason ?? ''}: ${found?.message ?? ''}`;
};
const nodeEvents = (world: TestWorld): string[] =>
  (world.store.list('events') as readonly Event[]).filter(({ involvedObject }) => involvedObject.kind === 'Node').map(({ reason, message }) => `${reason ?? ''}: ${message ?? ''}`);
const fill = (world: TestWorld, bytes: number): void => world.files.write('/big', { zeros: bytes });

it('reads thresholds as the kubelet does', () => {
  const all = thresholdsOf(settingsOf({ evictionHard: { 'nodefs.available': '10%', 'memory.available': '100Mi', 'pid.available': '0%' }, evictionSoft: { 'memory.available': '1Gi' }, evictionSoftGracePeriod: { 'memory.available': '90s' }, evictionMinimumReclaim: { 'nodefs.available': '1Gi' } }));
  expect(all.map(({ signal, graceMs }) => [signal, graceMs])).toEqual([['memory.available', 0], ['memory.available', 90_000], ['nodefs.available', 0]]);
  const use = { memory: { capacity: 0, workingSet: 0, available: 0 }, disk: { capacity: 100_000 * MIB, used: 0, available: 10_500 * MIB, images: 0 }, inodes: { capacity: 1, free: 1 }, pids: { max: 1, running: 0 } };
  const disk = all.at(-1);
  expect(disk === undefined ? [] : [isMet(disk, use, false), isMet(disk, use, true)]).toEqual([false, true]);
});

it('a setting that is given replaces all default thresholds; 0s asks for the default', () => {
  const settings = settingsOf({ evictionHard: { 'memory.available': '1Gi' }, evictionPressureTransitionPeriod: '0s', shutdownGracePeriod: '30s' });
  expect([settings.evictionHard, settings.pressureTransitionMs, settings.shutdownMs]).toEqual([{ 'memory.available': '1Gi' }, 300_000, 30_000]);
});

type Given = readonly [name: string, priority: number, request: string | undefined, memoryMib: number];
it.each<readonly [string, readonly Given[], string]>([
  ['those above their requests first', [['within', 0, '200Mi', 100], ['above', 100, '50Mi', 60]], 'above within'],
  ['then by priority', [['high', 10, undefined, 500], ['low', 1, undefined, 5]], 'low high'],
  ['then by how far above', [['little', 0, '100Mi', 150], ['much', 0, undefined, 120]], 'much little'],
  ['below their requests, too', [['far', 0, '500Mi', 10], ['near', 0, '100Mi', 90]], 'near far'],
])('memory: %s', (_title, given, order) => {
  const candidates = given.map(([name, priority, request, memory]) => ({
    use: { memory: memory * MIB, rootfs: 0, logs: 0, volumes: 0, processes: 1 },
    work: { pod: { metadata: { name }, spec: { priority, containers: [{ name, resources: request === undefined ? {} : { requests: { memory: request } } }] } } },
  })) as unknown as Parameters<typeof ranked>[0]; // ranking looks at no more
  expect(ranked(candidates, 'memory').map(({ work }) => work.pod.metadata?.name).join(' ')).toBe(order);
});

it('a full disk: condition, event, images, then one pod after another; five minutes later all is well again', () => {
  const world = createTestWorld();
  world.run(IDLE, 'first');
  world.run({ ...IDLE, priority: 2_000_000_000, priorityClassName: 'system-cluster-critical' }, 'critical');
  world.seconds(20);
  fill(world, 225_000_000_000);
  world.seconds(21);
  expect(condition(world, 'DiskPressure')).toBe('True KubeletHasDiskPressure: kubelet has disk pressure');
  const status = world.pod('first')?.status;
  expect([status?.phase, status?.reason]).toEqual(['Failed', 'Evicted']);
  expect(status?.message).toMatch(/^The node was low on resource: ephemeral-storage\. Threshold quantity: (27055317804|40582977715), available: \d+(Ki)?\. Container main was using \d+Ki, request is 0, has larger consumption of ephemeral-storage\. $/);
  expect(status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({ type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', message: status?.message });
  expect(world.events('first').filter(({ reason }) => reason === 'Evicted' || reason === 'Killing').map(({ reason }) => reason)).toEqual(['Evicted', 'Killing']);
  expect(world.events('first').find(({ reason }) => reason === 'Evicted')?.metadata?.annotations).toMatchObject({ offending_containers: 'main', starved_resource: 'ephemeral-storage' });
  expect(world.pod('critical')?.status?.phase).toBe('Running');
  expect(nodeEvents(world)).toEqual(expect.arrayContaining(['EvictionThresholdMet: Attempting to reclaim ephemeral-storage', 'NodeHasDiskPressure: Node node01 status is now: NodeHasDiskPressure']));
  // Nothing new comes in meanwhile.
  world.run({ ...IDLE, nodeName: 'node01', tolerations: [{ operator: 'Exists' }] }, 'late');
  world.seconds(2);
  expect(world.pod('late')?.status).toMatchObject({ phase: 'Failed', reason: 'Evicted', message: 'Pod was rejected: The node had condition: [DiskPressure]. ' });
  world.files.remove('/big');
  world.seconds(270);
  expect(condition(world, 'DiskPressure')).toContain('True');
  world.seconds(50);
  expect(condition(world, 'DiskPressure')).toBe('False KubeletHasNoDiskPressure: kubelet has no disk pressure');
});

it('unused images go first; what is in use stays', () => {
  const world = createTestWorld();
  const images = (): string[] => world.runtime.images().flatMap(({ names = [] }) => names);
  world.run({ ...IDLE, priority: 2_000_000_000, priorityClassName: 'system-cluster-critical' }, 'critical');
  world.seconds(20);
  fill(world, 225_000_000_000);
  world.seconds(11);
  expect(images()).toContain('docker.io/library/busybox:1.36');
  expect(images()).not.toContain('docker.io/library/nginx:1.27');
});

it('five minutes with more than 85 % used: images, and an event when that was not enough', () => {
  const world = createTestWorld();
  fill(world, 196_800_000_000);
  world.seconds(620);
  expect(world.runtime.images().flatMap(({ names = [] }) => names)).not.toContain('docker.io/library/nginx:1.27');
  expect(nodeEvents(world).find((line) => line.startsWith('FreeDiskSpaceFailed'))).toMatch(
    /^FreeDiskSpaceFailed: Insufficient free disk space on the node's image filesystem \(85% of 252\.0 GiB used\)\. Failed to free sufficient space by deleting unused images \(freed \d+ bytes\)\. Investigate disk usage, as it could be used by active images, logs, volumes, or other data\.$/);
  expect(condition(world, 'DiskPressure')).toContain('False');
});
it.each([[512, '512 B'], [1536, '1.5 KiB'], [270_553_174_016, '252.0 GiB']])('%i bytes are %s', (bytes, shown) => expect(formatSize(bytes)).toBe(shown));

it.each([
  ['container', { limits: { 'ephemeral-storage': '10Mi' } }, 'dd if=/dev/zero of=/big bs=1M count=20; sleep 1000', /^Pod ephemeral local storage usage exceeds the total limit of containers 10Mi\. $/],
  ['fits', { limits: { 'ephemeral-storage': '50Mi' } }, 'dd if=/dev/zero of=/big bs=1M count=20; sleep 1000', /^$/],
] as const)('local storage: %s', (_title, resources, script, message) => {
  const world = createTestWorld();
  world.run({ containers: [{ name: 'main', image: 'busybox:1.36', command: ['sh', '-c', script], resources }] });
  world.seconds(30);
  expect(world.pod()?.status?.message ?? '').toMatch(message);
});

it('a container over its own limit, while the pod as a whole has none', () => {
  const world = createTestWorld();
  const other = { name: 'other', image: 'busybox:1.36', command: ['sleep', '1000'], resources: { limits: { 'ephemeral-storage': '1Gi' } } };
  world.run({ containers: [{ name: 'main', image: 'busybox:1.36', command: ['sh', '-c', 'dd if=/dev/zero of=/big bs=1M count=20; sleep 1000'], resources: { limits: { 'ephemeral-storage': '10Mi' } } }, other] });
  world.seconds(30);
  expect(world.pod()?.status).toMatchObject({ phase: 'Failed', reason: 'Evicted', message: 'Container main exceeded its local ephemeral storage limit "10Mi". ' });
  expect(world.pod()?.status?.conditions?.map(({ type }) => type)).not.toContain('DisruptionTarget');
});
