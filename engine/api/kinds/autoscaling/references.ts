/** Objects that an autoscaler names. @k8s pkg/apis/autoscaling/validation/validation.go ValidateCrossVersionObjectReference */
import { invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { pathSegmentName } from '../../meta/objectMeta.ts';
import type { CrossVersionObjectReference } from '../../schema/types.ts';

/** Undefined if it is well made. */
function apiVersionProblem(apiVersion: string, emptyGroupAllowed: boolean): string | undefined {
  const parts = apiVersion.split('/');
  if (parts.length > 2) return `unexpected GroupVersion string: ${apiVersion}`;
  const group = parts.length === 2 ? parts[0] ?? '' : '';
  return group === '' && !emptyGroupAllowed ? 'apiVersion must specify API group' : undefined;
}

/** The core group has one kind that can be scaled. */
const emptyGroupAllowed = ({ kind }: CrossVersionObjectReference): boolean => kind === 'ReplicationController';

export function referenceErrors(path: string, reference: CrossVersionObjectReference | undefined, anyGroup?: boolean): FieldError[] {
  const { kind = '', name = '', apiVersion = '' } = reference ?? {};
  const segment = (field: string, value: string): FieldError[] =>
    (value === '' ? [required(`${path}.${field}`)] : pathSegmentName(value).map((problem) => invalid(`${path}.${field}`, value, problem)));
  const problem = apiVersionProblem(apiVersion, anyGroup ?? emptyGroupAllowed({ kind, name }));
  return [...segment('kind', kind), ...segment('name', name), ...(problem === undefined ? [] : [invalid(`${path}.apiVersion`, apiVersion, problem)])];
}
