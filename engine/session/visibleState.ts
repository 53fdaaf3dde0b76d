/** An object's state as one word of the look: map, tables, timeline and quiz all take it from here. */
import type { Node, Pod } from '../api/index.ts';
import type { VisibleState } from './types.ts';

const FAILING = /^(Error|CrashLoopBackOff|OOMKilled|ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|CreateContainerConfigError|CreateContainerError|RunContainerError|StartError|ContainerStatusUnknown|Evicted|Signal:.*|ExitCode:.*)$/;

/** @param status the STATUS column of kubectl */
export function podState(pod: Pod, status: string, nodeAnswers: boolean): VisibleState {
  if (status === 'Unknown' || (!nodeAnswers && pod.spec?.nodeName !== undefined && pod.status?.phase === 'Running')) return 'unknown';
  if (pod.metadata?.deletionTimestamp !== undefined) return 'terminating';
  if (status === 'Completed' || pod.status?.phase === 'Succeeded') return 'succeeded';
  if (pod.status?.phase === 'Failed' || FAILING.test(status.replace(/^Init:/, ''))) return 'failed';
  if (pod.spec?.nodeName === undefined) return 'pending';
  if (status !== 'Running') return 'creating';
  return (pod.status?.conditions ?? []).some((c) => c.type === 'Ready' && c.status === 'True') ? 'running' : 'notReady';
}

export function nodeState(node: Node): VisibleState {
  const ready = (node.status?.conditions ?? []).find((c) => c.type === 'Ready')?.status;
  if (ready === 'True') return node.spec?.unschedulable === true ? 'notReady' : 'running';
  return ready === 'False' ? 'failed' : ready === undefined ? 'creating' : 'unknown';
}
