import { KINDS, type Node } from '../../api/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf } from '../owners.ts';
import { BY, createSteps, reconcileTtl, TTL } from './reconcile.ts';

const LOOK_MS = 20;

/** After the cluster has grown over a limit a node follows with its next change. */
export const createTtlController = (context: ComponentContext): Component => component(BY, () => {
  const nodes = context.client.informer(KINDS.Node);
  const steps = createSteps();
  const loop = createLoop(context, {
    source: BY,
    reconcile: (name) => {
      const node = nodes.get(undefined, name);
      return node === undefined ? undefined : reconcileTtl(node, steps.seconds());
    },
  });
  const stop = nodes.onChange(({ type, object }: Change<Node>) => {
    if (type === 'ADDED') steps.add();
    if (type === 'DELETED') steps.remove();
    else if (object.metadata?.annotations?.[TTL] !== steps.seconds()) loop.add(nameOf(object), LOOK_MS);
  });
  return () => { stop(); loop.stop(); };
});
