import { isDefaultClass, KINDS, type StorageClass } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, nameOf, splitKey } from '../owners.ts';
import { indexByClaim } from '../podClaims.ts';
import { createTimers } from '../timers.ts';
import { BY } from './binding.ts';
import { syncClaim } from './claim.ts';
import { syncVolume } from './volume.ts';

/** Everything is looked at again this often: a volume that becomes free finds its claim only then. @k8s --pvclaimbinder-sync-period */
const RESYNC_MS = 15_000;
/** From a new claim to the look at it: a volume that was created just before is available by then. @k8s golden cluster/vol-mount-failures (ADDED → volumeName: 19 and 27 ms) */
const NEW_CLAIM_MS = 14;

export const createPersistentVolumeController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const volumes = client.informer(KINDS.PersistentVolume);
  const claims = client.informer(KINDS.PersistentVolumeClaim);
  const classes = client.informer(KINDS.StorageClass);
  const podsOf = indexByClaim(client.informer(KINDS.Pod));
  const timers = createTimers(clock);
  const claimLoop = createLoop(context, {
    source: BY, workers: 1,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const claim = claims.get(namespace, name);
      return claim && syncClaim(claim, {
        volumes: volumes.list(), volume: (wanted) => volumes.get(undefined, wanted), storageClass: (wanted) => classes.get(undefined, wanted), defaultClass: () => newest(classes.list().filter(isDefaultClass)), users: podsOf(key),
      });
    },
  });
  const volumeLoop = createLoop(context, {
    source: BY, workers: 1,
    reconcile: (name) => {
      const volume = volumes.get(undefined, name);
      return volume && syncVolume(volume, (namespace, claim) => claims.get(namespace, claim), (key) => claimLoop.add(key));
    },
  });
  const stops = [
    volumes.onChange(({ type, object }) => {
      const ref = object.spec?.claimRef;
      // A claim whose volume is gone is lost.
      if (type === 'DELETED' && ref !== undefined) claimLoop.add(`${ref.namespace ?? ''}/${ref.name ?? ''}`);
      if (type !== 'DELETED') volumeLoop.add(nameOf(object));
    }),
    claims.onChange(({ type, object }) => {
      if (type === 'ADDED') timers.after(NEW_CLAIM_MS, () => claimLoop.add(keyOf(object)));
      else if (type !== 'DELETED') claimLoop.add(keyOf(object));
      else if ((object.spec?.volumeName ?? '') !== '') volumeLoop.add(object.spec?.volumeName ?? '');
    }),
  ];
  timers.every(RESYNC_MS, () => {
    for (const claim of claims.list()) claimLoop.add(keyOf(claim));
    for (const volume of volumes.list()) volumeLoop.add(nameOf(volume));
  });
  return () => { for (const stop of stops) stop(); timers.stop(); claimLoop.stop(); volumeLoop.stop(); };
});

/** Of the same second the first by name. @k8s pkg/volume/util/storageclass.go GetDefaultClass */
function newest(classes: readonly StorageClass[]): StorageClass | undefined {
  const made = ({ metadata }: StorageClass): string => metadata?.creationTimestamp ?? '';
  return classes.reduce<StorageClass | undefined>((best, each) => (best === undefined || made(each) > made(best) ? each : best), undefined);
}
