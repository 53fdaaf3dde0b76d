/** A class of volume attributes that is to go waits for the volumes and claims that name it. @k8s pkg/controller/volume/vacprotection/vac_protection_controller.go */
import { KINDS, PROTECTION_FINALIZERS, type PersistentVolume, type PersistentVolumeClaim, type VolumeAttributesClass } from '../../api/index.ts';
import { protect } from '../finalizers.ts';
import type { Reconcile } from '../request.ts';

export const BY = 'volumeattributesclass-protection-controller';

/** The classes that an object names: wanted, and in force. */
export function classesOf({ spec, status }: PersistentVolume | PersistentVolumeClaim): readonly string[] {
  const current = (status as PersistentVolumeClaim['status'])?.currentVolumeAttributesClassName; // only claims have it
  return [...new Set([spec?.volumeAttributesClassName ?? '', current ?? ''])].filter((name) => name !== '');
}

export const reconcileClass = (found: VolumeAttributesClass, used: () => boolean): Reconcile | undefined =>
  protect(KINDS.VolumeAttributesClass, found, PROTECTION_FINALIZERS['volumeattributesclasses.storage.k8s.io'] ?? '', BY, used);
