/** Validation of Deployments and ReplicaSets. @k8s pkg/apis/apps/validation/validation.go */
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KubeObject } from '../../kindDefinition.ts';
import { shownSelector } from '../../meta/labelSelector.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { Deployment, DeploymentSpec, DeploymentStatus, ReplicaSet, ReplicaSetSpec, ReplicaSetStatus } from '../../schema/types.ts';
import { nonNegative } from '../pod/checks.ts';
import { amountOf, validateAtMostAll, validateIntOrPercent } from './percent.ts';
import { isUsable, validateFixedSelector, validateReplicaTemplate, validateSelector } from './selector.ts';
import { notDecremented, statusCounts } from './statusCounts.ts';

const UNUSABLE = 'invalid label selector';

function validateStrategy({ strategy }: DeploymentSpec): FieldError[] {
  const path = 'spec.strategy';
  const { type, rollingUpdate } = strategy ?? {};
  if (type === 'Recreate') {
    return rollingUpdate === undefined ? []
      : [forbidden(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")];
  }
  if (type !== 'RollingUpdate') {
    const rolling = rollingUpdate === undefined ? null : { MaxUnavailable: rollingUpdate.maxUnavailable ?? 0, MaxSurge: rollingUpdate.maxSurge ?? 0 };
    return [notSupported(path, { Type: type ?? '', RollingUpdate: rolling }, ['Recreate', 'RollingUpdate'])];
  }
  if (rollingUpdate === undefined) return [required(`${path}.rollingUpdate`, 'this should be defaulted and never be nil')];
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const here = `${path}.rollingUpdate`;
  const errors = [...validateIntOrPercent(`${here}.maxUnavailable`, maxUnavailable), ...validateIntOrPercent(`${here}.maxSurge`, maxSurge)];
  if (amountOf(maxUnavailable) === 0 && amountOf(maxSurge) === 0) {
    errors.push(invalid(`${here}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  }
  return [...errors, ...validateAtMostAll(`${here}.maxUnavailable`, maxUnavailable)];
}

function validateDeploymentSpec(spec: DeploymentSpec): FieldError[] {
  const [ready, deadline] = [spec.minReadySeconds ?? 0, spec.progressDeadlineSeconds];
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...validateSelector('spec.selector', spec.selector, 'empty selector is invalid for deployment'),
    ...(isUsable(spec.selector) ? validateReplicaTemplate(spec.selector, spec.template) : [invalid('spec.selector', shownSelector(spec.selector), UNUSABLE)]),
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
  [...validateMetaUpdate(next, old), ...validateFixedSelector(next.spec?.selector, old.spec?.selector)];

export function validateDeploymentStatus(next: Deployment, old: Deployment): FieldError[] {
  const status: DeploymentStatus = next.status ?? {};
  return [
    ...validateMetaUpdate(next, old),
    ...statusCounts(status, ['observedGeneration', 'replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas', 'collisionCount'],
      ['updatedReplicas', 'readyReplicas', 'availableReplicas'], 'readyReplicas'),
    ...notDecremented(status.collisionCount, old.status?.collisionCount),
  ];
}

function validateReplicaSetSpec(spec: Partial<ReplicaSetSpec>): FieldError[] {
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    // Upstream says deployment here as well.
    ...validateSelector('spec.selector', spec.selector, 'empty selector is invalid for deployment'),
    ...(isUsable(spec.selector) ? validateReplicaTemplate(spec.selector, spec.template) : [invalid('spec.selector', shownSelector(spec.selector), UNUSABLE)]),
  ];
}

export const validateReplicaSet = (object: ReplicaSet): FieldError[] =>
  [...validateMeta(object, subdomainName, true), ...validateReplicaSetSpec(object.spec ?? {})];
export const validateReplicaSetUpdate = (next: ReplicaSet, old: ReplicaSet): FieldError[] =>
  [...validateMetaUpdate(next, old), ...validateFixedSelector(next.spec?.selector, old.spec?.selector)];

type Replicas = KubeObject & { readonly status?: ReplicaSetStatus };
export function validateReplicaSetStatus(next: Replicas, old: Replicas): FieldError[] {
  return [
    ...validateMetaUpdate(next, old),
    ...statusCounts(next.status ?? {}, ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'],
      ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'], 'readyReplicas'),
  ];
}
