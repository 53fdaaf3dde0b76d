/** Which volume suits a claim. @k8s staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go FindMatchingVolume, CheckVolumeSatisfyClaim */
import { storageClassOf, type PersistentVolume, type PersistentVolumeClaim } from '../../api/index.ts';
import { compareQuantity, matchesLabelSelector, quantityOf, type Quantity } from '../../base/index.ts';
import { isDeleting, nameOf } from '../owners.ts';
import { isBoundTo } from './binding.ts';

const sizeOf = ({ spec }: PersistentVolume): Quantity => quantityOf(spec?.capacity?.['storage'] ?? 0);
const wantedBy = ({ spec }: PersistentVolumeClaim): Quantity => quantityOf(spec?.resources?.requests?.['storage'] ?? 0);
const modeOf = ({ spec }: PersistentVolume | PersistentVolumeClaim): string => spec?.volumeMode ?? 'Filesystem';
const attributesOf = ({ spec }: PersistentVolume | PersistentVolumeClaim): string => spec?.volumeAttributesClassName ?? '';
const modesFit = (volume: PersistentVolume, claim: PersistentVolumeClaim): boolean =>
  (claim.spec?.accessModes ?? []).every((mode) => (volume.spec?.accessModes ?? []).includes(mode));

export const sameVolumeMode = (volume: PersistentVolume, claim: PersistentVolumeClaim): boolean => modeOf(volume) === modeOf(claim);

/** Why a volume that the claim names cannot be had. @k8s golden cluster/pvc-volume-mismatch */
export function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (isDeleting(volume)) return `the volume is marked for deletion ${JSON.stringify(nameOf(volume))}`;
  if (compareQuantity(sizeOf(volume), wantedBy(claim)) < 0) return 'requested PV is too small';
  if (storageClassOf(volume) !== storageClassOf(claim)) return 'storageClassName does not match';
  if (attributesOf(volume) !== attributesOf(claim)) return 'volumeAttributesClassName does not match';
  if (!sameVolumeMode(volume, claim)) return 'incompatible volumeMode';
  return modesFit(volume, claim) ? undefined : 'incompatible accessMode';
}

/** The volume that names the claim already, or the smallest that will do; those with fewer access modes first. `delayed`: only the former. */
export function bestMatch(claim: PersistentVolumeClaim, volumes: readonly PersistentVolume[], delayed: boolean): PersistentVolume | undefined {
  const wanted = wantedBy(claim);
  const fitting = volumes.filter((volume) => !isDeleting(volume) && modesFit(volume, claim) && sameVolumeMode(volume, claim)
    && compareQuantity(sizeOf(volume), wanted) >= 0);
  const reserved = fitting.find((volume) => isBoundTo(volume, claim));
  if (reserved !== undefined || delayed) return reserved;
  const { selector } = claim.spec ?? {};
  const free = fitting.filter((volume) => volume.spec?.claimRef === undefined && storageClassOf(volume) === storageClassOf(claim)
    && attributesOf(volume) === attributesOf(claim) && volume.status?.phase === 'Available'
    && (selector === undefined || matchesLabelSelector(selector, volume.metadata?.labels ?? {})));
  const modes = ({ spec }: PersistentVolume): number => new Set(spec?.accessModes ?? []).size;
  return free.reduce<PersistentVolume | undefined>((best, volume) => {
    if (best === undefined || modes(volume) < modes(best)) return volume;
    return modes(volume) === modes(best) && compareQuantity(sizeOf(volume), sizeOf(best)) < 0 ? volume : best;
  }, undefined);
}
