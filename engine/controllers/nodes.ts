/** Pods by their node. */
import type { Pod } from '../api/index.ts';
import type { Informer } from '../client/index.ts';

const NODE = 'controllers/node';

export function indexByNode(pods: Informer<Pod>): (node: string) => readonly Pod[] {
  pods.addIndex(NODE, (pod) => [pod.spec?.nodeName ?? ''], ({ spec }) => spec?.nodeName);
  return (node) => pods.by(NODE, node);
}
