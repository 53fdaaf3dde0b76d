/** What keeps a container from starting. @k8s golden pods/pod-image-*, pod-configmap-missing */
import { KINDS, type ConfigMap, type PodSpec } from '../../api/index.ts';
import { BECAUSE, createTestWorld, eventLines, states } from '../testing/testWorld.ts';

const waits = (reason: string): string => `Pending ip [S+ I+ R-[task] C-[task] P+] task=W:${reason} x0`;
const one = (more: object): PodSpec['containers'] => [{ name: 'task', image: 'busybox:1.36', command: ['sleep', '600'], ...more }];

it('an image that does not exist: the reason shown is one sync behind', () => {
  const world = createTestWorld();
  world.run({ containers: one({ image: 'nginx:1.161' }) });
  world.seconds(45);
  expect(states(world).slice(2)).toEqual(['ErrImagePull', 'ImagePullBackOff', 'ErrImagePull', 'ImagePullBackOff'].map(waits));
  expect(eventLines(world).slice(0, 5)).toEqual([
    'N Pulling x3 Pulling image "nginx:1.161"',
    'W Failed x3 Failed to pull image "nginx:1.161": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:1.161": failed to resolve image: docker.io/library/nginx:1.161: not found',
    'W Failed x3 Error: ErrImagePull', 'N BackOff x2 Back-off pulling image "nginx:1.161"', 'W Failed x2 Error: ImagePullBackOff',
  ]);
});

it.each([
  ['InvalidImageName', { image: 'Nginx:1.25' }, 'W InspectFailed x2 Failed to apply default image tag "Nginx:1.25": couldn\'t parse image name "Nginx:1.25": invalid reference format: repository name (library/Nginx) must be lowercase'],
  ['ErrImageNeverPull', { image: 'redis:7', imagePullPolicy: 'Never' }, 'W ErrImageNeverPull x2 Container image "redis:7" is not present with pull policy of Never'],
  ['CreateContainerConfigError', { envFrom: [{ configMapRef: { name: 'app-config' } }] }, 'W Failed x2 Error: configmap "app-config" not found'],
  ['CreateContainerConfigError', { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] }, 'W Failed x2 Error: secret "s" not found'],
  ['CreateContainerConfigError', { securityContext: { runAsNonRoot: true } }, 'W Failed x2 Error: container has runAsNonRoot and image will run as root (pod: "task_default(UID)", container: task)'],
])('%s', (reason, more, message) => {
  const world = createTestWorld();
  world.run({ containers: one(more) });
  world.seconds(8);
  expect(states(world).at(-1)).toBe(waits(reason));
  expect(eventLines(world)).toContain(message);
});

it('a ConfigMap that comes later is found by the next sync, and then one without the key', () => {
  const world = createTestWorld();
  const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'app-config', key: 'a' } } }];
  world.run({ containers: one({ env }) });
  world.seconds(3);
  const map: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app-config', namespace: 'default' }, data: { b: '1' } };
  world.create(map);
  world.seconds(14);
  expect(world.pod()?.status?.containerStatuses?.[0]?.state?.waiting?.message).toBe('configmap "app-config" not found');
  expect(eventLines(world)).toContain("W Failed x1 Error: couldn't find key a in ConfigMap default/app-config");
  world.client.patch(KINDS.ConfigMap, 'default', 'app-config', { data: { a: '1' } }, BECAUSE);
  world.seconds(16);
  expect(world.pod()?.status?.phase).toBe('Running');
});

it('a volume wants a key that the ConfigMap does not have', () => {
  const world = createTestWorld();
  const map: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' }, data: { a: '1' } };
  world.create(map);
  world.run({ volumes: [{ name: 'config', configMap: { name: 'settings', items: [{ key: 'NOT_THERE', path: 'x' }] } }], containers: one({ volumeMounts: [{ name: 'config', mountPath: '/config' }] }) });
  world.seconds(1);
  expect(eventLines(world)).toEqual(['W FailedMount x2 MountVolume.SetUp failed for volume "config" : configmap references non-existent config key: NOT_THERE']);
});

it('a volume that cannot be mounted is tried at 0, 0.5, 1.5, 3.5, 7.5 s', () => {
  const world = createTestWorld();
  world.run({ volumes: [{ name: 'data', hostPath: { path: '/data', type: 'Directory' } }], containers: one({ volumeMounts: [{ name: 'data', mountPath: '/data' }] }) });
  world.seconds(8);
  expect(eventLines(world)).toEqual(['W FailedMount x5 MountVolume.SetUp failed for volume "data" : hostPath type check failed: /data is not a directory']);
  world.files.makeDirectory('/data');
  world.seconds(10);
  expect(world.pod()?.status?.phase).toBe('Running');
});
