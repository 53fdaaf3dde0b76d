import { storageClassOf, type PersistentVolume, type PersistentVolumeClaim } from '../../api/index.ts';
import { compareQuantity, matchesLabelSelector, quantityOf } from '../../base/index.ts';

/** The smallest that will do; one that was kept for the claim before all others. @k8s component-helpers/storage/volume FindMatchingVolume */
export function bestFor(claim: PersistentVolumeClaim, volumes: readonly PersistentVolume[]): PersistentVolume | undefined {
  const size = (volume: PersistentVolume) => quantityOf(volume.spec?.capacity?.['storage'] ?? 0);
  const least = quantityOf(claim.spec?.resources?.requests?.['storage'] ?? 0);
  const { accessModes = [], selector, volumeMode = 'Filesystem' } = claim.spec ?? {};
  const fits = (volume: PersistentVolume): boolean => volume.metadata?.deletionTimestamp === undefined && (volume.spec?.volumeMode ?? 'Filesystem') === volumeMode
    && accessModes.every((mode) => volume.spec?.accessModes?.includes(mode)) && compareQuantity(size(volume), least) >= 0;
  const kept = volumes.find(({ spec }) => isKept(spec?.claimRef, claim));
  if (kept !== undefined && fits(kept)) return kept;
  const free = volumes.filter((volume) => fits(volume) && volume.spec?.claimRef === undefined && volume.status?.phase === 'Available' && storageClassOf(volume) === storageClassOf(claim)
    && (selector === undefined || matchesLabelSelector(selector, volume.metadata?.labels ?? {})));
  return free.reduce<PersistentVolume | undefined>((best, volume) => (best === undefined || compareQuantity(size(volume), size(best)) < 0 ? volume : best), undefined);
}

/** A claim that was deleted and made again under its name is another one. @k8s component-helpers/storage/volume IsVolumeBoundToClaim */
function isKept(ref: NonNullable<PersistentVolume['spec']>['claimRef'], { metadata }: PersistentVolumeClaim): boolean {
  return ref?.name === metadata?.name && ref?.namespace === metadata?.namespace && ((ref?.uid ?? '') === '' || ref?.uid === metadata?.uid);
}
