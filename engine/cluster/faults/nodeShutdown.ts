import { noMachine, type Fault } from './fault.ts';

/** `systemctl poweroff`: with shutdownGracePeriod in the kubelet's configuration the pods are stopped first. */
export const nodeShutdown: Fault = {
  name: 'node-shutdown',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    on.shutDown();
    return undefined;
  },
};
