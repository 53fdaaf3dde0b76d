/** A claim that is to go waits for the pods that use it. @k8s pkg/controller/volume/pvcprotection/pvc_protection_controller.go */
import { KINDS, PROTECTION_FINALIZERS, type PersistentVolumeClaim, type Pod } from '../../api/index.ts';
import { protect } from '../finalizers.ts';
import type { Reconcile } from '../request.ts';

export const BY = 'persistentvolumeclaim-protection-controller';

/** `users`: pods with the claim among their volumes. Those without a node do not count: none will start with a claim that goes. */
export const reconcileClaim = (claim: PersistentVolumeClaim, users: readonly Pod[]): Reconcile | undefined =>
  protect(KINDS.PersistentVolumeClaim, claim, PROTECTION_FINALIZERS['persistentvolumeclaims'] ?? '', BY, () => users.some(({ spec }) => (spec?.nodeName ?? '') !== ''));
