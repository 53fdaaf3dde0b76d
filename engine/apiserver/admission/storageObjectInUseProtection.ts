/** Volumes and claims are not taken away while they are used: their protection controllers remove these finalizers. @k8s plugin/pkg/admission/storage/storageobjectinuseprotection */
import { PROTECTION_FINALIZERS } from '../../api/index.ts';
import type { AdmissionPlugin } from './types.ts';

export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  resources: Object.keys(PROTECTION_FINALIZERS),
  admit({ operation, resource, subresource }, object) {
    const finalizer = PROTECTION_FINALIZERS[resource];
    const present = object.metadata?.finalizers ?? [];
    if (finalizer === undefined || operation !== 'CREATE' || subresource !== undefined || present.includes(finalizer)) return object;
    return { ...object, metadata: { ...object.metadata, finalizers: [...present, finalizer] } };
  },
};
