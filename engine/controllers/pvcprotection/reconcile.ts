/** A claim that is to go waits for the pods that use it. @k8s pkg/controller/volume/pvcprotection/pvc_protection_controller.go */
import { KINDS, PROTECTION_FINALIZERS, type PersistentVolumeClaim, type Pod } from '../../api/index.ts';
import { protect } from '../finalizers.ts';
import { nameOf } from '../owners.ts';
import type { Reconcile } from '../request.ts';

export const BY = 'persistentvolumeclaim-protection-controller';

/** Its containers are gone for good: a claim of its own goes before it, if the pod waits for what it owns. @k8s pkg/controller/volume/pvcprotection/pvc_protection_controller.go podIsShutDown */
const isShutDown = ({ metadata }: Pod): boolean => metadata?.deletionTimestamp !== undefined && metadata.deletionGracePeriodSeconds === 0;

/** Pods without a node do not count: none will start with a claim that goes. */
const uses = (pod: Pod, claim: string): boolean => (pod.spec?.nodeName ?? '') !== ''
  && (!isShutDown(pod) || pod.spec?.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim) === true);

/** @param users pods with the claim among their volumes */
export const reconcileClaim = (claim: PersistentVolumeClaim, users: readonly Pod[]): Reconcile | undefined =>
  protect(KINDS.PersistentVolumeClaim, claim, PROTECTION_FINALIZERS['persistentvolumeclaims'] ?? '', BY, () => users.some((pod) => uses(pod, nameOf(claim))));
