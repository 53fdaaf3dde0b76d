import type { Filter } from '../plugin.ts';
import { untolerated } from '../taints.ts';

const EFFECTS = ['NoSchedule', 'NoExecute'];

/** @k8s pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go */
export const taintToleration: Filter = {
  name: 'TaintToleration',
  filter: ({ pod }, { node }) => (untolerated(node?.spec?.taints, pod.spec?.tolerations, EFFECTS) === undefined
    ? undefined : { reasons: ['node(s) had untolerated taint(s)'], resolvable: false }),
  wakes: ({ pod }, event) => {
    const bears = (taints: Parameters<typeof untolerated>[0]): boolean => untolerated(taints, pod.spec?.tolerations, EFFECTS) === undefined;
    if (event.type === 'nodeAdded') return bears(event.node.spec?.taints);
    return event.type === 'nodeChanged' && !bears(event.old.spec?.taints) && bears(event.node.spec?.taints);
  },
};
