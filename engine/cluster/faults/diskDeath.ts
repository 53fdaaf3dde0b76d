import { noMachine, type Fault } from './fault.ts';

/** The node's disk dies: every container with it, nothing can be started there, and the kubelet gives its pods up one after another. */
export const diskDeath: Fault = {
  name: 'disk-death',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    on.killDisk();
    return undefined;
  },
};

/** A new disk is in: pods can be started again. */
export const diskReplace: Fault = {
  name: 'disk-replace',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    on.replaceDisk();
    return undefined;
  },
};
