import type { KindDefinition } from '../../kindDefinition.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { canonicalResources, fill, set } from '../workload/podTemplate.ts';
import { accessModesText, storageClassOf } from './shared.ts';
import { sourceDefaults } from './sources.ts';
import { validateVolume, validateVolumeUpdate, volumeWarnings } from './volumeRules.ts';

/** @k8s pkg/apis/core/v1/defaults.go SetDefaults_PersistentVolume */
function defaults(object: PersistentVolume): PersistentVolume {
  const spec: PersistentVolumeSpec = fill(object.spec ?? {}, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
  return set(object, {
    spec: set(sourceDefaults(spec), { capacity: canonicalResources(spec.capacity) }), status: fill(object.status ?? {}, { phase: 'Pending' }),
  });
}

/** The moment of a change of phase is the server's to write. @k8s pkg/registry/core/persistentvolume/strategy.go */
function stamp(next: PersistentVolume, old: PersistentVolume | undefined, now: string): PersistentVolume {
  if (old !== undefined && next.status?.phase === old.status?.phase) return next;
  const given = next.status?.lastPhaseTransitionTime;
  if (old !== undefined && given !== undefined && given !== old.status?.lastPhaseTransitionTime) return next;
  return { ...next, status: { ...next.status, lastPhaseTransitionTime: now } };
}

const claim = ({ spec }: PersistentVolume): string => (spec?.claimRef === undefined ? '' : `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}`);

export const persistentVolume: KindDefinition<PersistentVolume> = {
  group: '', version: 'v1', kind: 'PersistentVolume', plural: 'persistentvolumes', singular: 'persistentvolume', shortNames: ['pv'], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('PersistentVolume')], definition: 'core.v1.PersistentVolume',
  defaults,
  prepareForCreate: (object) => ({ ...object, status: { phase: 'Pending' } }),
  stamp,
  validate: validateVolume,
  validateUpdate: validateVolumeUpdate,
  warnings: volumeWarnings,
  columns: [
    nameColumn,
    column('Capacity', 'string', ({ spec }: PersistentVolume) => String(spec?.capacity?.['storage'] ?? '0')),
    column('Access Modes', 'string', ({ spec }: PersistentVolume) => accessModesText(spec?.accessModes)),
    column('Reclaim Policy', 'string', ({ spec }: PersistentVolume) => spec?.persistentVolumeReclaimPolicy ?? ''),
    column('Status', 'string', ({ metadata, status }: PersistentVolume) => (metadata?.deletionTimestamp === undefined ? status?.phase ?? '' : 'Terminating')),
    column('Claim', 'string', claim),
    column('StorageClass', 'string', (object: PersistentVolume) => storageClassOf(object)),
    column('VolumeAttributesClass', 'string', ({ spec }: PersistentVolume) => spec?.volumeAttributesClassName ?? '<unset>'),
    column('Reason', 'string', ({ status }: PersistentVolume) => status?.reason ?? ''),
    ageColumn,
    column('VolumeMode', 'string', ({ spec }: PersistentVolume) => spec?.volumeMode ?? '<unset>', 1),
  ],
  selectableFields: {},
};
