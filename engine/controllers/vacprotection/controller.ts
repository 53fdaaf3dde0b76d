import { KINDS, type PersistentVolume, type PersistentVolumeClaim } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf } from '../owners.ts';
import { BY, classesOf, reconcileClass } from './reconcile.ts';

const CLASSES = 'controllers/attributes';

export const createVacProtectionController = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const classes = client.informer(KINDS.VolumeAttributesClass);
  const volumes = client.informer(KINDS.PersistentVolume);
  const claims = client.informer(KINDS.PersistentVolumeClaim);
  volumes.addIndex(CLASSES, classesOf);
  claims.addIndex(CLASSES, classesOf);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (name) => {
      const found = classes.get(undefined, name);
      return found && reconcileClass(found, () => volumes.by(CLASSES, name).length + claims.by(CLASSES, name).length > 0);
    },
  });
  const again = (old: PersistentVolume | PersistentVolumeClaim | undefined): void => { if (old !== undefined) for (const name of classesOf(old)) loop.add(name); };
  const stops = [
    classes.onChange(({ type, object }) => { if (type !== 'DELETED') loop.add(nameOf(object)); }),
    volumes.onChange(({ old }) => again(old)), claims.onChange(({ old }) => again(old)),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
