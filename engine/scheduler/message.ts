/** The words of FailedScheduling. @k8s pkg/scheduler/framework/types.go FitError */
import type { Rejection } from './plugin.ts';

export const NO_NODES = 'no nodes available to schedule pods';

/** `2 Insufficient cpu, 1 node(s) …`: each reason with the number of nodes, sorted as text. */
export function countReasons(rejections: Iterable<readonly string[]>): string {
  const counts = new Map<string, number>();
  for (const reasons of rejections) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).toSorted().join(', ');
}

export const nodesAvailable = (total: number): string => `0/${total} nodes are available:`;

/** Reasons of the nodes, then what came of looking for room by preemption (undefined when it found some). */
export function unfitMessage(total: number, rejections: Iterable<Rejection>, preemption: string | undefined): string {
  const reasons = countReasons([...rejections].map((rejection) => rejection.reasons));
  const head = `${nodesAvailable(total)} ${reasons}.`;
  // Both plugins that look for room after a failure speak, in this order. @k8s golden cluster/sched-several-reasons
  return preemption === undefined ? head : `${head} no new claims to deallocate, preemption: ${preemption}`;
}

/** A pod that no node was asked about. @k8s golden cluster/pvc-pending-reasons */
export const refusedMessage = (total: number, reason: string): string => `${nodesAvailable(total)} ${reason}. not found`;
