/** What a running scheduler holds. */
import { KINDS, type Pod } from '../api/index.ts';
import type { Because } from '../apiserver/index.ts';
import type { ComponentContext, SeriesRecorder } from '../client/index.ts';
import type { TimerId } from '../time/index.ts';
import { createNodeCache, type NodeCache } from './cache/cache.ts';
import type { PodInfo } from './cache/nodeInfo.ts';
import { createLookups, type Lookups } from './lookups.ts';
import { DEFAULT_PROFILE, SCHEDULER_NAME, type Profile } from './profiles/profile.ts';
import { createPreempting, type Preempting } from './preemption/preempting.ts';
import { createNominator, type Nominator } from './queue/nominator.ts';
import { createShapes, type Shapes } from './shapes.ts';
import { createSchedulingQueue, type SchedulingQueue } from './queue/queue.ts';

export type Running = {
  readonly context: ComponentContext;
  /** Of the pod's profile. */
  readonly recorder: (pod: Pod) => SeriesRecorder;
  /** By the name that pods ask for. */
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly cache: NodeCache;
  readonly lookups: Lookups;
  readonly shapes: Shapes;
  readonly queue: SchedulingQueue;
  readonly nominator: Nominator;
  readonly preempting: Preempting;
  /** Being bound, by uid: counted on their node although the API server does not know yet. */
  readonly assumed: Map<string, string>;
  /** Runs a task unless the scheduler has stopped. */
  readonly later: (ms: number, task: () => void) => void;
  readonly stopTimers: () => void;
  /** Where the next search through the nodes begins. */
  start: number;
};

export type SchedulerOptions = {
  /** The machine it runs on. */
  readonly host?: string;
  /** Asked when it starts: whether the API server has been answering. */
  readonly findsServer?: () => boolean;
  /** Asked when it starts. Default: the one profile that is built in. */
  readonly profiles?: () => readonly Profile[];
};

/**
 * A scheduler that finds the server up when it starts writes Events of events.k8s.io; one that starts with the server writes those of the
 * core group, for it could not see the other ones. @k8s client-go/tools/events/event_broadcaster.go NewEventBroadcasterAdapter; golden pods, cluster/node-cordon-uncordon
 */
function recorderOf(context: ComponentContext, name: string, host: string, series: boolean): SeriesRecorder {
  if (series) return context.seriesRecorder(name, `${name}-${host}`);
  const core = context.recorder(name);
  return { event: (about, type, reason, _action, note) => core.event(about, type, reason, note) };
}

export const schedulerOf = (pod: Pod): string => pod.spec?.schedulerName ?? SCHEDULER_NAME;

export function createRunning(context: ComponentContext, { host = 'localhost', findsServer, profiles: given }: SchedulerOptions): Running {
  const timers = new Set<TimerId>();
  const { clock, client } = context;
  const profiles = new Map((given?.() ?? [DEFAULT_PROFILE]).map((profile) => [profile.name, profile]));
  const series = findsServer?.() === true;
  const recorders = new Map([...profiles.keys()].map((name) => [name, recorderOf(context, name, host, series)]));
  const lookups = createLookups(client);
  const preempting = createPreempting((namespace, name) => client.informer(KINDS.Pod).get(namespace, name));
  return {
    context, profiles, lookups, preempting,
    recorder: (pod) => recorders.get(schedulerOf(pod)) ?? recorderOf(context, schedulerOf(pod), host, series),
    cache: createNodeCache(), shapes: createShapes(), nominator: createNominator(), assumed: new Map(),
    queue: createSchedulingQueue({ lookups, gate: (info) => gateOf(profiles.get(schedulerOf(info.pod)), info, preempting) }),
    later(ms, task) {
      const id = clock.after(ms, () => { timers.delete(id); task(); });
      timers.add(id);
    },
    stopTimers() { for (const id of timers) clock.cancel(id); timers.clear(); },
    start: 0,
  };
}

/** What keeps a pod out of the queue. @k8s scheduling_queue.go runPreEnqueuePlugins */
function gateOf(profile: Profile | undefined, { pod }: PodInfo, preempting: Preempting): string | undefined {
  return profile?.preEnqueue.find((plugin) => (plugin === 'SchedulingGates' ? (pod.spec?.schedulingGates ?? []).length > 0 : plugin === 'DefaultPreemption' && preempting.isRunning(uidOf(pod))));
}

export const uidOf = (pod: Pod): string => pod.metadata?.uid ?? '';
export const isPlaced = (pod: Pod): boolean => (pod.spec?.nodeName ?? '') !== '';
export const because = (rule: string, pod: Pod): Because =>
  ({ by: schedulerOf(pod), rule, cause: `pods/${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''}` });

/** The pod as it is now, if it is still the same one and waits for a node. */
export function stillWaiting({ context }: Running, pod: Pod): Pod | undefined {
  const current = context.client.informer(KINDS.Pod).get(pod.metadata?.namespace, pod.metadata?.name ?? '');
  return current === undefined || uidOf(current) !== uidOf(pod) || isPlaced(current) ? undefined : current;
}
