import { emptyReader, writerTo } from '../../time/index.ts';
import type { Command, Machine } from '../../script/index.ts';
import { noMachine, type Fault } from './fault.ts';

const NAME = 'memory-hog';
const MIB = 1024 * 1024;
/** Below the kubelet's threshold of 100 MiB. */
const LEFT_BYTES = 40_000 * 1024;
/** It takes that much even where it is not there: the second time the kernel has to kill. */
const LEAST_BYTES = 1024 * MIB;

/** A program that takes memory and never gives it back. */
const hog = (bytes: number): Command => function* memoryHog(context) {
  context.process.useMemory(bytes);
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
    on.machine.processes.fork({ command: [NAME], environment: new Map(), directory: '/', stdin: emptyReader(), stdout: nowhere, stderr: nowhere }, hog(Math.max(LEAST_BYTES, on.memoryLeft() - LEFT_BYTES)));
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
    for (const { pid, command } of processes.own()) if (command[0] === NAME) processes.kill(pid, 'KILL');
    return undefined;
  },
};

export const isMemoryFilled = ({ processes }: Machine): boolean => processes.own().some(({ command }) => command[0] === NAME);
