/** Processes of one pid namespace: numbers, signals with their default actions, exit codes. */
import { sleep, startTask, type Clock, type Running, type Task } from '../time/index.ts';
import { FileError } from './files/errors.ts';
import { BrokenPipe } from './pipe.ts';
import { SIGNAL_NUMBERS } from './signals.ts';
import { signal } from '../time/index.ts';
import type { Command, Exit, Machine, ProcessHandle, ProcessTable, Signal, Spawned, SpawnOptions } from './types.ts';

/** What fork and execve of an external program take. */
const START_MS = 1;

type Handler = (() => void) | 'ignore' | 'default';
type Entry = ProcessHandle & {
  parent: number;
  command: readonly string[];
  state: 'running' | 'sleeping' | 'stopped';
  memoryBytes: number;
  turns: number;
  readonly handlers: Map<Signal, Handler>;
  readonly continued: ReturnType<typeof signal>;
  fatal: Signal | undefined;
  end(signal: Signal): void;
};

/** The processes that see each other: one per container, or per pod that shares its process namespace. */
export type PidSpace = {
  readonly processes: Map<number, ProcessHandle>;
  next: number;
  /** False on a machine whose first program is not an init: the learner's computer. */
  readonly init: boolean;
  listeners: ((bytes: number) => void)[];
};
export const createPidSpace = (options: { readonly firstPid?: number } = {}): PidSpace =>
  ({ processes: new Map(), next: options.firstPid ?? 1, init: (options.firstPid ?? 1) === 1, listeners: [] });

export type ProcessTableOptions = {
  readonly clock: Clock;
  readonly machine: () => Machine;
  readonly space?: PidSpace;
  /** Told when programs take or give back memory; the argument is the sum. */
  readonly onMemory?: (bytes: number) => void;
  /** A machine as seen by a user who is not root. */
  readonly machineFor?: (machine: Machine, who: { readonly uid: number; readonly gid: number; readonly groups: readonly number[] }) => Machine;
};

const IGNORED_BY_DEFAULT = new Set<Signal>(['CHLD', 'CONT']);
const exitOf = (signalName: Signal): Exit => ({ code: 128 + SIGNAL_NUMBERS[signalName], signal: signalName });

