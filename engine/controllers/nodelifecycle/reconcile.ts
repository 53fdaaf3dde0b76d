/** What the controller asks for when a node's state has changed. */
import { KINDS, podCondition, type Node, type NodeCondition, type Pod, type Taint } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import { keyOf, nameOf, namespaceOf } from '../owners.ts';
import { event, kindOf, send, type Reconcile, type Request } from '../request.ts';
import { taintsWith, taintsWithout, type TaintChange } from './taints.ts';

export const BY = 'node-controller';

const place = (node: Node, rule: string) =>
  ({ kind: kindOf(KINDS.Node), namespace: undefined, name: nameOf(node), because: { by: BY, rule, cause: `nodes/${nameOf(node)}` } });

/** Events name a node without its revision. @k8s pkg/controller/util/node RecordNodeEvent */
export const nodeReference = ({ metadata }: Node): Node => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: metadata?.name ?? '', ...(metadata?.uid === undefined ? {} : { uid: metadata.uid }) } });

/** What comes is written before what goes. @k8s pkg/controller/util/node SwapNodeControllerTaint */
export function* swapTaints(node: Node, { add, remove }: TaintChange, at: string, rule: string): Reconcile {
  let taints = node.spec?.taints ?? [];
  if (add.length > 0) {
    taints = taintsWith(taints, add, at);
    const result = yield* writeTaints(node, taints, rule);
    if (!result.ok) return result.status.code === 404 ? undefined : result.status;
    taints = result.value.spec?.taints ?? taints;
  }
  if (remove.length === 0) return undefined;
  const result = yield* writeTaints(node, taintsWithout(taints, remove), rule);
  return result.ok || result.status.code === 404 ? undefined : result.status;
}
const writeTaints = (node: Node, taints: readonly Taint[], rule: string) =>
  send<Node>({ verb: 'patch', ...place(node, rule), patch: { spec: { taints: taints.length === 0 ? null : taints as readonly Json[] } } });

export function* writeLabels(node: Node, labels: { readonly [label: string]: string }): Reconcile {
  const result = yield* send<Node>({ verb: 'patch', ...place(node, 'older labels follow the present ones'), patch: { metadata: { labels } } });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}

/** The node's conditions, then its event; a node that had not been well says nothing new. @k8s golden cluster/node-kubelet-stopped-deployment */
export function* markLost(node: Node, conditions: readonly NodeCondition[], wasReady: boolean, then: () => void): Reconcile {
  const result = yield* send<Node>({ verb: 'patch', ...place(node, 'nothing was heard of the node'), subresource: 'status', patch: { status: { conditions: conditions as readonly Json[] } } });
  if (!result.ok) return result.status.code === 404 ? undefined : result.status;
  if (!wasReady) return undefined;
  yield [event(nodeReference(node), 'Normal', 'NodeNotReady', `Node ${nameOf(node)} status is now: NodeNotReady`)];
  then();
  return undefined;
}

/** Endpoints must not lead to pods nobody hears of. @k8s pkg/controller/util/node MarkPodsNotReady */
export function* markPodsNotReady(pods: readonly Pod[], at: string): Reconcile {
  const ready = pods.filter((pod) => podCondition(pod, 'Ready')?.status === 'True');
  if (ready.length === 0) return undefined;
  // Told while it is being written, not after.
  const replies = yield ready.flatMap((pod) => [unready(pod, at), event(pod, 'Warning', 'NodeNotReady', 'Node is not ready')]);
  const failed = replies.find((reply) => reply?.ok === false && reply.status.code !== 404);
  return failed?.ok === false ? failed.status : undefined;
}
const unready = (pod: Pod, at: string): Request => ({
  verb: 'patch', kind: kindOf(KINDS.Pod), namespace: namespaceOf(pod), name: nameOf(pod), subresource: 'status',
  patch: { status: { conditions: (pod.status?.conditions ?? []).map((condition) => (condition.type === 'Ready' ? { ...condition, status: 'False', lastTransitionTime: at } : condition)) as readonly Json[] } },
  because: { by: BY, rule: 'pods of a lost node are not ready', cause: `pods/${keyOf(pod)}` },
});
