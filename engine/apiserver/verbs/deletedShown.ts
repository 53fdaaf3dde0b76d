/** What DELETE answers: the object that is gone, or only that it succeeded. */
import type { KindDefinition } from '../../api/index.ts';

/** @k8s ReturnDeletedObject of the registries under pkg/registry; golden world/openapi-v3 */
const SHOWN = new Set(['CSIDriver', 'CSINode', 'DeviceClass', 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodTemplate', 'ResourceClaim',
  'ResourceClaimTemplate', 'ResourceQuota', 'ResourceSlice', 'Service', 'ServiceAccount', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass']);

export const isDeletedShown = ({ kind, custom }: KindDefinition): boolean => custom === undefined && SHOWN.has(kind);
