import { KINDS } from '../../api/index.ts';
import { noMachine, type Fault } from './fault.ts';

/** A new machine joins: its kubelet registers a Node, the controller manager gives it a range, DaemonSets put their pods on it. */
export const nodeAdd: Fault = { name: 'node-add', target: 'node', apply: ({ machines }, target) => machines.add(target) };

/** The machine goes away for good; its Node object stays until somebody deletes it. */
export const nodeRemove: Fault = { name: 'node-remove', target: 'node', apply: ({ machines }, target) => machines.remove(target) };

/** `kubectl delete node`: the machine works on, but the cluster does not know it any more. */
export const nodeDelete: Fault = {
  name: 'node-delete',
  target: 'node',
  apply({ context }, target) {
    const result = context.client.delete(KINDS.Node, undefined, target, { by: 'fault', rule: 'delete a node', cause: `nodes/${target}` });
    return result.ok ? undefined : result.status.message;
  },
};

/** A kubelet that is started again registers its Node if there is none. */
export const nodeRejoin: Fault = {
  name: 'node-rejoin',
  target: 'node',
  apply({ context, machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    if (context.client.get(KINDS.Node, undefined, target).ok) return `there is a Node ${target} already`;
    on.stopKubelet();
    on.startKubelet();
    return undefined;
  },
};
