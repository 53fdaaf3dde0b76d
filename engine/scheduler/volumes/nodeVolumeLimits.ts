import { storageClassOf, type CSINode, type PersistentVolumeClaim, type Pod } from '../../api/index.ts';
import type { PodInfo } from '../cache/nodeInfo.ts';
import { hasPlace } from '../events.ts';
import { rejection, type Filter } from '../plugin.ts';
import { wantedBy, type Claims } from './claims.ts';

const TOO_MANY = rejection('node(s) exceed max volume count', true);

/** Volume → driver that attaches it. */
type Attached = Map<string, string>;

const limitsOf = (node: CSINode | undefined): ReadonlyMap<string, number> =>
  new Map((node?.spec.drivers ?? []).flatMap(({ name, allocatable }) => (allocatable?.count === undefined ? [] : [[name, allocatable.count] as const])));

/** A claim without a volume yet is counted under a name of its own. @k8s csi.go getCSIDriverInfo */
function addClaim(into: Attached, claims: Claims, claim: PersistentVolumeClaim): void {
  const volume = claims.volume(claim.spec?.volumeName ?? '');
  if (volume !== undefined) {
    if (volume.spec?.csi !== undefined) into.set(`${volume.spec.csi.driver}/${volume.spec.csi.volumeHandle}`, volume.spec.csi.driver);
    return;
  }
  const driver = claims.class(storageClassOf(claim))?.provisioner;
  if (driver !== undefined) into.set(`${driver}/unbound-${claim.metadata?.namespace ?? ''}/${claim.metadata?.name ?? ''}`, driver);
}

function volumesOf({ pod }: PodInfo, claims: Claims, into: Attached): void {
  for (const { name } of wantedBy(pod)) {
    const claim = claims.claimOf(pod.metadata?.namespace, name);
    if (claim !== undefined) addClaim(into, claims, claim);
  }
}

function count(volumes: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const driver of volumes) counts.set(driver, (counts.get(driver) ?? 0) + 1);
  return counts;
}

/** @k8s csi.go getNodeVolumeAttachmentInfo */
function attachedTo(node: string, claims: Claims): Attached {
  const found: Attached = new Map();
  for (const { spec } of claims.attachments(node)) {
    const handle = claims.volume(spec.source.persistentVolumeName ?? '')?.spec?.csi?.volumeHandle;
    if (spec.attacher !== '' && handle !== undefined) found.set(`${spec.attacher}/${handle}`, spec.attacher);
  }
  return found;
}

const hasClaims = (pod: Pod): boolean => wantedBy(pod).length > 0;

/** What a driver can attach to one node. @k8s pkg/scheduler/framework/plugins/nodevolumelimits/csi.go */
export const nodeVolumeLimits: Filter = {
  name: 'NodeVolumeLimits',
  prepare: (pod, { claims }) => {
    if (claims === undefined) return undefined;
    const wanted: Attached = new Map();
    volumesOf(pod, claims, wanted);
    if (wanted.size === 0) return undefined;
    return {
      filter: (node) => {
        const limits = limitsOf(claims.csiNode(node.name));
        if (limits.size === 0) return undefined;
        const present: Attached = new Map();
        for (const other of node.pods.values()) if (hasClaims(other.pod)) volumesOf(other, claims, present);
        const more = count([...wanted].flatMap(([volume, driver]) => (present.has(volume) ? [] : [driver])));
        for (const [volume, driver] of attachedTo(node.name, claims)) if (!present.has(volume)) present.set(volume, driver);
        const used = count(present.values());
        for (const [driver, added] of more) if ((used.get(driver) ?? 0) + added > (limits.get(driver) ?? Infinity)) return TOO_MANY;
        return undefined;
      },
    };
  },
  events: [
    { resource: 'CSINode', actions: ['Add'] },
    {
      resource: 'CSINode', actions: ['Update'],
      hint: (_, { old, now }) => { const before = limitsOf(old); return (now?.spec.drivers ?? []).some(({ name, allocatable }) => (allocatable?.count ?? 0) > (before.get(name) ?? 0)); },
    },
    { resource: 'Pod', actions: ['Delete'], hint: (_, { old }) => old !== undefined && hasPlace(old) && hasClaims(old) },
    { resource: 'PersistentVolumeClaim', actions: ['Add'], hint: ({ pod }, { now }) => now?.metadata?.namespace === pod.metadata?.namespace && wantedBy(pod).some(({ name }) => name === now?.metadata?.name) },
    { resource: 'VolumeAttachment', actions: ['Delete'], hint: ({ pod }) => (pod.spec?.volumes ?? []).some(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined) },
  ],
};
