import { formatFieldError } from '../../fieldError.ts';
import type { Job } from '../../schema/types.ts';
import { validateJobStatusUpdate } from './jobStatus.ts';

const said = (...types: readonly string[]): object => ({ conditions: types.map((type) => ({ type, status: 'True' })) });
const [START, END] = ['2026-11-21T12:00:00Z', '2026-11-21T12:00:09Z'];
const INDEXED = { completionMode: 'Indexed', completions: 4, parallelism: 2, backoffLimitPerIndex: 1 };

/** @k8s pkg/apis/batch/validation/validation.go validateJobStatus, ValidateJobStatusUpdate */
test.each<readonly [object, object, object, readonly string[]]>([
  [{}, {}, { ...said('SuccessCriteriaMet', 'Complete'), startTime: START, completionTime: END }, []],
  [{}, {}, { ...said('Complete'), startTime: START, completionTime: END },
    ['status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition']],
  [{}, {}, { ...said('Failed'), startTime: START }, ['status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition']],
  [{}, {}, { ...said('FailureTarget', 'Failed'), terminating: 1, ready: 1 }, [
    'status.startTime: Required value: startTime is required for finished job', 'status.terminating: Invalid value: 1: terminating>0 is invalid for finished job',
    'status.ready: Invalid value: 1: cannot set more ready pods than active']],
  [{ suspend: true, completions: 0 }, {}, { ...said('SuccessCriteriaMet', 'Complete'), completionTime: END }, []],
  [INDEXED, {}, { completedIndexes: '0,9', failedIndexes: '0-1' }, ['status.completedIndexes: Invalid value: "0,9": error parsing completedIndexes: too large index: "9"',
    'status.failedIndexes: Invalid value: "0-1": failedIndexes and completedIndexes overlap at index: 0']],
  [INDEXED, { succeeded: 2 }, { succeeded: 1 }, ['status.succeeded: Invalid value: 1: cannot decrease the succeeded counter']],
  [{ ...INDEXED, parallelism: 4 }, { succeeded: 2 }, { succeeded: 1 }, []],
  [{}, { startTime: START }, { startTime: END }, ['status.startTime: Invalid value: "2026-11-21T12:00:09Z": field is immutable for unsuspended job once set']],
  [{}, { startTime: START, ...said('Suspended') }, { startTime: END, conditions: [{ type: 'Suspended', status: 'False' }] }, []],
])('a status of %j from %j to %j', (spec, before, after, expected) => {
  const job = (status: object): Job => ({ metadata: { name: 'j' }, spec: { template: {}, ...spec }, status } as Job);
  expect(validateJobStatusUpdate(job(after), job(before)).map(formatFieldError)).toEqual(expected);
});
