import { untoleratedTaint, type Taint } from '../../api/index.ts';
import type { Filter } from '../plugin.ts';

const EFFECTS = ['NoSchedule', 'NoExecute'];

/** @k8s pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go */
export const taintToleration: Filter = {
  name: 'TaintToleration',
  filter: ({ pod }, { node }) => (untoleratedTaint(node?.spec?.taints, pod.spec?.tolerations, EFFECTS) === undefined
    ? undefined : { reasons: ['node(s) had untolerated taint(s)'], resolvable: false }),
  wakes: ({ pod }, event) => {
    const bears = (taints: readonly Taint[] | undefined): boolean => untoleratedTaint(taints, pod.spec?.tolerations, EFFECTS) === undefined;
    if (event.type === 'nodeAdded') return bears(event.node.spec?.taints);
    return event.type === 'nodeChanged' && !bears(event.old.spec?.taints) && bears(event.node.spec?.taints);
  },
};
