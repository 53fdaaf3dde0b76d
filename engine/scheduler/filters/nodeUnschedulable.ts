import { isTolerated } from '../../api/index.ts';
import type { Filter } from '../plugin.ts';

const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** A cordoned node. @k8s pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go */
export const nodeUnschedulable: Filter = {
  name: 'NodeUnschedulable',
  filter: ({ pod }, { node }) => {
    const tolerated = node?.spec?.unschedulable !== true || isTolerated(TAINT, pod.spec?.tolerations);
    return tolerated ? undefined : { reasons: ['node(s) were unschedulable'], resolvable: false };
  },
  wakes: (_, event) => (event.type === 'nodeAdded' && event.node.spec?.unschedulable !== true)
    || (event.type === 'nodeChanged' && event.old.spec?.unschedulable === true && event.node.spec?.unschedulable !== true),
};
