/** What changes of pods and nodes mean for the cache and the queue. @k8s pkg/scheduler/eventhandlers.go */
import { isPodTerminal, type Node, type Pod } from '../api/index.ts';
import { jsonEqual, type Json } from '../base/index.ts';
import type { Change } from '../client/index.ts';
import { podInfoOf } from './nodeInfo.ts';
import type { ClusterEvent } from './plugin.ts';
import { isPlaced, SCHEDULER_NAME, uidOf, type Running } from './state.ts';

const sameSpec = (a: Pod, b: Pod): boolean => a.spec === b.spec || jsonEqual(a.spec as Json | undefined, b.spec as Json | undefined);
const isMine = (pod: Pod): boolean => (pod.spec?.schedulerName ?? SCHEDULER_NAME) === SCHEDULER_NAME;

/** Something that may wake waiting pods, if it is that. */
export function podChanged(running: Running, change: Change<Pod>): ClusterEvent | undefined {
  const { type, object: pod, old } = change;
  // What a pod held is free when it has ended, not only when it is gone. @k8s golden cluster/sched-hostport-conflict
  if (type === 'DELETED' || isPodTerminal(pod)) return podEnded(running, change);
  if (isPlaced(pod)) return podPlaced(running, pod, old);
  const waits = isMine(pod) && pod.metadata?.deletionTimestamp === undefined && (pod.spec?.schedulingGates ?? []).length === 0;
  if (!waits || running.assumed.has(uidOf(pod))) return undefined;
  // Its own status says nothing new.
  if (old !== undefined && sameSpec(pod, old) && jsonEqual(pod.metadata?.labels as Json | undefined, old.metadata?.labels as Json | undefined)) return undefined;
  running.queue.add(uidOf(pod), podInfoOf(pod), running.context.clock.now);
  return undefined;
}

function podEnded({ queue, nominated, assumed, cache }: Running, { type, object: pod, old }: Change<Pod>): ClusterEvent | undefined {
  const uid = uidOf(pod);
  const wasNominated = nominated.delete(uid);
  queue.remove(uid);
  assumed.delete(uid);
  cache.removePod(uid);
  const held = isPlaced(pod) && (type === 'DELETED' ? !isPodTerminal(pod) : old !== undefined && !isPodTerminal(old));
  return held || wasNominated ? { type: 'podGone', pod } : undefined;
}

function podPlaced({ queue, nominated, assumed, cache }: Running, pod: Pod, old: Pod | undefined): ClusterEvent | undefined {
  const isNew = old === undefined || !isPlaced(old);
  // Spreading looks at labels and at whether a pod is leaving.
  const countsAsBefore = !isNew && sameSpec(pod, old) && pod.metadata?.labels === old.metadata?.labels && pod.metadata?.deletionTimestamp === old.metadata?.deletionTimestamp;
  if (!countsAsBefore) cache.setPod(pod, pod.spec?.nodeName ?? '');
  if (!isNew) return undefined;
  assumed.delete(uidOf(pod));
  nominated.delete(uidOf(pod));
  queue.remove(uidOf(pod));
  return { type: 'podPlaced', pod };
}

export function nodeChanged({ cache }: Running, { type, object: node, old }: Change<Node>): ClusterEvent | undefined {
  if (type === 'DELETED') { cache.removeNode(node.metadata?.name ?? ''); return undefined; }
  cache.setNode(node);
  return old === undefined ? { type: 'nodeAdded', node } : { type: 'nodeChanged', node, old };
}
