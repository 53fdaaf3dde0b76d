/**
 * The scheduler as a component: one pod at a time is decided on, binding goes on beside.
 * @k8s pkg/scheduler/schedule_one.go
 */
import { KINDS } from '../api/index.ts';
import type { Component, ComponentContext } from '../client/index.ts';
import { nodeChanged, podChanged } from './changes.ts';
import { decide, nodesWanted, type Decision } from './decide.ts';
import { FILTERS } from './filters/index.ts';
import type { PodInfo } from './nodeInfo.ts';
import { bind, tellUnfit } from './outcome.ts';
import type { ClusterEvent } from './plugin.ts';
import type { Waiting } from './queue.ts';
import { spreadOf } from './spread.ts';
import { createRunning, stillWaiting, uidOf, type Running, type SchedulerOptions } from './state.ts';
import type { Verdict } from './verdict.ts';

/** @k8s golden: pod ADDED → bound 17 ms in the middle; event 3–15 ms after ADDED, condition within 10 of it */
const CYCLE_MS = 3;
const BIND_MS = 7;
const FAIL_MS = 5;
const FLUSH_MS = 30_000;
const LONGEST_SLEEP_MS = 300_000;

export type Scheduler = Component & {
  /** What was said at the last try for a pod, by its uid. */
  verdict(uid: string): Verdict | undefined;
};

export function createScheduler(context: ComponentContext, options: SchedulerOptions = {}): Scheduler {
  const verdicts = new Map<string, Verdict>();
  let stop: (() => void) | undefined;
  return {
    name: 'kube-scheduler',
    start() { stop ??= run(createRunning(context, options), verdicts); },
    stop() { stop?.(); stop = undefined; },
    verdict: (uid) => verdicts.get(uid),
  };
}

const hopeful = (plugin: string, pod: PodInfo, event: ClusterEvent): boolean => FILTERS.find(({ name }) => name === plugin)?.wakes(pod, event) ?? true;

function run(running: Running, verdicts: Map<string, Verdict>): () => void {
  const { context: { client, clock }, queue, later } = running;
  let busy = false;
  let flushing = false;

  const tick = (): void => {
    if (busy || queue.idle) return;
    busy = true;
    later(CYCLE_MS, () => {
      busy = false;
      const waiting = queue.pop();
      if (waiting !== undefined) tryOne(running, waiting, verdicts, wake, tick);
      flush();
      tick();
    });
  };
  const wake = (event: ClusterEvent | undefined): void => {
    if (event !== undefined) queue.wake(event, hopeful);
    tick();
  };
  /** Only while somebody sleeps, so that a quiet cluster has no timer. */
  const flush = (): void => {
    if (flushing || queue.sleeping === 0) return;
    flushing = true;
    later(FLUSH_MS, () => { flushing = false; queue.wakeSleptSince(clock.now - LONGEST_SLEEP_MS); tick(); flush(); });
  };
  const stops = [
    client.informer(KINDS.Node).onChange((change) => wake(nodeChanged(running, change))),
    client.informer(KINDS.Pod).onChange((change) => {
      if (change.type === 'DELETED') verdicts.delete(uidOf(change.object));
      wake(podChanged(running, change));
    }),
  ];
  return () => { for (const stop of stops) stop(); running.stopTimers(); };
}

function tryOne(running: Running, waiting: Waiting, verdicts: Map<string, Verdict>, wake: (event: ClusterEvent) => void, tick: () => void): void {
  const { context: { clock, random }, cache, queue, nominated, assumed } = running;
  const pod = stillWaiting(running, waiting.info.pod);
  if (pod === undefined || pod.metadata?.deletionTimestamp !== undefined) return;
  const spread = spreadOf(running.context.client, pod);
  const decision = decide({ ...waiting.info, pod, ...(spread === undefined ? {} : { spread }) }, {
    cache, start: running.start,
    nominated: (node) => (nominated.size === 0 ? [] : [...nominated.values()].filter((entry) => entry.node === node).map(({ info }) => info)),
    pick: (equals) => random.pick('scheduler/tie', equals),
  });
  verdicts.set(waiting.uid, verdictOf(clock.now, waiting.attempts, decision));
  if (decision.type === 'unfit') {
    queue.putBack(waiting, decision.rejectedBy, clock.now);
    running.later(FAIL_MS, () => tellUnfit(running, pod, decision.message, decision.preemption));
    return;
  }
  const total = cache.nodes().length;
  if (nodesWanted(total) < total) running.start = (running.start + decision.looked) % total;
  cache.setPod(pod, decision.node, waiting.info);
  assumed.set(waiting.uid, decision.node);
  nominated.delete(waiting.uid);
  running.later(BIND_MS, () => {
    const result = bind(running, pod, decision.node);
    if (result === 'bound') return;
    assumed.delete(waiting.uid);
    cache.removePod(waiting.uid);
    if (result === 'failed') { queue.putBack(waiting, undefined, clock.now); tick(); }
    wake({ type: 'podGone', pod });
  });
}

function verdictOf(at: number, attempt: number, decision: Decision): Verdict {
  // Looked at late: most verdicts are never read.
  if (decision.type === 'placed') return { at, attempt, get nodes() { return decision.nodes; }, chosen: decision.node };
  return { at, attempt, nodes: decision.nodes, message: decision.message, ...(decision.refused === undefined ? {} : { refused: decision.refused }) };
}
