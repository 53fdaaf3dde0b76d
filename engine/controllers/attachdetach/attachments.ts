/** Which volumes of which pods have to be attached to a node before they can be mounted. @k8s pkg/volume/csi/csi_attacher.go, csi_plugin.go CanAttach */
import type { PersistentVolume, Pod, VolumeAttachment } from '../../api/index.ts';
import { sha256 } from '../../base/index.ts';
import { nameOf } from '../owners.ts';
import { claimsOf } from '../podClaims.ts';

export type Attachment = { readonly name: string; readonly node: string; readonly volume: PersistentVolume; readonly driver: string; readonly handle: string };

/** @k8s pkg/volume/csi/csi_attacher.go getAttachmentName */
const attachmentName = (handle: string, driver: string, node: string): string => `csi-${sha256(new TextEncoder().encode(`${handle}${driver}${node}`))}`;

export const isOver = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** A driver that says of itself that it needs no attaching is left out. */
export function attachmentsOf(pod: Pod, volumeOf: (claim: string) => PersistentVolume | undefined, needsNone: (driver: string) => boolean): Attachment[] {
  const node = pod.spec?.nodeName ?? '';
  if (node === '' || isOver(pod)) return [];
  return claimsOf(pod).flatMap((claim) => {
    const volume = volumeOf(claim);
    const csi = volume?.spec?.csi;
    if (volume === undefined || csi === undefined || needsNone(csi.driver)) return [];
    return [{ name: attachmentName(csi.volumeHandle, csi.driver, node), node, volume, driver: csi.driver, handle: csi.volumeHandle }];
  });
}

export const attachmentObject = ({ name, node, volume, driver }: Attachment): VolumeAttachment =>
  ({ apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttachment', metadata: { name }, spec: { attacher: driver, nodeName: node, source: { persistentVolumeName: nameOf(volume) } } });

/** @k8s pkg/volume/csi/csi_attacher.go waitForVolumeAttachmentInternal, pkg/volume/util/types GenerateError */
export const tooLate = ({ volume, driver, handle }: Attachment): string =>
  `AttachVolume.Attach failed for volume ${JSON.stringify(nameOf(volume))} : timed out waiting for external-attacher of ${driver} CSI driver to attach volume ${handle}`;

const SHARED: ReadonlySet<string> = new Set(['ReadWriteMany', 'ReadOnlyMany']);
/** Only one node may have it. @k8s pkg/volume/util IsMultiAttachAllowed */
export const isExclusive = ({ spec }: PersistentVolume): boolean => (spec?.accessModes ?? []).length > 0 && !(spec?.accessModes ?? []).some((mode) => SHARED.has(mode));

/** @param users the pods that have it on other nodes @k8s attachdetach/reconciler reportMultiAttachError */
export function usedElsewhere({ volume }: Attachment, pod: Pod, users: readonly Pod[]): string {
  const own = users.filter(({ metadata }) => metadata?.namespace === pod.metadata?.namespace).map(nameOf);
  const others = users.length - own.length;
  const inOthers = `${others} pod(s) in different namespaces`;
  const why = users.length === 0 ? "Volume is already exclusively attached to one node and can't be attached to another"
    : own.length === 0 ? `Volume is already used by ${inOthers}` : `Volume is already used by pod(s) ${own.join(', ')}${others > 0 ? ` and ${inOthers}` : ''}`;
  return `Multi-Attach error for volume ${JSON.stringify(nameOf(volume))} ${why}`;
}
