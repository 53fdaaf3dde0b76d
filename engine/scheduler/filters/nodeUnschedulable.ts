import { isTolerated, type Node } from '../../api/index.ts';
import { isSame } from '../events.ts';
import { rejection, type Filter } from '../plugin.ts';

const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
const CORDONED = rejection('node(s) were unschedulable', false);
const isOpen = (node: Node | undefined): boolean => node?.spec?.unschedulable !== true;

/** A cordoned node. @k8s pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go */
export const nodeUnschedulable: Filter = {
  name: 'NodeUnschedulable',
  pure: true,
  prepare: ({ pod }) => (isTolerated(TAINT, pod.spec?.tolerations) ? undefined : { filter: ({ node }) => (isOpen(node) ? undefined : CORDONED) }),
  events: [
    { resource: 'Node', actions: ['Add', 'UpdateTaint'], hint: (_, { old, now }) => isOpen(now) && (old === undefined || !isOpen(old)) },
    { resource: 'Pod', actions: ['UpdateToleration'], hint: ({ pod }, { now }) => isSame(now, pod) && isTolerated(TAINT, now?.spec?.tolerations) },
  ],
};
