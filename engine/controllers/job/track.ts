/**
 * Each pod is counted exactly once: its uid goes into the status, then its finalizer goes, then it moves from the list to the count.
 * @k8s pkg/controller/job/job_controller.go trackJobStatusAndRemoveFinalizers
 */
import type { Job, JobCondition, JobStatus, Pod, Status } from '../../api/index.ts';
import { isDeleting, uidOf } from '../owners.ts';
import { event, send, type Reply, type Request } from '../request.ts';
import type { BackOff } from './backoff.ts';
import { hasFailed, isIndexed, limitsPerIndex, validIndex, type Census } from './census.ts';
import { ensureCondition, newCondition } from './conditions.ts';
import { judgeFailure } from './failurePolicy.ts';
import { countIndexes, formatIndexes, hasIndex, withIndexes } from './indexes.ts';
import { indexOf, isTracked } from './jobPod.ts';
import { removeTracking, statusWrite } from './requests.ts';

/** Keeps the lists of uids below some 20 kB. */
const MOST_UNCOUNTED = 500;

/** The status as this sync changes it. */
export type Draft = { -readonly [field in keyof JobStatus]: JobStatus[field] };

export type Tracking = {
  readonly job: Job;
  readonly census: Census;
  readonly draft: Draft;
  /** Why the job is to end, if it is. */
  readonly verdict: JobCondition | undefined;
  readonly terminating: number;
  readonly changed: boolean;
  readonly now: () => number;
  readonly remember: (backOff: BackOff) => void;
};

type Work<T> = Generator<readonly Request[], T, readonly Reply[]>;
type Tally = { readonly freed: readonly Pod[]; readonly cut: boolean; readonly changed: boolean };

export function* track(tracking: Tracking): Work<Status | undefined> {
  const { job, census, draft, terminating, now } = tracking;
  const held = new Set(census.pods.filter(isTracked).map(uidOf));
  const cleaned = countReleased(draft, held);
  const { freed, cut, changed } = tally(tracking);
  const { verdict, announced } = announce(draft, tracking.verdict, now());
  let current = job;
  if (tracking.changed || cleaned || changed || announced) {
    const written = yield* send<Job>(statusWrite(current, draft, 'count pods into the status'));
    if (!written.ok) return written.status;
    current = written.value;
    tracking.remember(census.backOff);
  }
  const failure = yield* release(job, freed, held);
  const counted = countReleased(draft, held);
  if (failure !== undefined) {
    if (counted) yield* send<Job>(statusWrite(current, draft, 'count what was released'));
    return failure;
  }
  const ended = !cut && verdict !== undefined && terminating === 0 && uncounted(draft) === 0;
  if (ended) finish(draft, verdict, now());
  if (!counted && !ended) return undefined;
  const written = yield* send<Job>(statusWrite(current, draft, ended ? 'the job has ended' : 'count what was released'));
  if (!written.ok) return written.status;
  if (ended) yield endEvents(written.value, verdict);
  return undefined;
}

const uncounted = ({ uncountedTerminatedPods: lists }: Draft): number => (lists?.succeeded ?? []).length + (lists?.failed ?? []).length;

/** Uids whose pods have no finalizer any more become part of the count. */
function countReleased(draft: Draft, held: ReadonlySet<string>): boolean {
  const { succeeded = [], failed = [] } = draft.uncountedTerminatedPods ?? {};
  const left = { succeeded: succeeded.filter((uid) => held.has(uid)), failed: failed.filter((uid) => held.has(uid)) };
  const [s, f] = [succeeded.length - left.succeeded.length, failed.length - left.failed.length];
  if (s + f === 0) return false;
  draft.succeeded = (draft.succeeded ?? 0) + s;
  draft.failed = (draft.failed ?? 0) + f;
  draft.uncountedTerminatedPods = left;
  return true;
}

/** Which pods can be let go, and how they count. */
function tally({ job, census, draft, verdict }: Tracking): Tally {
  const before = draft.uncountedTerminatedPods ?? {};
  const [succeeded, failed] = [new Set(before.succeeded), new Set(before.failed)];
  const newIndexes: number[] = [];
  const freed: Pod[] = [];
  let [cut, changed] = [false, false];
  for (const pod of trackedInOrder(job, census.pods)) {
    if (!canRelease(job, census, verdict, pod)) continue;
    freed.push(pod);
    const [uid, index] = [uidOf(pod), validIndex(job, pod)];
    if (pod.status?.phase === 'Succeeded' && !failed.has(uid)) {
      if (!isIndexed(job)) { changed ||= !succeeded.has(uid); succeeded.add(uid); }
      else if (index !== undefined && !hasIndex(census.indexes?.before ?? [], index)) { newIndexes.push(index); changed = true; }
    } else if (countsAsFailed(job, verdict, pod) && !failed.has(uid)) {
      failed.add(uid);
      changed = true;
    }
    cut = newIndexes.length + succeeded.size + failed.size >= MOST_UNCOUNTED;
    if (cut) break;
  }
  draft.uncountedTerminatedPods = { succeeded: [...succeeded], failed: [...failed] };
  return { freed, cut, changed: writeIndexes(job, census, draft, newIndexes) || changed };
}

