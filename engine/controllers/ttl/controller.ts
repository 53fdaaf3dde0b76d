import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf } from '../owners.ts';
import { BY, reconcileTtl, TTL } from './reconcile.ts';

/** Nodes that have the annotation are left alone until they change. */
export const createTtlController = (context: ComponentContext): Component => component(BY, () => {
  const nodes = context.client.informer(KINDS.Node);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (name) => {
      const node = nodes.get(undefined, name);
      return node === undefined ? undefined : reconcileTtl(node, nodes.list().length);
    },
  });
  const stop = nodes.onChange(({ type, object }) => { if (type !== 'DELETED' && object.metadata?.annotations?.[TTL] === undefined) loop.add(nameOf(object), 20); });
  return () => { stop(); loop.stop(); };
});
