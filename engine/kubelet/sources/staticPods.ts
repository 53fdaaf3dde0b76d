/** Static pods: begun and ended by files of the node, with or without an API server. @k8s pkg/kubelet/pod_workers.go allowPodStart, pkg/kubelet/kubelet.go */
import { KINDS, type Pod } from '../../api/index.ts';
import type { Change } from '../../client/index.ts';
import { sleep, type Task, type TimerId } from '../../time/index.ts';
import { refusalOf, refuse } from '../pods/admission.ts';
import { createDeadline } from '../pods/deadline.ts';
import { removePod } from '../pods/remove.ts';
import { createPodWork, graceOf, isTerminated, tellPod } from '../pods/work.ts';
import { runOf } from '../containers/observe.ts';
import { terminatedState } from '../status/containerStatus.ts';
import { withLostContainers } from '../status/lost.ts';
import { flushSoon, setStatus } from '../status/write.ts';
import { nanos } from '../times.ts';
import { TIMINGS } from '../timings.ts';
import type { Kit, PodWork } from '../types.ts';
import { createFileSource } from './files.ts';
import { ANNOTATIONS } from './manifest.ts';
import { deleteMirror, isMirror, isMirrorOf } from './mirror.ts';

export type StaticPods = {
  /** Returns how to stop. */
  start(): () => void;
  /** True: the change was about a mirror pod and is dealt with. */
  takeMirror(change: Change<Pod>): boolean;
};
/** How often the kubelet tidies up. @k8s pkg/kubelet/kubelet.go housekeepingPeriod */
const HOUSEKEEPING_MS = 2000;
/** From the mirror in the API to the status manager knowing it. @k8s golden pods/pod-static-edited */
const MIRROR_SEEN_MS = 40;

export function createStaticPods(kit: Kit): StaticPods {
  const { clock, random, client } = kit.context;
  /** Pods that wait for the end of another one with their name. */
  const waiting = new Map<string, { readonly pod: Pod; readonly timer: TimerId }>();
  let read = false;

  function begin(pod: Pod): void {
    const work = createPodWork(pod, true);
    const mirror = client.informer(KINDS.Pod).get(pod.metadata?.namespace, pod.metadata?.name ?? '');
    // What an earlier pod of the name told of itself goes on. @k8s pkg/kubelet/status/status_manager.go updateStatusInternal
    if (mirror !== undefined && isMirror(mirror)) {
      work.startTime = mirror.status?.startTime ?? work.startTime;
      work.inherited = mirror.status?.conditions;
    }
    continueCounts(kit, work);
    const refusal = refusalOf(kit, work);
    if (refusal !== undefined) { refuse(kit, work, refusal); return; }
    kit.works.set(work.key, work);
    createDeadline(kit, work);
    kit.requestSync(work);
  }
  function waitFor(key: string, pod: Pod): void {
    const [low, high] = TIMINGS.retryJitter;
    const delay = Math.trunc(TIMINGS.retryMs * (low + random.float('static pod') * (high - low)));
    const timer = clock.after(delay, () => {
      waiting.delete(key);
      if (kit.works.has(key)) waitFor(key, pod); else begin(pod);
    });
    waiting.set(key, { pod, timer });
  }
  /** Nobody comes after the one that is ending: its mirror goes with it. */
  function giveUpWaiting(key: string): void {
    const ending = kit.works.get(key);
    if (ending?.staticPod !== undefined) { ending.staticPod.superseded = false; return; }
    const [namespace, name = ''] = key.split('/');
    const mirror = client.informer(KINDS.Pod).get(namespace, name);
    if (mirror !== undefined && isMirror(mirror)) dropOrphan(mirror);
  }
  const keyOf = (pod: Pod): string => `${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''}`;
  const source = createFileSource(kit, {
    added(read) {
      const pod: Pod = { ...read, metadata: { ...read.metadata, annotations: { ...read.metadata?.annotations, [ANNOTATIONS.seen]: nanos(clock.now) } } };
      const key = keyOf(pod);
      const other = kit.works.get(key);
      if (other === undefined) { begin(pod); return; }
      // The same file as before the kubelet was started again.
      if (other.uid === pod.metadata?.uid && other.staticPod !== undefined && !other.staticPod.removed) { other.staticPod.unseen = false; return; }
      if (other.staticPod !== undefined) other.staticPod.superseded = true;
      waitFor(key, pod);
    },
    removed(pod) {
      const key = keyOf(pod);
      const next = waiting.get(key);
      if (next?.pod.metadata?.uid === pod.metadata?.uid && next !== undefined) {
        clock.cancel(next.timer);
        waiting.delete(key);
        giveUpWaiting(key);
        return;
      }
      const work = kit.works.get(key);
      if (work?.staticPod !== undefined && work.uid === pod.metadata?.uid) end(kit, work);
    },
    read() {
      read = true;
      // Files that went while nobody looked.
      for (const work of Array.from(kit.works.values())) if (work.staticPod?.unseen === true) end(kit, work);
      for (const pod of kit.options.pods.list(kit.nodeName)) if (isMirror(pod)) dropOrphan(pod);
    },
  });
  const dropOrphan = (mirror: Pod): void => {
    clock.after(HOUSEKEEPING_MS, () => {
      const key = keyOf(mirror);
      if (kit.alive && read && kit.works.get(key)?.staticPod === undefined && !waiting.has(key)) deleteMirror(kit, mirror);
    });
  };
  return {
    start() {
      read = false;
      source.start();
      return () => {
        source.stop();
        for (const { timer } of waiting.values()) clock.cancel(timer);
        waiting.clear();
      };
    },
    takeMirror(change) {
      const pod = change.object;
      const work = kit.works.get(keyOf(pod));
      if (!isMirror(pod)) return work?.staticPod !== undefined;
      if (work?.staticPod === undefined) { if (change.type !== 'DELETED' && read) dropOrphan(pod); return true; }
      if (work.staticPod.removed || work.staticPod.superseded) return true;
      if (change.type === 'DELETED' || !isMirrorOf(pod, work) || pod.metadata?.deletionTimestamp !== undefined) kit.requestSync(work);
      else if (change.type === 'ADDED') flushSoon(kit, work, MIRROR_SEEN_MS);
      return true;
    },
  };
}

