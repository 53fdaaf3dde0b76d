/** Claims that name no class get the default one, the newest if there are several. @k8s plugin/pkg/admission/storage/storageclass/setdefault/admission.go */
import { BETA_CLASS, isDefaultClass, type KubeObject, type PersistentVolumeClaim, type StorageClass } from '../../api/index.ts';
import type { AdmissionPlugin } from './types.ts';

/** Newest first; of the same second the first name. @k8s pkg/volume/util/storageclass.go GetDefaultClass */
export function newestOf<T extends KubeObject>(objects: readonly T[]): T | undefined {
  const rank = ({ metadata }: KubeObject): string => metadata?.creationTimestamp ?? '';
  return objects.reduce<T | undefined>((best, each) => {
    if (best === undefined || rank(each) > rank(best)) return each;
    return rank(each) === rank(best) && (each.metadata?.name ?? '') < (best.metadata?.name ?? '') ? each : best;
  }, undefined);
}

export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  resources: ['persistentvolumeclaims'],
  admit({ operation, resource, subresource }, object, { store }) {
    if (operation !== 'CREATE' || resource !== 'persistentvolumeclaims' || subresource !== undefined) return object;
    const claim = object as PersistentVolumeClaim; // the resource tells the type
    if (claim.metadata?.annotations?.[BETA_CLASS] !== undefined || claim.spec?.storageClassName !== undefined) return claim;
    const found = newestOf((store.list('storageclasses.storage.k8s.io') as readonly StorageClass[]).filter(isDefaultClass)); // likewise
    if (found === undefined) return claim;
    const named: PersistentVolumeClaim = { ...claim, spec: { ...claim.spec, storageClassName: found.metadata?.name ?? '' } };
    return named;
  },
};
