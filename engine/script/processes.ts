/** Processes of one machine: signals with their default actions, exit codes, memory and processor time. */
import { sleep, type Clock, type Task } from '../time/index.ts';
import { FileError } from './files/errors.ts';
import type { Meter } from './files/createFiles.ts';
import { exitOf, ProcessEntry, ProcessRun } from './entry.ts';
import { createPidSpace, findProcess, processesIn, type Entry, type PidSpace } from './pidSpaces.ts';
import { BrokenPipe, OutOfMemory } from './pipe.ts';
import { IGNORED_BY_DEFAULT, STOPS_BY_DEFAULT } from './signals.ts';
import type { Command, Exit, Machine, ProcessHandle, ProcessTable, Signal, Spawned, SpawnOptions } from './types.ts';

/** What fork and execve of an external program take. */
const START_MS = 1;
/** Forks in the same millisecond that take no time. */
const FREE_FORKS = 4;
/** Children that start within the start of others: the rest waits, so that our stack does not grow. */
const MOST_NESTED = 5;
/** Without an end of its own a fork bomb would end us. */
const MAX_PROCESSES = 128;
/** Nothing has more: who takes this much has taken too much. */
const ALL_MEMORY = 2 ** 40;

/** What is counted together: a container, with all the roots that its programs see. */
export type ProcessGroup = { readonly own: Set<Entry>; spentByEnded: number; /** In the millisecond of the last one. */ forks: number; forkedAt: number; /** Forks within forks at this very moment. */ nested: number };
export const createProcessGroup = (): ProcessGroup => ({ own: new Set(), spentByEnded: 0, forks: 0, forkedAt: -1, nested: 0 });

export type ProcessTableOptions = {
  readonly clock: Clock;
  readonly machine: () => Machine;
  readonly space?: PidSpace;
  readonly group?: ProcessGroup;
  /** Told when programs take or give back memory; the argument is the sum. */
  readonly onMemory?: ((bytes: number) => void) | undefined;
  /** Counts whenever programs take processor time. */
  readonly ran?: Meter | undefined;
  /** Told once when no more processes can be started. */
  readonly onFull?: (most: number) => void;
  /** A machine as seen by a user who is not root. */
  readonly machineFor?: (machine: Machine, who: { readonly uid: number; readonly gid: number; readonly groups: readonly number[] }) => Machine;
};

const SEGMENTATION_FAULT: Exit = { code: 139, signal: 'SEGV' };

/** @param sender whether it comes from inside the process' own namespace. Then PID 1 is protected from KILL too. */
function deliver(entry: Entry | undefined, name: Signal, inside: boolean): void {
  if (entry === undefined) return;
  const protectedInit = entry.space.init && entry.pid === 1;
  if (name === 'KILL') { if (!(protectedInit && inside)) entry.end('KILL'); return; }
  if (name === 'STOP') { if (!protectedInit) entry.state = 'stopped'; return; }
  if (name === 'CONT' && entry.state === 'stopped') { entry.state = 'sleeping'; entry.continued.fire(); }
  const handler = entry.handlerOf(name);
  if (typeof handler === 'function') handler();
  else if (handler === 'default' && !protectedInit && STOPS_BY_DEFAULT.has(name)) entry.state = 'stopped';
  else if (handler === 'default' && !protectedInit && !IGNORED_BY_DEFAULT.has(name)) entry.end(name);
}

/** What a program throws, as an exit. Anything else is our own mistake. */
function exitOfError(entry: Entry, error: unknown): Exit {
  if (error instanceof BrokenPipe) return { code: 141 };
  if (error instanceof OutOfMemory) {
    entry.useMemory(ALL_MEMORY);
    entry.streams.stderr.write(`peapod: ${entry.command[0] ?? ''} wanted more memory than this page can hold; it was killed, as by the kernel\n`);
    return exitOf('KILL');
  }
  // Recursion without an end, which uses up the stack of any shell.
  if (error instanceof RangeError) return SEGMENTATION_FAULT;
  if (!(error instanceof FileError)) throw error;
  entry.streams.stderr.write(`${entry.command[0] ?? ''}: ${error.path}: ${error.reason}\n`);
  return { code: 1 };
}

/** A class: every container has a few, and each would be a dozen functions. */
class Processes implements ProcessTable {
  private readonly options: ProcessTableOptions;
  private readonly clock: Clock;
  private readonly space: PidSpace;
  private readonly group: ProcessGroup;
  private told = false;

  constructor(options: ProcessTableOptions) {
    this.options = options;
    this.clock = options.clock;
    this.space = options.space ?? createPidSpace();
    this.group = options.group ?? createProcessGroup();
  }

  tellMemory(): void {
    const { onMemory } = this.options;
    if (onMemory === undefined) return;
    let total = 0;
    for (const entry of this.group.own) total += entry.memoryBytes;
    onMemory(total);
  }
  tellCpu(): void { if (this.options.ran !== undefined) this.options.ran.changes++; }
  private isFull(): boolean {
    if (this.group.own.size < MAX_PROCESSES) return false;
    if (!this.told) { this.told = true; this.options.onFull?.(MAX_PROCESSES); }
    return true;
  }
  /** Only entries are put there. */
  private entry(pid: number): Entry | undefined { return this.space.processes.get(pid) as Entry | undefined; }

