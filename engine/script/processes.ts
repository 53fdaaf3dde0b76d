/** Processes of one machine: signals with their default actions, exit codes, memory and processor time. */
import { signal, sleep, startTask, type Clock, type Running, type Task } from '../time/index.ts';
import { FileError } from './files/errors.ts';
import { createPidSpace, findProcess, processesIn, type Entry, type Handler, type PidSpace } from './pidSpaces.ts';
import { BrokenPipe, OutOfMemory } from './pipe.ts';
import { IGNORED_BY_DEFAULT, SIGNAL_NUMBERS, STOPS_BY_DEFAULT } from './signals.ts';
import type { Command, Exit, Machine, ProcessTable, Signal, Spawned, SpawnOptions } from './types.ts';

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
  readonly onMemory?: (bytes: number) => void;
  /** Told once when no more processes can be started. */
  readonly onFull?: (most: number) => void;
  /** A machine as seen by a user who is not root. */
  readonly machineFor?: (machine: Machine, who: { readonly uid: number; readonly gid: number; readonly groups: readonly number[] }) => Machine;
};

const SEGMENTATION_FAULT: Exit = { code: 139, signal: 'SEGV' };
const exitOf = (signalName: Signal): Exit => ({ code: 128 + SIGNAL_NUMBERS[signalName], signal: signalName });

