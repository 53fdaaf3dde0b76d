import { noMachine, type Fault } from './fault.ts';

/** The plug is pulled: everything on the machine stops at once and nobody is told. */
export const nodePowerOff: Fault = {
  name: 'node-power-off',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    on.powerOff();
    return undefined;
  },
};

/** The machine boots: the kubelet comes back, finds its containers dead and starts them anew. */
export const nodePowerOn: Fault = {
  name: 'node-power-on',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    on.powerOn();
    return undefined;
  },
};
