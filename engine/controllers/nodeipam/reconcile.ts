/** Each node gets a range of addresses for its pods. @k8s pkg/controller/nodeipam/ipam/range_allocator.go */
import { KINDS, type Node } from '../../api/index.ts';
import { nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'node-ipam-controller';
const RANGES = 256;
const rangeOf = (index: number): string => `10.244.${index}.0/24`;

/** The lowest range that no node has. */
export function freeRange(nodes: readonly Node[]): string | undefined {
  const taken = new Set(nodes.map((node) => node.spec?.podCIDR));
  for (let index = 0; index < RANGES; index++) if (!taken.has(rangeOf(index))) return rangeOf(index);
  return undefined;
}

export function* reconcileNodeRange(node: Node, nodes: readonly Node[]): Reconcile {
  if ((node.spec?.podCIDR ?? '') !== '') return undefined;
  const podCIDR = freeRange(nodes);
  if (podCIDR === undefined) {
    yield [{ verb: 'event', about: node, type: 'Normal', reason: 'CIDRNotAvailable', message: `Node ${nameOf(node)} status is now: CIDRNotAvailable` }];
    return undefined;
  }
  const result = yield* send<Node>({
    verb: 'patch', kind: kindOf(KINDS.Node), namespace: undefined, name: nameOf(node), patch: { spec: { podCIDR, podCIDRs: [podCIDR] } },
    because: { by: BY, rule: 'give the node a range for its pods', cause: `nodes/${nameOf(node)}` },
  });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}
