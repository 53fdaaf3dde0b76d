import { holds, holdsNot, noMachine, type Fault } from './fault.ts';

/** `systemctl stop containerd`: containers live on, but the kubelet can do nothing with them and says NotReady after 30 s. */
export const runtimeStop: Fault = {
  name: 'runtime-stop',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    const idle = holds(on, 'runtime-stop', `containerd of ${target} is stopped already`);
    if (idle === undefined) on.stopRuntime();
    return idle;
  },
};

export const runtimeStart: Fault = {
  name: 'runtime-start',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    const idle = holdsNot(on, 'runtime-stop', `containerd of ${target} runs`);
    if (idle === undefined) on.startRuntime();
    return idle;
  },
};
