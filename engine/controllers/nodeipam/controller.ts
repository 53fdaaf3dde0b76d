import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf } from '../owners.ts';
import { BY, reconcileNodeRange } from './reconcile.ts';

/** One worker, so that no two nodes get the same range. */
export const createNodeIpamController = (context: ComponentContext): Component => component(BY, () => {
  const nodes = context.client.informer(KINDS.Node);
  const loop = createLoop(context, {
    source: BY, workers: 1,
    reconcile: (name) => {
      const node = nodes.get(undefined, name);
      return node === undefined ? undefined : reconcileNodeRange(node, nodes.list());
    },
  });
  const stop = nodes.onChange(({ type, object }) => { if (type !== 'DELETED' && (object.spec?.podCIDR ?? '') === '') loop.add(nameOf(object)); });
  return () => { stop(); loop.stop(); };
});