export function createProcessTable(options: ProcessTableOptions): ProcessTable {
  const { clock } = options;
  const space = options.space ?? createPidSpace();
  if (options.onMemory !== undefined) space.listeners.push(options.onMemory);
  const entries = space.processes as Map<number, Entry>;
  const tellMemory = (): void => {
    let total = 0;
    for (const entry of entries.values()) total += entry.memoryBytes;
    for (const listener of space.listeners) listener(total);
  };

  function createEntry(spawn: SpawnOptions): Entry {
    const pid = space.next++;
    space.next += spawn.threads ?? 0;
    const parent = entries.get(spawn.parent ?? 0);
    const handlers = new Map<Signal, Handler>();
    // What was ignored stays ignored in children, as after execve.
    for (const [name, handler] of parent?.handlers ?? []) if (handler === 'ignore') handlers.set(name, 'ignore');
    const group = spawn.group === 'new' ? pid : spawn.group ?? parent?.group ?? pid;
    const uid = spawn.uid ?? parent?.uid ?? 0;
    const entry: Entry = {
      pid, group, parent: spawn.parent ?? 0, command: [...spawn.command], startedAt: clock.now, uid, gid: spawn.gid ?? parent?.gid ?? uid,
      groups: spawn.groups ?? parent?.groups ?? [], streams: { stdin: spawn.stdin, stdout: spawn.stdout, stderr: spawn.stderr },
      environment: spawn.environment, terminal: spawn.terminal ?? parent?.terminal, state: 'sleeping', memoryBytes: 0, turns: 0, handlers, continued: signal(), fatal: undefined,
      onSignal(name, handler) { if (name !== 'KILL' && name !== 'STOP') handlers.set(name, handler); },
      useMemory(bytes) { if (bytes !== entry.memoryBytes) { entry.memoryBytes = bytes; tellMemory(); } },
      replace(command) {
        entry.command = [...command];
        for (const [name, handler] of handlers) if (handler !== 'ignore') handlers.delete(name);
      },
      end: () => undefined,
    };
    return entry;
  }

  /** Runs the program's task, standing still while the process is stopped; turns what it throws into an exit. */
  function* drive(entry: Entry, task: Task<number>, delay: number): Task<Exit> {
    let over = false;
    try {
      if (delay > 0) yield sleep(clock, delay);
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
      if (error instanceof BrokenPipe) return { code: 141 };
      if (!(error instanceof FileError)) throw error;
      entry.streams.stderr.write(`${entry.command[0] ?? ''}: ${error.path}: ${error.reason}\n`);
      return { code: 1 };
    } finally {
      if (!over) task.return(0);
    }
  }

  function onExit(entry: Entry): void {
    entries.delete(entry.pid);
    if (entry.memoryBytes > 0) tellMemory();
    if (space.init && entry.pid === 1) {
      // The kernel kills what is left in the namespace of a dead init.
      for (const other of entries.values()) other.end('KILL');
      return;
    }
    for (const other of entries.values()) if (other.parent === entry.pid) other.parent = 1;
    deliver(entries.get(entry.parent), 'CHLD');
  }

  function start(spawn: SpawnOptions, command: Command, delay: number): Spawned {
    const entry = createEntry(spawn);
    entries.set(entry.pid, entry);
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
    const inner: Running<Exit> = startTask(clock, drive(entry, task, delay));
    inner.onDone((result) => finish(result ?? exitOf(ending ?? 'KILL')));
    const running: Running<Exit> = {
      get done() { return exit !== undefined; },
      get result() { return exit; },
      cancel() { entry.end('KILL'); },
      onDone(listener) { if (exit !== undefined) listener(exit); else listeners.push(listener); },
    };
    return { pid: entry.pid, running, onExit: (listener) => running.onDone((result) => listener(result ?? exitOf('KILL'))) };
  }

  function deliver(entry: Entry | undefined, name: Signal, sender?: number): void {
    if (entry === undefined) return;
    const protectedInit = space.init && entry.pid === 1;
    if (name === 'KILL') { if (!(protectedInit && sender !== undefined)) entry.end('KILL'); return; }
    if (name === 'STOP') { if (!protectedInit) entry.state = 'stopped'; return; }
    if (name === 'CONT' && entry.state === 'stopped') { entry.state = 'sleeping'; entry.continued.fire(); }
    const handler = entry.handlers.get(name) ?? 'default';
    if (typeof handler === 'function') handler();
    else if (handler === 'default' && !protectedInit && !IGNORED_BY_DEFAULT.has(name)) entry.end(name);
  }

  return {
    list: () => [...entries.values()].sort((a, b) => a.pid - b.pid),
    get: (pid) => entries.get(pid),
    spawn(spawn) {
      const program = spawn.command[0] ?? '';
      const machine = options.machine();
      const command = machine.program(resolveProgram(program, spawn.directory), spawn.environment);
      if (command !== undefined) return start(spawn, command, START_MS);
      const path = machine.which(resolveProgram(program, spawn.directory), spawn.environment);
      return { error: path === undefined ? 'not found' : 'permission denied' };
    },
    fork: (spawn, run) => start(spawn, run, 0),
    kill(pid, name, sender) {
      const entry = entries.get(pid);
      if (entry === undefined) return false;
      deliver(entry, name, sender);
      return true;
    },
    killGroup(group, name) {
      for (const entry of Array.from(entries.values())) if (entry.group === group) deliver(entry, name);
    },
  };
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** A relative path with a slash means the working directory, never PATH. */
const resolveProgram = (program: string, directory: string): string =>
  program.includes('/') && !program.startsWith('/') ? `${directory}/${program}` : program;
