import { dns1123SubdomainProblems } from '../../../base/index.ts';
import { forbidden, invalid, required, tooLong } from '../../fieldError.ts';
import { internalValue } from '../../goDump/dump.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { PersistentVolumeSpec, VolumeAttachment, VolumeAttachmentSource, VolumeError } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, partial, statusSubresource } from '../common.ts';
import { invalids } from '../pod/checks.ts';
import { keepSpec, keepStatus } from '../workload/strategy.ts';
import { accessModeErrors, driverNameErrors } from './shared.ts';
import { sourceErrors } from './sources.ts';

const EXACTLY_ONE = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
const [MAX_METADATA, MAX_MESSAGE] = [256 * 1024, 1024];

/** A volume that has no object: only what the driver needs. @k8s pkg/apis/core/validation/validation.go ValidatePersistentVolumeSpec */
function inlineErrors(path: string, spec: PersistentVolumeSpec): FieldError[] {
  const inline = 'in the context of inline volumes';
  const { accessModes = [], persistentVolumeReclaimPolicy: policy = 'Retain', volumeMode = 'Filesystem', storageClassName = '' } = spec;
  const misplaced = (given: boolean, field: string): FieldError[] => (given ? [forbidden(`${path}.${field}`, `may not be specified ${inline}`)] : []);
  return [
    ...misplaced(spec.claimRef !== undefined, 'claimRef'), ...misplaced(Object.keys(spec.capacity ?? {}).length > 0, 'capacity'),
    ...(spec.csi === undefined ? [required(`${path}.csi`, `has to be specified ${inline}`)] : []),
    ...(accessModes.length === 0 ? [required(`${path}.accessModes`)] : []), ...accessModeErrors(`${path}.accessModes`, accessModes),
    ...(policy === 'Retain' || policy === '' ? [] : [forbidden(`${path}.persistentVolumeReclaimPolicy`, `may only be Retain ${inline}`)]),
    ...misplaced(spec.nodeAffinity !== undefined, 'nodeAffinity'), ...sourceErrors(path, spec, false), ...misplaced(storageClassName !== '', 'storageClassName'),
    ...(volumeMode === 'Filesystem' ? [] : [forbidden(`${path}.volumeMode`, `may not specify volumeMode other than Filesystem ${inline}`)]),
  ];
}

function volumeErrors(path: string, { inlineVolumeSpec: inline, persistentVolumeName: name }: VolumeAttachmentSource): FieldError[] {
  if (inline === undefined && name === undefined) return [required(path, EXACTLY_ONE)];
  if (inline !== undefined && name !== undefined) return [forbidden(path, EXACTLY_ONE)];
  if (inline !== undefined) return inlineErrors(`${path}.inlineVolumeSpec`, inline);
  return name === '' ? [required(`${path}.persistentVolumeName`, 'must specify non empty persistentVolumeName')] : [];
}

const messageErrors = (path: string, error: VolumeError | undefined): FieldError[] => [
  ...((error?.message ?? '').length > MAX_MESSAGE ? [tooLong(`${path}.message`, MAX_METADATA)] : []),
  ...((error?.errorCode ?? 0) < 0 ? [invalid(`${path}.errorCode`, error?.errorCode, 'must be between 0 and 2147483647, inclusive')] : []),
];

/** @k8s pkg/apis/storage/validation/validation.go ValidateVolumeAttachment */
function validate(object: VolumeAttachment): FieldError[] {
  const { attacher = '', nodeName = '', source = {} } = partial(object.spec);
  const name = source.persistentVolumeName;
  const size = Object.entries(object.status?.attachmentMetadata ?? {}).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return [
    ...validateMeta(object, subdomainName, false), ...driverNameErrors('spec.attacher', attacher), ...volumeErrors('spec.source', source),
    ...invalids('spec.nodeName', nodeName, dns1123SubdomainProblems(nodeName)),
    ...(size > MAX_METADATA ? [tooLong('status.attachmentMetadata', MAX_METADATA)] : []),
    ...messageErrors('status.attachError', object.status?.attachError), ...messageErrors('status.detachError', object.status?.detachError),
    ...(name === undefined ? [] : invalids('spec.source.persistentVolumeName', name, dns1123SubdomainProblems(name))),
  ];
}

const validateUpdate = (next: VolumeAttachment, old: VolumeAttachment): FieldError[] => [
  ...validate(next), ...(sameObject(next.spec, old.spec) ? [] : [invalid('spec', internalValue('VolumeAttachmentSpec', next.spec), 'field is immutable')]),
  ...validateMetaUpdate(next, old),
];

export const volumeAttachment: KindDefinition<VolumeAttachment> = {
  group: 'storage.k8s.io', version: 'v1', kind: 'VolumeAttachment', plural: 'volumeattachments', singular: 'volumeattachment', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('VolumeAttachment')], definition: 'storage.v1.VolumeAttachment',
  defaults: (object) => (object.status === undefined ? { ...object, status: { attached: false } } : object),
  prepareForCreate: (object) => ({ ...object, status: { attached: false } }),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate,
  validateUpdate,
  updateIsWhole: true,
  validateStatusUpdate: validateUpdate,
  columns: [
    nameColumn,
    column('Attacher', 'string', ({ spec }: VolumeAttachment) => spec.attacher),
    column('PV', 'string', ({ spec }: VolumeAttachment) => spec.source.persistentVolumeName ?? ''),
    column('Node', 'string', ({ spec }: VolumeAttachment) => spec.nodeName),
    column('Attached', 'boolean', ({ status }: VolumeAttachment) => status?.attached ?? false),
    ageColumn,
  ],
  selectableFields: {},
};
