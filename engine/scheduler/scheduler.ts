/**
 * The scheduler as a component: one pod at a time is decided on, binding goes on beside.
 * @k8s pkg/scheduler/schedule_one.go
 */
import { KINDS } from '../api/index.ts';
import type { Component, ComponentContext } from '../client/index.ts';
import { nodeChanged, otherChanged, podChanged } from './changes.ts';
import { tryOne } from './tryOne.ts';
import { createRunning, uidOf, type Running, type SchedulerOptions } from './state.ts';
import { createVerdictBook, type Verdict, type VerdictBook } from './verdict.ts';

/** @k8s scheduling_queue.go: looked at every 30 s, five minutes at most */
const FLUSH_MS = 30_000;
const LONGEST_SLEEP_MS = 300_000;

export type Scheduler = Component & {
  /** What was said at the last try for a pod, by its uid. */
  verdict(uid: string): Verdict | undefined;
  /** Where a pod that waits is in the queue: `active`, `backoff`, `errors`, `asleep`, `flight`. */
  placeOf(uid: string): string | undefined;
};

export function createScheduler(context: ComponentContext, options: SchedulerOptions = {}): Scheduler {
  const verdicts = createVerdictBook();
  let running: Running | undefined;
  let stop: (() => void) | undefined;
  return {
    name: 'kube-scheduler',
    start() {
      if (stop !== undefined) return;
      running = createRunning(context, options);
      stop = run(running, verdicts);
    },
    stop() { stop?.(); stop = undefined; running = undefined; },
    verdict: (uid) => verdicts.get(uid),
    placeOf: (uid) => running?.queue.placeOf(uid),
  };
}

function run(running: Running, verdicts: VerdictBook): () => void {
  const { context: { client, clock }, queue, later } = running;
  let busy = false;
  let flushing = false;
  let resting = false;

  const tick = (): void => {
    watch();
    if (busy || queue.idle) return;
    const waiting = queue.pop();
    if (waiting === undefined) return;
    busy = true;
    tryOne(running, waiting, verdicts, { next: () => { busy = false; tick(); }, tick });
  };
  /** Only while somebody rests or sleeps, so that a quiet cluster has no timer. */
  const watch = (): void => {
    const restEnd = resting ? undefined : queue.nextRestEnd(clock.now);
    if (restEnd !== undefined) { resting = true; later(restEnd - clock.now, () => { resting = false; queue.endRests(clock.now); tick(); }); }
    if (flushing || queue.sleeping === 0) return;
    flushing = true;
    later(FLUSH_MS, () => { flushing = false; queue.wakeSleptSince(clock.now - LONGEST_SLEEP_MS, clock.now); tick(); });
  };
  const stops = [
    client.informer(KINDS.Node).onChange((change) => { nodeChanged(running, change); tick(); }),
    client.informer(KINDS.Pod).onChange((change) => {
      if (change.type === 'DELETED') verdicts.delete(uidOf(change.object));
      podChanged(running, change);
      tick();
    }),
    client.informer(KINDS.PersistentVolumeClaim).onChange((change) => { otherChanged(running, 'PersistentVolumeClaim', change); tick(); }),
    client.informer(KINDS.PersistentVolume).onChange((change) => { otherChanged(running, 'PersistentVolume', change); tick(); }),
    client.informer(KINDS.StorageClass).onChange((change) => { otherChanged(running, 'StorageClass', change); tick(); }),
    client.informer(KINDS.CSINode).onChange((change) => { otherChanged(running, 'CSINode', change); tick(); }),
    client.informer(KINDS.VolumeAttachment).onChange((change) => { otherChanged(running, 'VolumeAttachment', change); tick(); }),
  ];
  return () => { for (const stop of stops) stop(); running.stopTimers(); };
}
