import { isPodTerminal, KINDS, type Pod } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, splitKey } from '../owners.ts';
import { claimsOf, indexByClaim } from '../podClaims.ts';
import { BY, reconcileClaim } from './reconcile.ts';

/** A pod that runs holds what it uses. */
const mayFree = (pod: Pod): boolean => isPodTerminal(pod) || (pod.spec?.nodeName ?? '') === '';

export const createPvcProtectionController = (context: ComponentContext): Component => component(BY, () => {
  const claims = context.client.informer(KINDS.PersistentVolumeClaim);
  const pods = context.client.informer(KINDS.Pod);
  const podsOf = indexByClaim(pods);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const claim = claims.get(namespace, name);
      return claim && reconcileClaim(claim, podsOf(key));
    },
  });
  const stops = [
    claims.onChange(({ type, object }) => { if (type !== 'DELETED') loop.add(keyOf(object)); }),
    pods.onChange(({ type, object }) => { if (type === 'DELETED' || mayFree(object)) for (const claim of claimsOf(object)) loop.add(claim); }),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
