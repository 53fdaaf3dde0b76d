import { podInfoOf, type HostPort } from '../nodeInfo.ts';
import type { Filter } from '../plugin.ts';

const ANY = '0.0.0.0';
const clash = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ANY || b.ip === ANY);

/** Host ports that another pod of the node has. @k8s pkg/scheduler/framework/plugins/nodeports/node_ports.go */
export const nodePorts: Filter = {
  name: 'NodePorts',
  filter: (pod, node) => {
    if (pod.hostPorts.length === 0) return undefined;
    for (const other of node.pods.values()) {
      if (other.hostPorts.some((taken) => pod.hostPorts.some((wanted) => clash(taken, wanted)))) {
        return { reasons: ["node(s) didn't have free ports for the requested pod ports"], resolvable: true };
      }
    }
    return undefined;
  },
  wakes: (pod, event) => event.type === 'nodeAdded'
    || (event.type === 'podGone' && podInfoOf(event.pod).hostPorts.some((freed) => pod.hostPorts.some((wanted) => clash(freed, wanted)))),
};
