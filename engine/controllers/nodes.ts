/** Pods by their node. */
import type { Pod } from '../api/index.ts';
import type { Informer } from '../client/index.ts';

const NODE = 'controllers/node';
/** Nobody asks for the pods that wait for a node, and in a roll-out they are thousands: a list of them would be moved about with each one that is placed. */
const NOWHERE: readonly string[] = [];

export function indexByNode(pods: Informer<Pod>): (node: string) => readonly Pod[] {
  pods.addIndex(NODE, ({ spec }) => (spec?.nodeName === undefined ? NOWHERE : [spec.nodeName]), ({ spec }) => spec?.nodeName);
  return (node) => pods.by(NODE, node);
}
