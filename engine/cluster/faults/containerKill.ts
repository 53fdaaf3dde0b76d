import { KINDS } from '../../api/index.ts';
import { noMachine, noPodName, type Fault } from './fault.ts';

/** The main process gets SIGKILL, as the kernel's memory killer or an administrator sends it. */
export const containerKill: Fault = {
  name: 'container-kill',
  target: 'container',
  apply({ context, machine }, target) {
    const [namespace = '', name = '', container] = target.split('/');
    if (namespace === '' || name === '') return noPodName(target);
    const pod = context.client.informer(KINDS.Pod).get(namespace, name);
    if (pod === undefined) return `there is no pod ${namespace}/${name}`;
    // A sidecar is an init container that goes on running.
    const status = [...pod.status?.containerStatuses ?? [], ...pod.status?.initContainerStatuses ?? []].find((s) => container === undefined || s.name === container);
    const on = machine(pod.spec?.nodeName ?? '');
    if (on === undefined) return noMachine(pod.spec?.nodeName ?? '');
    const id = (status?.containerID ?? '').replace(/^\w+:\/\//, '');
    const killed = on.runtime.machine(id)?.processes.kill(1, 'KILL') === true;
    return killed ? undefined : `container ${container ?? ''} of pod ${namespace}/${name} does not run`;
  },
};
