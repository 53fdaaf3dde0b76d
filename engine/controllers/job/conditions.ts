/** The conditions of a Job. @k8s pkg/controller/job/job_controller.go newCondition, ensureJobConditionStatus */
import { conditionIs, type Job, type JobCondition } from '../../api/index.ts';
import { rfc3339 } from '../../time/index.ts';

export type ConditionType = 'Complete' | 'Failed' | 'FailureTarget' | 'SuccessCriteriaMet' | 'Suspended';

export function newCondition(type: ConditionType, reason: string, message: string, now: number, status: 'True' | 'False' = 'True'): JobCondition {
  const time = rfc3339(now);
  return { type, status, lastProbeTime: time, lastTransitionTime: time, reason, message };
}

export const isJobFinished = (job: Job): boolean => conditionIs(job, 'Complete') || conditionIs(job, 'Failed');
export const conditionOf = ({ status }: Job, type: ConditionType): JobCondition | undefined => status?.conditions?.find((condition) => condition.type === type);

/** The list with the condition; itself if that says so already, or if it would begin with a "no". */
export function ensureCondition(list: readonly JobCondition[], next: JobCondition): readonly JobCondition[] {
  const old = list.find(({ type }) => type === next.type);
  if (old === undefined) return next.status === 'False' ? list : [...list, next];
  if (old.status === next.status && old.reason === next.reason && old.message === next.message) return list;
  return list.map((condition) => (condition === old ? next : condition));
}
