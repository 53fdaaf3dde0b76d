/** How a workload's selector and the labels of its template must fit. @k8s pkg/apis/apps/validation/validation.go */
import { matchesLabelSelector } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { shownMap, shownSelector, validateLabelSelector } from '../../meta/labelSelector.ts';
import type { LabelSelector, PodTemplateSpec } from '../../schema/types.ts';
import { validatePodTemplate } from '../pod/validate.ts';

const MISMATCH = '`selector` does not match template `labels`';

export const isEmptySelector = (selector: LabelSelector | undefined): boolean =>
  Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;

/** A selector that can be used at all. An absent one can: it matches nothing. */
export const isUsable = (selector: LabelSelector | undefined): boolean => validateLabelSelector('', selector).length === 0;

export function validateSelector(path: string, selector: LabelSelector | undefined, empty: string): FieldError[] {
  if (selector === undefined) return [required(path)];
  const errors = validateLabelSelector(path, selector);
  return isEmptySelector(selector) ? [...errors, invalid(path, shownSelector(selector), empty)] : errors;
}

/** The template's labels are shown as they are: null where there are none. */
export function validateMatch(path: string, selector: LabelSelector | undefined, template: PodTemplateSpec | undefined): FieldError[] {
  const labels = template?.metadata?.labels;
  const matches = selector !== undefined && (isEmptySelector(selector) || matchesLabelSelector(selector, labels ?? {}));
  return matches ? [] : [invalid(`${path}.metadata.labels`, shownMap(labels), MISMATCH)];
}

/** What runs on and on may not end: no other restart policy, no deadline. */
export function validateEndless(path: string, template: PodTemplateSpec | undefined, kind: string): FieldError[] {
  const { restartPolicy = '', activeDeadlineSeconds } = template?.spec ?? {};
  return [
    ...(restartPolicy === 'Always' ? [] : [notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always'])]),
    ...(activeDeadlineSeconds === undefined ? []
      : [forbidden(`${path}.spec.activeDeadlineSeconds`, `activeDeadlineSeconds in ${kind} is not Supported`)]),
  ];
}

/** @k8s pkg/apis/apps/validation/validation.go ValidatePodTemplateSpecForReplicaSet */
export const validateReplicaTemplate = (selector: LabelSelector | undefined, template: PodTemplateSpec | undefined): FieldError[] => [
  ...validateMatch('spec.template', selector, template),
  ...validatePodTemplate('spec.template', template),
  ...validateEndless('spec.template', template, 'ReplicaSet'),
];

/** @k8s apimachinery/pkg/api/validation/objectmeta.go ValidateImmutableField */
export const validateFixedSelector = (next: LabelSelector | undefined, old: LabelSelector | undefined): FieldError[] =>
  (sameObject(next, old) ? [] : [invalid('spec.selector', shownSelector(next), 'field is immutable')]);
