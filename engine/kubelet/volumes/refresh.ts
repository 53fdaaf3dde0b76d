/** Changed ConfigMaps and Secrets reach the files of running pods at the kubelet's next full look at the pod: 60 to 90 seconds later. */
import { KINDS, type ConfigMap, type Secret, type Volume } from '../../api/index.ts';
import type { Change } from '../../client/index.ts';
import { isTerminated, isTerminating, namespaceOf, specOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';
import { refreshVolume } from './mount.ts';

const RESYNC_MS = 60_000;

export function watchVolumeSources(kit: Kit): () => void {
  const { client } = kit.context;
  const handle = (kind: 'ConfigMap' | 'Secret') => (change: Change<ConfigMap | Secret>): void => {
    if (change.type === 'MODIFIED' && sameData(change.old, change.object)) return;
    const { namespace = '', name = '' } = change.object.metadata ?? {};
    for (const work of kit.works.values()) if (namespaceOf(work.pod) === namespace) refreshLater(kit, work, (volume) => uses(volume, kind, name));
  };
  const stops = [client.informer(KINDS.ConfigMap).onChange(handle('ConfigMap')), client.informer(KINDS.Secret).onChange(handle('Secret'))];
  return () => { for (const stop of stops) stop(); };
}

const sameData = (old: ConfigMap | Secret, now: ConfigMap | Secret): boolean => old.data === now.data && ('binaryData' in old ? old.binaryData : undefined) === ('binaryData' in now ? now.binaryData : undefined);

/** Labels and annotations of the pod have changed. */
export const refreshDownward = (kit: Kit, work: PodWork): void =>
  refreshLater(kit, work, (volume) => volume.downwardAPI !== undefined || (volume.projected?.sources ?? []).some((source) => source.downwardAPI !== undefined));

function refreshLater(kit: Kit, work: PodWork, concerns: (volume: Volume) => boolean): void {
  const { clock, random } = kit.context;
  for (const volume of specOf(work.pod).volumes ?? []) {
    if (work.volumes?.get(volume.name)?.refresh === undefined || !concerns(volume)) continue;
    clock.after(Math.trunc(RESYNC_MS * (1 + random.float('resync') / 2)), () => { if (kit.alive && kit.works.get(work.key) === work && !isTerminating(work) && !isTerminated(work)) refreshVolume(kit, work, volume.name); });
  }
}

const uses = (volume: Volume, kind: 'ConfigMap' | 'Secret', name: string): boolean => (kind === 'ConfigMap'
  ? volume.configMap?.name === name || (volume.projected?.sources ?? []).some((source) => source.configMap?.name === name)
  : volume.secret?.secretName === name || (volume.projected?.sources ?? []).some((source) => source.secret?.name === name));
