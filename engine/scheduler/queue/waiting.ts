import type { PodInfo } from '../cache/nodeInfo.ts';

/** Where a pod that has no node yet is. `flight`: being tried. `errors`: resting after something went wrong that no plugin said. */
export type Place = 'active' | 'backoff' | 'errors' | 'asleep' | 'flight' | 'gone';

/** A pod that waits for a node. @k8s kube-scheduler/framework/types.go QueuedPodInfo */
export type Waiting = {
  readonly uid: string;
  info: PodInfo;
  /** Of the pod: read with each comparison. */
  priority: number;
  place: Place;
  /** Tries so far. */
  attempts: number;
  /** When it came into the queue or back to it; ties are broken by order of coming. */
  since: number;
  readonly order: number;
  /** Tries that ended with a refusal, and those in a row that went wrong. */
  unschedulable: number;
  errors: number;
  /** Plugins that refused it at the last try or keep it out of the queue. */
  rejectedBy: ReadonlySet<string>;
  gatedBy: string | undefined;
};

const [FIRST_REST_MS, LONGEST_REST_MS, WINDOW_MS] = [1000, 10_000, 1000];

/** Ends of rests are whole seconds, so that pods of one second go by priority. @k8s pkg/scheduler/backend/queue/backoff_queue.go */
const window = (time: number): number => Math.floor(time / WINDOW_MS) * WINDOW_MS;

/** 1 s, 2 s, 4 s, 8 s, 10 s. Undefined: it need not rest. */
export function restsUntil({ since, unschedulable, errors }: Waiting): number | undefined {
  const count = errors > 0 ? errors : unschedulable;
  return count === 0 ? undefined : window(since + Math.min(FIRST_REST_MS * 2 ** Math.min(count - 1, 10), LONGEST_REST_MS));
}
export const isResting = (waiting: Waiting, now: number): boolean => (restsUntil(waiting) ?? -Infinity) >= window(now);
export const nextWindow = (now: number): number => window(now) + WINDOW_MS;

/** @k8s pkg/scheduler/framework/plugins/queuesort/priority_sort.go */
export const readyOrder = (a: Waiting, b: Waiting): number => b.priority - a.priority || a.since - b.since || a.order - b.order;
export const restOrder = (a: Waiting, b: Waiting): number => (restsUntil(a) ?? 0) - (restsUntil(b) ?? 0) || readyOrder(a, b);
