import { emptyReader, writerTo } from '../../time/index.ts';
import type { Command } from '../../script/index.ts';
import { noMachine, type Fault } from './fault.ts';

const NAME = 'memory-hog';
/** All but 60 MiB of what a node of the presets has beside its own programs. */
const BYTES = 25_276_502_016 - (213 + 60) * 1024 * 1024;

/** A program that takes memory and never gives it back. */
const hog: Command = function* memoryHog(context) {
  context.process.useMemory(BYTES);
  for (;;) yield () => () => undefined;
};

/** Somebody starts a program on the node that eats its memory: MemoryPressure, until it is killed. */
export const memoryFill: Fault = {
  name: 'memory-fill',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    const nowhere = writerTo(() => undefined);
    on.machine.processes.fork({ command: [NAME], environment: new Map(), directory: '/', stdin: emptyReader(), stdout: nowhere, stderr: nowhere }, hog);
    on.machine.clock.after(5, on.checkMemory);
    return undefined;
  },
};

export const memoryFree: Fault = {
  name: 'memory-free',
  target: 'node',
  apply({ machine }, target) {
    const processes = machine(target)?.machine.processes;
    if (processes === undefined) return noMachine(target);
    for (const { pid, command } of processes.list()) if (command[0] === NAME) processes.kill(pid, 'KILL');
    return undefined;
  },
};