  private createEntry(spawn: SpawnOptions): ProcessEntry {
    const { space } = this;
    const pid = space.next++;
    space.next += spawn.threads ?? 0;
    const outerPid = space.outer === undefined ? pid : space.outer.next++;
    const entry = new ProcessEntry({ clock: this.clock, machine: this.options.machine, space, pid, outerPid, table: this }, spawn, this.entry(spawn.parent ?? 0));
    space.processes.set(pid, entry);
    space.outer?.guests.set(outerPid, entry);
    this.group.own.add(entry);
    return entry;
  }

  onExit(entry: Entry): void {
    const { space, group } = this;
    space.processes.delete(entry.pid);
    space.outer?.guests.delete(entry.outerPid);
    group.own.delete(entry);
    group.spentByEnded += entry.cpuMs;
    if (entry.memoryBytes > 0) this.tellMemory();
    if (space.init && entry.pid === 1) {
      // The kernel kills what is left in the namespace of a dead init.
      for (const other of space.processes.values()) (other as Entry).end('KILL'); // as in `entry`
      return;
    }
    for (const other of group.own) if (other.parent === entry.pid) other.parent = 1;
    deliver(this.entry(entry.parent), 'CHLD', true);
  }

  private start(spawn: SpawnOptions, command: Command, delay: number): Spawned {
    const { options, clock, group } = this;
    const entry = this.createEntry(spawn);
    const base = options.machine();
    const machine = entry.uid !== 0 && options.machineFor !== undefined ? options.machineFor(base, entry) : base;
    const task = command({
      name: nameOf(spawn.command[0] ?? ''), args: spawn.command.slice(1), environment: spawn.environment, directory: spawn.directory,
      stdin: spawn.stdin, stdout: spawn.stdout, stderr: spawn.stderr, tty: spawn.tty ?? false, machine, process: entry,
    });
    const run = entry.run = new ProcessRun(clock, entry, (ended) => this.onExit(ended));
    group.nested++;
    run.begin(drive(clock, base, entry, task, delay));
    group.nested--;
    return run;
  }

  list(): readonly ProcessHandle[] { return processesIn(this.space); }
  get(pid: number): ProcessHandle | undefined { return findProcess(this.space, pid); }
  own(): readonly ProcessHandle[] { return [...this.group.own].sort((a, b) => a.pid - b.pid); }
  get full(): boolean { return this.isFull(); }
  spawn(spawn: SpawnOptions): ReturnType<ProcessTable['spawn']> {
    const program = spawn.command[0] ?? '';
    const machine = this.options.machine();
    const command = machine.program(resolveProgram(program, spawn.directory), spawn.environment);
    if (command !== undefined) return this.isFull() ? { error: 'no room' } : this.start(spawn, command, START_MS);
    const path = machine.which(resolveProgram(program, spawn.directory), spawn.environment);
    return { error: path === undefined ? 'not found' : 'permission denied' };
  }
  /** However short-lived they are, time must pass. */
  fork(spawn: SpawnOptions, run: Command): Spawned {
    const { group, clock } = this;
    if (group.forkedAt !== clock.now) Object.assign(group, { forkedAt: clock.now, forks: 0 });
    group.forks++;
    return this.start(spawn, run, group.forks > FREE_FORKS || group.nested >= MOST_NESTED ? 1 : 0);
  }
  kill(pid: number, name: Signal, sender?: number): boolean {
    this.space.rouse?.();
    const guest = this.space.guests.get(pid) as Entry | undefined; // only entries are put there
    const entry = guest ?? this.entry(pid);
    if (entry === undefined) return false;
    deliver(entry, name, sender !== undefined && guest === undefined);
    return true;
  }
  cpuMs(): number {
    let total = this.group.spentByEnded;
    for (const entry of this.group.own) total += entry.cpuMs;
    return total;
  }
  cpuShares(): ReturnType<ProcessTable['cpuShares']> { return Array.from(this.group.own, ({ cpu: { spent, millicores, since } }) => ({ spent, millicores, since })); }
  killGroup(number: number, name: Signal): void {
    for (const { pid, group } of processesIn(this.space)) if (group === number) deliver((this.space.guests.get(pid) as Entry | undefined) ?? this.entry(pid), name, false); // as above
  }
}

export const createProcessTable = (options: ProcessTableOptions): ProcessTable => new Processes(options);

/** Runs the program's task, standing still while the process is stopped; turns what it throws into an exit. */
function* drive(clock: Clock, machine: Machine, entry: Entry, task: Task<number>, delay: number): Task<Exit> {
  let over = false;
  try {
    if (delay > 0) {
      const { cost, wait } = machine.cpu.spend(delay);
      entry.spendCpu(cost);
      yield sleep(clock, wait);
    }
    for (;;) {
      while (entry.state === 'stopped') yield entry.continued.wait;
      entry.state = 'running';
      entry.turns++;
      const step = task.next();
      if (entry.state as string !== 'stopped') entry.state = 'sleeping';
      if (step.done === true) { over = true; return { code: step.value & 0xff }; }
      if (entry.fatal !== undefined) return exitOf(entry.fatal);
      yield step.value;
    }
  } catch (error) {
    over = true;
    return exitOfError(entry, error);
  } finally {
    if (!over) task.return(0);
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** A relative path with a slash means the working directory, never PATH. */
const resolveProgram = (program: string, directory: string): string =>
  program.includes('/') && !program.startsWith('/') ? `${directory}/${program}` : program;

