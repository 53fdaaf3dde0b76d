import { isTolerated, untoleratedTaint, type Node, type Pod } from '../../api/index.ts';
import { isSame } from '../events.ts';
import { rejection, type Filter } from '../plugin.ts';

export const KEEPS_AWAY = ['NoSchedule', 'NoExecute'];
const TAINTED = rejection('node(s) had untolerated taint(s)', false);
const bears = (pod: Pod, node: Node | undefined): boolean => untoleratedTaint(node?.spec?.taints, pod.spec?.tolerations, KEEPS_AWAY) === undefined;

/** @k8s pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go */
export const taintToleration: Filter = {
  name: 'TaintToleration',
  pure: true,
  prepare: ({ pod }) => ({
    filter: ({ hardTaints }) => (hardTaints.every((taint) => isTolerated(taint, pod.spec?.tolerations)) ? undefined : TAINTED),
  }),
  events: [
    { resource: 'Node', actions: ['Add', 'UpdateTaint'], hint: ({ pod }, { old, now }) => bears(pod, now) && (old === undefined || !bears(pod, old)) },
    { resource: 'Pod', actions: ['UpdateToleration'], hint: ({ pod }, { now }) => isSame(now, pod) },
  ],
};
