/** Whether a job is to end, and why: failures before successes. @k8s pkg/controller/job/job_controller.go syncJob */
import { conditionIs, type Job, type JobCondition, type Pod } from '../../api/index.ts';
import { parseTimestamp } from '../../time/index.ts';
import { hasFailed, isIndexed, type Census } from './census.ts';
import { conditionOf, newCondition } from './conditions.ts';
import { judgeFailure } from './failurePolicy.ts';
import { countIndexes } from './indexes.ts';
import { matchSuccessPolicy } from './successPolicy.ts';

export const isSuspended = ({ spec }: Job): boolean => spec?.suspend === true;

const failure = (reason: string, message: string, now: number): JobCondition => newCondition('FailureTarget', reason, message, now);

/** @param startTime in milliseconds, also when this sync has only just set it */
export function verdictOf(job: Job, census: Census, startTime: number | undefined, now: number): JobCondition | undefined {
  return announced(job, now) ?? byPolicy(job, census.pods, now) ?? byLimits(job, census, startTime, now)
    ?? (isIndexed(job) ? byFailedIndexes(job, census, now) ?? bySuccessPolicy(job, census, now) : undefined);
}

/** What an earlier sync has decided stays. */
function announced(job: Job, now: number): JobCondition | undefined {
  if (conditionIs(job, 'SuccessCriteriaMet')) return conditionOf(job, 'SuccessCriteriaMet');
  const target = conditionOf(job, 'FailureTarget');
  return target?.status === 'True' ? newCondition('Failed', target.reason ?? '', target.message ?? '', now) : undefined;
}

function byPolicy(job: Job, pods: readonly Pod[], now: number): JobCondition | undefined {
  if (job.spec?.podFailurePolicy === undefined) return undefined;
  for (const pod of pods) {
    const message = hasFailed(job, pod) ? judgeFailure(job, pod).message : undefined;
    if (message !== undefined) return failure('PodFailurePolicy', message, now);
  }
  return undefined;
}

function byLimits(job: Job, { pods, failed }: Census, startTime: number | undefined, now: number): JobCondition | undefined {
  const limit = job.spec?.backoffLimit ?? 0;
  if (failed > limit || restartsExceed(job, pods, limit)) return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit', now);
  const left = deadlineMs(job, startTime, now);
  return left !== undefined && left <= 0 ? failure('DeadlineExceeded', 'Job was active longer than specified deadline', now) : undefined;
}

/** Where pods restart their containers, restarts are what counts. */
function restartsExceed({ spec }: Job, pods: readonly Pod[], limit: number): boolean {
  if (spec?.template?.spec?.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status?.phase !== 'Running' && status?.phase !== 'Pending') continue;
    for (const { restartCount } of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) restarts += restartCount;
  }
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

/** Until the deadline; undefined if there is none now. */
export function deadlineMs(job: Job, startTime: number | undefined, now: number): number | undefined {
  const seconds = job.spec?.activeDeadlineSeconds;
  return seconds === undefined || startTime === undefined || isSuspended(job) ? undefined : startTime + seconds * 1000 - now;
}

export const startTimeOf = ({ status }: Job): number | undefined => parseTimestamp(status?.startTime);

function byFailedIndexes({ spec }: Job, { indexes }: Census, now: number): JobCondition | undefined {
  if (indexes?.failed === undefined) return undefined;
  const failed = countIndexes(indexes.failed);
  if (spec?.maxFailedIndexes !== undefined && failed > spec.maxFailedIndexes) {
    return failure('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes', now);
  }
  const ended = failed + countIndexes(indexes.succeeded) >= (spec?.completions ?? 0);
  return failed > 0 && ended ? failure('FailedIndexes', 'Job has failed indexes', now) : undefined;
}

function bySuccessPolicy({ spec }: Job, { indexes }: Census, now: number): JobCondition | undefined {
  const message = matchSuccessPolicy(spec?.successPolicy, spec?.completions ?? 0, indexes?.succeeded ?? []);
  return message === undefined ? undefined : newCondition('SuccessCriteriaMet', 'SuccessPolicy', message, now);
}

/** As many have succeeded as were asked for; of a work queue one, and the others have ended too. */
export function isComplete({ spec }: Job, succeeded: number, active: number): boolean {
  return active === 0 && (spec?.completions === undefined ? succeeded > 0 : succeeded >= spec.completions);
}

export const completionsReached = (now: number): JobCondition =>
  newCondition('SuccessCriteriaMet', 'CompletionsReached', 'Reached expected number of succeeded pods', now);
