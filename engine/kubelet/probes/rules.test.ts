/** What checks say and what follows. @k8s pkg/kubelet/prober/{prober,worker}.go, pkg/probe/http/http.go, pkg/kubelet/kuberuntime computePodActions */
import type { PodSpec } from '../../api/index.ts';
import { createTestWorld, eventLines, type TestWorld } from '../testing/testWorld.ts';

type Container = PodSpec['containers'][number];
const sh = (name: string, script: string, more: object = {}): Container => ({ name, image: 'busybox:1.36', command: ['sh', '-c', script], ...more });
const FAILS = { exec: { command: ['false'] }, periodSeconds: 1, failureThreshold: 2 };
const run = (spec: Partial<PodSpec>, seconds: number): TestWorld => {
  const world = createTestWorld();
  world.run({ terminationGracePeriodSeconds: 1, ...spec });
  world.seconds(seconds);
  return world;
};
const about = (world: TestWorld, reason: string): string[] => eventLines(world).filter((line) => line.split(' ')[1] === reason).map((line) => line.replace(/ x\d+ /, ' '));

it.each<[title: string, spec: Partial<PodSpec>, killing: string]>([
  ['a container that will come back', { containers: [sh('task', 'sleep 600', { livenessProbe: FAILS })] }, 'Container task failed liveness probe, will be restarted'],
  ['one that will not, while another goes on', { restartPolicy: 'Never', containers: [sh('task', 'sleep 600', { livenessProbe: FAILS }), sh('other', 'sleep 600')] }, 'Container task failed liveness probe'],
  ['a policy of its own', { restartPolicy: 'Never', containers: [sh('task', 'sleep 600', { restartPolicy: 'OnFailure', livenessProbe: FAILS }), sh('other', 'sleep 600')] }, 'Container task failed liveness probe, will be restarted'],
  ['the last one of a pod', { restartPolicy: 'Never', containers: [sh('task', 'sleep 600', { startupProbe: FAILS })] }, 'Stopping container task'],
  ['a sidecar', { initContainers: [sh('task', 'sleep 600', { restartPolicy: 'Always', livenessProbe: FAILS })], containers: [sh('other', 'sleep 600')] }, 'Init container task failed liveness probe'],
  ['a sidecar that does not start up', { initContainers: [sh('task', 'sleep 600', { restartPolicy: 'Always', startupProbe: FAILS })], containers: [sh('other', 'sleep 600')] }, 'Init container task failed startup probe'],
])('killed: %s', (_title, spec, killing) => {
  expect(about(run(spec, 5), 'Killing')).toEqual([`N Killing ${killing}`]);
});

it.each<[title: string, probe: object, event: string | undefined, ready: boolean]>([
  ['a port without such a name', { httpGet: { port: 'web' } }, 'W Unhealthy Readiness probe errored and resulted in unknown state: strconv.Atoi: parsing "web": invalid syntax', false],
  ['a port by its name', { httpGet: { port: 'http' } }, undefined, true],
  ['variables with a value of their own', { exec: { command: ['sh', '-c', 'test "$(PLAIN)" = yes'] } }, undefined, true],
  ['somebody who speaks no gRPC', { grpc: { port: 80 } }, 'W Unhealthy Readiness probe failed: timeout: failed to connect service "IP:80" within 1s: context deadline exceeded', false],
  ['a redirect on the same host is followed', { httpGet: { port: 80, path: '/here' } }, undefined, true],
  ['and may end badly', { httpGet: { port: 80, path: '/lost' } }, 'W Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 404', false],
  ['one in a circle', { httpGet: { port: 80, path: '/round' } }, 'W Unhealthy Readiness probe failed: Get "http://IP/round": stopped after 10 redirects', false],
])('%s', (_title, readinessProbe, event, ready) => {
  const world = createTestWorld({ world: 'full' });
  const conf = 'server { listen 80; location = /here { return 302 /; } location = /lost { return 301 /nowhere; } location = /round { return 302 /round; } location / { root /usr/share/nginx/html; } location = /away { return 302 http://other.example/; } }';
  world.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'conf', namespace: 'default' }, data: { 'default.conf': conf } } as never);
  world.run({ volumes: [{ name: 'conf', configMap: { name: 'conf' } }], containers: [{
    name: 'task', image: 'nginx:1.25', ports: [{ name: 'http', containerPort: 80 }], env: [{ name: 'PLAIN', value: 'yes' }],
    volumeMounts: [{ name: 'conf', mountPath: '/etc/nginx/conf.d' }], readinessProbe: { initialDelaySeconds: 1, periodSeconds: 1, ...readinessProbe },
  }] });
  world.seconds(20);
  expect(about(world, 'Unhealthy')).toEqual(event === undefined ? [] : [event]);
  expect(world.pod()?.status?.containerStatuses?.[0]?.ready).toBe(ready);
});

it('a redirect to another host is a success with a warning', () => {
  const world = createTestWorld({ world: 'full' });
  world.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'conf', namespace: 'default' }, data: { 'default.conf': 'server { listen 80; location / { return 302 http://other.example/; } }' } } as never);
  world.run({ volumes: [{ name: 'conf', configMap: { name: 'conf' } }], containers: [{ name: 'task', image: 'nginx:1.25', volumeMounts: [{ name: 'conf', mountPath: '/etc/nginx/conf.d' }], readinessProbe: { httpGet: { port: 80 }, initialDelaySeconds: 1, periodSeconds: 1 } }] });
  world.seconds(20);
  expect(about(world, 'ProbeWarning')[0]).toMatch(/^W ProbeWarning Readiness probe warning: Probe terminated redirects, Response body: /);
  expect(world.pod()?.status?.containerStatuses?.[0]?.ready).toBe(true);
});

it('what has been successful often enough needs one success after a restart', () => {
  const world = run({ containers: [sh('task', 'sleep 9; exit 1', { readinessProbe: { exec: { command: ['true'] }, periodSeconds: 1, successThreshold: 3 } })] }, 16);
  const readyAfter = (restarts: number): number => {
    const of = (test: (status: { restartCount: number; ready: boolean; state?: { running?: unknown } | undefined }) => boolean): number =>
      world.writes().find(({ pod }) => pod.status?.containerStatuses?.some((status) => status.restartCount === restarts && status.state?.running !== undefined && test(status)))?.t ?? NaN;
    return of(({ ready }) => ready) - of(() => true);
  };
  expect(readyAfter(0)).toBeGreaterThan(1_000);
  expect(readyAfter(1)).toBeLessThan(1_000);
});
