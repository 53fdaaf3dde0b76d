import { noMachine, type Fault } from './fault.ts';

/** The node's disk dies: every container with it, nothing can be started there, and the kubelet gives its pods up one after another. */
export const diskDeath: Fault = {
  name: 'disk-death',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    const idle = on.faults.includes('disk-death') ? `the disk of ${target} is dead already` : undefined;
    if (idle === undefined) on.killDisk();
    return idle;
  },
};

/** A new disk is in: pods can be started again. */
export const diskReplace: Fault = {
  name: 'disk-replace',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    // A disk can be changed while the machine is off, and then nobody knows which it was.
    const idle = on.faults.includes('disk-death') || on.faults.includes('node-power-off') ? undefined : `the disk of ${target} is sound`;
    if (idle === undefined) on.replaceDisk();
    return idle;
  },
};
