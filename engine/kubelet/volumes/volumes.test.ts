/** What containers find in their volumes, and what is said when a volume cannot be had. @k8s pkg/volume, pkg/kubelet/volumemanager */
import { KINDS, type KubeObject, type PodSpec, type Volume, type VolumeMount } from '../../api/index.ts';
import { textOf, type FileSystem } from '../../script/index.ts';
import { BECAUSE, createTestWorld, eventLines, type TestWorld } from '../testing/testWorld.ts';

type Mounts = readonly (Partial<VolumeMount> & { readonly mountPath: string })[];
const pod = (volume: Partial<Volume>, mounts: Mounts = [{ mountPath: '/data' }], more: Partial<PodSpec> = {}): Partial<PodSpec> => ({
  volumes: [{ name: 'data', ...volume }], ...more,
  containers: [{ name: 'task', image: 'busybox:1.36', command: ['sleep', '600'], volumeMounts: mounts.map((mount) => ({ name: 'data', ...mount })) }],
});
function inside(world: TestWorld, name?: string): FileSystem {
  const id = world.pod(name)?.status?.containerStatuses?.[0]?.containerID?.replace('containerd://', '') ?? '';
  const files = world.runtime.machine(id)?.files;
  if (files === undefined) throw new Error(`the container does not run: ${eventLines(world, name).join('\n')}`);
  return files;
}
const read = (files: FileSystem, path: string): string => textOf(files.read(path));
const config = (data: { readonly [key: string]: string }): KubeObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' }, data }) as KubeObject;
function claimed(world: TestWorld, volume: object, claim: object = {}): void {
  const [namespace, name] = ['default', 'claim'];
  world.create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { namespace, name }, spec: { accessModes: ['ReadWriteOnce'], volumeName: 'disk', resources: { requests: { storage: '1Gi' } }, ...claim } } as KubeObject);
  const found = world.client.get(KINDS.PersistentVolumeClaim, namespace, name);
  const uid = found.ok ? found.value.metadata?.uid : undefined;
  const accessModes = (claim as { accessModes?: readonly string[] }).accessModes ?? ['ReadWriteOnce'];
  world.create({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'disk' }, spec: { capacity: { storage: '1Gi' }, accessModes, claimRef: { kind: 'PersistentVolumeClaim', namespace, name, uid }, ...volume } } as KubeObject);
  world.client.patch(KINDS.PersistentVolumeClaim, namespace, name, { status: { phase: 'Bound' } }, BECAUSE, { subresource: 'status' });
}
const CLAIM: Partial<Volume> = { persistentVolumeClaim: { claimName: 'claim' } };

it('what lies on a persistent volume outlives the pod, and two pods of the node see the same', () => {
  const world = createTestWorld();
  claimed(world, { hostPath: { path: '/mnt/disk' } });
  world.run(pod(CLAIM), 'writer');
  world.run(pod({ persistentVolumeClaim: { claimName: 'claim', readOnly: true } }), 'reader');
  world.seconds(5);
  inside(world, 'writer').write('/data/log', 'one\n');
  expect(read(inside(world, 'reader'), '/data/log')).toBe('one\n');
  expect(() => inside(world, 'reader').write('/data/log', 'two\n')).toThrow('Read-only file system');
  world.remove('writer', 0);
  world.seconds(5);
  expect(read(world.files, '/mnt/disk/log')).toBe('one\n');
});

const unable = (why: string): string => `W FailedMount x2 Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process volumes=[data]: error processing PVC default/claim: ${why}`;
it.each([
  ['a claim that is not there', undefined, 'failed to fetch PVC from API server: persistentvolumeclaims "claim" not found'],
  ['a claim that is not bound', 'Pending', 'PVC is not bound'],
])('%s is told and tried again', (_what, phase, why) => {
  const world = createTestWorld();
  if (phase !== undefined) world.create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { namespace: 'default', name: 'claim' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } as KubeObject);
  world.run({ ...pod(CLAIM), nodeName: 'node01' });
  world.seconds(16);
  expect(eventLines(world)).toContain(unable(why));
});

