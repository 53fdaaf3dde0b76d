/** As many pods at work as the job wants. @k8s pkg/controller/job/job_controller.go manageJob */
import { isPodReady, type Job, type Pod, type Status } from '../../api/index.ts';
import { causeOfJob, removeTracking, RULES } from './requests.ts';
import { createPods, deletePods, podFromTemplate } from '../podControl.ts';
import { isTerminating } from '../pods.ts';
import type { Reply, Request } from '../request.ts';
import { remainingForIndex, remainingMs } from './backoff.ts';
import { isIndexed, limitsPerIndex, replacesFailedOnly, type Census } from './census.ts';
import { judgeFailure } from './failurePolicy.ts';
import { freeIndexes, mergeIndexes, withIndexes } from './indexes.ts';
import { failuresAfter, indexedPod, indexOf, isTracked, trackedTemplate } from './jobPod.ts';
import { isSuspended } from './verdict.ts';
import { chooseVictims } from './victims.ts';

/** At most so many pods are created or deleted in one go. */
const BURST = 500;
/** What happens in between is looked at together. */
export const GATHER_MS = 1000;

export type Counts = { readonly active: number; readonly ready: number; readonly terminating: number };
export type Managed = { readonly counts: Counts; readonly failure?: Status | undefined };
type Work<T> = Generator<readonly Request[], T, readonly Reply[]>;

const countsOf = ({ active, ready, terminating }: Census): Counts => ({ active: active.length, ready, terminating });
const unchanged = (census: Census): Managed => ({ counts: countsOf(census) });

export function* manageJob(job: Job, census: Census, now: number): Work<Managed> {
  const active = census.active.length;
  if (isSuspended(job)) return yield* removePods(job, census, chooseVictims(job, census.active, active));
  const wanted = wantedPods(job, census);
  const victims = chooseVictims(job, census.active, Math.max(0, active - wanted)).slice(0, BURST);
  if (victims.length > 0) return yield* removePods(job, census, victims);
  const missing = wanted - active - (replacesFailedOnly(job) ? census.terminating : 0);
  return missing > 0 ? yield* addPods(job, census, missing, now) : unchanged(census);
}

/** Never more than there is work left; of a work queue no more once one has succeeded. */
function wantedPods({ spec }: Job, { active, succeeded }: Census): number {
  const parallelism = spec?.parallelism ?? 0;
  if (spec?.completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(spec.completions - succeeded, parallelism));
}

/** Deletes pods that are not to be counted: they lose the finalizer first. */
function* removePods(job: Job, census: Census, victims: readonly Pod[]): Work<Managed> {
  if (victims.length === 0) return unchanged(census);
  const tracked = victims.filter(isTracked);
  const replies = tracked.length === 0 ? [] : yield tracked.map((pod) => removeTracking(job, pod, 'let go of a surplus pod'));
  const held = new Set(tracked.filter((_, i) => replies[i]?.ok === false));
  const refused = replies.find((reply) => reply?.ok === false && reply.status.code !== 404);
  const { counts, failure } = yield* deleteThem(job, census, victims.filter((pod) => !held.has(pod)), RULES.surplus);
  return { counts, failure: failure ?? (refused?.ok === false ? refused.status : undefined) };
}

/** Ends all active pods of a job that is to end; they keep the finalizer until they are counted. */
export const removeActive = (job: Job, census: Census): Work<Managed> => deleteThem(job, census, census.active, RULES.end);

function* deleteThem(job: Job, census: Census, victims: readonly Pod[], rule: string): Work<Managed> {
  const before = countsOf(census);
  if (victims.length === 0) return { counts: before };
  const { done, failure } = yield* deletePods(job, victims, causeOfJob(job, rule));
  const deleted = failure === undefined ? victims.length : done;
  return {
    counts: { active: before.active - deleted, terminating: before.terminating + deleted, ready: before.ready - victims.filter(isPodReady).length },
    failure,
  };
}

function* addPods(job: Job, census: Census, missing: number, now: number): Work<Managed> {
  const wait = limitsPerIndex(job) ? 0 : remainingMs(census.backOff, now);
  const indexes = isIndexed(job) && wait === 0 ? startableIndexes(job, census, Math.min(missing, BURST), now) : { now: [], waitMs: wait };
  if (indexes.waitMs > 0) {
    yield [{ verb: 'again', afterMs: Math.max(indexes.waitMs, GATHER_MS) }];
    return unchanged(census);
  }
  const count = isIndexed(job) ? indexes.now.length : Math.min(missing, BURST);
  const { done, failure } = yield* createPods(job, count, podMaker(job, census, indexes.now), causeOfJob(job, RULES.create));
  return { counts: { ...countsOf(census), active: census.active.length + done }, failure };
}

/** The lowest indexes without a pod; with a limit per index, those whose rest is over, or how long the shortest rest is. */
function startableIndexes(job: Job, { active, pods, indexes }: Census, count: number, now: number): { readonly now: readonly number[]; readonly waitMs: number } {
  const indexesOf = (some: readonly Pod[]): readonly number[] => some.flatMap((pod) => indexOf(pod) ?? []);
  let taken = withIndexes(indexes?.succeeded ?? [], indexesOf(active));
  if (replacesFailedOnly(job)) taken = withIndexes(taken, indexesOf(pods.filter(isTerminating)));
  taken = mergeIndexes(taken, indexes?.failed ?? []);
  const free = freeIndexes(taken, count, job.spec?.completions ?? 0);
  if (!limitsPerIndex(job)) return { now: free, waitMs: 0 };
  const rests = free.map((index) => remainingForIndex(indexes?.awaited.get(index), now));
  const ready = free.filter((_, i) => rests[i] === 0);
  return { now: ready, waitMs: ready.length > 0 || rests.length === 0 ? 0 : Math.min(...rests) };
}

function podMaker(job: Job, { indexes }: Census, numbers: readonly number[]): (at: number) => Pod {
  const template = trackedTemplate(job);
  if (!isIndexed(job)) {
    const pod = podFromTemplate(job, template);
    return () => pod;
  }
  const counts = (pod: Pod): boolean => judgeFailure(job, pod).counts;
  return (at) => {
    const index = numbers[at] ?? 0;
    return indexedPod(job, template, index, limitsPerIndex(job) ? failuresAfter(indexes?.awaited.get(index), counts) : undefined);
  };
}
