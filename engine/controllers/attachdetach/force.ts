/** When a volume is taken from a node that may have it mounted still. @k8s attachdetach/reconciler reconcile, hasOutOfServiceTaint */
import type { Node } from '../../api/index.ts';

/** @k8s --attach-detach-reconcile-max-wait-unmount-duration */
export const MAX_WAIT_MS = 360_000;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/**
 * A node that is Ready has unmounted what its pods do not need before they went. One that is not loses it once somebody has said
 * that it is out of service, or after six minutes.
 * @param unusedSince since when no pod of the node needs it
 */
export function forcedOff(node: Node | undefined, unusedSince: number | undefined, now: number): boolean {
  if (node?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true) return true;
  if (node?.spec?.taints?.some(({ key }) => key === OUT_OF_SERVICE) === true) return true;
  return unusedSince !== undefined && now > unusedSince + MAX_WAIT_MS;
}