it.each([
  ['local, no such directory', { local: { path: '/mnt/none' }, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'Exists' }] }] } } }, {},
    'MountVolume.NewMounter initialization failed for volume "disk" : path "/mnt/none" does not exist'],
  ['of another node', { hostPath: { path: '/x' }, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node09'] }] }] } } }, {},
    'MountVolume.NodeAffinity check failed for volume "disk" : no matching NodeSelectorTerms'],
])('a persistent volume: %s', (_what, volume, claim, message) => {
  const world = createTestWorld();
  claimed(world, volume, claim);
  world.run(pod(CLAIM));
  world.seconds(1);
  expect(eventLines(world)[0]).toBe(`W FailedMount x2 ${message}`);
});

it('ReadWriteOncePod is for one pod at a time', () => {
  const world = createTestWorld();
  claimed(world, { hostPath: { path: '/mnt/disk' } }, { accessModes: ['ReadWriteOncePod'] });
  world.run({ ...pod(CLAIM), nodeName: 'node01' }, 'first');
  world.seconds(3);
  world.run({ ...pod(CLAIM), nodeName: 'node01' }, 'second');
  world.seconds(1);
  expect(eventLines(world, 'second')[0]).toMatch(/: volume uses the ReadWriteOncePod access mode and is already in use by another pod|MountVolume.SetUp failed for volume "disk" : volume uses/);
  world.remove('first', 0);
  world.seconds(70);
  expect(world.pod('second')?.status?.phase).toBe('Running');
});

it('a volume that no container mounts is not looked at', () => {
  const world = createTestWorld();
  world.run({ ...pod({ configMap: { name: 'not-there' } }, []) });
  world.seconds(3);
  expect(world.pod()?.status?.phase).toBe('Running');
});

it.each<[string, Mounts[number], string]>([
  ['an expression without a value', { mountPath: '/data', subPathExpr: '$(A)/$(B)' }, 'missing value for A, B'],
  ['one that leads out', { mountPath: '/data', subPathExpr: '$(UP)/x' }, 'unable to provision SubPath `../x`: must not contain \'..\''],
  ['an absolute one', { mountPath: '/data', subPathExpr: '$(ROOT)/x' }, 'error SubPath `/etc/x` must not be an absolute path'],
  ['through a link out of the volume', { mountPath: '/data', subPath: 'link' }, 'failed to prepare subPath for volumeMount "data" of container "task"'],
  ['through a file', { mountPath: '/data', subPath: 'file/x' }, 'failed to prepare subPath for volumeMount "data" of container "task"'],
  ['under a link out of the volume', { mountPath: '/data', subPath: 'link/new' }, 'failed to create subPath directory for volumeMount "data" of container "task"'],
])('subPath: %s', (_what, mount, message) => {
  const world = createTestWorld();
  world.files.makeDirectory('/srv/own', { parents: true });
  world.files.makeDirectory('/srv/other');
  world.files.symlink('/srv/other', '/srv/own/link');
  world.files.write('/srv/own/file', '');
  const spec = pod({ hostPath: { path: '/srv/own' } }, [mount]);
  const [task] = spec.containers ?? [];
  world.run({ ...spec, containers: task === undefined ? [] : [{ ...task, env: [{ name: 'UP', value: '..' }, { name: 'ROOT', value: '/etc' }] }] });
  world.seconds(2);
  expect(world.pod()?.status?.containerStatuses?.[0]?.state?.waiting).toMatchObject({ reason: 'CreateContainerConfigError', message });
});

it('files of a ConfigMap are renewed within 90 seconds, those mounted by subPath are not', () => {
  const world = createTestWorld();
  world.create(config({ a: 'old', b: 'stays' }));
  world.run(pod({ configMap: { name: 'settings' } }, [{ mountPath: '/data' }, { mountPath: '/one', subPath: 'a' }]));
  world.seconds(3);
  const files = inside(world);
  const version = files.realPath('/data/..data');
  world.client.patch(KINDS.ConfigMap, 'default', 'settings', { data: { a: 'new' } }, BECAUSE);
  world.seconds(50);
  expect(read(files, '/data/a')).toBe('old');
  world.seconds(45);
  expect([read(files, '/data/a'), read(files, '/data/b'), read(files, '/one')]).toEqual(['new', 'stays', 'old']);
  expect(files.realPath('/data/..data')).not.toBe(version);
  expect(files.stat('/data/a')?.target).toBe('..data/a');
});

