/** Validation of Deployments and ReplicaSets. @k8s pkg/apis/apps/validation/validation.go */
import { matchesLabelSelector, type Json } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { validateLabelSelector } from '../../meta/labelSelector.ts';
import { subdomainName, validateAnnotations, validateImmutable, validateLabels, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { Deployment, DeploymentSpec, LabelSelector, PodTemplateSpec, ReplicaSet } from '../../schema/types.ts';
import { nonNegative } from '../pod/checks.ts';
import { validatePodSpec } from '../pod/validate.ts';

const MISMATCH = '`selector` does not match template `labels`';
const isEmpty = (selector: LabelSelector | undefined): boolean =>
  Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;

/** An absent selector matches nothing, so the template's labels are wrong too. */
function validateSelector(selector: LabelSelector | undefined): FieldError[] {
  const path = 'spec.selector';
  if (selector === undefined) return [required(path)];
  if (!isEmpty(selector)) return validateLabelSelector(path, selector);
  return [invalid(path, selector as Json, 'empty selector is invalid for deployment')];
}

function validateTemplate(selector: LabelSelector | undefined, template: PodTemplateSpec | undefined): FieldError[] {
  const labels = template?.metadata?.labels;
  const matches = selector !== undefined && (isEmpty(selector) || matchesLabelSelector(selector, labels ?? {}));
  const spec = template?.spec ?? { containers: [] };
  const restart = spec.restartPolicy ?? '';
  return [
    ...(matches ? [] : [invalid('spec.template.metadata.labels', labels as Json | undefined, MISMATCH)]),
    ...validateLabels(labels, 'spec.template.labels'),
    ...validateAnnotations(template?.metadata?.annotations, 'spec.template.annotations'),
    ...validatePodSpec('spec.template.spec', spec),
    ...(restart === '' || restart === 'Always' || !['OnFailure', 'Never'].includes(restart) ? []
      : [notSupported('spec.template.spec.restartPolicy', restart, ['Always'])]),
    ...(spec.activeDeadlineSeconds === undefined ? []
      : [forbidden('spec.template.spec.activeDeadlineSeconds', 'activeDeadlineSeconds in ReplicaSet is not Supported')]),
  ];
}

const PERCENT = /^[0-9]+%$/;
const PERCENT_TEXT = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
function validateIntOrPercent(path: string, value: string | number | undefined): FieldError[] {
  if (value === undefined) return [];
  if (typeof value === 'number') return nonNegative(path, value);
  return PERCENT.test(value) ? [] : [invalid(path, value, PERCENT_TEXT)];
}
const isZero = (value: string | number | undefined): boolean => value === 0 || value === '0' || value === '0%' || value === undefined;

function validateStrategy({ strategy }: DeploymentSpec): FieldError[] {
  const path = 'spec.strategy';
  const { type, rollingUpdate } = strategy ?? {};
  if (type === 'Recreate') {
    return rollingUpdate === undefined ? []
      : [forbidden(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")];
  }
  if (type !== 'RollingUpdate') return [notSupported(`${path}.type`, type, ['Recreate', 'RollingUpdate'])];
  if (rollingUpdate === undefined) return [required(`${path}.rollingUpdate`, 'this should be defaulted and never be nil')];
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const errors = [...validateIntOrPercent(`${path}.rollingUpdate.maxUnavailable`, maxUnavailable), ...validateIntOrPercent(`${path}.rollingUpdate.maxSurge`, maxSurge)];
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    errors.push(invalid(`${path}.rollingUpdate.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  }
  if (typeof maxUnavailable === 'string' && PERCENT.test(maxUnavailable) && Number(maxUnavailable.slice(0, -1)) > 100) {
    errors.push(invalid(`${path}.rollingUpdate.maxUnavailable`, maxUnavailable, 'must not be greater than 100%'));
  }
  return errors;
}

function validateDeploymentSpec(spec: DeploymentSpec): FieldError[] {
  const [ready, deadline] = [spec.minReadySeconds ?? 0, spec.progressDeadlineSeconds];
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...validateSelector(spec.selector),
    ...validateTemplate(spec.selector, spec.template),
    ...validateStrategy(spec),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...nonNegative('spec.progressDeadlineSeconds', deadline),
    ...(deadline !== undefined && deadline <= ready ? [invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')] : []),
  ];
}

export const validateDeployment = (object: Deployment): FieldError[] => [
  ...validateMeta(object, subdomainName, true),
  ...(object.spec === undefined ? [] : validateDeploymentSpec(object.spec)),
];
export const validateDeploymentUpdate = (next: Deployment, old: Deployment): FieldError[] =>
  [...validateMetaUpdate(next, old), ...validateImmutable('spec.selector', next.spec?.selector, old.spec?.selector)];

export const validateReplicaSet = (object: ReplicaSet): FieldError[] => [
  ...validateMeta(object, subdomainName, true),
  ...nonNegative('spec.replicas', object.spec?.replicas),
  ...nonNegative('spec.minReadySeconds', object.spec?.minReadySeconds),
  ...validateSelector(object.spec?.selector).map((error) => ({ ...error, detail: error.detail.replace('for deployment', 'for replicaset') })),
  ...validateTemplate(object.spec?.selector, object.spec?.template),
];
export const validateReplicaSetUpdate = (next: ReplicaSet, old: ReplicaSet): FieldError[] =>
  [...validateMetaUpdate(next, old), ...validateImmutable('spec.selector', next.spec?.selector, old.spec?.selector)];
