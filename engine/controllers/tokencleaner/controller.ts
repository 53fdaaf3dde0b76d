import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { isBootstrapToken } from '../bootstrapTokens.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, splitKey } from '../owners.ts';
import { BY, reconcileExpiry } from './reconcile.ts';

export const createTokenCleaner = (context: ComponentContext): Component => component(BY, () => {
  const secrets = context.client.informer(KINDS.Secret);
  const loop = createLoop(context, {
    source: BY, workers: 1,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const secret = secrets.get(namespace, name);
      return secret !== undefined && isBootstrapToken(secret) ? reconcileExpiry(secret, context.wall.now) : undefined;
    },
  });
  const stop = secrets.onChange(({ type, object }) => { if (type !== 'DELETED' && isBootstrapToken(object)) loop.add(keyOf(object)); });
  return () => { stop(); loop.stop(); };
});
