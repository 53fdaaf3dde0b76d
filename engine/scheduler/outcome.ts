/** What is written after a decision: a binding, or why there is none and who has to make room. */
import { KINDS, type Pod, type PodCondition } from '../api/index.ts';
import type { Json } from '../base/index.ts';
import { rfc3339 } from '../time/index.ts';
import { podInfoOf } from './nodeInfo.ts';
import type { Preemption } from './preemption.ts';
import { because, SCHEDULER_NAME, stillWaiting, uidOf, type Running } from './state.ts';

const PATCH_MS = 3;

type Fields = { readonly [field: string]: Json | undefined };

/** True if the pod is on its node now; else why not. */
export function bind(running: Running, pod: Pod, node: string): 'bound' | 'gone' | 'failed' {
  const { client } = running.context;
  const { namespace, name = '', uid } = pod.metadata ?? {};
  const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { namespace, name, uid }, target: { kind: 'Node', name: node } };
  const result = client.post(KINDS.Pod, namespace, name, 'binding', binding, because('bind to the node with the most points', pod));
  if (!result.ok) return result.status.code === 404 ? 'gone' : 'failed';
  running.recorder.event(pod, 'Normal', 'Scheduled', 'Binding', `Successfully assigned ${namespace}/${name} to ${node}`);
  return 'bound';
}

/** Event, then victims, then the condition. @k8s golden cluster/sched-preemption */
export function tellUnfit(running: Running, pod: Pod, message: string, preemption: Preemption | undefined): void {
  const current = stillWaiting(running, pod);
  if (current === undefined) return;
  running.recorder.event(current, 'Warning', 'FailedScheduling', 'Scheduling', message);
  const room = preemption?.node === undefined ? undefined : preemption;
  if (room !== undefined) {
    running.nominated.set(uidOf(current), { node: room.node, info: podInfoOf(current) });
    for (const victim of room.victims) running.later(PATCH_MS, () => preempt(running, victim, current, room.node));
  }
  running.later(PATCH_MS, () => writeUnschedulable(running, current, message, room?.node));
}

function writeUnschedulable(running: Running, pod: Pod, message: string, node: string | undefined): void {
  const current = stillWaiting(running, pod);
  if (current === undefined) return;
  const old = current.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  const same = old?.status === 'False' && old.reason === 'Unschedulable' && old.message === message;
  if (same && (node === undefined || node === current.status?.nominatedNodeName)) return;
  const conditions = withCondition(current, 'PodScheduled', 'False', 'Unschedulable', message, rfc3339(running.context.clock.now));
  patchStatus(running, current, { conditions, ...(node === undefined ? {} : { nominatedNodeName: node }) }, 'no node fits');
}

function preempt(running: Running, victim: Pod, preemptor: Pod, node: string): void {
  const { client, clock } = running.context;
  const { namespace, name = '' } = victim.metadata ?? {};
  const current = client.informer(KINDS.Pod).get(namespace, name);
  if (current === undefined || uidOf(current) !== uidOf(victim) || current.metadata?.deletionTimestamp !== undefined) return;
  const message = `${SCHEDULER_NAME}: preempting to accommodate a higher priority pod`;
  patchStatus(running, current, { conditions: withCondition(current, 'DisruptionTarget', 'True', 'PreemptionByScheduler', message, rfc3339(clock.now)) }, 'make room for a pod of higher priority');
  running.later(PATCH_MS, () => {
    client.delete(KINDS.Pod, namespace, name, because('make room for a pod of higher priority', preemptor));
    running.recorder.event(current, 'Normal', 'Preempted', 'Preempting', `Preempted by pod ${uidOf(preemptor)} on node ${node}`);
  });
}

function patchStatus({ context: { client } }: Running, pod: Pod, status: Fields, rule: string): void {
  client.patch(KINDS.Pod, pod.metadata?.namespace, pod.metadata?.name ?? '', { status }, because(rule, pod), { subresource: 'status' });
}

/** The condition at its old place or at the end; its time of transition moves only with its status. */
function withCondition(pod: Pod, type: string, status: string, reason: string, message: string, now: string): Json[] {
  const old = (pod.status?.conditions ?? []) as readonly (PodCondition & Fields)[];
  const before = old.find((other) => other.type === type);
  const lastTransitionTime = before?.status === status ? before.lastTransitionTime : now;
  const condition = { type, observedGeneration: pod.metadata?.generation, status, lastProbeTime: null, lastTransitionTime, reason, message };
  return before === undefined ? [...old, condition] : old.map((other) => (other === before ? condition : other));
}
