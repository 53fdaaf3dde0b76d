/** What a container finds inside: variables, files, names; and what comes out: logs, exec. */
import type { KubeObject, PodSpec } from '../../api/index.ts';
import type { LogOptions } from '../../apiserver/index.ts';
import { startTask } from '../../time/index.ts';
import { createTestWorld, type TestWorld } from '../testing/testWorld.ts';

const container = (more: object): PodSpec['containers'] => [{ name: 'task', image: 'busybox:1.36', command: ['sleep', '600'], ...more }];
const keyed = (kind: string, name: string, data: object): KubeObject => ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'default' }, data } as KubeObject);

function inside(world: TestWorld): NonNullable<ReturnType<TestWorld['runtime']['machine']>> {
  const id = world.pod()?.status?.containerStatuses?.[0]?.containerID?.replace('containerd://', '') ?? '';
  const machine = world.runtime.machine(id);
  if (machine === undefined) throw new Error('no container');
  return machine;
}
function sh(world: TestWorld, script: string): string {
  const response = world.api.handle({ method: 'POST', path: `/api/v1/namespaces/default/pods/task/exec?command=sh&command=-c&command=${encodeURIComponent(script)}&stdout=1` });
  if (response.type !== 'session') return JSON.stringify(response);
  const reading = startTask(world.clock, response.session.stdout.readAll());
  world.seconds(2);
  return reading.result ?? '';
}

/** @k8s golden pods/pod-level-resources, pods/pod-qos-oom-score, pods/pod-emptydir-shared, cluster/cfg-volume-items-mode */
it.each([
  ['what the pod asks for beyond its containers counts for each of them', { resources: { requests: { memory: '100Mi' } }, containers: container({ resources: { requests: { memory: '50Mi' } } }) }, 'cat /proc/1/oom_score_adj', '996\n'],
  ['nothing is protected on the recorded machines', { containers: container({ resources: { limits: { cpu: '1', memory: '64Mi' } } }) }, 'cat /proc/1/oom_score_adj', '0\n'],
  ['a volume in memory has the size that was asked for', { volumes: [{ name: 'v', emptyDir: { medium: 'Memory', sizeLimit: '8Mi' } }], containers: container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }) }, 'grep " /v " /proc/mounts', 'tmpfs /v tmpfs rw,relatime,size=8192k,noswap 0 0\n'],
  ['or that of the node', { volumes: [{ name: 'v', emptyDir: { medium: 'Memory' } }], containers: container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }) }, 'grep " /v " /proc/mounts', 'tmpfs /v tmpfs rw,relatime,size=24684084k,noswap 0 0\n'],
])('%s', (_name, spec, script, out) => {
  const world = createTestWorld();
  world.run(spec);
  world.seconds(3);
  expect(sh(world, script)).toBe(out);
});

it('variables from all sources', () => {
  const world = createTestWorld();
  world.create(keyed('ConfigMap', 'settings', { color: 'blue', size: 'L' }));
  world.create(keyed('Secret', 'hidden', { password: 'czNjcmV0' }));
  world.create({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'redis-main', namespace: 'default' }, spec: { clusterIP: '10.96.7.7', ports: [{ name: 'client', port: 6379 }] } } as KubeObject);
  world.run({ containers: container({
    envFrom: [{ configMapRef: { name: 'settings' }, prefix: 'CFG_' }],
    env: [{ name: 'A', value: 'a' }, { name: 'B', value: '$(A)-$(CFG_color)-$$(A)-$(NONE)' }, { name: 'P', valueFrom: { secretKeyRef: { name: 'hidden', key: 'password' } } },
      { name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }, { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'requests.cpu', divisor: '1m' } } }, { name: 'MISSING', valueFrom: { configMapKeyRef: { name: 'settings', key: 'nope', optional: true } } }],
    resources: { requests: { cpu: '125m' } },
  }) });
  world.seconds(3);
  expect(sh(world, 'echo "$B|$P|$NAME|$CPU|$CFG_size|$MISSING|$REDIS_MAIN_SERVICE_PORT_CLIENT|$REDIS_MAIN_PORT_6379_TCP"')).toBe('a-blue-$(A)-$(NONE)|s3cret|task|125|L||6379|tcp://10.96.7.7:6379\n');
  expect(sh(world, 'echo $IP')).toBe(`${world.pod()?.status?.podIP ?? ''}\n`);
});

