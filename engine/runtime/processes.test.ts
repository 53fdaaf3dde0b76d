/** Signals, exit codes, namespaces and limits of processes in containers. */
import { createFiles } from '../script/index.ts';
import { config, createWorld, exec, logOf, run, sandbox, sh, start, stateOf } from './testWorld.ts';

const ps = (out: string): string[] => out.trim().split('\n').slice(1).map((line) => line.trim().replace(/\s+/g, ' '));

describe('what happens on SIGTERM', () => {
  test.each([
    // [what, container, its processes, ms until it is gone, exit code, log]
    ['a trap runs at once while the shell waits', sh("trap 'echo bye; exit 0' TERM; sleep 1000 & wait $!"), ["1 root 0:00 sh -c trap 'echo bye; exit 0' TERM; sleep 1000 & wait $!", '7 root 0:00 sleep 1000'], 0, 0, 'bye\n'],
    ['and after the foreground command otherwise', sh("trap 'echo bye; exit 0' TERM; sleep 8; echo not"), ["1 root 0:00 sh -c trap 'echo bye; exit 0' TERM; sleep 8; echo not", '7 root 0:00 sleep 8'], 7_000, 0, 'bye\n'],
    ['a single command takes the place of its shell, and PID 1 ignores what it does not handle', sh('sleep 1000'), ['1 root 0:00 sleep 1000'], 30_000, 137, ''],
    ['so does the last command of a list', sh('echo hi; sleep 1000'), ['1 root 0:00 sleep 1000'], 30_000, 137, 'hi\n'],
    ['a shell that has something to do afterwards stays', sh('sleep 1000; echo x'), ['1 root 0:00 sh -c sleep 1000; echo x', '7 root 0:00 sleep 1000'], 30_000, 137, ''],
    ['exec replaces', sh('echo a; exec sleep 1000'), ['1 root 0:00 sleep 1000'], 30_000, 137, 'a\n'],
    ['an ignored signal is ignored by children too', sh("trap '' TERM; sleep 5; echo over"), ["1 root 0:00 sh -c trap '' TERM; sleep 5; echo over", '7 root 0:00 sleep 5'], 4_000, 0, 'over\n'],
  ] as const)('%s', (_what, container, processes, ms, code, log) => {
    const world = createWorld();
    const id = start(world, sandbox(world), container);
    world.clock.advance(1_000);
    expect(ps(exec(world, id, ['ps']).out).slice(0, -1)).toEqual(processes);
    const begun = world.clock.now;
    let gone = -1;
    world.runtime.stopContainer(id, 30_000, () => { gone = world.clock.now - begun; });
    world.clock.advance(40_000);
    expect({ gone: Math.round(gone / 1000) * 1000, code: stateOf(world, id).exitCode, log: logOf(world, id) }).toEqual({ gone: ms, code, log });
  });
});

test.each([
  ['exit 3', 3, ''], ['nosuch', 127, 'sh: nosuch: not found\n'], ['/etc/passwd', 126, 'sh: /etc/passwd: Permission denied\n'],
  ['kill -9 $$; echo alive', 0, 'alive\n'], ['kill $$; echo alive', 0, 'alive\n'],
  ['sh -c "kill -9 \\$\\$; echo no"; echo $?', 0, 'Killed\n137\n'], ['sh -c "kill -TERM \\$\\$; echo no"; echo $?', 0, 'Terminated\n143\n'], ['sh -c "kill -INT \\$\\$; echo no"; echo $?', 0, '130\n'],
  ['sh -c "kill -SEGV \\$\\$; echo no"; echo $?', 0, 'Segmentation fault\n139\n'], ['sh -c "kill -WINCH \\$\\$; echo yes"', 0, 'yes\n'],
  ['f() { f; }; f', 139, ''], ['(f() { f; }; f); echo $?', 0, 'Segmentation fault\n139\n'],
  ['yes | head -n 1', 0, 'y\n'],
])('%s ends with %d', (script, code, log) => {
  const world = createWorld();
  const { state, log: got } = run(world, sh(script));
  expect({ code: state.exitCode, log: got }).toEqual({ code, log });
});

