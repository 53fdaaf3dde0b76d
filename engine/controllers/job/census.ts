/** What a sync knows once it has looked at all pods of a job. @k8s pkg/controller/job/job_controller.go syncJobCtx */
import { isPodActive, isPodReady, type Job, type Pod } from '../../api/index.ts';
import { uidOf } from '../owners.ts';
import { isTerminating } from '../pods.ts';
import { finishedAt, nextBackOff, type BackOff } from './backoff.ts';
import { judgeFailure } from './failurePolicy.ts';
import { countIndexes, hasIndex, parseIndexes, withIndexes, type Indexes } from './indexes.ts';
import { allFailuresBefore, failuresBefore, indexOf, isTracked } from './jobPod.ts';

export type IndexCensus = {
  /** As the status had them. */
  readonly before: Indexes;
  readonly succeeded: Indexes;
  /** Only if failures are limited per index. */
  readonly failed?: Indexes;
  /** The last failed pod of each index that has neither ended nor an active pod: it is kept until its successor knows of it. */
  readonly awaited: ReadonlyMap<number, Pod>;
};

export type Census = {
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  readonly ready: number;
  readonly terminating: number;
  /** Counted in the status, and newly ended. */
  readonly succeeded: number;
  readonly failed: number;
  readonly backOff: BackOff;
  /** Of an indexed job. */
  readonly indexes?: IndexCensus;
};

export const isIndexed = ({ spec }: Job): boolean => spec?.completionMode === 'Indexed';
export const limitsPerIndex = (job: Job): boolean => isIndexed(job) && job.spec?.backoffLimitPerIndex !== undefined;

/** A pod has a successor only when it has ended, not as soon as it is being deleted. */
export const replacesFailedOnly = ({ spec }: Job): boolean => spec?.podReplacementPolicy === 'Failed' || spec?.podFailurePolicy !== undefined;

/** A pod that is being deleted counts as failed: it might never get so far. */
export const hasFailed = (job: Job, { metadata, status }: Pod): boolean =>
  status?.phase === 'Failed' || (!replacesFailedOnly(job) && metadata?.deletionTimestamp !== undefined && status?.phase !== 'Succeeded');

/** The index of a pod, if the job has such an index. */
export function validIndex({ spec }: Job, pod: Pod): number | undefined {
  const index = indexOf(pod);
  return index !== undefined && index < (spec?.completions ?? 0) ? index : undefined;
}

export function takeCensus(job: Job, pods: readonly Pod[], backOff: BackOff): Census {
  const { succeeded: counted = 0, failed: countedFailed = 0, uncountedTerminatedPods: uncounted } = job.status ?? {};
  const [waitingSucceeded, waitingFailed] = [uncounted?.succeeded ?? [], uncounted?.failed ?? []];
  const fresh = pods.filter((pod) => isTracked(pod) && (!isIndexed(job) || validIndex(job, pod) !== undefined));
  const succeeded = without(waitingSucceeded, fresh.filter(({ status }) => status?.phase === 'Succeeded'));
  const failed = without(waitingFailed, fresh.filter((pod) => hasFailed(job, pod)));
  const active = pods.filter(isPodActive);
  const indexes = isIndexed(job) ? indexCensus(job, pods, active) : undefined;
  return {
    pods, active,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter(isTerminating).length,
    succeeded: indexes === undefined ? counted + succeeded.length + waitingSucceeded.length : countIndexes(indexes.succeeded),
    failed: countedFailed + failed.filter((pod) => judgeFailure(job, pod).counts).length + waitingFailed.length,
    backOff: nextBackOff(backOff, succeeded, failed),
    ...(indexes === undefined ? {} : { indexes }),
  };
}

function without(uids: readonly string[], pods: readonly Pod[]): readonly Pod[] {
  if (uids.length === 0) return pods;
  const known = new Set(uids);
  return pods.filter((pod) => !known.has(uidOf(pod)));
}

function indexCensus(job: Job, pods: readonly Pod[], active: readonly Pod[]): IndexCensus {
  const completions = job.spec?.completions ?? 0;
  const before = parseIndexes(job.status?.completedIndexes ?? '', completions);
  const tracked = pods.filter((pod) => isTracked(pod) && validIndex(job, pod) !== undefined);
  const indexesOf = (some: readonly Pod[]): readonly number[] => some.flatMap((pod) => indexOf(pod) ?? []);
  const succeeded = withIndexes(before, indexesOf(tracked.filter(({ status }) => status?.phase === 'Succeeded')));
  if (!limitsPerIndex(job)) return { before, succeeded, awaited: new Map() };
  const failed = withIndexes(parseIndexes(job.status?.failedIndexes ?? '', completions), indexesOf(tracked.filter((pod) => failsIndex(job, pod))));
  const running = new Set(indexesOf(active));
  const awaited = new Map<number, Pod>();
  for (const pod of tracked) {
    const index = indexOf(pod) ?? 0;
    if (!hasFailed(job, pod) || hasIndex(succeeded, index) || hasIndex(failed, index) || running.has(index)) continue;
    const last = awaited.get(index);
    if (last === undefined || (allFailuresBefore(last) <= allFailuresBefore(pod) && finishedAt(pod) >= finishedAt(last))) awaited.set(index, pod);
  }
  return { before, succeeded, failed, awaited };
}

function failsIndex(job: Job, pod: Pod): boolean {
  if (!hasFailed(job, pod)) return false;
  const { action, counts } = judgeFailure(job, pod);
  return action === 'FailIndex' || (counts && failuresBefore(pod) >= (job.spec?.backoffLimitPerIndex ?? 0));
}
