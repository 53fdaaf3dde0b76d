import type { Pod, Volume } from '../../api/index.ts';
import type { PodInfo } from '../cache/nodeInfo.ts';
import { rejection, type Filter } from '../plugin.ts';
import type { Claims } from './claims.ts';

const NO_DISK = rejection('node(s) had no available disk', true);
const IN_USE = rejection('node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod', true);

/** The same disk, unless both only read it. @k8s volume_restrictions.go isVolumeConflict */
function clash(a: Volume, b: Volume): boolean {
  const written = (x: { readonly readOnly?: boolean }, y: { readonly readOnly?: boolean }): boolean => !(x.readOnly === true && y.readOnly === true);
  const [gce, gce2, aws, aws2] = [a.gcePersistentDisk, b.gcePersistentDisk, a.awsElasticBlockStore, b.awsElasticBlockStore];
  if (gce !== undefined && gce2 !== undefined && gce.pdName === gce2.pdName && written(gce, gce2)) return true;
  if (aws !== undefined && aws2 !== undefined && aws.volumeID === aws2.volumeID) return true;
  if (a.iscsi !== undefined && b.iscsi !== undefined && a.iscsi.iqn === b.iscsi.iqn && written(a.iscsi, b.iscsi)) return true;
  const [rbd, rbd2] = [a.rbd, b.rbd];
  return rbd !== undefined && rbd2 !== undefined && (rbd.monitors ?? []).some((one) => rbd2.monitors?.includes(one)) && (rbd.pool ?? 'rbd') === (rbd2.pool ?? 'rbd')
    && rbd.image === rbd2.image && written(rbd, rbd2);
}
const isDisk = (volume: Volume): boolean => volume.gcePersistentDisk !== undefined || volume.awsElasticBlockStore !== undefined || volume.rbd !== undefined || volume.iscsi !== undefined;
const clashes = (disks: readonly Volume[], { spec }: Pod): boolean => (spec?.volumes ?? []).some((volume) => disks.some((disk) => clash(disk, volume)));
const disksOf = ({ pod }: PodInfo): readonly Volume[] => (pod.spec?.volumes ?? []).filter(isDisk);
const claimNames = ({ spec }: Pod): readonly string[] => (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => (persistentVolumeClaim === undefined ? [] : [persistentVolumeClaim.claimName]));

const ended = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
const uses = ({ pod }: PodInfo, claims: Claims, name: string): boolean =>
  claims.users(name).some((other) => other.metadata?.uid !== pod.metadata?.uid && (other.spec?.nodeName ?? '') !== '' && !ended(other));

/** One writer per disk, and one pod per claim that says so. @k8s pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go */
export const volumeRestrictions: Filter = {
  name: 'VolumeRestrictions',
  prepare: (pod, { claims }) => {
    const disks = disksOf(pod);
    const single: string[] = [];
    for (const { name, ephemeral } of claims?.wanted ?? []) {
      const claim = ephemeral ? undefined : claims?.claim(name);
      if (claim === undefined && !ephemeral) return { rejected: `persistentvolumeclaim "${name}" not found` };
      if (claim?.spec?.accessModes?.includes('ReadWriteOncePod') === true) single.push(name);
    }
    let conflicts = claims === undefined ? 0 : single.filter((name) => uses(pod, claims, name)).length;
    if (disks.length === 0 && conflicts === 0) return undefined;
    return {
      filter: (node) => {
        for (const other of disks.length === 0 ? [] : node.pods.values()) if (clashes(disks, other.pod)) return NO_DISK;
        return conflicts > 0 ? IN_USE : undefined;
      },
      change: (other, _, by) => { conflicts += by * claimNames(other.pod).filter((name) => single.includes(name)).length; },
    };
  },
  events: [
    {
      resource: 'Pod', actions: ['Delete'],
      hint: (pod, { old }) => old !== undefined && old.metadata?.namespace === pod.pod.metadata?.namespace
        && (clashes(disksOf(pod), old) || claimNames(old).some((name) => claimNames(pod.pod).includes(name))),
    },
    { resource: 'Node', actions: ['Add'] },
    { resource: 'PersistentVolumeClaim', actions: ['Add'], hint: ({ pod }, { now }) => now?.metadata?.namespace === pod.metadata?.namespace && claimNames(pod).includes(now?.metadata?.name ?? '') },
  ],
};
