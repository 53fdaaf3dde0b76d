/** Process namespaces: numbers, and who sees whom. A node sees the processes of its containers under numbers of its own. */
import { emptyReader, signal, type Clock } from '../time/index.ts';
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
  readonly handlers: Map<Signal, Handler>;
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
  /** Number, in the namespace around, of what started the first process: containerd's shim. */
  shim: number;
};

export const createPidSpace = (options: { readonly firstPid?: number; readonly init?: boolean; readonly outer?: PidSpace } = {}): PidSpace => {
  const { firstPid = 1, init = firstPid === 1, outer } = options;
  return { processes: new Map(), next: firstPid, init, outer, guests: new Map(), shim: 1 };
};

/** Every process of the namespace, in order of numbers. */
export function processesIn(space: PidSpace): readonly ProcessHandle[] {
  const all = [...space.processes.values()];
  for (const guest of space.guests.values()) all.push(seenFromOutside(guest as Entry)); // guests are entries of other spaces
  return all.sort((a, b) => a.pid - b.pid);
}

export function findProcess(space: PidSpace, pid: number): ProcessHandle | undefined {
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

/** A process that is there without running a program of ours: the node's kubelet, a pod's pause. Returns how to take it away. */
export function addResident(space: PidSpace, clock: Clock, { command, parent = 1, uid = 0, root, onSignal, ...more }: Resident): { readonly pid: number; readonly remove: () => void } {
  const pid = more.pid ?? space.next++;
  const outerPid = space.outer === undefined ? pid : space.outer.next++;
  const entry: Entry = {
    pid, outerPid, space, group: pid, parent: pid === 1 ? 0 : parent, command, startedAt: clock.now, uid, gid: uid, groups: [], root,
    streams: { stdin: emptyReader(), stdout: NOWHERE, stderr: NOWHERE }, environment: new Map(), terminal: undefined,
    state: 'sleeping', memoryBytes: 0, turns: 0, cpuMs: 0, handlers: new Map<Signal, Handler>(onSignal === undefined ? [] : ENDS.map((name) => [name, () => onSignal(name)] as const)), continued: signal(), fatal: undefined, cpu: { spent: 0, millicores: 0, since: clock.now },
    onSignal: () => undefined, useMemory: () => undefined, useCpu: () => undefined, spendCpu: () => undefined, replace: () => undefined,
    end: (name) => onSignal?.(name),
  };
  space.processes.set(pid, entry);
  space.outer?.guests.set(outerPid, entry);
  return { pid, remove: () => { space.processes.delete(pid); space.outer?.guests.delete(outerPid); } };
}
