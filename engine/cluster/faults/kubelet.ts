import { noMachine, type Fault } from './fault.ts';

/** `systemctl stop kubelet`: containers live on, heart-beats stop. */
export const kubeletStop: Fault = {
  name: 'kubelet-stop',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    on.stopKubelet();
    return undefined;
  },
};

export const kubeletStart: Fault = {
  name: 'kubelet-start',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    on.startKubelet();
    return undefined;
  },
};
