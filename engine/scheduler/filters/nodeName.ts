import type { Filter } from '../plugin.ts';

/** @k8s pkg/scheduler/framework/plugins/nodename/node_name.go */
export const nodeName: Filter = {
  name: 'NodeName',
  filter: ({ pod }, { name }) => {
    const wanted = pod.spec?.nodeName ?? '';
    return wanted === '' || wanted === name ? undefined : { reasons: ["node(s) didn't match the requested node name"], resolvable: false };
  },
  wakes: ({ pod }, event) => event.type === 'nodeAdded' && event.node.metadata?.name === pod.spec?.nodeName,
};
