import { KINDS } from '../../api/index.ts';
import { noMachine, noPodName, type Fault } from './fault.ts';

/** SIGKILL for one process of a container: `namespace/pod/container/PID`. */
export const processKill: Fault = {
  name: 'process-kill',
  target: 'container',
  apply({ context, machine }, target) {
    const [namespace = '', name = '', container = '', pid = '1'] = target.split('/');
    if (namespace === '' || name === '') return noPodName(target);
    const pod = context.client.informer(KINDS.Pod).get(namespace, name);
    if (pod === undefined) return `there is no pod ${namespace}/${name}`;
    const on = machine(pod.spec?.nodeName ?? '');
    if (on === undefined) return noMachine(pod.spec?.nodeName ?? '');
    const status = (pod.status?.containerStatuses ?? []).find((each) => container === '' || each.name === container);
    const processes = on.runtime.machine((status?.containerID ?? '').replace(/^\w+:\/\//, ''))?.processes;
    return processes?.kill(Number(pid), 'KILL') === true ? undefined : `container ${container} of pod ${namespace}/${name} has no process ${pid}`;
  },
};