/** Those that are not counted yet: few, however many have ended. */
function trackedInOrder(job: Job, pods: readonly Pod[]): readonly Pod[] {
  const tracked = pods.filter(isTracked);
  if (!isIndexed(job)) return tracked;
  return tracked.map((pod) => ({ pod, index: indexOf(pod) ?? -1 })).sort((a, b) => a.index - b.index).map(({ pod }) => pod);
}

function writeIndexes(job: Job, { indexes }: Census, draft: Draft, added: readonly number[]): boolean {
  if (indexes === undefined) return false;
  const succeeded = withIndexes(indexes.succeeded, added);
  const [text, failedText] = [formatIndexes(succeeded), indexes.failed === undefined ? undefined : formatIndexes(indexes.failed)];
  const changed = text !== (draft.completedIndexes ?? '') || failedText !== draft.failedIndexes;
  draft.succeeded = countIndexes(succeeded);
  draft.completedIndexes = text;
  if (failedText === undefined) delete draft.failedIndexes; else draft.failedIndexes = failedText;
  return changed;
}

function canRelease(job: Job, census: Census, verdict: JobCondition | undefined, pod: Pod): boolean {
  if (isDeleting(job) || verdict !== undefined || pod.status?.phase === 'Succeeded') return true;
  if (!hasFailed(job, pod)) return false;
  const index = limitsPerIndex(job) ? indexOf(pod) : undefined;
  return index === undefined || uidOf(census.indexes?.awaited.get(index) ?? {}) !== uidOf(pod);
}

/** Whatever has not ended when the job fails counts as failed too. */
function countsAsFailed(job: Job, verdict: JobCondition | undefined, pod: Pod): boolean {
  const counts = hasFailed(job, pod) || (verdict !== undefined && verdict.type !== 'SuccessCriteriaMet');
  return counts && (!isIndexed(job) || validIndex(job, pod) !== undefined) && judgeFailure(job, pod).counts;
}

/** First it is said that the job will end, then, when all pods are counted, that it has ended. */
function announce(draft: Draft, verdict: JobCondition | undefined, now: number): { readonly verdict: JobCondition | undefined; readonly announced: boolean } {
  const { reason = '', message = '' } = verdict ?? {};
  const conditions = draft.conditions ?? [];
  const said = conditions.some(({ type, status }) => type === verdict?.type && status === 'True');
  switch (verdict?.type) {
    case 'FailureTarget':
      draft.conditions = [...conditions, verdict];
      return { verdict: newCondition('Failed', reason, message, now), announced: true };
    case 'SuccessCriteriaMet':
      if (!said) draft.conditions = [...conditions, verdict];
      return { verdict: newCondition('Complete', reason, message, now), announced: !said };
    default: return { verdict, announced: false };
  }
}

/** Takes the finalizers off; `held` loses the uids of those that are without now. */
function* release(job: Job, pods: readonly Pod[], held: Set<string>): Work<Status | undefined> {
  if (pods.length === 0) return undefined;
  const replies = yield pods.map((pod) => removeTracking(job, pod, 'the pod is counted'));
  let failure: Status | undefined;
  for (const [i, reply] of replies.entries()) {
    if (reply?.ok === false && reply.status.code !== 404) failure ??= reply.status; else held.delete(uidOf(pods[i] ?? {}));
  }
  return failure;
}

function finish(draft: Draft, verdict: JobCondition, now: number): void {
  const { type, reason = '', message = '' } = verdict;
  draft.conditions = ensureCondition(draft.conditions ?? [], newCondition(type === 'Complete' ? 'Complete' : 'Failed', reason, message, now));
  if (type === 'Complete' && verdict.lastTransitionTime !== undefined) draft.completionTime = verdict.lastTransitionTime;
}

function endEvents(job: Job, { type, reason = '', message = '' }: JobCondition): readonly Request[] {
  if (type !== 'Complete') return [event(job, 'Warning', reason, message)];
  const { completions } = job.spec ?? {};
  const many = completions !== undefined && (job.status?.succeeded ?? 0) > completions;
  return [
    ...(many ? [event(job, 'Warning', 'TooManySucceededPods', 'Too many succeeded pods running after completion count reached')] : []),
    event(job, 'Normal', 'Completed', 'Job completed'),
  ];
}
