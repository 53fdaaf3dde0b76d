/** What is written after a decision: a binding, or why there is none and who has to make room. */
import { KINDS, type Pod } from '../api/index.ts';
import { podInfoOf } from './cache/nodeInfo.ts';
import { shortened } from './message.ts';
import { makeRoom } from './preemption/makeRoom.ts';
import type { Room } from './preemption/preemption.ts';
import { patchStatus, withCondition, type StatusFields } from './podStatus.ts';
import { because, stillWaiting, uidOf, type Running } from './state.ts';
import type { Waiting } from './queue/waiting.ts';

const PATCH_MS = 3;

/** Undefined if the pod is on its node now; else why not. */
export function bind(running: Running, pod: Pod, node: string): string | undefined {
  const { client } = running.context;
  const { namespace, name = '', uid } = pod.metadata ?? {};
  const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { namespace, name, uid }, target: { kind: 'Node', name: node } };
  const result = client.post(KINDS.Pod, namespace, name, 'binding', binding, because('bind to the node with the most points', pod));
  if (!result.ok) return `running Bind plugin "DefaultBinder": ${result.status.message}`;
  running.recorder(pod).event(pod, 'Normal', 'Scheduled', 'Binding', `Successfully assigned ${namespace}/${name} to ${node}`);
  return undefined;
}

export type Failure = {
  readonly message: string;
  readonly reason: 'Unschedulable' | 'SchedulerError';
  readonly rejectedBy: ReadonlySet<string>;
  /** Undefined: what was promised before stays. */
  readonly room: Room | 'none' | undefined;
};

/** Back to the queue, then the event, then victims, then the condition. @k8s schedule_one.go handleSchedulingFailure; golden cluster/sched-preemption */
export function fail(running: Running, waiting: Waiting, { message, reason, rejectedBy, room }: Failure): void {
  const { queue, nominator, context: { clock } } = running;
  const pod = waiting.info.pod;
  const current = stillWaiting(running, pod);
  if (current === undefined) queue.done(waiting.uid);
  else {
    waiting.info = podInfoOf(current);
    queue.putBack(waiting, rejectedBy, clock.now);
    nominator.set(waiting.info, room === undefined ? current.status?.nominatedNodeName ?? '' : room === 'none' ? '' : room.node);
  }
  running.recorder(pod).event(current ?? pod, 'Warning', 'FailedScheduling', 'Scheduling', shortened(message));
  if (current === undefined) return;
  if (room !== undefined && room !== 'none') makeRoom(running, current, room);
  running.later(PATCH_MS, () => writeCondition(running, current, message, reason, room));
}

function writeCondition(running: Running, pod: Pod, message: string, reason: string, room: Failure['room']): void {
  const current = stillWaiting(running, pod);
  if (current === undefined || uidOf(current) !== uidOf(pod)) return;
  const conditions = withCondition(current, { type: 'PodScheduled', status: 'False', reason, message }, running.context.clock.now);
  const now = current.status?.nominatedNodeName ?? '';
  const node = room === undefined ? now : room === 'none' ? '' : room.node;
  if (conditions === undefined && node === now) return;
  const status: StatusFields = { ...(conditions === undefined ? {} : { conditions }), ...(node === now ? {} : { nominatedNodeName: node === '' ? null : node }) };
  patchStatus(running, current, status, 'no node fits');
}
