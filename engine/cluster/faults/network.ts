import { noMachine, type Fault } from './fault.ts';

/** The cable is pulled, or the switch is dead: the machine and its pods work on, and nobody hears of them. */
export const networkCut: Fault = {
  name: 'network-cut',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    if (on.cut === 'all') return `the network of ${target} is cut already`;
    on.cutNetwork('all');
    return undefined;
  },
};

/** Only the way to the control plane is lost: pods are reached by others still, but nobody tells the kubelet anything. */
export const networkCutApi: Fault = {
  name: 'network-cut-api',
  target: 'node',
  apply({ machine, master }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    if (on === master()) return `${target} runs the control plane: it reaches itself in any case`;
    if (on.cut !== undefined) return `the network of ${target} is cut already`;
    on.cutNetwork('api');
    return undefined;
  },
};

export const networkHeal: Fault = {
  name: 'network-heal',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    if (on.cut === undefined) return `the network of ${target} is not cut`;
    on.healNetwork();
    return undefined;
  },
};
