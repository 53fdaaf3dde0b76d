/**
 * What a write to a Job's `/status` may say; each rule looks only at what the write changes.
 * @k8s pkg/apis/batch/validation/validation.go ValidateJobStatusUpdate, pkg/registry/batch/job/strategy.go getStatusValidationOptions
 */
import { duplicate, invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { Job, JobStatus } from '../../schema/types.ts';
import { nonNegative } from '../pod/checks.ts';
import { countIndexes, firstOverlap } from './successPolicy.ts';

const has = ({ status }: Job, type: string): boolean => status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true;
const isFinished = (job: Job): boolean => has(job, 'Complete') || has(job, 'Failed');
const conditionsWrong = (detail: string): FieldError => ({ ...invalid('status.conditions', undefined, detail), omitValue: true });

function uncountedErrors({ uncountedTerminatedPods: pods }: JobStatus): FieldError[] {
  const seen = new Set<string>();
  return (['succeeded', 'failed'] as const).flatMap((list) => (pods?.[list] ?? []).flatMap((uid, index) => {
    const path = `status.uncountedTerminatedPods.${list}[${index}]`;
    if (uid === '') return [invalid(path, uid, 'must not be empty')];
    if (seen.has(uid)) return [duplicate(path, uid)];
    seen.add(uid);
    return [];
  }));
}

const counters = (status: JobStatus): FieldError[] => (['active', 'succeeded', 'failed', 'ready', 'terminating'] as const)
  .flatMap((field) => nonNegative(`status.${field}`, status[field]));

/** The moments at which the job began and was done. */
function timeErrors(next: Job, old: Job, changed: (field: keyof JobStatus) => boolean): FieldError[] {
  const { completionTime, startTime } = next.status ?? {};
  const complete = has(next, 'Complete');
  const timed = changed('completionTime') || complete !== has(old, 'Complete');
  const path = 'status.completionTime';
  return [
    ...(timed && completionTime !== undefined && !complete ? [invalid(path, completionTime, 'cannot set completionTime when there is no Complete=True condition')] : []),
    ...(timed && completionTime === undefined && complete ? [required(path, 'completionTime is required for Complete jobs')] : []),
    ...((changed('startTime') || changed('completionTime')) && startTime !== undefined && completionTime !== undefined && completionTime < startTime
      ? [invalid(path, completionTime, 'completionTime cannot be set before startTime')] : []),
  ];
}

/** What comes before the end of a job. */
function announcedErrors(next: Job, old: Job, changed: (field: keyof JobStatus) => boolean): FieldError[] {
  const moved = (type: string): boolean => has(next, type) !== has(old, type);
  return [
    ...((moved('Failed') || changed('failedIndexes')) && has(next, 'Failed') && !has(next, 'FailureTarget')
      ? [conditionsWrong('cannot set Failed=True condition without the FailureTarget=true condition')] : []),
    ...((moved('Complete') || moved('SuccessCriteriaMet')) && has(next, 'Complete') && !has(next, 'SuccessCriteriaMet')
      ? [conditionsWrong('cannot set Complete=True condition without the SuccessCriteriaMet=true condition')] : []),
  ];
}

function finishedErrors(next: Job, old: Job, changed: (field: keyof JobStatus) => boolean): FieldError[] {
  if (!isFinished(next)) return [];
  const { active = 0, startTime, uncountedTerminatedPods: uncounted } = next.status ?? {};
  const just = !isFinished(old);
  const left = (uncounted?.failed ?? []).length + (uncounted?.succeeded ?? []).length;
  return [
    ...((just || changed('active')) && active > 0 ? [invalid('status.active', active, 'active>0 is invalid for finished job')] : []),
    ...((just || changed('startTime')) && startTime === undefined && !(next.spec?.suspend === true && next.spec.completions === 0) ? [required('status.startTime', 'startTime is required for finished job')] : []),
    ...((just || changed('uncountedTerminatedPods')) && left > 0
      ? [invalid('status.uncountedTerminatedPods', { Succeeded: uncounted?.succeeded ?? null, Failed: uncounted?.failed ?? null }, 'uncountedTerminatedPods needs to be empty for finished job')] : []),
  ];
}

function indexErrors({ spec, status }: Job, changed: (field: keyof JobStatus) => boolean): FieldError[] {
  const { completedIndexes = '', failedIndexes } = status ?? {};
  const completions = spec?.completions;
  const malformed = (field: 'completedIndexes' | 'failedIndexes', text: string): FieldError[] => {
    const counted = changed(field) && completions !== undefined ? countIndexes(text, completions) : { count: 0 };
    return 'error' in counted ? [invalid(`status.${field}`, text, `error parsing ${field}: ${counted.error}`)] : [];
  };
  const shared = completions !== undefined && failedIndexes !== undefined && (changed('failedIndexes') || changed('completedIndexes'))
    ? firstOverlap(completedIndexes, failedIndexes, completions) : undefined;
  return [
    ...malformed('completedIndexes', completedIndexes),
    ...(spec?.backoffLimitPerIndex !== undefined && failedIndexes !== undefined ? malformed('failedIndexes', failedIndexes) : []),
    ...(changed('completedIndexes') && completedIndexes !== '' && spec?.completionMode !== 'Indexed'
      ? [invalid('status.completedIndexes', completedIndexes, 'cannot set non-empty completedIndexes when non-indexed completion mode')] : []),
    ...(changed('failedIndexes') && failedIndexes !== undefined && spec?.backoffLimitPerIndex === undefined
      ? [invalid('status.failedIndexes', failedIndexes, 'cannot set non-null failedIndexes when backoffLimitPerIndex is null')] : []),
    ...(shared === undefined ? [] : [invalid('status.failedIndexes', failedIndexes, `failedIndexes and completedIndexes overlap at index: ${shared}`)]),
  ];
}

function countErrors(next: Job, old: Job, changed: (field: keyof JobStatus) => boolean): FieldError[] {
  const { terminating = 0, ready = 0, active = 0 } = next.status ?? {};
  return [
    ...(isFinished(next) && (!isFinished(old) || changed('terminating')) && terminating > 0 ? [invalid('status.terminating', terminating, 'terminating>0 is invalid for finished job')] : []),
    ...((changed('ready') || changed('active')) && ready > active ? [invalid('status.ready', ready, 'cannot set more ready pods than active')] : []),
  ];
}

function togetherErrors(next: Job, old: Job): FieldError[] {
  const moved = (...types: readonly string[]): boolean => types.some((type) => has(next, type) !== has(old, type));
  const both = (a: string, b: string, word: string, always = false): FieldError[] =>
    ((always || moved(a, b)) && has(next, a) && has(next, b) ? [conditionsWrong(`cannot set ${a}=True and ${b}=${word} conditions`)] : []);
  return [...both('Complete', 'Failed', 'true'), ...both('Complete', 'FailureTarget', 'true')];
}

function successErrors(next: Job): FieldError[] {
  const met = has(next, 'SuccessCriteriaMet');
  return [
    ...(met && has(next, 'Failed') ? [conditionsWrong('cannot set SuccessCriteriaMet=True and Failed=true conditions')] : []),
    ...(met && has(next, 'FailureTarget') ? [conditionsWrong('cannot set SuccessCriteriaMet=True and FailureTarget=true conditions')] : []),
    ...(next.spec?.successPolicy !== undefined && !met && has(next, 'Complete')
      ? [conditionsWrong('cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True')] : []),
  ];
}

/** What was said once stays. */
function lastingErrors(next: Job, old: Job): FieldError[] {
  const [status, before] = [next.status ?? {}, old.status ?? {}];
  const fewer = (field: 'failed' | 'succeeded'): FieldError[] =>
    ((status[field] ?? 0) < (before[field] ?? 0) ? [invalid(`status.${field}`, status[field] ?? 0, `cannot decrease the ${field} counter`)] : []);
  const { completionMode, completions, parallelism, suspend } = next.spec ?? {};
  // An indexed job whose completions follow its parallelism can shrink.
  const shrinks = completionMode === 'Indexed' && completions === parallelism;
  const suspended = (job: Job, value: string): boolean => job.status?.conditions?.some((condition) => condition.type === 'Suspended' && condition.status === value) === true;
  return [
    ...['Failed', 'Complete', 'FailureTarget'].filter((type) => has(old, type) && !has(next, type)).map((type) => conditionsWrong(`cannot disable the terminal ${type}=True condition`)),
    ...fewer('failed'), ...(shrinks ? [] : fewer('succeeded')),
    ...(status.completionTime !== undefined && before.completionTime !== undefined && status.completionTime !== before.completionTime
      ? [invalid('status.completionTime', status.completionTime, 'field is immutable')] : []),
    ...(before.startTime !== undefined && before.startTime !== status.startTime && suspend !== true && !(suspended(old, 'True') && suspended(next, 'False'))
      ? [invalid('status.startTime', status.startTime, 'field is immutable for unsuspended job once set')] : []),
    ...(has(old, 'SuccessCriteriaMet') && !has(next, 'SuccessCriteriaMet') ? [conditionsWrong('cannot disable the SuccessCriteriaMet=True condition')] : []),
    ...(has(old, 'Complete') && !has(old, 'SuccessCriteriaMet') && has(next, 'SuccessCriteriaMet')
      ? [conditionsWrong('cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions')] : []),
  ];
}

export function validateJobStatusUpdate(next: Job, old: Job): FieldError[] {
  const [status, before] = [next.status ?? {}, old.status ?? {}];
  const changed = (field: keyof JobStatus): boolean => !sameObject(status[field], before[field]);
  return [
    ...validateMetaUpdate(next, old), ...counters(status), ...uncountedErrors(status), ...togetherErrors(next, old), ...timeErrors(next, old, changed),
    ...announcedErrors(next, old, changed), ...finishedErrors(next, old, changed), ...indexErrors(next, changed), ...countErrors(next, old, changed), ...successErrors(next), ...lastingErrors(next, old),
  ];
}
