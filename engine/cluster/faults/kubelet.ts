import { holds, holdsNot, noMachine, type Fault } from './fault.ts';

/** `systemctl stop kubelet`: containers live on, heart-beats stop. */
export const kubeletStop: Fault = {
  name: 'kubelet-stop',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    const idle = holds(on, 'kubelet-stop', `the kubelet of ${target} is stopped already`);
    if (idle === undefined) on.stopKubelet();
    return idle;
  },
};

export const kubeletStart: Fault = {
  name: 'kubelet-start',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    const idle = holdsNot(on, 'kubelet-stop', `the kubelet of ${target} runs`);
    if (idle === undefined) on.startKubelet();
    return idle;
  },
};