describe('memory', () => {
  const limit = 64 * 2 ** 20;
  test('the child that takes too much dies alone with cgroup v1, and the container is called OOMKilled when it ends', () => {
    const world = createWorld('recorded');
    const { state, log } = run(world, sh('tail /dev/zero; echo $?; exit 0', { memoryLimitBytes: limit }));
    expect({ log, code: state.exitCode, reason: state.reason }).toEqual({ log: 'Killed\n137\n', code: 0, reason: 'OOMKilled' });
  });
  test('with cgroup v2 all of the container die', () => {
    const world = createWorld('full', ['busybox:1.36']);
    const { state, log } = run(world, sh('tail /dev/zero; echo $?; exit 0', { memoryLimitBytes: limit }));
    expect({ log, code: state.exitCode, reason: state.reason }).toEqual({ log: '', code: 137, reason: 'OOMKilled' });
  });
  test('a string that is doubled for ever meets the limit', () => {
    expect(run(createWorld(), sh('a=x; while true; do a=$a$a; done', { memoryLimitBytes: limit })).state).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  });
  test('a lower limit counts at once', () => {
    const world = createWorld();
    const id = start(world, sandbox(world), sh('tail -f /dev/null', { memoryLimitBytes: limit }));
    world.clock.advance(1_000);
    expect(exec(world, id, ['cat', '/sys/fs/cgroup/memory/memory.limit_in_bytes']).out).toBe(`${limit}\n`);
    world.runtime.updateContainer(id, { memoryLimitBytes: 1000 });
    world.clock.advance(10);
    expect(stateOf(world, id)).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  });
});

test('half a processor takes twice as long', () => {
  const took = (cpuLimitCores: number | undefined): number => {
    const world = createWorld();
    const { state } = run(world, sh('i=0; while [ $i -lt 5000 ]; do i=$((i+1)); done', { cpuLimitCores }));
    return state.finishedAt - state.startedAt;
  };
  const free = took(undefined);
  expect(took(0.5) / free).toBeCloseTo(2, 1);
  expect(took(2)).toBe(free);
});

test.each([
  ['full', { cpuLimitCores: 0.5, cpuShares: 256, memoryLimitBytes: 2 ** 30 }, 'cd /sys/fs/cgroup; cat cpu.max memory.max pids.max', '50000 100000\n1073741824\nmax\n'],
  ['full', {}, 'cd /sys/fs/cgroup; cat cpu.max memory.max cgroup.procs', 'max 100000\nmax\n1\n7\n13\n'],
  ['recorded', { cpuLimitCores: 0.5, cpuShares: 256 }, 'cd /sys/fs/cgroup; cat cpu/cpu.cfs_quota_us cpu/cpu.shares memory/memory.limit_in_bytes', '50000\n256\n9223372036854771712\n'],
] as const)('%s: control group files', (kind, limits, script, out) => {
  const world = kind === 'full' ? createWorld('full', ['busybox:1.36']) : createWorld('recorded');
  const id = start(world, sandbox(world), config({ ...limits, command: ['tail', '-f', '/dev/null'], memoryLimitBytes: undefined }));
  world.runtime.updateContainer(id, limits);
  expect(exec(world, id, ['sh', '-c', `${script}; :`]).out).toBe(out);
});

