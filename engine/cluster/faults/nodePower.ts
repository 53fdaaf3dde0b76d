import { holds, holdsNot, noMachine, type Fault } from './fault.ts';

/** The plug is pulled: everything on the machine stops at once and nobody is told. */
export const nodePowerOff: Fault = {
  name: 'node-power-off',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    const idle = holds(on, 'node-power-off', `${target} is off already`);
    if (idle === undefined) on.powerOff();
    return idle;
  },
};

/** The machine boots: the kubelet comes back, finds its containers dead and starts them anew. */
export const nodePowerOn: Fault = {
  name: 'node-power-on',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    const idle = holdsNot(on, 'node-power-off', `${target} is on`);
    if (idle === undefined) on.powerOn();
    return idle;
  },
};
