/** A finished Job goes when its time is over, and its pods with it. @k8s pkg/controller/ttlafterfinished/ttlafterfinished_controller.go */
import { KINDS, type Job } from '../../api/index.ts';
import { parseTimestamp } from '../../time/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'ttl-after-finished-controller';

/** When it is to go; undefined if it is not. */
export function expiresAt(job: Job): number | undefined {
  const seconds = job.spec?.ttlSecondsAfterFinished;
  const end = job.status?.conditions?.find(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True');
  const finished = parseTimestamp(end?.lastTransitionTime);
  return seconds === undefined || finished === undefined || isDeleting(job) ? undefined : finished + seconds * 1000;
}

export function* reconcileTtl(job: Job, now: number): Reconcile {
  const expires = expiresAt(job);
  if (expires === undefined) return undefined;
  if (expires > now) {
    yield [{ verb: 'again', afterMs: expires - now }];
    return undefined;
  }
  const reply = yield* send<Job>({
    verb: 'delete', kind: kindOf(KINDS.Job), namespace: namespaceOf(job), name: nameOf(job),
    options: { propagationPolicy: 'Foreground', preconditions: { uid: uidOf(job) } }, because: { by: BY, rule: 'a finished job is kept so long and no longer', cause: `jobs/${keyOf(job)}` },
  });
  return reply.ok || reply.status.code === 404 ? undefined : reply.status;
}
