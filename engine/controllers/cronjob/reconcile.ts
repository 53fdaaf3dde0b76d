/** A Job at each time of the schedule. @k8s pkg/controller/cronjob/cronjob_controllerv2.go */
import { isControlledBy, isTimeZone, KINDS, parseCron, type CronJob, type CronJobStatus, type Job, type Status } from '../../api/index.ts';
import type { Because } from '../../apiserver/index.ts';
import { parseTimestamp, rfc3339 } from '../../time/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { event, kindOf, send, type Reconcile, type Reply, type Request } from '../request.ts';
import { compareStart, isFailed, isFinished, isSucceeded, jobAt, jobName, referenceTo } from './jobs.ts';
import { missedRuns, waitMs, type Timetable } from './missed.ts';

export const BY = 'cronjob-controller';

export type CronJobView = {
  readonly cron: CronJob;
  /** Jobs whose controller has its name, in order of names. */
  readonly jobs: readonly Job[];
  readonly now: number;
  /** A Job as it is by now. */
  readonly jobNamed: (namespace: string, name: string) => Job | undefined;
};

type Work<T> = Generator<readonly Request[], T, readonly Reply[]>;
/** The status as this sync changes it; written once, at the end. */
type Draft = { -readonly [field in keyof CronJobStatus]: CronJobStatus[field] };
type Sync = CronJobView & { readonly draft: Draft; changed: boolean };
/** Look again so much later, or after a failure, or not before something changes. */
type Next = { readonly afterMs?: number; readonly failure?: Status };

const because = (cron: CronJob, rule: string): Because => ({ by: BY, rule, cause: `cronjobs/${keyOf(cron)}` });

export function* reconcileCronJob(view: CronJobView): Reconcile {
  const sync: Sync = { ...view, draft: { ...view.cron.status }, changed: false };
  const { cron } = view;
  yield* forgetOldJobs(sync);
  const { afterMs, failure } = yield* syncCronJob(sync);
  if (sync.changed) {
    const written = yield* send<CronJob>({
      verb: 'update', kind: kindOf(KINDS.CronJob), object: withStatus(cron, sync.draft), subresource: 'status', because: because(cron, 'note what runs and what ran'),
    });
    if (!written.ok) return written.status;
  }
  if (afterMs !== undefined) yield [{ verb: 'again', afterMs }];
  return afterMs === undefined ? failure : undefined;
}

function withStatus(cron: CronJob, { active = [], lastScheduleTime, lastSuccessfulTime }: Draft): CronJob {
  const status: CronJobStatus = {
    ...(active.length > 0 ? { active } : {}),
    ...(lastScheduleTime === undefined ? {} : { lastScheduleTime }), ...(lastSuccessfulTime === undefined ? {} : { lastSuccessfulTime }),
  };
  return { ...cron, status };
}

/** The oldest finished Jobs beyond the limits, those that succeeded first. */
function* forgetOldJobs(sync: Sync): Work<void> {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = sync.cron.spec ?? {};
  const rows = [[sync.jobs.filter(isSucceeded), successfulJobsHistoryLimit], [sync.jobs.filter((job) => isFailed(job) && !isSucceeded(job)), failedJobsHistoryLimit]] as const;
  for (const [jobs, limit] of rows) {
    if (limit === undefined || jobs.length <= limit) continue;
    for (const job of jobs.toSorted(compareStart).slice(0, jobs.length - limit)) yield* deleteJob(sync, job, 'keep no more finished jobs than the history limit');
  }
}

function* deleteJob(sync: Sync, job: Job, rule: string): Work<Status | undefined> {
  const { cron } = sync;
  const reply = yield* send<Job>({
    verb: 'delete', kind: kindOf(KINDS.Job), namespace: namespaceOf(job), name: nameOf(job), options: { propagationPolicy: 'Background' }, because: because(cron, rule),
  });
  if (!reply.ok) {
    yield [event(cron, 'Warning', 'FailedDelete', `Deleted job: ${reply.status.message}`)];
    return reply.status;
  }
  forget(sync, uidOf(job));
  yield [event(cron, 'Normal', 'SuccessfulDelete', `Deleted job ${nameOf(job)}`)];
  return undefined;
}

const isActive = ({ draft }: Sync, uid: string): boolean => (draft.active ?? []).some((reference) => reference.uid === uid);
function forget(sync: Sync, uid: string): void {
  sync.draft.active = (sync.draft.active ?? []).filter((reference) => reference.uid !== uid);
  sync.changed = true;
}

function* syncCronJob(sync: Sync): Work<Next> {
  const { cron } = sync;
  const events = noteJobs(sync);
  if (events.length > 0) yield events;
  if (isDeleting(cron)) return {};
  const { timeZone, suspend } = cron.spec ?? {};
  const schedule = cron.spec?.schedule ?? '';
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    yield [event(cron, 'Warning', 'UnknownTimeZone', `invalid timeZone: ${JSON.stringify(timeZone)}: unknown time zone ${timeZone}`)];
    return {};
  }
  if (suspend === true) return {};
  if (schedule.includes('TZ')) {
    yield [event(cron, 'Warning', 'UnsupportedSchedule', `CRON_TZ or TZ used in schedule ${JSON.stringify(schedule)} is not officially supported, `
      + 'see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details')];
  }
  const parsed = parseCron(schedule);
  if (!parsed.ok) {
    yield [event(cron, 'Warning', 'UnparseableSchedule', `unparseable schedule: ${JSON.stringify(schedule)} : ${parsed.error}`)];
    return {};
  }
  return yield* startDue(sync, { schedule: parsed.schedule, zone: parsed.zone ?? timeZone ?? 'UTC' });
}

