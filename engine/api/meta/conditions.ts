/** Conditions of the common shape. @k8s apimachinery/pkg/apis/meta/v1/validation/validation.go ValidateConditions */
import { qualifiedNameProblems } from '../../base/index.ts';
import { duplicate, invalid, notSupported, required, tooLong } from '../fieldError.ts';
import type { FieldError } from '../kindDefinition.ts';
import type { Condition } from '../schema/types.ts';

const STATUSES = ['False', 'True', 'Unknown'];
const REASON = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/;
const REASON_FORM = "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', "
  + "and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', "
  + "regex used for validation is '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')";
const [LONGEST_REASON, LONGEST_MESSAGE] = [1024, 32 * 1024];

function conditionErrors(path: string, condition: Partial<Condition>): FieldError[] {
  const { type = '', status = '', observedGeneration = 0, lastTransitionTime, reason = '', message = '' } = condition;
  return [
    ...(type === '' ? [required(`${path}.type`, 'is required')] : qualifiedNameProblems(type).map((problem) => invalid(`${path}.type`, type, problem))),
    ...(status === '' ? [required(`${path}.status`)] : STATUSES.includes(status) ? [] : [notSupported(`${path}.status`, status, STATUSES)]),
    ...(observedGeneration < 0 ? [invalid(`${path}.observedGeneration`, observedGeneration, 'must be greater than or equal to zero')] : []),
    ...((lastTransitionTime ?? '') === '' ? [required(`${path}.lastTransitionTime`)] : []),
    ...(reason === '' ? [required(`${path}.reason`)] : REASON.test(reason) ? [] : [invalid(`${path}.reason`, reason, REASON_FORM)]),
    ...(reason.length > LONGEST_REASON ? [tooLong(`${path}.reason`, LONGEST_REASON)] : []),
    ...(message.length > LONGEST_MESSAGE ? [tooLong(`${path}.message`, LONGEST_MESSAGE)] : []),
  ];
}

export const validateConditions = (path: string, conditions: readonly Condition[] = []): FieldError[] => conditions.flatMap((condition, index) => [
  ...(conditions.findIndex(({ type }) => type === condition.type) < index ? [duplicate(`${path}[${index}]`, condition.type)] : []),
  ...conditionErrors(`${path}[${index}]`, condition),
]);