it('a label of the pod makes the kubelet look at all its sources at once', () => {
  const world = createTestWorld();
  world.create(config({ a: 'old' }));
  world.run(pod({ configMap: { name: 'settings' } }));
  world.seconds(3);
  world.client.patch(KINDS.ConfigMap, 'default', 'settings', { data: { a: 'new' } }, BECAUSE);
  world.seconds(1);
  expect(read(inside(world), '/data/a')).toBe('old');
  world.client.patch(KINDS.Pod, 'default', world.pod()?.metadata?.name ?? '', { metadata: { labels: { look: 'now' } } }, BECAUSE);
  world.seconds(1);
  expect(read(inside(world), '/data/a')).toBe('new');
});

it('a ConfigMap that goes: the files stay, and the kubelet says so until it is back', () => {
  const world = createTestWorld();
  world.create(config({ a: 'old' }));
  world.run(pod({ configMap: { name: 'settings' } }));
  world.seconds(3);
  world.client.delete(KINDS.ConfigMap, 'default', 'settings', BECAUSE);
  world.seconds(92);
  expect(read(inside(world), '/data/a')).toBe('old');
  expect(eventLines(world).at(-1)).toMatch(/^W FailedMount x\d+ MountVolume.SetUp failed for volume "data" : configmap "settings" not found$/);
  world.create(config({ a: 'new' }));
  world.seconds(130);
  expect(read(inside(world), '/data/a')).toBe('new');
});

it('all that is wrong with a projected volume is told at once', () => {
  const world = createTestWorld();
  world.run(pod({ projected: { sources: [{ configMap: { name: 'settings' } }, { secret: { name: 'key' } }] } }));
  world.seconds(0.3);
  expect(eventLines(world)).toEqual(['W FailedMount x1 MountVolume.SetUp failed for volume "data" : [configmap "settings" not found, secret "key" not found]']);
});

it('a token is renewed with a fifth of its time left', () => {
  const world = createTestWorld();
  world.run(pod({ projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 600 } }] } }, undefined, { serviceAccountName: 'default', securityContext: { runAsUser: 1000 } }));
  world.seconds(3);
  const files = inside(world);
  const first = read(files, '/data/token');
  expect(files.stat(files.realPath('/data/token') ?? '')).toMatchObject({ mode: 0o600, uid: 1000 });
  world.seconds(400);
  expect(read(files, '/data/token')).toBe(first);
  world.seconds(170);
  expect(read(files, '/data/token')).not.toBe(first);
});

it.each<[string, Partial<Volume>, string, number, number]>([
  ['emptyDir', { emptyDir: {} }, '/data', 0o2777, 2000],
  ['a ConfigMap\'s file', { configMap: { name: 'settings', defaultMode: 0o400 } }, '/data/a', 0o440, 2000],
  ['hostPath is nobody\'s business', { hostPath: { path: '/srv/own' } }, '/data', 0o755, 0],
])('fsGroup: %s', (_what, volume, path, mode, gid) => {
  const world = createTestWorld();
  world.files.makeDirectory('/srv/own', { parents: true });
  world.create(config({ a: '1' }));
  world.run(pod(volume, undefined, { securityContext: { fsGroup: 2000 } }));
  world.seconds(3);
  const files = inside(world);
  expect(files.stat(files.realPath(path) ?? path)).toMatchObject({ mode, gid });
});

