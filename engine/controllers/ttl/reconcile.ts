/** How long a kubelet may use Secrets and ConfigMaps without asking again: longer in larger clusters. @k8s pkg/controller/ttl/ttl_controller.go */
import { KINDS, type Node } from '../../api/index.ts';
import { nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'ttl-controller';
export const TTL = 'node.alpha.kubernetes.io/ttl';
const STEPS: readonly (readonly [nodesAtMost: number, seconds: number])[] = [[100, 0], [500, 15], [1000, 30], [2000, 60], [Infinity, 300]];

export function* reconcileTtl(node: Node, nodes: number): Reconcile {
  const seconds = String(STEPS.find(([most]) => nodes <= most)?.[1] ?? 0);
  if (node.metadata?.annotations?.[TTL] === seconds) return undefined;
  const result = yield* send<Node>({
    verb: 'patch', kind: kindOf(KINDS.Node), namespace: undefined, name: nameOf(node), patch: { metadata: { annotations: { [TTL]: seconds } } },
    because: { by: BY, rule: 'say how long the kubelet may use what it has read', cause: `nodes/${nameOf(node)}` },
  });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}
