/** The victims are told and deleted beside the scheduling of other pods. @k8s pkg/scheduler/framework/preemption/executor.go prepareCandidateAsync */
import { KINDS, type Pod } from '../../api/index.ts';
import { patchStatus, withCondition } from '../podStatus.ts';
import { because, schedulerOf, uidOf, type Running } from '../state.ts';
import type { Room } from './preemption.ts';

const CALL_MS = 3;

export function makeRoom(running: Running, preemptor: Pod, { node, victims: all }: Room): void {
  const victims = all.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
  const last = victims.at(-1);
  if (last === undefined) return;
  const { preempting, queue } = running;
  const uid = uidOf(preemptor);
  preempting.begin(uid);
  running.later(CALL_MS, () => {
    clearLower(running, preemptor, node);
    let ok = true;
    // The last one goes when the others have been told, so that its end finds the pod ready to try.
    for (const victim of victims.slice(0, -1)) ok = tell(running, victim, preemptor) && ok;
    if (ok) { preempting.lastVictim(uid, last); ok = tell(running, last, preemptor); }
    running.later(CALL_MS, () => {
      if (ok) for (const victim of victims) remove(running, victim, preemptor, node);
      preempting.end(uid);
      if (!ok) queue.activate(uid);
    });
  });
}

/** Pods of lower priority that hoped for the same node need not wait for it. @k8s executor.go getLowerPriorityNominatedPods */
function clearLower(running: Running, preemptor: Pod, node: string): void {
  const priority = preemptor.spec?.priority ?? 0;
  for (const { pod } of running.nominator.on(node)) {
    const current = running.context.client.informer(KINDS.Pod).get(pod.metadata?.namespace, pod.metadata?.name ?? '');
    if (current === undefined || (pod.spec?.priority ?? 0) >= priority || (current.status?.nominatedNodeName ?? '') === '') continue;
    patchStatus(running, current, { nominatedNodeName: null }, 'a pod of higher priority takes the node');
  }
}

/** @returns whether the API server took it; a victim that is gone already is no trouble */
function tell(running: Running, victim: Pod, preemptor: Pod): boolean {
  const current = running.context.client.informer(KINDS.Pod).get(victim.metadata?.namespace, victim.metadata?.name ?? '');
  if (current === undefined || uidOf(current) !== uidOf(victim) || current.metadata?.deletionTimestamp !== undefined) return true;
  const message = `${schedulerOf(preemptor)}: preempting to accommodate a higher priority pod`;
  const conditions = withCondition(current, { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler', message }, running.context.clock.now);
  return conditions === undefined || patchStatus(running, current, { conditions }, 'make room for a pod of higher priority');
}

function remove(running: Running, victim: Pod, preemptor: Pod, node: string): void {
  const { client } = running.context;
  const { namespace, name = '' } = victim.metadata ?? {};
  const current = client.informer(KINDS.Pod).get(namespace, name);
  if (current === undefined || uidOf(current) !== uidOf(victim) || current.metadata?.deletionTimestamp !== undefined) return;
  const result = client.delete(KINDS.Pod, namespace, name, because('make room for a pod of higher priority', preemptor));
  if (result.ok) running.recorder(preemptor).event(current, 'Normal', 'Preempted', 'Preempting', `Preempted by pod ${uidOf(preemptor)} on node ${node}`);
}
