/** For tests: a machine of its own, and scripts run to their end in virtual time. */
import { createClock, createRandom, writerTo, createPipe, emptyReader, type Clock } from '../../time/index.ts';
import { createFiles, createMachine, createPidSpace, runScript, type Command, type Dialect, type Files, type Machine, type NetworkPort } from '../index.ts';

export const noNetwork: NetworkPort = {
  addresses: ['10.244.1.5'],
  *resolve() { return { ok: false, reason: 'NXDOMAIN' }; },
  *http() { return { ok: false, reason: 'unresolved' }; },
  *connect() { return { ok: false, reason: 'unresolved' }; },
  listen: () => () => undefined,
};

export type World = { readonly clock: Clock; readonly machine: Machine; readonly files: Files };

export const START = Date.UTC(2026, 10, 21, 12, 0, 0);

export function createWorld(programs: ReadonlyMap<string, Command>, options: { readonly firstPid?: number; readonly network?: NetworkPort } = {}): World {
  const clock = createClock(START);
  const files = createFiles(clock);
  for (const directory of ['/bin', '/tmp', '/etc', '/root', '/home', '/usr', '/var']) files.makeDirectory(directory, { mode: directory === '/tmp' ? 0o1777 : 0o755 });
  files.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nlearner:x:1000:1000::/home/learner:/bin/bash\n');
  files.write('/etc/group', 'root:x:0:\nlearner:x:1000:\n');
  const machine = createMachine({ clock, random: createRandom('test'), hostname: 'box', files, programs, network: options.network ?? noNetwork, pids: createPidSpace({ firstPid: options.firstPid ?? 1 }) });
  return { clock, machine, files };
}

export type Ran = { readonly out: string; readonly err: string; readonly code: number | 'running'; readonly ms: number };

/** Runs a script as a process of the machine; `running` if it has not ended after `limitMs`. */
export function run(world: World, script: string, options: { readonly dialect?: Dialect; readonly stdin?: string; readonly limitMs?: number; readonly args?: readonly string[]; readonly uid?: number } = {}): Ran {
  let out = '';
  let err = '';
  const pipe = createPipe(options.stdin ?? '');
  pipe.close();
  const started = world.clock.now;
  const spawned = runScript({
    machine: world.machine, script, dialect: options.dialect ?? 'ash', stdin: options.stdin === undefined ? emptyReader() : pipe,
    stdout: writerTo((text) => { out += text; }), stderr: writerTo((text) => { err += text; }),
    environment: new Map([['PATH', '/bin'], ['HOME', '/root']]), ...(options.args === undefined ? {} : { args: options.args }), ...(options.uid === undefined ? {} : { uid: options.uid }),
  });
  world.clock.runUntil(() => spawned.running.done, options.limitMs ?? 3_600_000);
  return { out, err, code: spawned.running.result?.code ?? 'running', ms: world.clock.now - started };
}