/** What became of the Jobs: unexpected, completed, gone. */
function noteJobs(sync: Sync): readonly Request[] {
  const { cron, jobs, draft, jobNamed } = sync;
  const events: Request[] = [];
  for (const job of jobs) {
    const active = isActive(sync, uidOf(job));
    if (!isFinished(job)) {
      if (!active) events.push(event(cron, 'Warning', 'UnexpectedJob', `Saw a job that the controller did not create or forgot: ${nameOf(job)}`));
      continue;
    }
    if (active) {
      forget(sync, uidOf(job));
      const condition = job.status?.conditions?.find(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True')?.type;
      events.push(event(cron, 'Normal', 'SawCompletedJob', `Saw completed job: ${nameOf(job)}, condition: ${condition}`));
    }
    if (isSucceeded(job)) noteSuccess(sync, job);
  }
  const known = new Set(jobs.map(uidOf));
  for (const { uid = '', namespace = '', name = '' } of draft.active ?? []) {
    if (known.has(uid) || jobNamed(namespace, name) !== undefined) continue;
    events.push(event(cron, 'Normal', 'MissingJob', `Active job went missing: ${name}`));
    forget(sync, uid);
  }
  return events;
}

function noteSuccess(sync: Sync, { status }: Job): void {
  const [at, before] = [status?.completionTime, sync.draft.lastSuccessfulTime];
  if (at === undefined || (before !== undefined && at <= before)) return;
  sync.draft.lastSuccessfulTime = at;
  sync.changed = true;
}

function* startDue(sync: Sync, timetable: Timetable): Work<Next> {
  const { cron, now, draft } = sync;
  const { latest, missed, impossible } = missedRuns(current(sync), timetable, now, true);
  if (impossible) {
    yield [event(cron, 'Warning', 'InvalidSchedule', `invalid schedule: ${cron.spec?.schedule} : time difference between two schedules is less than 1 second`)];
    return {};
  }
  const later = (): Next => ({ afterMs: waitMs(current(sync), timetable, now) });
  if (latest === undefined) return later();
  if (missed === 'many') {
    yield [event(cron, 'Warning', 'TooManyMissedTimes', 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew')];
  }
  const { startingDeadlineSeconds: deadline, concurrencyPolicy: policy } = cron.spec ?? {};
  if (deadline !== undefined && latest + deadline * 1000 < now) {
    yield [event(cron, 'Warning', 'MissSchedule', `Missed scheduled time to start a job: ${rfc1123(latest)}`)];
    return later();
  }
  const running = draft.active ?? [];
  if (running.some(({ name, namespace }) => name === jobName(cron, latest) && namespace === namespaceOf(cron)) || parseTimestamp(draft.lastScheduleTime) === latest) return later();
  if (policy === 'Forbid' && running.length > 0) {
    yield [event(cron, 'Normal', 'JobAlreadyActive', 'Not starting job because prior execution is running and concurrency policy is Forbid')];
    return later();
  }
  const failure = (policy === 'Replace' ? yield* replace(sync) : undefined) ?? (yield* start(sync, latest));
  return failure === undefined ? later() : failure === 'nothing to do' ? {} : { failure };
}

const current = ({ cron, draft }: Sync): CronJob => ({ ...cron, status: draft });

function* replace(sync: Sync): Work<Status | undefined> {
  for (const { namespace = '', name = '' } of sync.draft.active ?? []) {
    const job = sync.jobNamed(namespace, name);
    if (job === undefined) continue;
    const failure = yield* deleteJob(sync, job, 'a new run replaces the one before');
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function* start(sync: Sync, scheduled: number): Work<Status | 'nothing to do' | undefined> {
  const { cron, draft } = sync;
  const wanted = jobAt(cron, scheduled);
  const made = yield* send<Job>({ verb: 'create', kind: kindOf(KINDS.Job), object: wanted, because: because(cron, 'start the run that is due') });
  let job: Job;
  if (made.ok) {
    job = made.value;
    yield [event(cron, 'Normal', 'SuccessfulCreate', `Created job ${nameOf(job)}`)];
  } else {
    const { status } = made;
    if ((status.details?.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating')) return status;
    const there = status.reason === 'AlreadyExists' ? sync.jobNamed(namespaceOf(cron), nameOf(wanted)) : undefined;
    if (there === undefined) {
      yield [event(cron, 'Warning', 'FailedCreate', `Error creating job: ${status.message}`)];
      return status;
    }
    // Made by a sync that did not get to note it; or by somebody else, who will.
    if (!isControlledBy(there, cron) || isActive(sync, uidOf(there))) return 'nothing to do';
    job = there;
  }
  draft.active = [...(draft.active ?? []), referenceTo(job)];
  draft.lastScheduleTime = rfc3339(scheduled);
  sync.changed = true;
  return undefined;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** `Sat, 21 Nov 2026 12:38:00 +0000`. */
function rfc1123(ms: number): string {
  const date = new Date(ms);
  return `${DAYS[date.getUTCDay()]}, ${`${date.getUTCDate()}`.padStart(2, '0')} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} +0000`;
}
