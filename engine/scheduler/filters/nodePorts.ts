import { podInfoOf, type HostPort } from '../cache/nodeInfo.ts';
import { hasPlace } from '../events.ts';
import { rejection, type Filter } from '../plugin.ts';

const ANY = '0.0.0.0';
const TAKEN = rejection("node(s) didn't have free ports for the requested pod ports", true);
const clash = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ANY || b.ip === ANY);
const anyClash = (wanted: readonly HostPort[], taken: readonly HostPort[]): boolean => taken.some((one) => wanted.some((other) => clash(one, other)));

/** Host ports that another pod of the node has. @k8s pkg/scheduler/framework/plugins/nodeports/node_ports.go */
export const nodePorts: Filter = {
  name: 'NodePorts',
  pure: true,
  prepare: ({ hostPorts }) => (hostPorts.length === 0 ? undefined : {
    filter: (node) => {
      for (const other of node.pods.values()) if (other.hostPorts.length > 0 && anyClash(hostPorts, other.hostPorts)) return TAKEN;
      return undefined;
    },
  }),
  events: [
    { resource: 'Pod', actions: ['Delete'], hint: ({ hostPorts }, { old }) => old !== undefined && hasPlace(old) && anyClash(hostPorts, podInfoOf(old).hostPorts) },
    { resource: 'Node', actions: ['Add'] },
  ],
};
