/** @k8s pkg/apis/core/validation/validation.go ValidatePersistentVolume; golden kubectl/invalid-pv-pvc */
import type { Json } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import { internalValue, volumeSourceDifference } from '../../goDump/dump.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { PersistentVolume, PersistentVolumeSpec, VolumeNodeAffinity } from '../../schema/types.ts';
import { validateNodeSelector } from '../pod/scheduling.ts';
import { accessModeErrors, BETA_CLASS, CLASS_DEPRECATED, classNameErrors, labelWarnings, positiveErrors, VOLUME_MODES } from './shared.ts';
import { sourceErrors, sourceOf, sourceWarnings } from './sources.ts';

const POLICIES = ['Delete', 'Recycle', 'Retain'];
const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';

function capacityErrors(path: string, capacity: PersistentVolumeSpec['capacity']): FieldError[] {
  const amounts = Object.entries(capacity ?? {});
  const errors = amounts.length === 0 ? [required(path)] : [];
  if (capacity?.['storage'] === undefined || amounts.length > 1) errors.push(notSupported(path, (capacity ?? null) as Json, ['storage'])); // plain JSON
  return [...errors, ...amounts.flatMap(([name, amount]) => positiveErrors(`${path}[${name}]`, amount))];
}

const affinityErrors = (path: string, { required: wanted }: VolumeNodeAffinity): FieldError[] =>
  (wanted === undefined ? [required(`${path}.required`, 'must specify required node constraints')] : validateNodeSelector(`${path}.required`, wanted));

const isRoot = (path: string): boolean => path !== '' && path.split('/').every((part) => part === '' || part === '.');

export function volumeSpecErrors(path: string, spec: PersistentVolumeSpec): FieldError[] {
  const { accessModes = [], persistentVolumeReclaimPolicy: policy = '', nodeAffinity, storageClassName = '', volumeMode, volumeAttributesClassName: attributes } = spec;
  const errors = accessModes.length === 0 ? [required(`${path}.accessModes`)] : [];
  errors.push(...accessModeErrors(`${path}.accessModes`, accessModes), ...capacityErrors(`${path}.capacity`, spec.capacity));
  if (policy !== '' && !POLICIES.includes(policy)) errors.push(notSupported(`${path}.persistentVolumeReclaimPolicy`, policy, POLICIES));
  if (nodeAffinity !== undefined) errors.push(...affinityErrors(`${path}.nodeAffinity`, nodeAffinity));
  errors.push(...sourceErrors(path, spec, nodeAffinity !== undefined));
  if (isRoot(spec.hostPath?.path ?? '') && policy === 'Recycle') {
    errors.push(forbidden(`${path}.persistentVolumeReclaimPolicy`, "may not be 'recycle' for a hostPath mount of '/'"));
  }
  if (storageClassName !== '') errors.push(...classNameErrors(`${path}.storageClassName`, storageClassName));
  if (volumeMode !== undefined && !VOLUME_MODES.includes(volumeMode)) errors.push(notSupported(`${path}.volumeMode`, volumeMode, VOLUME_MODES));
  if (attributes === undefined) return errors;
  if (attributes === '') errors.push(required(`${path}.volumeAttributesClassName`, 'an empty string is disallowed'));
  else errors.push(...classNameErrors(`${path}.volumeAttributesClassName`, attributes));
  return spec.csi === undefined ? [...errors, required(`${path}.csi`, 'has to be specified when using volumeAttributesClassName')] : errors;
}

/** Sources that were mounted with options before there was a field for them. @k8s pkg/volume/validation/pv_validation.go checkMountOption */
const WITH_OPTIONS = [
  'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'nfs', 'rbd', 'quobyte', 'iscsi', 'cinder', 'cephfs', 'azureFile', 'vsphereVolume',
  'azureDisk', 'photonPersistentDisk',
] as const;

function mountOptionErrors({ metadata, spec }: PersistentVolume): FieldError[] {
  if (metadata?.annotations?.[MOUNT_OPTIONS] === undefined || WITH_OPTIONS.some((source) => spec?.[source] !== undefined)) return [];
  return [forbidden(`metadata.annotations.${MOUNT_OPTIONS}`, 'may not specify mount options for this volume type')];
}

export const validateVolume = (object: PersistentVolume): FieldError[] =>
  [...validateMeta(object, subdomainName, false), ...volumeSpecErrors('spec', object.spec ?? {}), ...mountOptionErrors(object)];

/** The secret for growing a volume may be added later. */
function comparable(next: PersistentVolumeSpec, old: PersistentVolumeSpec): PersistentVolumeSpec {
  if (next.csi?.controllerExpandSecretRef === undefined || old.csi === undefined || old.csi.controllerExpandSecretRef !== undefined) return sourceOf(next);
  const { controllerExpandSecretRef: _, ...csi } = next.csi;
  return sourceOf({ ...next, csi });
}

/** Runs after the rules of a create. */
export function validateVolumeUpdate(next: PersistentVolume, old: PersistentVolume): FieldError[] {
  const [now, before] = [next.spec ?? {}, old.spec ?? {}];
  const errors: FieldError[] = [];
  const [source, oldSource] = [comparable(now, before), sourceOf(before)];
  if (!sameObject(source, oldSource)) {
    errors.push(forbidden('spec.persistentvolumesource', `spec.persistentvolumesource is immutable after creation\n${volumeSourceDifference(source, oldSource)}`));
  }
  errors.push(...validateImmutable('volumeMode', now.volumeMode, before.volumeMode));
  if (before.nodeAffinity !== undefined && !sameObject(now.nodeAffinity, before.nodeAffinity)) {
    errors.push(invalid('nodeAffinity', now.nodeAffinity && internalValue('VolumeNodeAffinity', now.nodeAffinity), 'field is immutable, except for updating from beta label to GA'));
  }
  if (before.volumeAttributesClassName !== undefined && now.volumeAttributesClassName === undefined) {
    errors.push(forbidden('spec.volumeAttributesClassName', 'update from non-nil value to nil is forbidden'));
  }
  return [...errors, ...validateMetaUpdate(next, old)];
}

/** @k8s pkg/api/persistentvolume/util.go GetWarningsForPersistentVolume */
export function volumeWarnings({ metadata, spec = {} }: PersistentVolume): string[] {
  const annotation = (key: string, words: string): string[] => (metadata?.annotations?.[key] === undefined ? [] : [`metadata.annotations[${key}]: ${words}`]);
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return [
    ...annotation(BETA_CLASS, CLASS_DEPRECATED), ...annotation(MOUNT_OPTIONS, 'deprecated since v1.31; use "mountOptions" attribute instead'),
    ...(spec.persistentVolumeReclaimPolicy === 'Recycle'
      ? ['spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.'] : []),
    ...terms.flatMap(({ matchExpressions = [] }, index) =>
      labelWarnings(`spec.nodeAffinity.required.nodeSelectorTerms[${index}].matchExpressions`, matchExpressions.map(({ key }) => key))),
    ...sourceWarnings(spec),
  ];
}
