/** Puts files, programs, processes and network together: a container, a node, the learner's computer. */
import type { Clock, Random, Task } from '../time/index.ts';
import { createFiles, type Meter } from './files/createFiles.ts';
import { filesAs, withoutChown } from './files/access.ts';
import { lazyFiles } from './files/lazily.ts';
import { absolute, childOf } from './files/paths.ts';
import { createCpu } from './cpu.ts';
import { createPidSpace, type PidSpace } from './pidSpaces.ts';
import { createProcessGroup, createProcessTable, type ProcessGroup } from './processes.ts';
import { createProcFiles, type ProcExtra } from './procFiles.ts';
import type { Command, Cpu, FileSystem, Machine, NetworkPort, ProcessSecurity, ProcessTable } from './types.ts';

export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export type MachineOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly hostname: string;
  /** Release of the kernel: `uname -r`. */
  readonly kernel?: string;
  readonly files: FileSystem;
  /** By absolute path: `/bin/ls`. See `programsIn`. */
  readonly programs: ReadonlyMap<string, Command>;
  readonly network: NetworkPort;
  /** Containers of one pod may share it. */
  readonly pids?: PidSpace;
  /** Told the sum of what programs hold in memory. */
  readonly onMemory?: (bytes: number) => void;
  /** Counts whenever programs take processor time. */
  readonly ran?: Meter;
  readonly proc?: ProcExtra;
  /** Without it root may do everything. */
  readonly security?: ProcessSecurity;
  /** Told once each when we do not let programs do what a real machine would: our words for whoever watches. */
  readonly onBound?: (text: string) => void;
  /** A container: /proc and /dev are directories of its image, and these files are in /dev for others to be mounted on. */
  readonly devices?: readonly string[];
  /** Of the cgroup, now; undefined: none. */
  readonly memoryLimit?: () => number | undefined;
};
type Shared = { readonly group: ProcessGroup; readonly cpu: Cpu; readonly space: PidSpace };

const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty', 'stdin', 'stdout', 'stderr'].map((name) => ({ name, text: '', mode: 0o666 }));

function createDevices(clock: Clock, startedAt: number, more: readonly string[] = []): FileSystem {
  const files = createFiles(clock, { kind: 'tmpfs', options: 'rw,nosuid,mode=755', content: [...DEVICES, ...more.map((name) => ({ name, text: '', mode: 0o666 }))] });
  for (const name of files.list('/')) files.touch(`/${name}`, startedAt);
  return files;
}

export function createMachine(options: MachineOptions): Machine {
  const { clock, files, programs, onBound } = options;
  files.programs = programs;
  const machine: Machine = new MachineOver(options, {
    group: createProcessGroup(), space: options.pids ?? createPidSpace(),
    cpu: createCpu(clock, () => onBound?.('a program here never waits; from now on it runs in slow motion, so that the page stays quick')),
  });
  const startedAt = clock.now;
  const present = { present: options.devices !== undefined };
  files.mount('/proc', lazyFiles(() => createProcFiles(() => machine, startedAt, options.proc, options.security)), present);
  files.mount('/dev', lazyFiles(() => createDevices(clock, startedAt, options.devices)), present);
  return machine;
}

/** A machine as it is seen from one root directory. A class: every container has one. */
class MachineOver implements Machine {
  readonly clock: Clock;
  readonly random: Random;
  readonly hostname: string;
  readonly kernel: string;
  readonly cpu: Cpu;
  readonly files: FileSystem;
  readonly network: NetworkPort;
  readonly processes: ProcessTable;
  readonly memoryLimit?: () => number | undefined;
  private readonly options: MachineOptions;
  private readonly shared: Shared;
  private passwd: { readonly text: string; readonly names: ReadonlyMap<number, string> } | undefined;

  /** @param seen another view of the very same machine: a user's, who may not open every file */
  constructor(options: MachineOptions, shared: Shared, seen?: { readonly files: FileSystem; readonly processes: ProcessTable }) {
    const { clock, files, memoryLimit, onBound, security } = options;
    this.options = options;
    this.shared = shared;
    this.clock = clock;
    this.random = options.random;
    this.hostname = options.hostname;
    this.kernel = options.kernel ?? '6.1.0';
    this.cpu = shared.cpu;
    this.network = options.network;
    this.files = seen?.files ?? (security?.mayChown === false ? withoutChown(files) : files);
    this.processes = seen?.processes ?? createProcessTable({
      clock, machine: () => this, space: shared.space, group: shared.group,
      onFull: (most) => onBound?.(`no more than ${most} processes run in one machine here`),
      onMemory: options.onMemory, ran: options.ran,
      machineFor: (_base, who) => new MachineOver(options, shared, { files: filesAs(files, who), processes: this.processes }),
    });
    if (memoryLimit !== undefined) this.memoryLimit = memoryLimit;
  }

  private exists(path: string): boolean {
    const { files, programs } = this.options;
    return programs.has(path) || (files.realPath(path) !== undefined && files.stat(files.realPath(path) ?? path)?.type === 'file');
  }
  private executable(path: string): boolean {
    const { files, programs } = this.options;
    return programs.has(path) || ((files.stat(files.realPath(path) ?? path)?.mode ?? 0) & 0o111) !== 0;
  }
  which(name: string, environment: ReadonlyMap<string, string>): string | undefined {
    if (name.includes('/')) return this.exists(absolute('/', name)) ? absolute('/', name) : undefined;
    for (const directory of (environment.get('PATH') ?? DEFAULT_PATH).split(':')) {
      const path = childOf(directory, name);
      if (this.exists(path) && this.executable(path)) return path;
    }
    return undefined;
  }
  inRoot(root: FileSystem): Machine {
    return new MachineOver({ ...this.options, files: root, programs: root.programs ?? new Map() }, this.shared);
  }
  program(nameOrPath: string, environment: ReadonlyMap<string, string>): Command | undefined {
    const { files, programs } = this.options;
    const path = this.which(nameOrPath, environment);
    if (path === undefined || !this.executable(path)) return undefined;
    const real = files.realPath(path);
    return programs.get(path) ?? (real === undefined ? undefined : programs.get(real) ?? script(this, files, real));
  }
  programNames(): readonly string[] { return [...new Set([...this.options.programs.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1)))].sort(); }
  userName(uid: number): string | undefined {
    const { files } = this.options;
    if (files.realPath('/etc/passwd') === undefined) return uid === 0 ? 'root' : undefined;
    const text = files.read('/etc/passwd');
    if (typeof text === 'string' && text !== (this.passwd?.text ?? '')) {
      this.passwd = { text, names: new Map(text.split('\n').map((line) => line.split(':')).map((fields) => [Number(fields[2]), fields[0] ?? ''] as const).reverse()) };
    }
    return this.passwd?.names.get(uid);
  }
}

/** A text file with the execute bit: the interpreter of its first line, or sh. */
function script(machine: Machine, files: FileSystem, path: string): Command | undefined {
  const content = files.read(path);
  if (typeof content !== 'string') return undefined;
  const [interpreter = '/bin/sh', ...words] = content.startsWith('#!') ? (content.slice(2).split('\n')[0] ?? '').trim().split(/\s+/) : ['/bin/sh'];
  return function* runScriptFile(context): Task<number> {
    const command = machine.program(interpreter, context.environment);
    if (command === undefined) { context.stderr.write(`${path}: ${interpreter}: not found\n`); return 127; }
    // $0 is what was typed, or the full path when PATH found it.
    const typed = context.process.command[0] ?? path;
    return yield* command({ ...context, name: interpreter, args: [...words, typed.includes('/') ? typed : path, ...context.args] });
  };
}
