/** Rules about volumes and claims that several parts of the cluster share. */

/** By resource of the store. @k8s pkg/volume/util/finalizer.go */
export const PROTECTION_FINALIZERS: { readonly [resource: string]: string | undefined } = {
  persistentvolumeclaims: 'kubernetes.io/pvc-protection',
  persistentvolumes: 'kubernetes.io/pv-protection',
  'volumeattributesclasses.storage.k8s.io': 'kubernetes.io/vac-protection',
};