describe('process namespaces', () => {
  const sleeping = (name: string) => config({ name, command: ['sleep', '1000'] });
  test('containers of a pod share one, and see the files of each other', () => {
    const world = createWorld();
    const box = sandbox(world, 'web', { shareProcessNamespace: true });
    const first = start(world, box, config({ name: 'a', command: ['sh', '-c', 'echo mine > /file; exec sleep 1000'] }));
    const second = start(world, box, sleeping('b'));
    world.clock.advance(1_000);
    expect(ps(exec(world, second, ['ps']).out)).toEqual(['1 65535 0:00 /pause', '8 root 0:00 sleep 1000', '14 root 0:00 sleep 1000', '20 root 0:00 ps']);
    expect(exec(world, second, ['cat', '/proc/8/root/file']).out).toBe('mine\n');
    expect(exec(world, second, ['sh', '-c', 'ls /proc/8/root/ | grep file; readlink /proc/8/exe; kill -9 8']).code).toBe(0);
    expect(stateOf(world, first)).toMatchObject({ state: 'exited', exitCode: 137 });
    expect(stateOf(world, second).state).toBe('running');
  });
  test('who kills pause ends the pod', () => {
    const world = createWorld();
    const box = sandbox(world, 'web', { shareProcessNamespace: true });
    const id = start(world, box, sleeping('a'));
    exec(world, id, ['kill', '1']);
    world.clock.advance(10);
    expect([stateOf(world, id).exitCode, world.runtime.sandbox(box.id)?.state]).toEqual([137, 'notReady']);
  });
  test('a debug container joins its target', () => {
    const world = createWorld();
    const box = sandbox(world);
    const target = start(world, box, config({ name: 'a', command: ['sleep', '1000'] }));
    const debug = start(world, box, config({ name: 'debug', command: ['sh', '-c', 'ps; sleep 1000'], targetContainer: target }));
    world.clock.advance(1_000);
    expect(ps(logOf(world, debug))).toEqual(['1 root 0:00 sleep 1000', '7 root 0:00 sh -c ps; sleep 1000', '13 root 0:00 ps']);
    exec(world, debug, ['kill', '-9', '1']);
    expect(stateOf(world, target).state).toBe('running');
    world.runtime.stopContainer(target, 0, () => undefined);
    world.clock.advance(100);
    expect([stateOf(world, target).exitCode, stateOf(world, debug).exitCode]).toEqual([137, 137]);
  });
  test("with the node's namespace it sees everybody, and may end them", () => {
    const world = createWorld();
    const other = start(world, sandbox(world, 'other'), sleeping('a'));
    const id = start(world, sandbox(world, 'web', { hostPid: true }), config({ command: ['sh', '-c', 'tail -f /dev/null; :'] }));
    world.clock.advance(1_000);
    const seen = ps(exec(world, id, ['ps']).out).map((line) => line.replace(/^\d+ /, ''));
    expect(seen).toEqual(expect.arrayContaining(['65535 0:00 /pause', 'root 0:00 sleep 1000', 'root 0:00 ps']));
    exec(world, id, ['sh', '-c', 'kill -9 $(pgrep sleep)']);
    world.clock.advance(10);
    expect([stateOf(world, other).exitCode, stateOf(world, id).state]).toEqual([137, 'running']);
  });
  test('chroot into a mounted disk runs the programs of its machine', () => {
    const world = createWorld();
    const disk = createFiles(world.clock);
    disk.programs = new Map([['/usr/bin/tool', function* tool(context) { context.stdout.write(`from the disk: ${context.machine.files.list('/').join(' ')}\n`); return 4; }]]);
    const id = start(world, sandbox(world), config({ command: ['sleep', '1000'], mounts: [{ path: '/host', files: disk, readOnly: false }] }));
    expect(exec(world, id, ['chroot', '/host', 'tool'])).toEqual({ code: 4, out: 'from the disk: \n', errors: '' });
    expect(exec(world, id, ['chroot', '/host', 'ls'])).toMatchObject({ code: 127, errors: "chroot: can't execute 'ls': No such file or directory\n" });
  });
});

test('a node without addresses says so', () => {
  const world = createWorld();
  for (let i = 0; i < 253; i++) world.network.attachPod({ namespace: 'default', name: `p${i}`, node: 'node01' });
  let answer: object | undefined;
  world.runtime.runSandbox({ namespace: 'default', pod: 'x', uid: 'x', hostname: 'x', attempt: 0, hostNetwork: false, shareProcessNamespace: false, resolvConf: '', hosts: [] }, (made) => { answer = made; });
  world.clock.advance(5_000);
  expect(answer).toEqual({ error: expect.stringMatching(/^rpc error: code = Unknown desc = failed to setup network for sandbox "[0-9a-f]{64}": plugin type="bridge" failed \(add\): failed to allocate for range 0: no IP addresses available in range set: 10\.244\.1\.1-10\.244\.1\.254$/) as string });
});
