/** What the controller asks for when a node's state has changed. */
import { KINDS, podCondition, type Node, type NodeCondition, type Pod, type Taint } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import { keyOf, nameOf, namespaceOf } from '../owners.ts';
import { event, kindOf, send, type Reconcile, type Request } from '../request.ts';

export const BY = 'node-controller';

const place = (node: Node, rule: string) =>
  ({ kind: kindOf(KINDS.Node), namespace: undefined, name: nameOf(node), because: { by: BY, rule, cause: `nodes/${nameOf(node)}` } });

export function* writeTaints(node: Node, taints: readonly Taint[], rule: string): Reconcile {
  const result = yield* send<Node>({ verb: 'patch', ...place(node, rule), patch: { spec: { taints: taints.length === 0 ? null : taints as readonly Json[] } } });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}

/** The node's conditions, then its event, then its pods. @k8s golden cluster/node-kubelet-stopped-deployment */
export function* markLost(node: Node, conditions: readonly NodeCondition[], pods: readonly Pod[], at: string): Reconcile {
  const result = yield* send<Node>({ verb: 'patch', ...place(node, 'nothing was heard of the node'), subresource: 'status', patch: { status: { conditions: conditions as readonly Json[] } } });
  if (!result.ok) return result.status.code === 404 ? undefined : result.status;
  yield [event(node, 'Normal', 'NodeNotReady', `Node ${nameOf(node)} status is now: NodeNotReady`)];
  return yield* markPodsNotReady(pods, at);
}

/** Endpoints must not lead to pods nobody hears of. */
export function* markPodsNotReady(pods: readonly Pod[], at: string): Reconcile {
  const ready = pods.filter((pod) => podCondition(pod, 'Ready')?.status === 'True');
  if (ready.length === 0) return undefined;
  const patches = ready.map((pod): Request => ({
    verb: 'patch', kind: kindOf(KINDS.Pod), namespace: namespaceOf(pod), name: nameOf(pod), subresource: 'status',
    patch: { status: { conditions: (pod.status?.conditions ?? []).map((condition) => (condition.type === 'Ready' ? { ...condition, status: 'False', lastTransitionTime: at } : condition)) as readonly Json[] } },
    because: { by: BY, rule: 'pods of a lost node are not ready', cause: `pods/${keyOf(pod)}` },
  }));
  // Told while it is being written, not after.
  yield patches.flatMap((patch, i) => { const pod = ready[i]; return pod === undefined ? [patch] : [patch, event(pod, 'Warning', 'NodeNotReady', 'Node is not ready')]; });
  return undefined;
}