it('files of ConfigMaps, Secrets, the pod itself, and the service account', () => {
  const world = createTestWorld();
  world.create(keyed('ConfigMap', 'settings', { 'app.conf': 'mode = test\n', other: 'x' }));
  world.run({
    volumes: [{ name: 'config', configMap: { name: 'settings' } }, { name: 'work', emptyDir: {} },
      { name: 'all', projected: { sources: [{ downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } }, { configMap: { name: 'settings', items: [{ key: 'other', path: 'deep/er' }] } }] } }],
    containers: container({ volumeMounts: [{ name: 'config', mountPath: '/etc/app/app.conf', subPath: 'app.conf' }, { name: 'config', mountPath: '/config' }, { name: 'work', mountPath: '/work' }, { name: 'all', mountPath: '/all' }] }),
  }, 'task', { labels: { app: 'x' } });
  world.seconds(3);
  const { files } = inside(world);
  const token = '/var/run/secrets/kubernetes.io/serviceaccount';
  expect(['/etc/app/app.conf', '/config/other', '/all/labels', '/all/deep/er', `${token}/namespace`, `${token}/ca.crt`].map((path) => files.read(path)))
    .toEqual(['mode = test\n', 'x', 'app="x"', 'x', 'default', 'CA\n']);
  expect(files.read(`${token}/token`)).toMatch(/^[^.]+\.[^.]+\.[^.]+$/);
  expect(files.stat('/config/other')?.type).toBe('symlink');
  files.write('/work/file', 'y');
  expect(files.read('/work/file')).toBe('y');
});

it('a changed ConfigMap reaches the files within 90 seconds', () => {
  const world = createTestWorld();
  world.create(keyed('ConfigMap', 'settings', { a: '1' }));
  world.run({ volumes: [{ name: 'config', configMap: { name: 'settings' } }], containers: container({ volumeMounts: [{ name: 'config', mountPath: '/config' }] }) });
  world.seconds(3);
  world.api.handle({ method: 'PATCH', path: '/api/v1/namespaces/default/configmaps/settings', headers: { 'content-type': 'application/merge-patch+json' }, body: { data: { a: '2' } } });
  world.seconds(55);
  expect(inside(world).files.read('/config/a')).toBe('1');
  world.seconds(40);
  expect(inside(world).files.read('/config/a')).toBe('2');
});

describe('logs', () => {
  const logs = (world: TestWorld, options: Partial<LogOptions> = {}): string => {
    const query = Object.entries(options).map(([key, value]) => `${key}=${String(value)}`).join('&');
    const response = world.api.handle({ method: 'GET', path: `/api/v1/namespaces/default/pods/task/log?${query}` });
    if (response.type !== 'stream') {
      const message = response.type === 'object' ? response.body['message'] : undefined;
      return typeof message === 'string' ? message : response.type;
    }
    const reading = startTask(world.clock, response.body.readAll());
    world.clock.advance(100);
    return reading.result ?? 'open';
  };
  const LINES = 'for i in 1 2 3; do echo "line $i"; done; ';

  it('of a running container, in parts and with times', () => {
    const world = createTestWorld();
    world.run({ containers: container({ command: ['sh', '-c', `${LINES}sleep 600`] }) });
    world.seconds(5);
    expect(logs(world)).toBe('line 1\nline 2\nline 3\n');
    expect(logs(world, { tailLines: 1 })).toBe('line 3\n');
    expect(logs(world, { tailLines: 0 })).toBe('');
    expect(logs(world, { limitBytes: 10 })).toBe('line 1\nlin');
    expect(logs(world, { sinceSeconds: 2 })).toBe('');
    expect(logs(world, { timestamps: true, tailLines: 1 })).toMatch(/^2026-11-21T12:00:0\d\.\d{9}Z line 3\n$/);
    expect(logs(world, { previous: true })).toBe('previous terminated container "task" in pod "task" not found');
    expect(logs(world, { follow: true })).toBe('open');
  });
  it('of a container that crashes: the newest run, and only one older', () => {
    const world = createTestWorld();
    world.run({ containers: container({ command: ['sh', '-c', 'echo run; sleep 2; exit 1'] }) });
    world.seconds(4);
    expect(logs(world, { previous: true })).toBe('run\n');
    world.seconds(4);
    expect(logs(world)).toBe('run\n');
    expect(logs(world, { previous: true })).toMatch(/^unable to retrieve container logs for containerd:\/\/[0-9a-f]{64}$/);
  });
  it('of a container that waits', () => {
    const world = createTestWorld();
    world.run({ containers: container({ image: 'nginx:1.161' }) });
    world.seconds(20);
    expect(logs(world)).toBe('container "task" in pod "task" is waiting to start: trying and failing to pull image');
  });
});

it('exec into what does not run', () => {
  const world = createTestWorld();
  world.run({ containers: container({ image: 'nginx:1.161' }) });
  world.seconds(2);
  expect(sh(world, 'true')).toContain('container not found (\\"task\\")');
});

it('the termination message', () => {
  const world = createTestWorld();
  world.run({ restartPolicy: 'Never', containers: container({ command: ['sh', '-c', 'echo why > /dev/termination-log; exit 2'] }) });
  world.seconds(4);
  expect(world.pod()?.status?.containerStatuses?.[0]?.state?.terminated?.message).toBe('why\n');
});
