/** The Jobs of a CronJob. @k8s pkg/controller/cronjob/utils.go getJobFromTemplate2, byJobStartTime */
import { conditionIs, controllerReference, type CronJob, type Job, type ObjectReference } from '../../api/index.ts';
import { nameOf, namespaceOf, uidOf } from '../owners.ts';
import { zonedTime } from './civil.ts';

export const isSucceeded = (job: Job): boolean => conditionIs(job, 'Complete');
export const isFailed = (job: Job): boolean => conditionIs(job, 'Failed');
export const isFinished = (job: Job): boolean => isSucceeded(job) || isFailed(job);

const SCHEDULED_AT = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** `<name>-<minutes since 1970>`: the same run never has two Jobs. */
export const jobName = (cron: CronJob, scheduled: number): string => `${nameOf(cron)}-${Math.trunc(scheduled / 60_000)}`;

export function jobAt(cron: CronJob, scheduled: number): Job {
  const { metadata, spec } = cron.spec?.jobTemplate ?? {};
  return {
    apiVersion: 'batch/v1', kind: 'Job',
    metadata: {
      name: jobName(cron, scheduled), namespace: namespaceOf(cron),
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, [SCHEDULED_AT]: zonedTime(scheduled, cron.spec?.timeZone ?? 'UTC') },
      ownerReferences: [controllerReference(cron)],
    },
    ...(spec === undefined ? {} : { spec }),
  };
}

export const referenceTo = (job: Job): ObjectReference =>
  ({ kind: 'Job', namespace: namespaceOf(job), name: nameOf(job), uid: uidOf(job), apiVersion: 'batch/v1', resourceVersion: job.metadata?.resourceVersion ?? '' });

/** Those that began first, by name where they began together; those that never began come last. */
export function compareStart(a: Job, b: Job): number {
  const [from, to] = [a.status?.startTime, b.status?.startTime];
  if (from !== to) return from === undefined || (to !== undefined && from > to) ? 1 : -1;
  return nameOf(a) < nameOf(b) ? -1 : 1;
}
