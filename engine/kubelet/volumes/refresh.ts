/**
 * Changed ConfigMaps and Secrets reach the files of running pods, all of a pod's at once, at the kubelet's next full look at it:
 * 60 to 90 seconds after the last one, or at once when the pod's own metadata change.
 */
import { KINDS, type ConfigMap, type Secret, type Volume } from '../../api/index.ts';
import type { Change } from '../../client/index.ts';
import { isTerminated, isTerminating, namespaceOf, specOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';
import { refreshVolume } from './mount.ts';

const RESYNC_MS = 60_000;
const LONG_MS = 10 * RESYNC_MS;
/** Once round the loop that says what should be mounted, once round the one that mounts. @k8s pkg/kubelet/volumemanager/volume_manager.go */
const REPROCESS_MS = 200;

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

/** Labels or annotations of the pod have changed: a full look at it. @k8s pkg/kubelet/volumemanager/volume_manager.go WaitForAttachAndMount (ReprocessPod) */
export function refreshNow(kit: Kit, work: PodWork): void {
  const { clock } = kit.context;
  if (!(specOf(work.pod).volumes ?? []).some((volume) => isRefreshed(work, volume) && showsMore(volume))) return;
  work.lastLook = clock.now;
  refreshAt(kit, work, clock.now + REPROCESS_MS, () => true);
}

/** More than every pod has in its token's volume. */
const showsMore = (volume: Volume): boolean => volume.projected === undefined
  || volume.projected.sources?.some((source) => source.secret !== undefined || source.configMap?.name !== undefined && source.configMap.name !== 'kube-root-ca.crt'
    || source.downwardAPI?.items?.some((item) => item.fieldRef?.fieldPath !== 'metadata.namespace') === true) === true;
const isRefreshed = (work: PodWork, volume: Volume): boolean => work.volumes?.get(volume.name)?.refresh !== undefined;

function refreshLater(kit: Kit, work: PodWork, concerns: (volume: Volume) => boolean): void {
  if ((specOf(work.pod).volumes ?? []).some((volume) => isRefreshed(work, volume) && concerns(volume))) refreshAt(kit, work, nextLook(kit, work), concerns);
}

/** @k8s pkg/kubelet/pod_workers.go completeWork: resyncInterval, workerResyncIntervalJitterFactor */
function nextLook(kit: Kit, work: PodWork): number {
  const { clock, random } = kit.context;
  const began = Date.parse(work.startTime ?? '');
  let at = work.lastLook ?? (Number.isNaN(began) ? clock.now : began);
  // Long ago: where in the row of looks we are is chance.
  if (clock.now - at > LONG_MS) at = clock.now - Math.trunc(RESYNC_MS * random.float('resync'));
  while (at <= clock.now) at += Math.trunc(RESYNC_MS * (1 + random.float('resync') / 2));
  work.lastLook = at;
  return at;
}

function refreshAt(kit: Kit, work: PodWork, at: number, concerns: (volume: Volume) => boolean): void {
  const { clock } = kit.context;
  clock.after(at - clock.now, () => {
    if (!kit.alive || kit.works.get(work.key) !== work || isTerminating(work) || isTerminated(work)) return;
    for (const volume of specOf(work.pod).volumes ?? []) if (isRefreshed(work, volume) && concerns(volume)) refreshVolume(kit, work, volume.name);
  });
}

const uses = (volume: Volume, kind: 'ConfigMap' | 'Secret', name: string): boolean => (kind === 'ConfigMap'
  ? volume.configMap?.name === name || (volume.projected?.sources ?? []).some((source) => source.configMap?.name === name)
  : volume.secret?.secretName === name || (volume.projected?.sources ?? []).some((source) => source.secret?.name === name));
