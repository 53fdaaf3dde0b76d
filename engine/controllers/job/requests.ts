/** What the job controller asks of the API server besides creating and deleting pods. */
import { KINDS, type Job, type JobStatus, type Pod } from '../../api/index.ts';
import type { Because } from '../../apiserver/index.ts';
import { keyOf, nameOf, namespaceOf } from '../owners.ts';
import { kindOf, type Request } from '../request.ts';
import { TRACKING } from './jobPod.ts';

export const BY = 'job-controller';

export const RULES = { create: 'create missing pods', surplus: 'delete surplus pods', end: 'delete the active pods of a job that ends' } as const;

export const causeOfJob = (job: Job, rule: string): Because => ({ by: BY, rule, cause: `jobs/${keyOf(job)}` });

/** Names only its own finalizer, so that nobody else's is lost. */
export const removeTracking = (job: Job | undefined, pod: Pod, rule: string): Request => ({
  verb: 'patch', kind: kindOf(KINDS.Pod), namespace: namespaceOf(pod), name: nameOf(pod), type: 'strategic',
  patch: { metadata: { '$deleteFromPrimitiveList/finalizers': [TRACKING] } },
  because: job === undefined ? { by: BY, rule, cause: `pods/${keyOf(pod)}` } : causeOfJob(job, rule),
});

/** Counts of zero are left out, except ready and terminating; in the order in which Go writes the fields. @k8s golden controllers/job-parallel-completions */
export function statusWrite(job: Job, status: JobStatus, rule: string): Exclude<Request, { verb: 'event' | 'work' | 'again' }> {
  const given = <T extends keyof JobStatus>(field: T, there = status[field] !== undefined): Pick<JobStatus, T> | object => (there ? { [field]: status[field] } : {});
  const positive = (field: 'active' | 'failed' | 'succeeded'): object => given(field, (status[field] ?? 0) > 0);
  const uids = (list: 'failed' | 'succeeded'): object => {
    const waiting = status.uncountedTerminatedPods?.[list] ?? [];
    return waiting.length > 0 ? { [list]: waiting } : {};
  };
  const written: JobStatus = {
    ...given('conditions', (status.conditions ?? []).length > 0), ...given('startTime'), ...given('completionTime'),
    ...positive('active'), ...positive('succeeded'), ...positive('failed'), ...given('terminating'),
    ...given('completedIndexes', (status.completedIndexes ?? '') !== ''), ...given('failedIndexes'),
    uncountedTerminatedPods: { ...uids('succeeded'), ...uids('failed') }, ...given('ready'),
  };
  const object: Job = { ...job, status: written };
  return { verb: 'update', kind: kindOf(KINDS.Job), object, subresource: 'status', because: causeOfJob(job, rule) };
}
