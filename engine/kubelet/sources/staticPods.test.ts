/** Pods from files of the node. @k8s pkg/kubelet/config/file.go, golden pods/pod-static-edited, cluster/node-static-pod */
import type { Pod } from '../../api/index.ts';
import { createTestWorld, eventLines, type TestWorld } from '../testing/testWorld.ts';

const DIRECTORY = '/etc/kubernetes/manifests';
const manifest = (command: string, more: object = {}): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'static' }, spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'task', image: 'busybox:1.36', command: ['sh', '-c', command] }], ...more } });
function start(directory = true): TestWorld {
  const world = createTestWorld({ staticPodPath: DIRECTORY, ...(directory ? { directories: [DIRECTORY] } : {}) });
  world.seconds(1);
  return world;
}
const mirror = (world: TestWorld): Pod | undefined => world.pod('static-node01');
const hash = (world: TestWorld): string | undefined => mirror(world)?.metadata?.annotations?.['kubernetes.io/config.hash'];

it('a file begins a pod and its mirror, and ends them', () => {
  const world = start();
  world.files.write(`${DIRECTORY}/a.yaml`, manifest('sleep 1000'));
  world.seconds(2);
  expect(mirror(world)).toMatchObject({
    metadata: { annotations: { 'kubernetes.io/config.source': 'file', 'kubernetes.io/config.mirror': hash(world) }, ownerReferences: [{ kind: 'Node', name: 'node01', controller: true }] },
    spec: { nodeName: 'node01', tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] }, status: { phase: 'Running' },
  });
  expect(world.events('static-node01')[0]?.involvedObject.uid).toBe(hash(world));
  world.files.remove(`${DIRECTORY}/a.yaml`);
  world.seconds(5);
  expect(mirror(world)).toBeUndefined();
  expect(eventLines(world, 'static-node01').at(-1)).toBe('N Killing x1 Stopping container task');
});

it('a deleted mirror is made again, and the pod runs on', () => {
  const world = start();
  world.files.write(`${DIRECTORY}/a.yaml`, manifest('sleep 1000'));
  world.seconds(2);
  const [uid, id] = [mirror(world)?.metadata?.uid, mirror(world)?.status?.containerStatuses?.[0]?.containerID];
  world.remove('static-node01');
  world.seconds(2);
  expect(mirror(world)?.metadata?.uid).not.toBe(uid);
  expect(mirror(world)?.status?.containerStatuses?.[0]).toMatchObject({ containerID: id, ready: true });
});

it('a changed file: the old pod is stopped, the new one begins ten to fifteen seconds later', () => {
  const world = start();
  world.files.write(`${DIRECTORY}/a.yaml`, manifest('sleep 1000'));
  world.seconds(2);
  const first = hash(world);
  world.files.write(`${DIRECTORY}/a.yaml`, manifest('sleep 2000'));
  world.seconds(9);
  expect(hash(world)).toBe(first);
  world.seconds(8);
  expect(hash(world)).not.toBe(first);
  expect(mirror(world)?.status?.phase).toBe('Running');
});

it('a change that is taken back while the old pod ends leaves nothing behind', () => {
  const world = start();
  world.files.write(`${DIRECTORY}/a.yaml`, manifest('sleep 1000'));
  world.seconds(2);
  world.files.write(`${DIRECTORY}/a.yaml`, manifest('sleep 2000'));
  world.seconds(6);
  world.files.remove(`${DIRECTORY}/a.yaml`);
  world.seconds(6);
  expect(mirror(world)).toBeUndefined();
});

it('comments and order do not matter to the hash; the same file after a short while counts its restarts on', () => {
  const world = start();
  world.files.write(`${DIRECTORY}/a.yaml`, manifest('sleep 1000'));
  world.seconds(2);
  const first = hash(world);
  world.files.write(`${DIRECTORY}/a.yaml`, `# the same\n${manifest('sleep 1000')}`);
  world.seconds(2);
  expect(hash(world)).toBe(first);
  world.files.rename(`${DIRECTORY}/a.yaml`, '/a.yaml');
  world.seconds(10);
  world.files.rename('/a.yaml', `${DIRECTORY}/a.yaml`);
  world.seconds(3);
  expect(mirror(world)?.status?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
});

it.each([
  ['not YAML', '{', 0], ['no pod', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }), 0], ['an invalid pod', manifest('x', { containers: [] }), 0],
  ['secrets', manifest('x', { volumes: [{ name: 'v', secret: { secretName: 's' } }] }), 0], ['a service account', manifest('x', { serviceAccountName: 'default' }), 0],
  ['a claim', manifest('x', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] }), 0], ['a pod', manifest('sleep 9'), 1],
])('a file with %s', (_what, text, count) => {
  const world = start();
  world.files.write(`${DIRECTORY}/a.yaml`, text);
  world.seconds(2);
  expect(world.store.list('pods', 'default')).toHaveLength(count);
});

it('a file that becomes unreadable keeps its pod until the directory is listed again', () => {
  const world = start();
  world.files.write(`${DIRECTORY}/a.yaml`, manifest('sleep 1000'));
  world.seconds(2);
  world.files.write(`${DIRECTORY}/a.yaml`, 'apiVersion: {');
  world.seconds(0.1);
  expect(mirror(world)).toBeDefined();
  world.seconds(25);
  expect(mirror(world)).toBeUndefined();
});

it('a directory that is made later is listed within twenty seconds', () => {
  const world = start(false);
  world.files.makeDirectory(DIRECTORY, { parents: true });
  world.files.write(`${DIRECTORY}/a.yaml`, manifest('sleep 1000'));
  world.seconds(21);
  expect(mirror(world)?.status?.phase).toBe('Running');
});

it('a restarted kubelet finds its static pods as they are, and those whose file is gone end', () => {
  const world = start();
  world.files.write(`${DIRECTORY}/a.yaml`, manifest('sleep 1000'));
  world.seconds(2);
  const id = mirror(world)?.status?.containerStatuses?.[0]?.containerID;
  world.kubelet.stop();
  world.seconds(5);
  world.kubelet.start();
  world.seconds(5);
  expect(mirror(world)?.status?.containerStatuses?.[0]).toMatchObject({ containerID: id, restartCount: 0 });
  world.kubelet.stop();
  world.files.remove(`${DIRECTORY}/a.yaml`);
  world.seconds(5);
  world.kubelet.start();
  world.seconds(6);
  expect(mirror(world)).toBeUndefined();
});
