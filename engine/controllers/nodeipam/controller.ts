import { KINDS, type Node } from '../../api/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { isDeleting, nameOf } from '../owners.ts';
import { createRanges } from './ranges.ts';
import { BY, reconcileNodeRange, SOURCE } from './reconcile.ts';

/** One worker, so that no two nodes get the same range. */
export const createNodeIpamController = (context: ComponentContext): Component => component(BY, () => {
  const nodes = context.client.informer(KINDS.Node);
  const ranges = createRanges();
  for (const node of nodes.list()) ranges.occupy(node.spec?.podCIDR ?? '');
  const loop = createLoop(context, {
    source: SOURCE, workers: 1,
    reconcile: (name) => {
      const node = nodes.get(undefined, name);
      return node === undefined || isDeleting(node) ? undefined : reconcileNodeRange(node, ranges);
    },
  });
  const changed = ({ type, object }: Change<Node>): void => {
    const range = object.spec?.podCIDR ?? '';
    if (type === 'DELETED') ranges.release(range);
    else if (range !== '') ranges.occupy(range);
    else loop.add(nameOf(object));
  };
  const stop = nodes.onChange(changed);
  return () => { stop(); loop.stop(); };
});
