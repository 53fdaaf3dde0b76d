import { KINDS, type EndpointSlice, type Service } from '../api/index.ts';
import { config, createWorld, exec, logOf, run, sandbox, sh, start, stateOf, type World } from './testWorld.ts';

describe('a container with a script', () => {
  it.each([
    ['echo working; sleep 3; exit 0', 0, 'Completed', 'working\n'],
    ['echo failed >&2; exit 3', 3, 'Error', 'failed\n'],
    ['printf "no end"', 0, 'Completed', 'no end'],
    ['echo $HOSTNAME $(hostname) $MY; pwd', 0, 'Completed', 'web web value\n/\n'],
    ['cat /etc/hostname; grep nameserver /etc/resolv.conf', 0, 'Completed', 'web\nnameserver 10.96.0.10\n'],
  ])('%s', (script, exitCode, reason, log) => {
    const done = run(createWorld(), sh(script, { environment: [['MY', 'value']] }));
    expect({ exitCode: done.state.exitCode, reason: done.state.reason, log: done.log }).toEqual({ exitCode, reason, log });
  });
  it('takes its virtual time', () => {
    const { state } = run(createWorld(), sh('sleep 3'));
    expect(state.finishedAt - state.startedAt).toBeGreaterThanOrEqual(3000);
    expect(state.finishedAt - state.startedAt).toBeLessThan(3030);
  });
  it('that ignores TERM dies by KILL after the grace period', () => {
    const world = createWorld();
    const id = start(world, sandbox(world), sh("trap '' TERM; while true; do sleep 1; done"));
    const before = world.clock.now;
    let stopped = 0;
    world.runtime.stopContainer(id, 5000, () => { stopped = world.clock.now; });
    world.clock.advance(20_000);
    expect(stopped - before).toBe(5000);
    expect(stateOf(world, id)).toMatchObject({ state: 'exited', exitCode: 137, reason: 'Error' });
  });
  it('without a trap ignores TERM too, being PID 1', () => {
    const world = createWorld();
    const id = start(world, sandbox(world), config({ command: ['sleep', '3600'] }));
    world.runtime.stopContainer(id, 2000, () => undefined);
    world.clock.advance(3000);
    expect(stateOf(world, id).exitCode).toBe(137);
  });
  it('that handles TERM ends with its own code', () => {
    const world = createWorld();
    const id = start(world, sandbox(world), sh("trap 'echo got SIGTERM; exit 7' TERM; while true; do sleep 1; done"));
    world.clock.advance(1000);
    world.runtime.stopContainer(id, 30_000, () => undefined);
    world.clock.advance(2000);
    expect(stateOf(world, id)).toMatchObject({ state: 'exited', exitCode: 7 });
    expect(logOf(world, id)).toBe('got SIGTERM\n');
  });
  it('tells its end and gives its message', () => {
    const world = createWorld();
    const told: string[] = [];
    world.runtime.onExit((id) => told.push(id));
    const { id } = run(world, sh('echo why > /dev/termination-log; exit 1'));
    expect(told).toEqual([id]);
    expect(world.runtime.machine(id)?.files.read('/dev/termination-log')).toBe('why\n');
  });
  it('is killed when its processes hold more than the limit', () => {
    const { state, log } = run(createWorld(), sh('echo eating memory; sleep 3; exec tail /dev/zero', { memoryLimitBytes: 20 * 1024 * 1024 }));
    expect({ ...state, log }).toMatchObject({ exitCode: 137, reason: 'OOMKilled', log: 'eating memory\n' });
  });
  it('cannot write to a read-only root, but to its volumes', () => {
    const done = run(createWorld(), sh('echo hello > /file; echo exit code $?', { readOnlyRootFilesystem: true }));
    expect(done.log).toContain("can't create /file: Read-only file system");
    expect(done.log).toContain('exit code 1');
  });
});

