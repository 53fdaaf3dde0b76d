import { isPodReady, KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, nameOf, splitKey } from '../owners.ts';
import { BY, provisionClaim, removeVolume, type ProvisionerDisk } from './reconcile.ts';

const POD = { namespace: 'kube-system', name: 'storage-provisioner' } as const;
/** It works at most this often side by side. */
const WORKERS = 4;

export type HostPathProvisionerOptions = { readonly disk: ProvisionerDisk; /** Of the machine on which it runs. */ readonly host: string };

/** It works while its pod runs. */
export const createHostPathProvisioner = (context: ComponentContext, { disk, host }: HostPathProvisionerOptions): Component => component(BY, () => {
  const { client } = context;
  const [claims, volumes] = [client.informer(KINDS.PersistentVolumeClaim), client.informer(KINDS.PersistentVolume)];
  const [classes, pods] = [client.informer(KINDS.StorageClass), client.informer(KINDS.Pod)];
  const identity = context.ids.uid();
  const source = `${BY}_${host}_${identity}`;
  const provisioner = { identity, disk };
  const runs = (): boolean => { const pod = pods.get(POD.namespace, POD.name); return pod !== undefined && isPodReady(pod); };
  const claimLoop = createLoop(context, {
    source, workers: WORKERS,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const claim = runs() ? claims.get(namespace, name) : undefined;
      return claim && provisionClaim(claim, provisioner, (wanted) => classes.get(undefined, wanted), (wanted) => volumes.get(undefined, wanted));
    },
  });
  const volumeLoop = createLoop(context, {
    source, workers: WORKERS,
    reconcile: (name) => { const volume = runs() ? volumes.get(undefined, name) : undefined; return volume && removeVolume(volume, provisioner); },
  });
  const stops = [
    claims.onChange(({ type, object }) => { if (type !== 'DELETED') claimLoop.add(keyOf(object)); }),
    volumes.onChange(({ type, object }) => { if (type !== 'DELETED') volumeLoop.add(nameOf(object)); }),
    pods.onChange(({ type, object, old }) => {
      if (object.metadata?.name !== POD.name || object.metadata.namespace !== POD.namespace || type === 'DELETED') return;
      if (!isPodReady(object) || (old !== undefined && isPodReady(old))) return;
      for (const claim of claims.list()) claimLoop.add(keyOf(claim));
      for (const volume of volumes.list()) volumeLoop.add(nameOf(volume));
    }),
  ];
  return () => { for (const stop of stops) stop(); claimLoop.stop(); volumeLoop.stop(); };
});
