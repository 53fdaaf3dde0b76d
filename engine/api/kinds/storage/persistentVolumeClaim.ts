import type { KindDefinition } from '../../kindDefinition.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { canonicalResources, fill, set } from '../workload/podTemplate.ts';
import { keepSpec, keepStatus } from '../workload/strategy.ts';
import { claimWarnings, validateClaim, validateClaimStatusUpdate, validateClaimUpdate } from './claimRules.ts';
import { accessModesText, storageClassOf } from './shared.ts';

/** @k8s pkg/apis/core/v1/defaults.go SetDefaults_PersistentVolumeClaim */
function defaults(object: PersistentVolumeClaim): PersistentVolumeClaim {
  const spec: PersistentVolumeClaimSpec = fill(object.spec ?? {}, { volumeMode: 'Filesystem', resources: {} });
  const { resources = {} } = spec;
  return set(object, {
    spec: set(spec, { resources: set(resources, { requests: canonicalResources(resources.requests), limits: canonicalResources(resources.limits) }) }),
    status: fill(object.status ?? {}, { phase: 'Pending' }),
  });
}

/**
 * The two fields for where the data comes from are kept alike; what the older one never allowed is dropped without a word.
 * @k8s pkg/api/persistentvolumeclaim/util.go; golden kubectl/invalid-pv-pvc
 */
function withDataSources(spec: PersistentVolumeClaimSpec, old: PersistentVolumeClaimSpec | undefined): PersistentVolumeClaimSpec {
  const { dataSource, dataSourceRef: asked, ...rest } = spec;
  if (dataSource === undefined && asked === undefined) return spec;
  // Other namespaces need a gate that is off. @k8s CrossNamespaceVolumeDataSource
  const ref = (asked?.namespace ?? '') !== '' && old?.dataSourceRef === undefined ? undefined : asked;
  const used = old?.dataSource !== undefined || old?.dataSourceRef !== undefined;
  const allowed = dataSource !== undefined && ((dataSource.kind === 'PersistentVolumeClaim' && (dataSource.apiGroup ?? '') === '')
    || (dataSource.kind === 'VolumeSnapshot' && dataSource.apiGroup === 'snapshot.storage.k8s.io'));
  const source = used || ref !== undefined || allowed ? dataSource : undefined;
  const { namespace: _, ...local } = ref ?? {};
  const both = source ?? (ref !== undefined && (ref.namespace ?? '') === '' ? { ...local, kind: ref.kind, name: ref.name } : undefined);
  const other = ref ?? source;
  return { ...rest, ...(both === undefined ? {} : { dataSource: both }), ...(other === undefined ? {} : { dataSourceRef: other }) };
}

const withSpec = (object: PersistentVolumeClaim, old: PersistentVolumeClaim | undefined): PersistentVolumeClaim =>
  (object.spec === undefined ? object : set(object, { spec: withDataSources(object.spec, old?.spec) }));

/** What a claim has been given counts only once it names a volume. @k8s pkg/printers/internalversion/printers.go printPersistentVolumeClaim */
const given = <T>({ spec }: PersistentVolumeClaim, value: T): T | '' => ((spec?.volumeName ?? '') === '' ? '' : value);

export const persistentVolumeClaim: KindDefinition<PersistentVolumeClaim> = {
  group: '', version: 'v1', kind: 'PersistentVolumeClaim', plural: 'persistentvolumeclaims', singular: 'persistentvolumeclaim', shortNames: ['pvc'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('PersistentVolumeClaim')], definition: 'core.v1.PersistentVolumeClaim',
  defaults,
  prepareForCreate: (object) => ({ ...withSpec(object, undefined), status: { phase: 'Pending' } }),
  prepareForUpdate: (next, old) => withSpec(keepStatus(next, old), old),
  prepareForStatusUpdate: keepSpec,
  validate: validateClaim,
  validateUpdate: validateClaimUpdate,
  updateIsWhole: true,
  validateStatusUpdate: validateClaimStatusUpdate,
  warnings: claimWarnings,
  columns: [
    nameColumn,
    column('Status', 'string', ({ metadata, status }: PersistentVolumeClaim) => (metadata?.deletionTimestamp === undefined ? status?.phase ?? '' : 'Terminating')),
    column('Volume', 'string', ({ spec }: PersistentVolumeClaim) => spec?.volumeName ?? ''),
    column('Capacity', 'string', (object: PersistentVolumeClaim) => given(object, String(object.status?.capacity?.['storage'] ?? '0'))),
    column('Access Modes', 'string', (object: PersistentVolumeClaim) => given(object, accessModesText(object.status?.accessModes))),
    column('StorageClass', 'string', (object: PersistentVolumeClaim) => storageClassOf(object)),
    column('VolumeAttributesClass', 'string', ({ spec }: PersistentVolumeClaim) => spec?.volumeAttributesClassName ?? '<unset>'),
    ageColumn,
    column('VolumeMode', 'string', ({ spec }: PersistentVolumeClaim) => spec?.volumeMode ?? '<unset>', 1),
  ],
  selectableFields: {},
};
