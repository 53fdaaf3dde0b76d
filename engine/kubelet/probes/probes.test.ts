/** Probes: when they check, what they say, what follows. @k8s golden pods/pod-liveness-exec, readiness-*, startup-* */
import type { PodSpec } from '../../api/index.ts';
import { createTestWorld, eventLines, states } from '../testing/testWorld.ts';

const sh = (script: string, more: object): PodSpec['containers'][number] => ({ name: 'task', image: 'busybox:1.36', command: ['sh', '-c', script], ...more });
const exists = (path: string): { exec: { command: string[] } } => ({ exec: { command: ['cat', path] } });
const RUNNING = 'Running ip [S+ I+ R+ C+ P+] task=running x0 started ready';
const UNREADY = 'Running ip [S+ I+ R-[task] C-[task] P+] task=running x0 started';

it('liveness: three failures kill, the restart is one write, Ready never turns False', () => {
  const world = createTestWorld();
  world.run({ terminationGracePeriodSeconds: 5, containers: [sh('touch /tmp/healthy; sleep 15; rm /tmp/healthy; sleep 600', { livenessProbe: { ...exists('/tmp/healthy'), initialDelaySeconds: 5, periodSeconds: 5 } })] });
  world.seconds(45);
  expect(states(world).slice(2)).toEqual([RUNNING, 'Running ip [S+ I+ R+ C+ P+] task=running<T:Error/137 x1 started ready']);
  expect(eventLines(world)).toEqual([
    'N Pulled x2 Container image "busybox:1.36" already present on machine and can be accessed by the pod', 'N Created x2 Container created', 'N Started x2 Container started',
    "W Unhealthy x3 Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory\n",
    'N Killing x1 Container task failed liveness probe, will be restarted',
  ]);
  const restarted = world.writes().find(({ pod }) => pod.status?.containerStatuses?.[0]?.restartCount === 1)?.t ?? 0;
  expect(restarted).toBeGreaterThan(30_300 + 5_000);
  expect(restarted).toBeLessThan(30_900 + 5_000);
});

it('readiness: turns with the threshold, nothing is restarted', () => {
  const world = createTestWorld();
  world.run({ containers: [sh('sleep 4; touch /tmp/ready; sleep 6; rm /tmp/ready; sleep 600', { readinessProbe: { ...exists('/tmp/ready'), periodSeconds: 2, failureThreshold: 2 } })] });
  world.seconds(20);
  expect(states(world).slice(2)).toEqual([UNREADY, RUNNING, UNREADY]);
});

it('a web server becomes ready with the first answer', () => {
  const world = createTestWorld();
  world.run({ containers: [{ name: 'task', image: 'nginx:1.25', readinessProbe: { httpGet: { port: 80 } } }] });
  world.seconds(5);
  expect(states(world).at(-1)).toBe(RUNNING);
});

it('the initial delay counts from the whole second in which the container started', () => {
  const world = createTestWorld();
  world.run({ containers: [{ name: 'task', image: 'nginx:1.25', readinessProbe: { httpGet: { port: 80 }, initialDelaySeconds: 3, periodSeconds: 1 } }] });
  world.seconds(8);
  const ready = world.writes().find(({ pod }) => pod.status?.containerStatuses?.[0]?.ready === true)?.pod;
  const since = ready?.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
  expect(Date.parse(since) - Date.parse(ready?.status?.containerStatuses?.[0]?.state?.running?.startedAt ?? '')).toBe(3000);
});

it('a readiness probe without delay comes before the web server listens', () => {
  const world = createTestWorld();
  world.run({ containers: [{ name: 'task', image: 'nginx:1.25', readinessProbe: { httpGet: { port: 80 } } }] });
  world.seconds(5);
  expect(eventLines(world)).toContain('W Unhealthy x1 Readiness probe failed: Get "http://IP:80/": dial tcp IP:80: connect: connection refused');
});

it.each([
  ['http', { httpGet: { port: 8080, path: '/x' } }, 'Readiness probe failed: Get "http://IP:8080/x": dial tcp IP:8080: connect: connection refused'],
  ['status', { httpGet: { port: 80, path: '/nope' } }, 'Readiness probe failed: HTTP probe failed with statuscode: 404'],
  ['tcp', { tcpSocket: { port: 3306 } }, 'Readiness probe failed: dial tcp IP:3306: connect: connection refused'],
  ['grpc', { grpc: { port: 9000 } }, 'Readiness probe failed: timeout: failed to connect service "IP:9000" within 1s: context deadline exceeded'],
])('%s probe that fails', (_name, readinessProbe, message) => {
  const world = createTestWorld();
  world.run({ containers: [{ name: 'task', image: 'nginx:1.25', readinessProbe }] });
  world.seconds(15);
  expect(eventLines(world).join('\n')).toContain(message);
  expect(states(world).at(-1)).toBe(UNREADY);
});

it('startup: started first, ready afterwards', () => {
  const world = createTestWorld();
  world.run({ containers: [sh('sleep 3; touch /tmp/up; sleep 600', { startupProbe: { ...exists('/tmp/up'), periodSeconds: 1, failureThreshold: 30 } })] });
  world.seconds(8);
  expect(states(world).slice(2)).toEqual(['Running ip [S+ I+ R-[task] C-[task] P+] task=running x0', UNREADY, RUNNING]);
});

it('startup under Never: the pod fails and the events do not name the probe', () => {
  const world = createTestWorld();
  world.run({ restartPolicy: 'Never', terminationGracePeriodSeconds: 2, containers: [sh('sleep 600', { startupProbe: { ...exists('/tmp/up'), periodSeconds: 1 } })] });
  world.seconds(15);
  expect(states(world).slice(3)).toEqual(['Running ip [S- I+ R-failed C-failed P+] task=T:Error/137 x0', 'Failed ip [S- I+ R-failed C-failed P+] task=T:Error/137 x0']);
  expect(eventLines(world)).toContain('N Killing x1 Stopping container task');
});