function end(kit: Kit, work: PodWork): void {
  if (work.staticPod === undefined || work.staticPod.removed) return;
  work.staticPod.removed = true;
  const over = isTerminated(work);
  tellPod(kit, work, { type: 'delete', graceSeconds: graceOf(work.pod) });
  if (over) forget(kit, work); else kit.requestSync(work);
}

/** After its containers have stopped. @k8s golden pods/pod-static-edited, cluster/node-static-pod (rm → mirror gone: 0.3 s) */
export function* forgetStatic(kit: Kit, work: PodWork): Task<void> {
  const { clock } = kit.context;
  yield sleep(clock, TIMINGS.finalStatusMs);
  if (work.status !== undefined) setStatus(kit, work, { computed: 'Running', status: withLostContainers(work.status, work.pod.spec ?? { containers: [] }) }, 'the containers could not be found');
  yield sleep(clock, MIRROR_SEEN_MS);
  forget(kit, work);
}

/** Dead containers are collected once a minute; a pod that comes back before finds its own. @k8s golden cluster/adm-scheduler-down (RESTARTS) */
const COLLECT_MS = 60_000;
function continueCounts(kit: Kit, work: PodWork): void {
  const left = kit.staticEnds.get(work.uid);
  kit.staticEnds.delete(work.uid);
  if (left === undefined || kit.context.clock.now - left.at > COLLECT_MS) return;
  for (const { name, attempt, lastEnd, lastEndAt } of left.containers) {
    const c = work.containers.find((each) => each.name === name);
    if (c !== undefined) Object.assign(c, { attempt, lastEnd, lastEndAt });
  }
}

function forget(kit: Kit, work: PodWork): void {
  const containers = work.containers.map((c) => {
    const run = runOf(kit, c);
    return { name: c.name, attempt: c.attempt, lastEnd: run?.state === 'exited' ? terminatedState(kit, work, c, run) : c.lastEnd, lastEndAt: run?.finishedAt ?? c.lastEndAt };
  });
  kit.staticEnds.set(work.uid, { at: kit.context.clock.now, containers });
  const mirror = kit.context.client.informer(KINDS.Pod).get(work.pod.metadata?.namespace, work.pod.metadata?.name ?? '');
  if (work.staticPod?.superseded === false && mirror !== undefined && isMirrorOf(mirror, work)) deleteMirror(kit, mirror);
  removePod(kit, work);
}
