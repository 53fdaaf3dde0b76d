import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf } from '../owners.ts';
import { BY, reconcileVolume } from './reconcile.ts';

export const createPvProtectionController = (context: ComponentContext): Component => component(BY, () => {
  const volumes = context.client.informer(KINDS.PersistentVolume);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (name) => {
      const volume = volumes.get(undefined, name);
      return volume && reconcileVolume(volume);
    },
  });
  const stop = volumes.onChange(({ type, object }) => { if (type !== 'DELETED') loop.add(nameOf(object)); });
  return () => { stop(); loop.stop(); };
});
