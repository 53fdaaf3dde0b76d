/** Pods run until enough of them have succeeded. @k8s pkg/controller/job/job_controller.go syncJob */
import { controllerOf, KINDS, type Job, type JobCondition, type Pod } from '../../api/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { claim } from '../claim.ts';
import { isDeleting, uidOf } from '../owners.ts';
import { event, type Reconcile, type Reply, type Request } from '../request.ts';
import type { BackOff } from './backoff.ts';
import { takeCensus, type Census } from './census.ts';
import { ensureCondition, isJobFinished, newCondition } from './conditions.ts';
import { isTracked, TRACKING } from './jobPod.ts';
import { manageJob, removeActive, type Managed } from './manage.ts';
import { BY } from './requests.ts';
import { track, type Draft } from './track.ts';
import { completionsReached, deadlineMs, isComplete, isSuspended, startTimeOf, verdictOf } from './verdict.ts';

export type JobView = {
  readonly job: Job;
  /** Pods with this job as their controller. */
  readonly owned: readonly Pod[];
  /** Pods of the namespace without a controller. */
  readonly orphans: readonly Pod[];
  readonly backOff: BackOff;
  /** What this sync learns of failures. */
  readonly remember: (backOff: BackOff) => void;
  /** Time goes on while requests are under way. */
  readonly now: () => number;
};

/** Another controller looks after the job. */
export const isManagedElsewhere = ({ spec }: Job): boolean => spec?.managedBy !== undefined && spec.managedBy !== 'kubernetes.io/job-controller';

type Work<T> = Generator<readonly Request[], T, readonly Reply[]>;

export function* reconcileJob(view: JobView): Reconcile {
  const { job, now, remember } = view;
  if (isManagedElsewhere(job) || isJobFinished(job)) return undefined;
  const pods = yield* membersOf(view);
  const census = takeCensus(job, pods, view.backOff);
  const draft: Draft = { ...job.status };
  const begun = startTimeOf(job) ?? (isSuspended(job) ? undefined : now());
  if (draft.startTime === undefined && begun !== undefined) draft.startTime = rfc3339(begun);
  const decided = verdictOf(job, census, begun, now());
  const left = decided === undefined ? deadlineMs(job, begun, now()) : undefined;
  if (left !== undefined) yield [{ verb: 'again', afterMs: left }];
  const { verdict, counts, failure, changed } = decided === undefined ? yield* goOn(view, census, draft) : yield* end(view, census, decided);
  const { active, ready, terminating } = counts;
  const moved = active !== (job.status?.active ?? 0) || ready !== job.status?.ready || terminating !== job.status?.terminating;
  Object.assign(draft, { active, ready, terminating });
  return (yield* track({ job, census, draft, verdict, terminating, changed: moved || changed, now, remember })) ?? failure;
}

/** Its own and adopted pods, all with the finalizer they have by now. */
function* membersOf({ job, owned, orphans }: JobView): Work<readonly Pod[]> {
  const pods = yield* claim<Pod>({ owner: job, by: BY, selector: job.spec?.selector ?? {}, kind: KINDS.Pod, owned, orphans, finalizer: TRACKING });
  return pods.map((pod) => (controllerOf(pod)?.uid === uidOf(job) || isTracked(pod) ? pod
    : { ...pod, metadata: { ...pod.metadata, finalizers: [...(pod.metadata?.finalizers ?? []), TRACKING] } }));
}

type Outcome = Managed & { readonly verdict: JobCondition | undefined; readonly changed: boolean };

/** The job is to end: what is active goes first. */
function* end({ job }: JobView, census: Census, decided: JobCondition): Work<Outcome> {
  const managed = yield* removeActive(job, census);
  return { ...managed, verdict: managed.counts.active === 0 ? decided : undefined, changed: false };
}

function* goOn({ job, now }: JobView, census: Census, draft: Draft): Work<Outcome> {
  const manages = !isDeleting(job);
  const managed: Managed = manages ? yield* manageJob(job, census, now())
    : { counts: { active: census.active.length, ready: census.ready, terminating: census.terminating } };
  if (isComplete(job, census.succeeded, managed.counts.active)) return { ...managed, verdict: completionsReached(now()), changed: false };
  return { ...managed, verdict: undefined, changed: manages && (yield* suspendOrResume(job, draft, now())) };
}

/** The condition, its event, and the start that each resumption makes anew. */
function* suspendOrResume(job: Job, draft: Draft, now: number): Work<boolean> {
  const suspended = isSuspended(job);
  const before = draft.conditions ?? [];
  const next = suspended ? newCondition('Suspended', 'JobSuspended', 'Job suspended', now) : newCondition('Suspended', 'JobResumed', 'Job resumed', now, 'False');
  const conditions = ensureCondition(before, next);
  if (conditions === before) return false;
  draft.conditions = conditions;
  if (suspended) delete draft.startTime; else draft.startTime = rfc3339(now);
  yield [suspended ? event(job, 'Normal', 'Suspended', 'Job suspended') : event(job, 'Normal', 'Resumed', 'Job resumed')];
  return true;
}
