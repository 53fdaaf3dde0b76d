import { nodeFitsSelection, nodesNamedBy } from '../nodeSelection.ts';
import type { Filter, PreFilter } from '../plugin.ts';

/** nodeSelector and required node affinity. @k8s pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go */
export const nodeAffinity: Filter & PreFilter = {
  name: 'NodeAffinity',
  preFilter: ({ pod }) => {
    const only = nodesNamedBy(pod);
    return only === undefined ? undefined : { only };
  },
  filter: ({ pod }, { node }) => (node !== undefined && nodeFitsSelection(pod, node)
    ? undefined : { reasons: ["node(s) didn't match Pod's node affinity/selector"], resolvable: false }),
  wakes: ({ pod }, event) => (event.type === 'nodeAdded' && nodeFitsSelection(pod, event.node))
    || (event.type === 'nodeChanged' && !nodeFitsSelection(pod, event.old) && nodeFitsSelection(pod, event.node)),
};
