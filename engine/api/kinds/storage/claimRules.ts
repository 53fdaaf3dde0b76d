/** @k8s pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaim; golden kubectl/invalid-pv-pvc, kubectl/immutable-fields-more */
import { compareQuantity, dns1123LabelProblems, dns1123SubdomainProblems, qualifiedNameProblems, quantityOf } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import { claimSpecDifference } from '../../goDump/dump.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { validateLabelSelector } from '../../meta/labelSelector.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec, TypedObjectReference } from '../../schema/types.ts';
import { invalids } from '../pod/checks.ts';
import { accessModeErrors, BETA_CLASS, CLASS_DEPRECATED, classNameErrors, positiveErrors, VOLUME_MODES } from './shared.ts';

const FIXED = 'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
const RESIZES = ['ControllerResizeInProgress', 'ControllerResizeInfeasible', 'NodeResizeInProgress', 'NodeResizeInfeasible', 'NodeResizePending'];

function dataSourceErrors(path: string, { name = '', kind = '', apiGroup = '', namespace = '' }: Partial<TypedObjectReference>, lenient: boolean): FieldError[] {
  const errors = [...(name === '' ? [required(`${path}.name`)] : []), ...(kind === '' ? [required(`${path}.kind`)] : [])];
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim') {
    errors.push(invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  if (apiGroup !== '' && !lenient) errors.push(...invalids(`${path}.apiGroup`, apiGroup, dns1123SubdomainProblems(apiGroup)));
  return namespace === '' ? errors : [...errors, ...invalids(`${path}.namespace`, namespace, dns1123LabelProblems(namespace))];
}

/** Go prints the path object that stands in place of the value as an empty one. */
function pairErrors(path: string, { dataSource, dataSourceRef: ref }: PersistentVolumeClaimSpec): FieldError[] {
  if (ref === undefined || dataSource === undefined) return [];
  if ((ref.namespace ?? '') !== '') return [invalid(path, {}, 'may not be specified when dataSourceRef.namespace is specified')];
  const same = dataSource.apiGroup === ref.apiGroup && dataSource.kind === ref.kind && dataSource.name === ref.name;
  return same ? [] : [invalid(path, {}, 'must match dataSourceRef')];
}

/** Also of claim templates. `old`: what an API group was allowed to be before. */
export function claimSpecErrors(path: string, spec: PersistentVolumeClaimSpec, old?: PersistentVolumeClaimSpec): FieldError[] {
  const { accessModes = [], storageClassName: className = '', volumeMode, dataSource, dataSourceRef, volumeAttributesClassName: attributes = '' } = spec;
  const amount = spec.resources?.requests?.['storage'];
  const lenient = old?.dataSource?.apiGroup !== undefined || old?.dataSourceRef?.apiGroup !== undefined;
  return [
    ...(accessModes.length === 0 ? [required(`${path}.accessModes`, 'at least 1 access mode is required')] : []),
    ...validateLabelSelector(`${path}.selector`, spec.selector),
    ...accessModeErrors(`${path}.accessModes`, accessModes),
    ...(amount === undefined ? [required(`${path}.resources[storage]`)] : positiveErrors(`${path}.resources[storage]`, amount)),
    ...(className === '' ? [] : classNameErrors(`${path}.storageClassName`, className)),
    ...(volumeMode === undefined || VOLUME_MODES.includes(volumeMode) ? [] : [notSupported(`${path}.volumeMode`, volumeMode, VOLUME_MODES)]),
    ...(dataSource === undefined ? [] : dataSourceErrors(`${path}.dataSource`, dataSource, lenient)),
    ...(dataSourceRef === undefined ? [] : dataSourceErrors(`${path}.dataSourceRef`, dataSourceRef, lenient)),
    ...pairErrors(path, spec),
    ...(attributes === '' ? [] : classNameErrors(`${path}.volumeAttributesClassName`, attributes)),
  ];
}

export const validateClaim = (object: PersistentVolumeClaim): FieldError[] =>
  [...validateMeta(object, subdomainName, true), ...claimSpecErrors('spec', object.spec ?? {})];

/** The new spec with what may differ set back, and the old one likewise. */
function comparable(next: PersistentVolumeClaim, old: PersistentVolumeClaim): readonly [PersistentVolumeClaimSpec, PersistentVolumeClaimSpec] {
  let [now, before] = [next.spec ?? {}, old.spec ?? {}];
  if ((before.volumeName ?? '') === '' && now.volumeName !== undefined) before = { ...before, volumeName: now.volumeName };
  const annotation = old.metadata?.annotations?.[BETA_CLASS];
  if (before.storageClassName === undefined && now.storageClassName !== undefined && (annotation === undefined || annotation === now.storageClassName)) {
    const { storageClassName: _, ...rest } = now;
    now = rest;
  }
  if (next.status?.phase !== 'Bound') return [now, before];
  const storage = before.resources?.requests?.['storage'];
  if (now.resources?.requests !== undefined && storage !== undefined) now = { ...now, resources: { ...now.resources, requests: { ...now.resources.requests, storage } } };
  if (now.volumeAttributesClassName === undefined) return [now, before];
  const { volumeAttributesClassName: _, ...rest } = now;
  return [before.volumeAttributesClassName === undefined ? rest : { ...rest, volumeAttributesClassName: before.volumeAttributesClassName }, before];
}

function sizeErrors(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const sizeOf = (amounts: { readonly [name: string]: string | number } | undefined) => quantityOf(amounts?.['storage'] ?? 0);
  const size = sizeOf(next.spec?.resources?.requests);
  if (compareQuantity(size, sizeOf(old.spec?.resources?.requests)) >= 0 || compareQuantity(size, sizeOf(old.status?.capacity)) > 0) return [];
  return [forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity')];
}

export function validateClaimUpdate(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const errors = [...validateMetaUpdate(next, old), ...validateMeta(next, subdomainName, true), ...claimSpecErrors('spec', next.spec ?? {}, old.spec)];
  const [annotation, oldAnnotation] = [next.metadata?.annotations?.[BETA_CLASS], old.metadata?.annotations?.[BETA_CLASS]];
  const upgraded = oldAnnotation !== undefined && old.spec?.storageClassName === undefined && next.spec?.storageClassName === oldAnnotation && annotation === undefined;
  if (annotation !== oldAnnotation && !upgraded) errors.push(invalid(`metadata.annotations.${BETA_CLASS}`, annotation ?? '', 'field is immutable'));
  const [now, before] = comparable(next, old);
  if (!sameObject(now, before)) errors.push(forbidden('spec', `${FIXED}\n${claimSpecDifference(now, before)}`));
  errors.push(...sizeErrors(next, old), ...validateImmutable('volumeMode', next.spec?.volumeMode, old.spec?.volumeMode));
  const [attributes, oldAttributes] = [next.spec?.volumeAttributesClassName, old.spec?.volumeAttributesClassName];
  const given = old.status?.currentVolumeAttributesClassName !== undefined;
  if (!given || attributes === oldAttributes || (attributes ?? '') !== '') return errors;
  const what = attributes === undefined ? 'nil' : 'empty string';
  return [...errors, forbidden('spec.volumeAttributesClassName', `update to ${what} is forbidden when status.currentVolumeAttributesClassName is not nil`)];
}

/** Only `storage` of the names without a domain. */
function resourceNameErrors(path: string, name: string): FieldError[] {
  const errors = invalids(path, name, qualifiedNameProblems(name));
  const native = !name.includes('/') || name.includes('kubernetes.io/');
  return errors.length > 0 || !native || name === 'storage' ? errors : [notSupported(path, name, ['storage'])];
}

export function validateClaimStatusUpdate(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const { allocatedResourceStatuses: statuses = {}, allocatedResources = {}, capacity = {} } = next.status ?? {};
  const negative = (path: string, amounts: { readonly [name: string]: string | number }): FieldError[] => Object.entries(amounts).flatMap(([name, amount]) =>
    (compareQuantity(quantityOf(amount), quantityOf(0)) < 0 ? [invalid(`${path}[${name}]`, amount, 'must be a valid resource quantity')] : []));
  return [
    ...validateMetaUpdate(next, old), ...negative('status.capacity', capacity),
    ...Object.entries(statuses).flatMap(([name, value]) => [
      ...resourceNameErrors('status.allocatedResourceStatuses', name),
      ...(RESIZES.includes(value) ? [] : [notSupported('status.allocatedResourceStatuses', name, RESIZES)]),
    ]),
    ...Object.keys(allocatedResources).flatMap((name) => resourceNameErrors('status.allocatedResources', name)), ...negative('status.allocatedResources', allocatedResources),
  ];
}

/** @k8s pkg/api/persistentvolumeclaim/util.go GetWarningsForPersistentVolumeClaimSpec */
export function claimSpecWarnings(path: string, spec: PersistentVolumeClaim['spec']): string[] {
  const whole = (amount: string | number | undefined): boolean => amount === undefined || quantityOf(amount).nano % 1_000_000_000n === 0n;
  return (['requests', 'limits'] as const).flatMap((field) => {
    const amount = spec?.resources?.[field]?.['storage'];
    return whole(amount) ? [] : [`${path}.resources.${field}[storage]: fractional byte value ${JSON.stringify(String(amount))} is invalid, must be an integer`];
  });
}

/** @k8s pkg/api/persistentvolumeclaim/util.go GetWarningsForPersistentVolumeClaim */
export function claimWarnings({ metadata, spec }: PersistentVolumeClaim): string[] {
  const old = metadata?.annotations?.[BETA_CLASS] === undefined ? [] : [`metadata.annotations[${BETA_CLASS}]: ${CLASS_DEPRECATED}`];
  return [...old, ...claimSpecWarnings('spec', spec)];
}