describe('a program that cannot be started', () => {
  it.each([
    [['/bin/start-server', '--port', '8080'], 'exec: "/bin/start-server": stat /bin/start-server: no such file or directory'],
    [['nosuchprogram'], 'exec: "nosuchprogram": executable file not found in $PATH'],
    [['/etc'], 'exec: "/etc": permission denied'],
  ])('%j', (command, words) => {
    const { state } = run(createWorld(), config({ command }));
    expect(state).toMatchObject({
      state: 'exited', exitCode: 128, reason: 'StartError', startedAt: 0,
      message: `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${words}`,
    });
  });
});

describe('exec', () => {
  it('sees the files of the container and passes on streams and codes', () => {
    const world = createWorld();
    const id = start(world, sandbox(world), sh('echo kept > /tmp/file; sleep 3600'));
    world.clock.advance(100);
    expect(exec(world, id, ['cat', '/tmp/file'])).toEqual({ code: 0, out: 'kept\n', errors: '' });
    expect(exec(world, id, ['sh', '-c', 'echo to stdout; echo to stderr >&2; exit 3'])).toEqual({ code: 3, out: 'to stdout\n', errors: 'to stderr\n' });
    expect(exec(world, id, ['cat'], 'from my machine\n').out).toBe('from my machine\n');
    expect(exec(world, id, ['sh', '-c', 'kill -9 $$']).code).toBe(137);
    expect(exec(world, id, ['no-such-command']).errors).toMatch(/^failed to exec in container: failed to start exec "[0-9a-f]{64}": OCI runtime exec failed: exec failed: unable to start container process: exec: "no-such-command": executable file not found in \$PATH$/);
    expect(exec(world, id, ['/etc/hosts']).errors).toMatch(/exec: "\/etc\/hosts": permission denied$/);
  });
  it('writes to the log through /proc/1/fd/1', () => {
    const world = createWorld();
    const id = start(world, sandbox(world), config({ command: ['sleep', '3600'] }));
    exec(world, id, ['sh', '-c', 'echo hook > /proc/1/fd/1']);
    expect(logOf(world, id)).toBe('hook\n');
  });
});

