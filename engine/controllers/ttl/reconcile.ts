/** How long a kubelet may use Secrets and ConfigMaps without asking again: longer in larger clusters. @k8s pkg/controller/ttl/ttl_controller.go */
import { KINDS, type Node } from '../../api/index.ts';
import { nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'ttl-controller';
export const TTL = 'node.alpha.kubernetes.io/ttl';

type Step = readonly [least: number, most: number, seconds: number];
/** They overlap, so that a cluster at a limit does not change back and forth. */
const STEPS: readonly Step[] = [[0, 100, 0], [90, 500, 15], [450, 1000, 30], [900, 2000, 60], [1800, Infinity, 300]];

/** Counts nodes as they come and go. */
export function createSteps(): { add(): void; remove(): void; seconds(): string } {
  let nodes = 0;
  let step = 0;
  const at = (): Step => STEPS[step] ?? [0, Infinity, 0];
  return {
    add() { nodes++; if (nodes > at()[1]) step++; },
    remove() { nodes--; if (nodes < at()[0]) step--; },
    seconds: () => String(at()[2]),
  };
}

export function* reconcileTtl(node: Node, seconds: string): Reconcile {
  if (node.metadata?.annotations?.[TTL] === seconds) return undefined;
  const result = yield* send<Node>({
    verb: 'patch', kind: kindOf(KINDS.Node), namespace: undefined, name: nameOf(node), patch: { metadata: { annotations: { [TTL]: seconds } } },
    because: { by: BY, rule: 'say how long the kubelet may use what it has read', cause: `nodes/${nameOf(node)}` },
  });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}