it.each([['Always', 0o660], ['OnRootMismatch', 0o600]])('fsGroupChangePolicy %s, where the top directory is right already', (fsGroupChangePolicy, mode) => {
  const world = createTestWorld();
  world.files.makeDirectory('/mnt/local', { parents: true });
  world.files.chown('/mnt/local', 0, 2000);
  world.files.chmod('/mnt/local', 0o2775);
  world.files.write('/mnt/local/file', '', { mode: 0o600 });
  claimed(world, { local: { path: '/mnt/local' }, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/os', operator: 'Exists' }] }] } } });
  world.run(pod(CLAIM, undefined, { securityContext: { fsGroup: 2000, fsGroupChangePolicy } }));
  world.seconds(3);
  expect(world.files.stat('/mnt/local/file')?.mode).toBe(mode);
});

it('a file mounted over a directory', () => {
  const world = createTestWorld();
  world.create(config({ a: '1' }));
  world.run(pod({ configMap: { name: 'settings' } }, [{ mountPath: '/etc', subPath: 'a' }]));
  world.seconds(2);
  const uid = world.pod()?.metadata?.uid ?? '';
  const source = `/var/lib/kubelet/pods/${uid}/volume-subpaths/data/task/0`;
  const { lastState } = world.pod()?.status?.containerStatuses?.[0] ?? {};
  const message = lastState?.terminated?.message ?? world.pod()?.status?.containerStatuses?.[0]?.state?.terminated?.message;
  expect(message).toBe(`failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "${source}" to rootfs at "/etc": mount src=${source}, dst=/etc, dstFd=/proc/thread-self/fd/11, flags=MS_BIND|MS_REC: not a directory`);
});

it('mounts inside of mounts, in whatever order they are written', () => {
  const world = createTestWorld();
  world.create(config({ a: '1' }));
  const volumes: Volume[] = [{ name: 'outer', configMap: { name: 'settings' } }, { name: 'inner', emptyDir: {} }];
  world.run({ volumes, containers: [{ name: 'task', image: 'busybox:1.36', command: ['sleep', '600'], volumeMounts: [{ name: 'inner', mountPath: '/data/in' }, { name: 'outer', mountPath: '/data' }] }] });
  world.seconds(2);
  const files = inside(world);
  files.write('/data/in/x', 'mine');
  expect([read(files, '/data/a'), read(files, '/data/in/x')]).toEqual(['1', 'mine']);
});

it('an image as a volume', () => {
  const world = createTestWorld();
  world.run(pod({ image: { reference: 'nginx:1.27' } }));
  world.seconds(6);
  expect(inside(world).stat('/data/etc/nginx')?.type).toBe('directory');
  expect(() => inside(world).write('/data/x', '')).toThrow('Read-only file system');
});

it('recursiveReadOnly shows in the status', () => {
  const world = createTestWorld();
  world.run(pod({ emptyDir: {} }, [{ mountPath: '/data', readOnly: true, recursiveReadOnly: 'IfPossible' }]));
  world.seconds(2);
  expect(world.pod()?.status?.containerStatuses?.[0]?.volumeMounts?.[0]).toMatchObject({ readOnly: true, recursiveReadOnly: 'Enabled' });
});

it('the node\'s disk shows the volumes of its pods', () => {
  const world = createTestWorld();
  world.run(pod({ emptyDir: {} }));
  world.seconds(2);
  inside(world).write('/data/x', 'from inside');
  const path = `/var/lib/kubelet/pods/${world.pod()?.metadata?.uid ?? ''}/volumes/kubernetes.io~empty-dir/data`;
  expect(read(world.files, `${path}/x`)).toBe('from inside');
  world.files.write(`${path}/y`, 'from outside');
  expect(read(inside(world), '/data/y')).toBe('from outside');
});

it.each([
  ['DirectoryOrCreate', '/new/dir', undefined], ['FileOrCreate', '/srv/file', undefined], ['FileOrCreate', '/none/file', 'open /none/file: no such file or directory'],
  ['File', '/srv', 'hostPath type check failed: /srv is not a file'], ['Socket', '/srv', 'hostPath type check failed: /srv is not a socket file'],
  ['Socket', '/run/containerd/containerd.sock', undefined], ['CharDevice', '/dev/null', undefined], ['BlockDevice', '/dev/null', 'hostPath type check failed: /dev/null is not a block device'],
  ['DirectoryOrCreate', '/srv/there/x', 'mkdir /srv/there/x: not a directory'],
])('hostPath %s %s', (type, path, problem) => {
  const world = createTestWorld();
  world.files.makeDirectory('/srv');
  world.files.write('/srv/there', '');
  world.run(pod({ hostPath: { path, type } }));
  world.seconds(0.3);
  expect(eventLines(world).filter((line) => line.includes('FailedMount'))).toEqual(problem === undefined ? [] : [`W FailedMount x1 MountVolume.SetUp failed for volume "data" : ${problem}`]);
});
