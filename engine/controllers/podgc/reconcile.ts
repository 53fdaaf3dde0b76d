/** Pods that nobody looks after any more. @k8s pkg/controller/podgc/gc_controller.go */
import { isPodTerminal, KINDS, type Node, type Pod } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { keyOf, nameOf, namespaceOf } from '../owners.ts';
import { kindOf, type Reconcile, type Request } from '../request.ts';
import { withPodCondition } from '../podConditions.ts';

export const BY = 'pod-garbage-collector';
/** @k8s --terminated-pod-gc-threshold */
export const TERMINATED_LIMIT = 12_500;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** Pods are left alone until their node has been missing for so long. */
const QUARANTINE_MS = 40_000;

export type Collectable = { readonly pod: Pod; readonly rule: string; readonly disrupted: boolean };

/** Given the missing nodes at each pass: those whose time is up. They begin anew then, should more pods name them. @k8s discoverDeletedNodes */
export function createQuarantine(): (missing: readonly string[], now: number) => readonly string[] {
  const until = new Map<string, number>();
  return (missing, now) => {
    const over = Array.from(until.keys()).filter((name) => (until.get(name) ?? Infinity) <= now);
    for (const name of over) until.delete(name);
    for (const name of missing) if (!until.has(name)) until.set(name, now + QUARANTINE_MS);
    return over.filter((name) => missing.includes(name));
  };
}

/** Those over the limit: evicted ones first, then the oldest. @k8s byEvictionAndCreationTimestamp */
export function surplus(ended: readonly Pod[], limit = TERMINATED_LIMIT): readonly Pod[] {
  const rank = (pod: Pod): string => `${isEvicted(pod) ? 0 : 1} ${pod.metadata?.creationTimestamp ?? ''} ${nameOf(pod)}`;
  return ended.map((pod) => ({ pod, rank: rank(pod) })).sort((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, Math.max(0, ended.length - limit)).map(({ pod }) => pod);
}
const isEvicted = ({ status }: Pod): boolean => status?.phase === 'Failed' && status.reason === 'Evicted';

/** It is not Ready, and somebody says that it will not come back. */
export const isOutOfService = (node: Node | undefined): boolean => (node?.spec?.taints ?? []).some(({ key }) => key === OUT_OF_SERVICE)
  && !(node?.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');

/** Marked as failed, so that whoever counts it sees an end, then deleted without grace. @k8s golden cluster/node-deleted-and-rejoined */
export function* collect({ pod, rule, disrupted }: Collectable, at: string): Reconcile {
  const because = { by: BY, rule, cause: disrupted ? `nodes/${pod.spec?.nodeName}` : `pods/${keyOf(pod)}` };
  const place = { kind: kindOf(KINDS.Pod), namespace: namespaceOf(pod), name: nameOf(pod), because };
  if (!isPodTerminal(pod)) {
    const generation = pod.metadata?.generation;
    const conditions = disrupted ? { conditions: withPodCondition(pod, { type: 'DisruptionTarget', status: 'True', reason: 'DeletionByPodGC', message: 'PodGC: node no longer exists' }, at) } : {};
    const status: JsonObject = { phase: 'Failed', ...(generation === undefined ? {} : { observedGeneration: generation }), ...conditions };
    const [marked] = yield [{ verb: 'patch', ...place, subresource: 'status', patch: { status } }];
    // Tried again with the next pass, not sooner.
    if (marked?.ok === false) return undefined;
  }
  const remove: Request = { verb: 'delete', ...place, options: { gracePeriodSeconds: 0 } };
  yield [remove];
  return undefined;
}
