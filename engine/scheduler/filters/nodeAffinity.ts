import type { Node, Pod } from '../../api/index.ts';
import { matchesTerm, nodeFitsSelection, nodesNamedBy } from '../nodeSelection.ts';
import { rejection, type Around, type Filter } from '../plugin.ts';

const ELSEWHERE = rejection("node(s) didn't match Pod's node affinity/selector", false);
const ENFORCED = rejection('node(s) didn\'t match scheduler-enforced node affinity', false);

const isEnforced = ({ args }: Around, node: Node | undefined): boolean => {
  const required = args.addedAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || (node !== undefined && required.nodeSelectorTerms.some((term) => matchesTerm(node, term)));
};
const saysNothing = ({ spec }: Pod): boolean =>
  spec?.nodeSelector === undefined && spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution === undefined;

/** @k8s pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go */
export const nodeAffinity: Filter = {
  name: 'NodeAffinity',
  pure: true,
  prepare: ({ pod }, around) => {
    if (saysNothing(pod) && around.args.addedAffinity?.requiredDuringSchedulingIgnoredDuringExecution === undefined) return undefined;
    const names = nodesNamedBy(pod);
    if (names?.length === 0) return { rejected: 'pod affinity terms conflict' };
    return {
      ...(names === undefined ? {} : { only: new Set(names) }),
      filter: ({ node }) => (!isEnforced(around, node) ? ENFORCED : node !== undefined && nodeFitsSelection(pod, node) ? undefined : ELSEWHERE),
    };
  },
  events: [{
    resource: 'Node', actions: ['Add', 'UpdateLabel'],
    hint: ({ pod }, { old, now }) => now !== undefined && nodeFitsSelection(pod, now) && (old === undefined || !nodeFitsSelection(pod, old)),
  }],
};
