import { config, createWorld, exec, logOf, run, sandbox, start, stateOf, type World } from '../testWorld.ts';
import { createFiles } from '../../script/index.ts';
import { piDigits } from './perl/pi.ts';

const started = (image: string, more: Parameters<typeof config>[0] = {}): { world: World; id: string } => {
  const world = createWorld('full', [image]);
  return { world, id: start(world, sandbox(world), config({ image, ...more })) };
};

describe('redis', () => {
  const { world, id } = started('redis:8.0.2');
  world.clock.advance(1000);
  it.each([
    ['PING', 'PONG\n'], ['SET greeting hello', 'OK\n'], ['GET greeting', 'hello\n'], ['GET none', '\n'], ['INCR n', '1\n'], ['INCRBY n 41', '42\n'], ['RPUSH list a b', '2\n'], ['LRANGE list 0 -1', 'a\nb\n'], ['HSET h f 1 g 2', '2\n'],
    ['HGETALL h', 'f\n1\ng\n2\n'], ['INCR greeting', 'ERR value is not an integer or out of range\n\n'], ['LPUSH n x', 'WRONGTYPE Operation against a key holding the wrong kind of value\n\n'], ['CONFIG GET maxmemory', 'maxmemory\n0\n'],
    ['NOSUCH a', "ERR unknown command 'NOSUCH', with args beginning with: 'a' \n\n"], ['DEL greeting', '1\n'], ['SET x 1 EX 10', 'OK\n'], ['TTL x', '10\n'],
  ])('redis-cli %s', (words, out) => { expect(exec(world, id, ['redis-cli', ...words.split(' ')]).out).toBe(out); });
  it('keeps its data on a volume when it is told to stop, and reads its settings', () => {
    const data = createFiles({ now: 0 });
    const settings = createFiles({ now: 0 });
    settings.write('/redis.conf', 'maxmemory 2mb\nmaxmemory-policy allkeys-lru\nrequirepass secret\n');
    const mounts = [{ path: '/data', files: data, readOnly: false }, { path: '/redis-master', files: settings, readOnly: true }];
    const first = started('redis:8.0.2', { mounts, args: ['redis-server', '/redis-master/redis.conf'] });
    first.world.clock.advance(500);
    expect(exec(first.world, first.id, ['redis-cli', 'GET', 'k']).out).toBe('NOAUTH Authentication required.\n\n');
    expect(exec(first.world, first.id, ['redis-cli', '-a', 'secret', 'CONFIG', 'GET', 'maxmemory-policy']).out).toBe('maxmemory-policy\nallkeys-lru\n');
    exec(first.world, first.id, ['redis-cli', '-a', 'secret', 'SET', 'k', 'v']);
    first.world.runtime.stopContainer(first.id, 10_000, () => undefined);
    first.world.clock.advance(2000);
    const second = started('redis:8.0.2', { mounts });
    second.world.clock.advance(500);
    expect(exec(second.world, second.id, ['redis-cli', 'GET', 'k']).out).toBe('v\n');
  });
});

describe('π', () => {
  it.each([[1, '3'], [2, '3.1'], [5, '3.1416'], [21, '3.14159265358979323846']])('to %d digits', (digits, text) => { expect(piDigits(digits)).toBe(text); });
  it('of the documentation: 2,000 digits end in …80275901', () => {
    const { state, log } = run(createWorld('full', ['perl:5.34.0']), config({ image: 'perl:5.34.0', command: ['perl', '-Mbignum=bpi', '-wle', 'print bpi(2000)'] }));
    expect([log.length, log.slice(0, 12), log.slice(-9), state.exitCode]).toEqual([2002, '3.1415926535', '80275901\n', 0]);
    expect(state.finishedAt - state.startedAt).toBeGreaterThan(4000);
  });
});

describe('stress', () => {
  const MiB = 1_048_576;
  const stress = (limitMiB: number): Parameters<typeof config>[0] => ({ command: ['stress'], args: ['--vm', '1', '--vm-bytes', '150M', '--vm-hang', '1'], memoryLimitBytes: limitMiB * MiB });
  it('holds what it is asked for', () => {
    const { world, id } = started('polinux/stress', stress(200));
    world.clock.advance(5000);
    expect(logOf(world, id)).toBe('stress: info: [1] dispatching hogs: 0 cpu, 0 io, 1 vm, 0 hdd\n');
    expect(Math.round(world.runtime.memoryBytes(id) / MiB)).toBe(151);
  });
  it('is killed over its limit', () => {
    const { world, id } = started('polinux/stress', stress(100));
    world.clock.advance(5000);
    expect(stateOf(world, id)).toMatchObject({ state: 'exited', reason: 'OOMKilled' });
  });
  it('uses the processors', () => {
    const { world, id } = started('vish/stress', { args: ['-cpus', '2'] });
    world.clock.advance(1000);
    const before = world.runtime.cpuMs(id);
    world.clock.advance(10_000);
    expect(Math.round((world.runtime.cpuMs(id) - before) / 1000)).toBe(20);
    expect(logOf(world, id)).toMatch(/^I\d{4} .* main\.go:26\] Allocating "0" memory, in "4Ki" chunks, with a 1ms sleep between allocations\n.*Spawning a thread to consume CPU\n.*Spawning a thread/);
  });
  it('ends when its time is over', () => {
    const { state, log } = run(createWorld('full', ['polinux/stress']), config({ image: 'polinux/stress', command: ['stress', '--cpu', '1', '--timeout', '5s'] }));
    expect([state.exitCode, log]).toEqual([0, 'stress: info: [1] dispatching hogs: 1 cpu, 0 io, 0 vm, 0 hdd\nstress: info: [1] successful run completed in 5s\n']);
  });
});

