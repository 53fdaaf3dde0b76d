/** Nothing built in makes volumes larger: the event says whose work it is. @k8s pkg/controller/volume/expand/expand_controller.go; golden cluster/pvc-expand-refused */
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/index.ts';
import { compareQuantity, quantityOf } from '../../base/index.ts';
import { uidOf } from '../owners.ts';
import { event, type Reconcile } from '../request.ts';

export const BY = 'volume_expand';

const sizeOf = (amounts: { readonly [name: string]: string | number } | undefined) => quantityOf(amounts?.['storage'] ?? 0);
const wanted = ({ spec }: PersistentVolumeClaim) => sizeOf(spec?.resources?.requests);

/** Asks for more than before. */
export const grows = (claim: PersistentVolumeClaim, old: PersistentVolumeClaim | undefined): boolean =>
  old === undefined || compareQuantity(wanted(claim), wanted(old)) > 0;

export function* reconcileGrowth(claim: PersistentVolumeClaim, volume: PersistentVolume | undefined): Reconcile {
  if (claim.status?.phase !== 'Bound' || volume?.spec?.claimRef?.uid !== uidOf(claim)) return undefined;
  if (compareQuantity(wanted(claim), sizeOf(claim.status.capacity)) <= 0) return undefined;
  yield [event(claim, 'Normal', 'ExternalExpanding', 'waiting for an external controller to expand this PVC')];
  return undefined;
}
