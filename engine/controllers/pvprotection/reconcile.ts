/** A volume that is to go waits until no claim is bound to it. @k8s pkg/controller/volume/pvprotection/pv_protection_controller.go */
import { KINDS, PROTECTION_FINALIZERS, type PersistentVolume } from '../../api/index.ts';
import { protect } from '../finalizers.ts';
import type { Reconcile } from '../request.ts';

export const BY = 'persistentvolume-protection-controller';

export const reconcileVolume = (volume: PersistentVolume): Reconcile | undefined =>
  protect(KINDS.PersistentVolume, volume, PROTECTION_FINALIZERS['persistentvolumes'] ?? '', BY, () => volume.status?.phase === 'Bound');
