/** Each node gets a range of addresses for its pods. @k8s pkg/controller/nodeipam/ipam/range_allocator.go */
import { failure, KINDS, type Node } from '../../api/index.ts';
import { nameOf } from '../owners.ts';
import { event, kindOf, send, type Reconcile } from '../request.ts';
import type { Ranges } from './ranges.ts';

export const BY = 'node-ipam-controller';
/** As its events name it. */
export const SOURCE = 'cidrAllocator';

const NONE_LEFT = 'failed to allocate cidr from cluster cidr at idx:0: CIDR allocation failed; there are no remaining CIDRs left to allocate in the accepted range';

const told = ({ metadata }: Node, reason: string) =>
  event({ apiVersion: 'v1', kind: 'Node', metadata: { name: metadata?.name ?? '', ...(metadata?.uid === undefined ? {} : { uid: metadata.uid }) } }, 'Normal', reason, `Node ${metadata?.name ?? ''} status is now: ${reason}`);

/** With nothing left it is tried again, less and less often. */
export function* reconcileNodeRange(node: Node, ranges: Ranges): Reconcile {
  if ((node.spec?.podCIDR ?? '') !== '') return undefined;
  const podCIDR = ranges.take();
  if (podCIDR === undefined) {
    yield [told(node, 'CIDRNotAvailable')];
    return failure(500, 'InternalError', NONE_LEFT);
  }
  const result = yield* send<Node>({
    verb: 'patch', kind: kindOf(KINDS.Node), namespace: undefined, name: nameOf(node), patch: { spec: { podCIDR, podCIDRs: [podCIDR] } },
    because: { by: BY, rule: 'give the node a range for its pods', cause: `nodes/${nameOf(node)}` },
  });
  if (result.ok) return undefined;
  ranges.release(podCIDR);
  if (result.status.code === 404) return undefined;
  yield [told(node, 'CIDRAssignmentFailed')];
  return result.status;
}
