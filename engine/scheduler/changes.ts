/** What changes of pods, nodes and volumes mean for the cache and the queue. @k8s pkg/scheduler/eventhandlers.go */
import { isPodTerminal, type KubeObject, type Node, type Pod } from '../api/index.ts';
import type { Change } from '../client/index.ts';
import { podInfoOf, type PodInfo } from './cache/nodeInfo.ts';
import { nodeUpdates, podUpdates, type ClusterEvent } from './events.ts';
import { isPlaced, schedulerOf, uidOf, type Running } from './state.ts';

const wake = ({ queue, context: { clock } }: Running, event: ClusterEvent, only?: (pod: PodInfo) => boolean): void => queue.wake(event, clock.now, only);
const podGone = (old: Pod): ClusterEvent => ({ resource: 'Pod', action: 'Delete', old, now: undefined });
const isMine = ({ profiles }: Running, pod: Pod): boolean => profiles.has(schedulerOf(pod));
const notAbove = (pod: Pod) => (other: PodInfo): boolean => (other.pod.spec?.priority ?? 0) <= (pod.spec?.priority ?? 0);
const nominee = (pod: Pod | undefined): string => pod?.status?.nominatedNodeName ?? '';

/** The scheduler sees no pods that have ended. @k8s pkg/scheduler/scheduler.go NewInformerFactory; golden cluster/sched-hostport-conflict */
export function podChanged(running: Running, { type, object: pod, old }: Change<Pod>): void {
  const was = old === undefined || isPodTerminal(old) ? undefined : old;
  const is = type === 'DELETED' || isPodTerminal(pod) ? undefined : pod;
  if (was !== undefined && is !== undefined) updated(running, was, is);
  else if (is !== undefined) added(running, is);
  else if (was !== undefined) removed(running, pod);
}

function added(running: Running, pod: Pod): void {
  if (isPlaced(pod)) { placed(running, pod); return; }
  if (!isMine(running, pod)) return;
  const info = podInfoOf(pod);
  running.queue.add(uidOf(pod), info, running.context.clock.now);
  if (nominee(pod) !== '') running.nominator.set(info, nominee(pod));
}

function placed(running: Running, pod: Pod): void {
  running.cache.setPod(pod, pod.spec?.nodeName ?? '');
  wake(running, { resource: 'Pod', action: 'Add', old: undefined, now: pod });
}

function updated(running: Running, old: Pod, pod: Pod): void {
  if (isPlaced(old)) { changedOnNode(running, old, pod); return; }
  if (isPlaced(pod)) {
    placed(running, pod);
    running.assumed.delete(uidOf(pod));
    running.nominator.delete(uidOf(pod));
    running.queue.remove(uidOf(pod));
    return;
  }
  if (isMine(running, pod)) changedWaiting(running, old, pod);
}

/** Most changes are of a status that the scheduler does not read. */
function changedOnNode(running: Running, old: Pod, pod: Pod): void {
  const resizes = (pod.metadata?.generation ?? 1) > 1;
  if (!resizes && old.spec === pod.spec && old.metadata?.labels === pod.metadata?.labels && old.metadata?.deletionTimestamp === pod.metadata?.deletionTimestamp) return;
  running.cache.setPod(pod, pod.spec?.nodeName ?? '');
  for (const action of podUpdates(old, pod)) wake(running, { resource: 'Pod', action, old, now: pod });
}

function changedWaiting(running: Running, old: Pod, pod: Pod): void {
  const uid = uidOf(pod);
  if (running.assumed.has(uid)) {
    if (pod.metadata?.deletionTimestamp !== undefined && old.metadata?.deletionTimestamp === undefined) forget(running, pod);
    return;
  }
  const info = podInfoOf(pod);
  const events = podUpdates(old, pod).map((action): ClusterEvent => ({ resource: 'Pod', action, old, now: pod }));
  running.queue.update(uid, info, events, running.context.clock.now);
  // What is kept in memory for it outlives an update that does not speak of it.
  const kept = nominee(pod) !== '' ? nominee(pod) : nominee(old) === '' ? running.nominator.nodeOf(uid) ?? '' : '';
  running.nominator.set(info, kept);
  if (nominee(old) !== '' && nominee(old) !== nominee(pod)) wake(running, podGone(old), notAbove(old));
}

function removed(running: Running, pod: Pod): void {
  const uid = uidOf(pod);
  if (isPlaced(pod)) {
    running.cache.removePod(uid);
    running.assumed.delete(uid);
    wake(running, podGone(pod));
    return;
  }
  if (!isMine(running, pod)) return;
  running.queue.remove(uid);
  running.nominator.delete(uid);
  if (running.assumed.has(uid)) forget(running, pod);
  else if (nominee(pod) !== '') wake(running, podGone(pod), notAbove(pod));
}

/** What was counted for a pod that is being bound is free again. */
export function forget({ assumed, cache, queue, context: { clock } }: Running, pod: Pod, only?: (pod: PodInfo) => boolean): void {
  const node = assumed.get(uidOf(pod)) ?? cache.placeOf(uidOf(pod));
  assumed.delete(uidOf(pod));
  cache.removePod(uidOf(pod));
  if (node === undefined) return;
  queue.wake(podGone({ ...pod, spec: { ...pod.spec, nodeName: node } as NonNullable<Pod['spec']> }), clock.now, only); // a pod that was scheduled has a spec
}

export function nodeChanged(running: Running, { type, object: node, old }: Change<Node>): void {
  if (type === 'DELETED') {
    running.cache.removeNode(node.metadata?.name ?? '');
    wake(running, { resource: 'Node', action: 'Delete', old: node, now: undefined });
    return;
  }
  running.cache.setNode(node);
  if (old === undefined) { wake(running, { resource: 'Node', action: 'Add', old, now: node }); return; }
  for (const action of nodeUpdates(old, node)) wake(running, { resource: 'Node', action, old, now: node });
}

type Other = Exclude<ClusterEvent['resource'], 'Node' | 'Pod'>;
/** Of a kind that only plugins read. */
export function otherChanged<T extends KubeObject>(running: Running, resource: Other, { type, object, old }: Change<T>): void {
  const action = type === 'ADDED' ? 'Add' : type === 'DELETED' ? 'Delete' : 'Update';
  // The resource says which kind the objects are of.
  wake(running, { resource, action, old: type === 'DELETED' ? object : old, now: type === 'DELETED' ? undefined : object } as unknown as ClusterEvent);
}
