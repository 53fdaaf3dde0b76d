import { noMachine, type Fault } from './fault.ts';

/** `systemctl stop containerd`: containers live on, but the kubelet can do nothing with them and says NotReady after 30 s. */
export const runtimeStop: Fault = {
  name: 'runtime-stop',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    on.stopRuntime();
    return undefined;
  },
};

export const runtimeStart: Fault = {
  name: 'runtime-start',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    on.startRuntime();
    return undefined;
  },
};