describe('a pod', () => {
  const recordedService = (world: World, address: string): void => {
    const service: Service = { metadata: { namespace: 'default', name: 'web' }, spec: { clusterIP: '10.96.5.5', ports: [{ port: 80 }] } };
    const slice: EndpointSlice = { addressType: 'IPv4', metadata: { namespace: 'default', name: 'web-1', labels: { 'kubernetes.io/service-name': 'web' } }, endpoints: [{ addresses: [address], conditions: { ready: true } }], ports: [{ port: 80, name: '', protocol: 'TCP' }] };
    world.put(KINDS.Service, service);
    world.put(KINDS.EndpointSlice, slice);
  };
  it('with nginx answers wget from another pod by Service name', () => {
    const world = createWorld();
    const box = sandbox(world, 'web');
    const web = start(world, box, config({ image: 'nginx:1.14.2' }));
    recordedService(world, box.ip);
    world.clock.advance(1500); // kube-proxy's rules follow within a second
    const there = { clock: world.clock, runtime: world.other };
    const client = start(there, sandbox(there, 'client'), config({ command: ['sleep', '3600'] }));
    expect(exec(there, client, ['wget', '-qO-', '-T', '3', 'http://web'])).toMatchObject({ code: 0, out: '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n' });
    expect(logOf(world, web)).toMatch(/10\.244\.2\.2 - - \[21\/Nov\/2026:12:00:\d\d \+0000\] "GET \/ HTTP\/1\.1" 200 121 "-" "Wget"/);
    world.runtime.stopContainer(web, 30_000, () => undefined);
    world.clock.advance(1000);
    expect(stateOf(world, web)).toMatchObject({ state: 'exited', exitCode: 0, reason: 'Completed' });
    expect(exec(there, client, ['wget', '-qO-', '-T', '3', 'http://web']).errors).toContain('Connection refused');
  });
  it('shares localhost among its containers', () => {
    const world = createWorld();
    const box = sandbox(world);
    start(world, box, config({ image: 'nginx:1.14.2' }));
    const id = start(world, box, config({ name: 'side', command: ['sleep', '3600'] }));
    expect(exec(world, id, ['wget', '-qO-', 'http://localhost']).out).toContain('Welcome to nginx!');
    const second = start(world, box, config({ name: 'again', image: 'nginx:1.14.2' }));
    world.clock.advance(2000);
    expect(stateOf(world, second).state).toBe('running');
    world.clock.advance(600);
    expect(stateOf(world, second)).toMatchObject({ state: 'exited', exitCode: 1 });
    expect(logOf(world, second)).toMatch(/^(\S+ \S+ \[emerg\] 1#1: (bind\(\) to 0\.0\.0\.0:80 failed \(98: Address already in use\))\nnginx: \[emerg\] \2\n\S+ \S+ \[notice\] 1#1: try again to bind\(\) after 500ms\n){5}\S+ \S+ \[emerg\] 1#1: still could not bind\(\)\nnginx: \[emerg\] still could not bind\(\)\n$/);
  });
  it('that shares its processes sees them all, and TERM ends a program that is not PID 1', () => {
    const world = createWorld();
    const box = sandbox(world, 'shared', { shareProcessNamespace: true });
    const id = start(world, box, config({ command: ['sleep', '4000'] }));
    const side = start(world, box, config({ name: 'side', command: ['sleep', '3600'] }));
    expect(exec(world, side, ['ps']).out).toMatch(/1 65535 .*\/pause\n +8 .*sleep 4000\n +14 .*sleep 3600\n.*ps\n$/s);
    world.runtime.stopContainer(id, 30_000, () => undefined);
    world.clock.advance(100);
    expect(stateOf(world, id)).toMatchObject({ state: 'exited', exitCode: 143 });
    expect(stateOf(world, side).state).toBe('running');
  });
  it('gives its address back', () => {
    const world = createWorld();
    const box = sandbox(world);
    const id = start(world, box, config({ command: ['sleep', '3600'] }));
    world.runtime.stopSandbox(box.id, () => undefined);
    world.clock.advance(1000);
    expect(stateOf(world, id).exitCode).toBe(137);
    expect(world.runtime.sandbox(box.id)?.state).toBe('notReady');
  });
});

it('a machine without power has no processes, and tells nobody', () => {
  const world = createWorld();
  const told: string[] = [];
  world.runtime.onExit((id) => told.push(id));
  const box = sandbox(world);
  const id = start(world, box, sh("trap 'echo last words' TERM; while true; do echo alive; sleep 1; done"));
  world.clock.advance(2500);
  world.runtime.powerOff();
  const log = logOf(world, id);
  world.clock.advance(60_000);
  expect([told, logOf(world, id) === log, world.clock.nextDue()]).toEqual([[], true, undefined]);
  expect(stateOf(world, id)).toMatchObject({ state: 'exited', exitCode: 255, reason: 'Unknown' });
  expect(world.runtime.sandbox(box.id)?.state).toBe('notReady');
});

describe('the kubernetes-bootcamp image', () => {
  it.each([['v1', '1'], ['v2', '2']])('%s answers on 8080', (tag, version) => {
    const world = createWorld('full');
    const image = `gcr.io/google-samples/kubernetes-bootcamp:${tag}`;
    let pulled = false;
    world.runtime.pullImage(image, () => { pulled = true; });
    world.clock.runUntil(() => pulled, 60_000);
    const id = start(world, sandbox(world, 'app'), config({ image }));
    expect(exec(world, id, ['curl', '-s', 'localhost:8080']).out).toBe(`Hello Kubernetes bootcamp! | Running on: app | v=${version}\n`);
    expect(logOf(world, id)).toMatch(/^Kubernetes Bootcamp App Started At: .* \| Running On: {2}app \n\nRunning On: app \| Total Requests: 1 \|/);
  });
});
