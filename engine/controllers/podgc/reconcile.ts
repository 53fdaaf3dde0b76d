/** Pods that nobody looks after any more. @k8s pkg/controller/podgc/gc_controller.go */
import { isPodTerminal, KINDS, type Node, type Pod } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf } from '../owners.ts';
import { kindOf, type Reconcile, type Request } from '../request.ts';
import { withPodCondition } from '../podConditions.ts';

export const BY = 'pod-garbage-collector';
export const TERMINATED_LIMIT = 12_500;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** Nobody brings a pod back that is on a node which has been missing for so long. */
export const QUARANTINE_MS = 40_000;

export type Collectable = { readonly pod: Pod; readonly rule: string; readonly disrupted: boolean };

export function collectable(pods: readonly Pod[], nodeOf: (name: string) => Node | undefined, longGone: (name: string) => boolean): readonly Collectable[] {
  const out: Collectable[] = [];
  for (const pod of pods) {
    const name = pod.spec?.nodeName ?? '';
    const node = nodeOf(name);
    if (name === '') { if (isDeleting(pod)) out.push({ pod, rule: 'a deleted pod without a node goes at once', disrupted: false }); continue; }
    if (node === undefined) { if (longGone(name)) out.push({ pod, rule: 'its node no longer exists', disrupted: true }); continue; }
    if (isDeleting(pod) && isOutOfService(node)) out.push({ pod, rule: 'its node is out of service', disrupted: false });
  }
  const over = pods.filter(isPodTerminal);
  const surplus = over.toSorted((a, b) => ((a.metadata?.creationTimestamp ?? '') < (b.metadata?.creationTimestamp ?? '') ? -1 : 1)).slice(0, Math.max(0, over.length - TERMINATED_LIMIT));
  return [...out, ...surplus.map((pod) => ({ pod, rule: 'too many finished pods', disrupted: false }))];
}

const isOutOfService = (node: Node): boolean => (node.spec?.taints ?? []).some(({ key }) => key === OUT_OF_SERVICE)
  && !(node.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');

/** Marked as failed, so that whoever counts it sees an end, then deleted without grace. @k8s golden cluster/node-deleted-and-rejoined */
export function* collect({ pod, rule, disrupted }: Collectable, at: string): Reconcile {
  const because = { by: BY, rule, cause: disrupted ? `nodes/${pod.spec?.nodeName}` : `pods/${keyOf(pod)}` };
  const place = { kind: kindOf(KINDS.Pod), namespace: namespaceOf(pod), name: nameOf(pod), because };
  if (!isPodTerminal(pod)) {
    const generation = pod.metadata?.generation;
    const conditions = disrupted ? { conditions: withPodCondition(pod, { type: 'DisruptionTarget', status: 'True', reason: 'DeletionByPodGC', message: 'PodGC: node no longer exists' }, at) } : {};
    const status: JsonObject = { phase: 'Failed', ...(generation === undefined ? {} : { observedGeneration: generation }), ...conditions };
    yield [{ verb: 'patch', ...place, subresource: 'status', patch: { status } }];
  }
  const remove: Request = { verb: 'delete', ...place, options: { gracePeriodSeconds: 0 } };
  const [reply] = yield [remove];
  return reply?.ok === false && reply.status.code !== 404 ? reply.status : undefined;
}
