import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, splitKey } from '../owners.ts';
import { BY, grows, reconcileGrowth } from './reconcile.ts';

export const createVolumeExpandController = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const claims = client.informer(KINDS.PersistentVolumeClaim);
  const volumes = client.informer(KINDS.PersistentVolume);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const claim = claims.get(namespace, name);
      return claim && reconcileGrowth(claim, volumes.get(undefined, claim.spec?.volumeName ?? ''));
    },
  });
  const stop = claims.onChange(({ type, object, old }) => { if (type !== 'DELETED' && grows(object, old)) loop.add(keyOf(object)); });
  return () => { stop(); loop.stop(); };
});
