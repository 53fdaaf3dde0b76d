/** One process of a program of ours, and the run of that program. */
import { signal, startTask, type Clock, type Running, type Task } from '../time/index.ts';
import type { Entry, Handler, PidSpace } from './pidSpaces.ts';
import { SIGNAL_NUMBERS } from './signals.ts';
import type { Exit, FileSystem, Machine, Signal, Spawned, SpawnOptions } from './types.ts';

export const exitOf = (signalName: Signal): Exit => ({ code: 128 + SIGNAL_NUMBERS[signalName], signal: signalName });

const NO_SIGNALS: readonly Signal[] = [];
const NO_HANDLERS: ReadonlyMap<Signal, Handler> = new Map();

type Place = {
  readonly clock: Clock; readonly machine: () => Machine; readonly space: PidSpace; readonly pid: number; readonly outerPid: number;
  /** Told when it takes or gives back memory. */
  readonly table: { tellMemory(): void; /** It takes processor time, or another amount of it. */ tellCpu(): void };
};

export class ProcessEntry implements Entry {
  private readonly place: Place;
  readonly pid: number;
  readonly outerPid: number;
  readonly space: PidSpace;
  readonly group: number;
  parent: number;
  command: readonly string[];
  readonly startedAt: number;
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly streams: Entry['streams'];
  readonly environment: ReadonlyMap<string, string>;
  readonly terminal: Entry['terminal'];
  state: Entry['state'] = 'sleeping';
  memoryBytes = 0;
  turns = 0;
  readonly continued = signal();
  fatal: Signal | undefined;
  readonly cpu: Entry['cpu'];
  /** Its program, once that has begun. */
  run: ProcessRun | undefined;
  /** Of signals that it does not leave to the kernel: made with the first. */
  private handlers: Map<Signal, Handler> | undefined;

  constructor(place: Place, spawn: SpawnOptions, parent: Entry | undefined) {
    const { pid, clock } = place;
    this.place = place;
    this.pid = pid;
    this.outerPid = place.outerPid;
    this.space = place.space;
    this.group = spawn.group === 'new' ? pid : spawn.group ?? parent?.group ?? pid;
    this.parent = spawn.parent ?? 0;
    this.command = [...spawn.command];
    this.startedAt = clock.now;
    this.uid = spawn.uid ?? parent?.uid ?? 0;
    this.gid = spawn.gid ?? parent?.gid ?? this.uid;
    this.groups = spawn.groups ?? parent?.groups ?? [];
    this.streams = { stdin: spawn.stdin, stdout: spawn.stdout, stderr: spawn.stderr };
    this.environment = spawn.environment;
    this.terminal = spawn.terminal ?? parent?.terminal;
    this.cpu = { spent: 0, millicores: 0, since: clock.now };
    // What was ignored stays ignored in children, as after execve.
    if (parent !== undefined) for (const name of parent.ignored()) this.own.set(name, 'ignore');
  }

  get root(): FileSystem { return this.place.machine().files; }
  get cpuMs(): number { return this.cpu.spent + ((this.place.clock.now - this.cpu.since) * this.cpu.millicores) / 1000; }
  private get own(): Map<Signal, Handler> { return this.handlers ??= new Map(); }
  handlerOf(name: Signal): Handler { return this.handlers?.get(name) ?? 'default'; }
  ignored(): readonly Signal[] {
    if (this.handlers === undefined) return NO_SIGNALS;
    const names: Signal[] = [];
    for (const [name, handler] of this.handlers) if (handler === 'ignore') names.push(name);
    return names;
  }
  onSignal(name: Signal, handler: Handler): void { if (name !== 'KILL' && name !== 'STOP') this.own.set(name, handler); }
  useCpu(millicores: number): void { Object.assign(this.cpu, { spent: this.cpuMs, since: this.place.clock.now, millicores }); this.place.table.tellCpu(); }
  spendCpu(ms: number): void { this.cpu.spent += ms; this.place.table.tellCpu(); }
  useMemory(bytes: number): void { if (bytes !== this.memoryBytes) { this.memoryBytes = bytes; this.place.table.tellMemory(); } }
  replace(command: readonly string[]): void {
    this.command = [...command];
    for (const [name, handler] of this.handlers ?? NO_HANDLERS) if (handler !== 'ignore') this.handlers?.delete(name);
  }
  end(name: Signal): void { this.run?.end(name); }
  *resumed(): Task<void> { while (this.state === 'stopped') yield this.continued.wait; }
}

/** From the start of a program until it has ended. */
export class ProcessRun implements Running<Exit>, Spawned {
  private readonly clock: Clock;
  private readonly entry: ProcessEntry;
  private readonly onEnd: (entry: ProcessEntry) => void;
  private listeners: ((exit: Exit) => void)[] | undefined;
  private exit: Exit | undefined;
  private ending: Signal | undefined;
  private inner: Running<Exit> | undefined;

  constructor(clock: Clock, entry: ProcessEntry, onEnd: (entry: ProcessEntry) => void) {
    this.clock = clock;
    this.entry = entry;
    this.onEnd = onEnd;
  }
  get pid(): number { return this.entry.pid; }
  get running(): Running<Exit> { return this; }
  get done(): boolean { return this.exit !== undefined; }
  get result(): Exit | undefined { return this.exit; }
  begin(task: Task<Exit>): void {
    this.inner = startTask(this.clock, task);
    this.inner.onDone((result) => this.finish(result ?? exitOf(this.ending ?? 'KILL')));
  }
  end(name: Signal): void {
    if (this.ending !== undefined || this.exit !== undefined) return;
    this.ending = name;
    this.entry.fatal = name;
    // Not within this step: a process may be signalling itself.
    this.clock.after(0, () => { if (this.inner?.done === false) this.inner.cancel(); });
  }
  cancel(): void { this.end('KILL'); }
  onDone(listener: (exit: Exit) => void): void { if (this.exit !== undefined) listener(this.exit); else (this.listeners ??= []).push(listener); }
  onExit(listener: (exit: Exit) => void): void { this.onDone(listener); }
  private finish(result: Exit): void {
    if (this.exit !== undefined) return;
    this.exit = result;
    this.onEnd(this.entry);
    const { listeners } = this;
    this.listeners = undefined;
    if (listeners !== undefined) for (const listener of listeners) listener(result);
  }
}