function ask(world: World, id: string, url: string): string { return exec(world, id, ['sh', '-c', `curl -s -w ' %{http_code}' ${url}`]).out; }
describe('agnhost', () => {
  const image = 'registry.k8s.io/e2e-test-images/agnhost:2.40';
  it('liveness is well for ten seconds', () => {
    const { world, id } = started(image, { args: ['liveness'] });
    world.clock.advance(3000);
    expect(ask(world, id, 'localhost:8080/healthz')).toBe('ok 200');
    world.clock.advance(8000);
    expect(ask(world, id, 'localhost:8080/healthz')).toMatch(/^error: 1[12]\.\d+ 500$/);
  });
  it('netexec tells, echoes, runs and leaves', () => {
    const { world, id } = started(image, { args: ['netexec', '--http-port=8083'] });
    world.clock.advance(500);
    expect(ask(world, id, 'localhost:8083/hostname')).toBe('web 200');
    expect(ask(world, id, "'localhost:8083/echo?msg=hi&code=201'")).toBe('hi 201');
    expect(ask(world, id, "'localhost:8083/shell?cmd=echo%20well'")).toBe('{"output":"well\\n"} 200');
    ask(world, id, "'localhost:8083/exit?code=7'");
    world.clock.advance(500);
    expect(stateOf(world, id)).toMatchObject({ state: 'exited', exitCode: 7 });
  });
  it('grpc-health-checking changes its mind', () => {
    const { world, id } = started(image, { args: ['grpc-health-checking', '--port', '5000', '--http-port', '8080'] });
    world.clock.advance(500);
    const health = (): string => exec(world, id, ['curl', '-s', '-X', 'POST', '-H', 'content-type: application/grpc', 'localhost:5000/grpc.health.v1.Health/Check']).out;
    expect(health()).toBe('SERVING');
    ask(world, id, 'localhost:8080/make-not-serving');
    expect(health()).toBe('NOT_SERVING');
  });
  it('pause ends with 2 on TERM and says why', () => {
    const { world, id } = started(image);
    world.clock.advance(500);
    world.runtime.stopContainer(id, 5000, () => undefined);
    world.clock.advance(500);
    expect([stateOf(world, id).exitCode, logOf(world, id)]).toEqual([2, 'Paused\nSignals registered\nexiting because of signal "terminated"\n']);
  });
  it('logs-generator writes its lines in its time', () => {
    const { state, log } = run(createWorld('full', [image]), config({ image, args: ['logs-generator', '--log-lines-total', '10', '--run-duration', '5s'] }));
    expect([log.split('\n').length, state.finishedAt - state.startedAt > 4900, state.exitCode]).toEqual([11, true, 0]);
    expect(log).toMatch(/^I\d{4} .*logs_generator\.go:76\] 0 (GET|POST|PUT) \/api\/v1\/namespaces\/(kube-system|default|ns)\/pods\/\w{3,4} \d{3}\n/);
  });
});

describe('busybox httpd', () => {
  const serve = (address: string): { world: World; id: string } => {
    const { world, id } = started('busybox:1.36', { command: ['sh', '-c', `mkdir /www; echo well > /www/index.html; httpd -p ${address} -h /www; sleep 3600`] });
    world.clock.advance(1000);
    return { world, id };
  };
  const ask = ({ world, id }: { world: World; id: string }, host: string): string => exec(world, id, ['sh', '-c', `wget -q -T 2 -O- http://${host}:8080/ 2>&1`]).out;
  it('is stopped and takes connections, and answers when it is continued', () => {
    const it = serve('8080');
    expect(ask(it, 'localhost')).toBe('well\n');
    exec(it.world, it.id, ['killall', '-STOP', 'httpd']);
    expect([exec(it.world, it.id, ['nc', '-z', 'localhost', '8080']).code, ask(it, 'localhost')]).toEqual([0, 'wget: download timed out\n']);
    exec(it.world, it.id, ['killall', '-CONT', 'httpd']);
    expect(ask(it, 'localhost')).toBe('well\n');
  });
  it.each([['8080', 'well\n'], ['0.0.0.0:8080', 'well\n'], ['127.0.0.1:8080', expect.stringContaining('Connection refused')]])('-p %s answers there only', (address, body) => {
    const it = serve(address);
    expect([ask(it, '127.0.0.1'), ask(it, '$(hostname -i)')]).toEqual(['well\n', body]);
  });
});

it('a page that computes costs CPU time', () => {
  const { world, id } = started('registry.k8s.io/hpa-example');
  world.clock.advance(1000);
  const before = world.runtime.cpuMs(id);
  for (let i = 0; i < 5; i++) exec(world, id, ['bash', '-c', 'exec 3<>/dev/null; true']);
  const idle = world.runtime.cpuMs(id) - before;
  const machine = world.runtime.machine(id);
  for (let i = 0; i < 5; i++) {
    machine?.processes.fork({ command: ['client'], environment: new Map(), directory: '/', stdin: machine.processes.list()[0]?.streams.stdin as never, stdout: { write: () => true, close: () => undefined }, stderr: { write: () => true, close: () => undefined } },
      function* client(context) { yield* context.machine.network.http({ method: 'GET', scheme: 'http', host: 'localhost', port: 80, path: '/', headers: {}, body: '', timeoutMs: 30_000 }); return 0; });
  }
  world.clock.advance(5000);
  expect(idle).toBeLessThan(60);
  expect(world.runtime.cpuMs(id) - before - idle).toBeGreaterThan(500);
});
