import { rejection, type Filter } from '../plugin.ts';

const ELSEWHERE = rejection("node(s) didn't match the requested node name", false);

/** @k8s pkg/scheduler/framework/plugins/nodename/node_name.go */
export const nodeName: Filter = {
  name: 'NodeName',
  pure: true,
  prepare: ({ pod }) => {
    const wanted = pod.spec?.nodeName ?? '';
    return wanted === '' ? undefined : { filter: ({ name }) => (wanted === name ? undefined : ELSEWHERE) };
  },
  events: [{ resource: 'Node', actions: ['Add'] }],
};
