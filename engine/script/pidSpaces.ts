/** Process namespaces: numbers, and who sees whom. A node sees the processes of its containers under numbers of its own. */
import { emptyReader, signal, type Clock, type Task } from '../time/index.ts';
import type { FileSystem, ProcessHandle, Signal } from './types.ts';

export type Handler = (() => void) | 'ignore' | 'default';
export type Entry = ProcessHandle & {
  parent: number;
  command: readonly string[];
  state: 'running' | 'sleeping' | 'stopped';
  memoryBytes: number;
  turns: number;
  readonly space: PidSpace;
  /** Its number in the namespace around this one. */
  readonly outerPid: number;
  /** The process as it is seen from there. */
  outside?: ProcessHandle;
  handlerOf(signal: Signal): Handler;
  /** Signals that it ignores. */
  ignored(): readonly Signal[];
  readonly continued: ReturnType<typeof signal>;
  fatal: Signal | undefined;
  readonly cpu: { spent: number; millicores: number; since: number };
  end(signal: Signal): void;
};

/** The processes that see each other: one per container, or per pod that shares its process namespace, or per node. */
export type PidSpace = {
  readonly processes: Map<number, ProcessHandle>;
  next: number;
  /** False on a machine whose first program is not an init: the learner's computer. */
  readonly init: boolean;
  readonly outer: PidSpace | undefined;
  /** Processes of the namespaces inside this one, by their numbers here. */
  readonly guests: Map<number, ProcessHandle>;
  /** Before somebody looks at its processes, where some of them are made late. */
  rouse: (() => void) | undefined;
  /** Number, in the namespace around, of what started the first process: containerd's shim. */
  shim: number;
};

export const createPidSpace = (options: { readonly firstPid?: number; readonly init?: boolean; readonly outer?: PidSpace } = {}): PidSpace => {
  const { firstPid = 1, init = firstPid === 1, outer } = options;
  return { processes: new Map(), next: firstPid, init, outer, guests: new Map(), rouse: undefined, shim: 1 };
};

/** Every process of the namespace, in order of numbers. */
export function processesIn(space: PidSpace): readonly ProcessHandle[] {
  space.rouse?.();
  const all = [...space.processes.values()];
  for (const guest of space.guests.values()) all.push(seenFromOutside(guest as Entry)); // guests are entries of other spaces
  return all.sort((a, b) => a.pid - b.pid);
}

export function findProcess(space: PidSpace, pid: number): ProcessHandle | undefined {
  space.rouse?.();
  const guest = space.guests.get(pid);
  return guest === undefined ? space.processes.get(pid) : seenFromOutside(guest as Entry); // as above
}

function seenFromOutside(entry: Entry): ProcessHandle {
  const { space } = entry;
  const outer = (pid: number): number | undefined => (space.processes.get(pid) as Entry | undefined)?.outerPid; // only entries are put there
  entry.outside ??= Object.create(entry, {
    pid: { value: entry.outerPid },
    parent: { get: () => outer(entry.parent) ?? space.shim },
    group: { get: () => outer(entry.group) ?? entry.outerPid },
  }) as ProcessHandle; // the entry with other numbers
  return entry.outside;
}

export type Resident = {
  readonly command: readonly string[];
  readonly pid?: number; readonly parent?: number; readonly uid?: number;
  readonly root: FileSystem;
  readonly onSignal?: (name: Signal) => void;
};

/** Signals that such a process handles: pause does. */
const ENDS: readonly Signal[] = ['INT', 'TERM'];
const NOWHERE = { write: () => true, close: () => undefined };

const NO_ENVIRONMENT: ReadonlyMap<string, string> = new Map();
const NOTHING = (): void => undefined;

/** Nobody looks at most of them: what they have in common is written once. */
class ResidentEntry implements Entry {
  readonly pid: number;
  readonly outerPid: number;
  readonly space: PidSpace;
  parent: number;
  command: readonly string[];
  readonly startedAt: number;
  readonly uid: number;
  readonly root: FileSystem;
  state: Entry['state'] = 'sleeping';
  memoryBytes = 0;
  turns = 0;
  fatal: Signal | undefined;
  private readonly heard: Resident['onSignal'];

  constructor(space: PidSpace, startedAt: number, pid: number, outerPid: number, { command, parent = 1, uid = 0, root, onSignal }: Resident) {
    this.pid = pid;
    this.outerPid = outerPid;
    this.space = space;
    this.parent = pid === 1 ? 0 : parent;
    this.command = command;
    this.startedAt = startedAt;
    this.uid = uid;
    this.root = root;
    this.heard = onSignal;
  }
  get group(): number { return this.pid; }
  get gid(): number { return this.uid; }
  get groups(): readonly number[] { return []; }
  get streams(): Entry['streams'] { return { stdin: emptyReader(), stdout: NOWHERE, stderr: NOWHERE }; }
  get environment(): ReadonlyMap<string, string> { return NO_ENVIRONMENT; }
  get terminal(): undefined { return undefined; }
  get cpuMs(): number { return 0; }
  get cpu(): Entry['cpu'] { return { spent: 0, millicores: 0, since: this.startedAt }; }
  /** Nobody waits for it to go on. */
  get continued(): Entry['continued'] { return signal(); }
  *resumed(): Task<void> { /* nor answers for it */ }
  handlerOf(name: Signal): Handler {
    const { heard } = this;
    return heard !== undefined && ENDS.includes(name) ? () => heard(name) : 'default';
  }
  ignored(): readonly Signal[] { return []; }
  end(name: Signal): void { this.heard?.(name); }
  get onSignal(): () => void { return NOTHING; }
  get useMemory(): () => void { return NOTHING; }
  get useCpu(): () => void { return NOTHING; }
  get spendCpu(): () => void { return NOTHING; }
  get replace(): () => void { return NOTHING; }
}

/** A process that is there without running a program of ours: the node's kubelet, a pod's pause. Returns how to take it away. */
export function addResident(space: PidSpace, clock: Clock, resident: Resident): { readonly pid: number; /** Its number on the machine. */ readonly outerPid: number; readonly remove: () => void } {
  const pid = resident.pid ?? space.next++;
  const outerPid = space.outer === undefined ? pid : space.outer.next++;
  const entry = new ResidentEntry(space, clock.now, pid, outerPid, resident);
  space.processes.set(pid, entry);
  space.outer?.guests.set(outerPid, entry);
  return { pid, outerPid, remove: () => { space.processes.delete(pid); space.outer?.guests.delete(outerPid); } };
}
