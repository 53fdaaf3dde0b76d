/**
 * The scheduler as a component: one pod at a time is decided on, binding goes on beside.
 * @k8s pkg/scheduler/schedule_one.go
 */
import { KINDS } from '../api/index.ts';
import type { Component, ComponentContext } from '../client/index.ts';
import { nodeChanged, podChanged } from './changes.ts';
import { claimsOf, reserve, type Claims } from './claims.ts';
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
/** @k8s pkg/scheduler/framework/plugins/volumebinding BindPodVolumes: looked at once a second, for ten minutes */
const VOLUMES_MS = 1000;
const VOLUMES_LOOKS = 600;
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
    client.informer(KINDS.PersistentVolumeClaim).onChange(({ object }) => wake({ type: 'claimChanged', claim: `${object.metadata?.namespace ?? ''}/${object.metadata?.name ?? ''}` })),
    client.informer(KINDS.PersistentVolume).onChange(() => wake({ type: 'volumeChanged' })),
  ];
  return () => { for (const stop of stops) stop(); running.stopTimers(); };
}

function tryOne(running: Running, found: Waiting, verdicts: Map<string, Verdict>, wake: (event: ClusterEvent) => void, tick: () => void): void {
  const { context: { clock, random }, cache, queue, nominated, assumed } = running;
  const pod = stillWaiting(running, found.info.pod);
  if (pod === undefined || pod.metadata?.deletionTimestamp !== undefined) return;
  const spread = spreadOf(running.context.client, pod);
  const claims = claimsOf(running.context.client, pod);
  // Which claims it waits for is asked again while it sleeps.
  const waiting = claims === undefined ? found : { ...found, info: { ...found.info, claims } };
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
  whenVolumesAreBound(running, claims, decision.node, (bound) => {
    const result = bound ? bind(running, pod, decision.node) : 'failed';
    if (result === 'bound') return;
    assumed.delete(waiting.uid);
    cache.removePod(waiting.uid);
    if (result === 'failed') { queue.putBack(waiting, undefined, clock.now); tick(); }
    wake({ type: 'podGone', pod });
  });
}

/** Claims that waited for this decision get their volumes first. @k8s pkg/scheduler/framework/plugins/volumebinding PreBind */
function whenVolumesAreBound(running: Running, claims: Claims | undefined, name: string, done: (bound: boolean) => void): void {
  const node = claims === undefined ? undefined : running.cache.nodes().find((each) => each.name === name)?.node;
  const chosen = claims === undefined || node === undefined ? [] : claims.chosen(node);
  if (chosen === undefined) { running.later(BIND_MS, () => done(false)); return; }
  if (chosen.length === 0) { running.later(BIND_MS, () => done(true)); return; }
  reserve(running, chosen);
  const look = (left: number): void => running.later(VOLUMES_MS, () => {
    const bound = chosen.every(({ claim }) => running.context.client.informer(KINDS.PersistentVolumeClaim).get(claim.metadata?.namespace, claim.metadata?.name ?? '')?.status?.phase === 'Bound');
    if (bound || left === 0) done(bound); else look(left - 1);
  });
  look(VOLUMES_LOOKS);
}

function verdictOf(at: number, attempt: number, decision: Decision): Verdict {
  // Looked at late: most verdicts are never read.
  if (decision.type === 'placed') return { at, attempt, get nodes() { return decision.nodes; }, chosen: decision.node };
  return { at, attempt, nodes: decision.nodes, message: decision.message, ...(decision.refused === undefined ? {} : { refused: decision.refused }) };
}
