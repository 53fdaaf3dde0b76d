/** @k8s pkg/kubelet/lifecycle/handlers.go; cri-client remote_runtime.go ExecSync */
import type { PodSpec } from '../../api/index.ts';
import { createTestWorld, eventLines } from '../testing/testWorld.ts';

const task = (lifecycle: object, image = 'busybox:1.36'): PodSpec['containers'] => [{ name: 'task', image, ...(image.startsWith('busybox') ? { command: ['sleep', '600'] } : {}), lifecycle }];

it.each<[name: string, hook: object, message: string]>([
  ['a command', { exec: { command: ['sh', '-c', 'echo out; echo bad >&2; exit 3'] } },
    'Exec lifecycle hook ([sh -c echo out; echo bad >&2; exit 3]) for Container "task" in Pod "task_default(UID)" failed - error: command \'sh -c echo out; echo bad >&2; exit 3\' exited with 3: bad\n, message: "out\\nbad\\n"'],
  ['a request', { httpGet: { port: 80, path: '/ready' } },
    'HTTP lifecycle hook (/ready) for Container "task" in Pod "task_default(UID)" failed - error: Get "http://IP:80/ready": dial tcp IP:80: connect: connection refused'],
  ['a port that nobody knows', { httpGet: { port: 'web' } }, 'HTTP lifecycle hook (/) for Container "task" in Pod "task_default(UID)" failed - error: strconv.Atoi: parsing "web": invalid syntax'],
  ['a connection, which nobody makes', { tcpSocket: { port: 80 } }, 'Cannot run handler: invalid handler: &LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:&TCPSocketAction{Port:{0 80 },Host:,},Sleep:nil,}'],
])('postStart fails: %s', (_name, postStart, message) => {
  const world = createTestWorld();
  world.run({ terminationGracePeriodSeconds: 1, containers: task({ postStart }) });
  world.seconds(4);
  const waiting = world.pod()?.status?.containerStatuses?.[0]?.state?.waiting;
  expect(waiting?.reason).toBe('PostStartHookError');
  expect(waiting?.message?.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'UID').replaceAll(/10\.244\.\d+\.\d+/g, 'IP')).toBe(message);
  expect(eventLines(world)).toEqual(expect.arrayContaining([expect.stringContaining('W FailedPostStartHook'), expect.stringContaining('FailedPostStartHook')]));
});

it('any answer to a request will do', () => {
  const world = createTestWorld();
  world.run({ containers: task({ postStart: { exec: { command: ['sleep', '2'] } }, preStop: { httpGet: { port: 80, path: '/nope' } } }, 'nginx:1.25') });
  world.seconds(5);
  world.remove();
  world.seconds(5);
  expect(eventLines(world).join()).not.toContain('Hook');
});

it('a server without TLS is asked again without it', () => {
  const world = createTestWorld();
  world.run({ terminationGracePeriodSeconds: 10, containers: task({ preStop: { httpGet: { port: 80, path: '/', scheme: 'HTTPS' } } }, 'nginx:1.25') });
  world.seconds(5);
  world.remove();
  world.seconds(5);
  expect(eventLines(world)).toContain('W LifecycleHTTPFallback x1 request to HTTPS lifecycle hook IP:80 got HTTP response, retry with HTTP succeeded');
  expect(eventLines(world).join()).not.toContain('FailedPreStopHook');
});

it('the second request arrives, without a name', () => {
  const world = createTestWorld();
  const httpHeaders = [{ name: 'Authorization', value: 'Bearer x' }];
  const side = task({ postStart: { httpGet: { port: 80, path: '/there', scheme: 'HTTPS', httpHeaders } } }, 'busybox:1.36')[0];
  world.run({ containers: [{ name: 'web', image: 'nginx:1.25' }, { ...side, name: 'side', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 100'] }] });
  world.seconds(5);
  const id = world.pod()?.status?.containerStatuses?.find(({ name }) => name === 'web')?.containerID?.replace('containerd://', '') ?? '';
  const requests = world.runtime.logs(id).filter(({ stream, text }) => stream === 'stdout' && text.includes('GET /there'));
  expect(requests).toHaveLength(2);
  expect(eventLines(world).join()).not.toContain('FailedPostStartHook');
});