/** @param sender whether it comes from inside the process' own namespace. Then PID 1 is protected from KILL too. */
function deliver(entry: Entry | undefined, name: Signal, inside: boolean): void {
  if (entry === undefined) return;
  const protectedInit = entry.space.init && entry.pid === 1;
  if (name === 'KILL') { if (!(protectedInit && inside)) entry.end('KILL'); return; }
  if (name === 'STOP') { if (!protectedInit) entry.state = 'stopped'; return; }
  if (name === 'CONT' && entry.state === 'stopped') { entry.state = 'sleeping'; entry.continued.fire(); }
  const handler = entry.handlers.get(name) ?? 'default';
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

export function createProcessTable(options: ProcessTableOptions): ProcessTable {
  const { clock } = options;
  const space = options.space ?? createPidSpace();
  const group = options.group ?? createProcessGroup();
  const { own } = group;
  const entries = space.processes as Map<number, Entry>;
  let told = false;
  const tellMemory = (): void => {
    if (options.onMemory === undefined) return;
    let total = 0;
    for (const entry of own) total += entry.memoryBytes;
    options.onMemory(total);
  };
  const declaredCpu = ({ cpu }: Entry): number => cpu.spent + ((clock.now - cpu.since) * cpu.millicores) / 1000;
  const isFull = (): boolean => {
    if (own.size < MAX_PROCESSES) return false;
    if (!told) { told = true; options.onFull?.(MAX_PROCESSES); }
    return true;
  };

  function createEntry(spawn: SpawnOptions): Entry {
    const pid = space.next++;
    space.next += spawn.threads ?? 0;
    const outerPid = space.outer === undefined ? pid : space.outer.next++;
    const parent = entries.get(spawn.parent ?? 0);
    const handlers = new Map<Signal, Handler>();
    // What was ignored stays ignored in children, as after execve.
    for (const [name, handler] of parent?.handlers ?? []) if (handler === 'ignore') handlers.set(name, 'ignore');
    const ownGroup = spawn.group === 'new' ? pid : spawn.group ?? parent?.group ?? pid;
    const uid = spawn.uid ?? parent?.uid ?? 0;
    const entry: Entry = {
      pid, outerPid, space, group: ownGroup, parent: spawn.parent ?? 0, command: [...spawn.command], startedAt: clock.now, uid, gid: spawn.gid ?? parent?.gid ?? uid,
      groups: spawn.groups ?? parent?.groups ?? [], streams: { stdin: spawn.stdin, stdout: spawn.stdout, stderr: spawn.stderr },
      environment: spawn.environment, terminal: spawn.terminal ?? parent?.terminal, state: 'sleeping', memoryBytes: 0, turns: 0, handlers, continued: signal(), fatal: undefined,
      get root() { return options.machine().files; },
      onSignal(name, handler) { if (name !== 'KILL' && name !== 'STOP') handlers.set(name, handler); },
      cpu: { spent: 0, millicores: 0, since: clock.now },
      get cpuMs() { return declaredCpu(entry); },
      useCpu(millicores) { Object.assign(entry.cpu, { spent: declaredCpu(entry), since: clock.now, millicores }); },
      spendCpu(ms) { entry.cpu.spent += ms; },
      useMemory(bytes) { if (bytes !== entry.memoryBytes) { entry.memoryBytes = bytes; tellMemory(); } },
      replace(command) {
        entry.command = [...command];
        for (const [name, handler] of handlers) if (handler !== 'ignore') handlers.delete(name);
      },
      end: () => undefined,
    };
    entries.set(pid, entry);
    space.outer?.guests.set(outerPid, entry);
    own.add(entry);
    return entry;
  }

  /** Runs the program's task, standing still while the process is stopped; turns what it throws into an exit. */
  function* drive(entry: Entry, task: Task<number>, delay: number): Task<Exit> {
    let over = false;
    try {
      if (delay > 0) {
        const { cost, wait } = options.machine().cpu.spend(delay);
        entry.cpu.spent += cost;
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

  function onExit(entry: Entry): void {
    entries.delete(entry.pid);
    space.outer?.guests.delete(entry.outerPid);
    own.delete(entry);
    group.spentByEnded += entry.cpuMs;
    if (entry.memoryBytes > 0) tellMemory();
    if (space.init && entry.pid === 1) {
      // The kernel kills what is left in the namespace of a dead init.
      for (const other of entries.values()) other.end('KILL');
      return;
    }
    for (const other of own) if (other.parent === entry.pid) other.parent = 1;
    deliver(entries.get(entry.parent), 'CHLD', true);
  }

  function start(spawn: SpawnOptions, command: Command, delay: number): Spawned {
    const entry = createEntry(spawn);
    const base = options.machine();
    const machine = entry.uid !== 0 && options.machineFor !== undefined ? options.machineFor(base, entry) : base;
    const task = command({
      name: nameOf(spawn.command[0] ?? ''), args: spawn.command.slice(1), environment: spawn.environment, directory: spawn.directory,
      stdin: spawn.stdin, stdout: spawn.stdout, stderr: spawn.stderr, tty: spawn.tty ?? false, machine, process: entry,
    });
    const listeners: ((exit: Exit) => void)[] = [];
    let exit: Exit | undefined;
    let ending: Signal | undefined;
    const finish = (result: Exit): void => {
      if (exit !== undefined) return;
      exit = result;
      onExit(entry);
      for (const listener of listeners.splice(0)) listener(result);
    };
    entry.end = (name) => {
      if (ending !== undefined || exit !== undefined) return;
      ending = name;
      entry.fatal = name;
      // Not within this step: a process may be signalling itself.
      clock.after(0, () => { if (!inner.done) inner.cancel(); });
    };
    group.nested++;
    const inner: Running<Exit> = startTask(clock, drive(entry, task, delay));
    group.nested--;
    inner.onDone((result) => finish(result ?? exitOf(ending ?? 'KILL')));
    const running: Running<Exit> = {
      get done() { return exit !== undefined; },
      get result() { return exit; },
      cancel() { entry.end('KILL'); },
      onDone(listener) { if (exit !== undefined) listener(exit); else listeners.push(listener); },
    };
    return { pid: entry.pid, running, onExit: (listener) => running.onDone((result) => listener(result ?? exitOf('KILL'))) };
  }

  return {
    list: () => processesIn(space),
    get: (pid) => findProcess(space, pid),
    own: () => [...own].sort((a, b) => a.pid - b.pid),
    get full() { return isFull(); },
    spawn(spawn) {
      const program = spawn.command[0] ?? '';
      const machine = options.machine();
      const command = machine.program(resolveProgram(program, spawn.directory), spawn.environment);
      if (command !== undefined) return isFull() ? { error: 'no room' } : start(spawn, command, START_MS);
      const path = machine.which(resolveProgram(program, spawn.directory), spawn.environment);
      return { error: path === undefined ? 'not found' : 'permission denied' };
    },
    // However short-lived they are, time must pass.
    fork(spawn, run) {
      if (group.forkedAt !== clock.now) Object.assign(group, { forkedAt: clock.now, forks: 0 });
      group.forks++;
      return start(spawn, run, group.forks > FREE_FORKS || group.nested >= MOST_NESTED ? 1 : 0);
    },
    kill(pid, name, sender) {
      const guest = space.guests.get(pid) as Entry | undefined; // only entries are put there
      const entry = guest ?? entries.get(pid);
      if (entry === undefined) return false;
      deliver(entry, name, sender !== undefined && guest === undefined);
      return true;
    },
    cpuMs() {
      let total = group.spentByEnded;
      for (const entry of own) total += entry.cpuMs;
      return total;
    },
    killGroup(number, name) {
      for (const { pid, group: its } of processesIn(space)) if (its === number) deliver((space.guests.get(pid) as Entry | undefined) ?? entries.get(pid), name, false); // as above
    },
  };
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** A relative path with a slash means the working directory, never PATH. */
const resolveProgram = (program: string, directory: string): string =>
  program.includes('/') && !program.startsWith('/') ? `${directory}/${program}` : program;

