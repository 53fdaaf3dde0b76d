/** Only bound claims grow, and only if their class says so. @k8s plugin/pkg/admission/storage/persistentvolume/resize/admission.go; golden cluster/pvc-expand-refused */
import { storageClassOf, type PersistentVolumeClaim, type StorageClass } from '../../api/index.ts';
import { compareQuantity, quantityOf } from '../../base/index.ts';
import { forbid } from './forbid.ts';
import type { AdmissionPlugin } from './types.ts';

const sizeOf = ({ spec }: PersistentVolumeClaim) => quantityOf(spec?.resources?.requests?.['storage'] ?? 0);

export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  resources: ['persistentvolumeclaims'],
  validate(attributes, object, { store }) {
    const { operation, resource, subresource, old } = attributes;
    if (operation !== 'UPDATE' || resource !== 'persistentvolumeclaims' || subresource !== undefined || object === undefined || old === undefined) return undefined;
    const [claim, before] = [object as PersistentVolumeClaim, old as PersistentVolumeClaim]; // the resource tells the type
    if (compareQuantity(sizeOf(claim), sizeOf(before)) <= 0) return undefined;
    if (before.status?.phase !== 'Bound') return forbid(attributes, object, 'Only bound persistent volume claims can be expanded');
    const [name, oldName] = [storageClassOf(claim), storageClassOf(before)];
    const found = store.get('storageclasses.storage.k8s.io', name) as StorageClass | undefined; // likewise
    if (name !== '' && name === oldName && found?.allowVolumeExpansion === true) return undefined;
    return forbid(attributes, object, 'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize');
  },
};
