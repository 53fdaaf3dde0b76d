/** What a running scheduler holds. */
import { KINDS, type Pod } from '../api/index.ts';
import type { Because } from '../apiserver/index.ts';
import type { ComponentContext, SeriesRecorder } from '../client/index.ts';
import type { TimerId } from '../time/index.ts';
import { createNodeCache, type NodeCache } from './cache.ts';
import type { PodInfo } from './nodeInfo.ts';
import { createSchedulingQueue, type SchedulingQueue } from './queue.ts';

export const SCHEDULER_NAME = 'default-scheduler';

export type Running = {
  readonly context: ComponentContext;
  readonly recorder: SeriesRecorder;
  readonly cache: NodeCache;
  readonly queue: SchedulingQueue;
  /** Pods promised a node where victims are ending, by uid. */
  readonly nominated: Map<string, { readonly node: string; readonly info: PodInfo }>;
  /** Being bound, by uid: counted on their node although the API server does not know yet. */
  readonly assumed: Map<string, string>;
  /** Runs a task unless the scheduler has stopped. */
  readonly later: (ms: number, task: () => void) => void;
  readonly stopTimers: () => void;
  /** Where the next search through the nodes begins. */
  start: number;
};

/**
 * A scheduler that finds the server up when it starts writes Events of events.k8s.io; one that starts with the server writes those of the
 * core group, for it could not see the other ones. @k8s client-go/tools/events/event_broadcaster.go NewEventBroadcasterAdapter; golden pods, cluster/node-cordon-uncordon
 */
function recorderOf(context: ComponentContext, { host = 'localhost', findsServer }: SchedulerOptions): SeriesRecorder {
  if (findsServer?.() === true) return context.seriesRecorder(SCHEDULER_NAME, `${SCHEDULER_NAME}-${host}`);
  const core = context.recorder(SCHEDULER_NAME);
  return { event: (about, type, reason, _action, note) => core.event(about, type, reason, note) };
}

export type SchedulerOptions = {
  /** The machine it runs on. */
  readonly host?: string;
  /** Asked when it starts: whether the API server has been answering. */
  readonly findsServer?: () => boolean;
};

export function createRunning(context: ComponentContext, options: SchedulerOptions): Running {
  const timers = new Set<TimerId>();
  const { clock } = context;
  return {
    context, recorder: recorderOf(context, options), cache: createNodeCache(), queue: createSchedulingQueue(), nominated: new Map(), assumed: new Map(),
    later(ms, task) {
      const id = clock.after(ms, () => { timers.delete(id); task(); });
      timers.add(id);
    },
    stopTimers() { for (const id of timers) clock.cancel(id); timers.clear(); },
    start: 0,
  };
}

export const uidOf = (pod: Pod): string => pod.metadata?.uid ?? '';
export const isPlaced = (pod: Pod): boolean => (pod.spec?.nodeName ?? '') !== '';
export const because = (rule: string, pod: Pod): Because =>
  ({ by: SCHEDULER_NAME, rule, cause: `pods/${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''}` });

/** The pod as it is now, if it is still the same one and waits for a node. */
export function stillWaiting({ context }: Running, pod: Pod): Pod | undefined {
  const current = context.client.informer(KINDS.Pod).get(pod.metadata?.namespace, pod.metadata?.name ?? '');
  return current === undefined || uidOf(current) !== uidOf(pod) || isPlaced(current) ? undefined : current;
}
