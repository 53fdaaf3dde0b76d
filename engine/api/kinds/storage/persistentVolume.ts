import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { PersistentVolume } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, statusSubresource, unchanged } from '../common.ts';

export const persistentVolume: KindDefinition<PersistentVolume> = {
  group: '', version: 'v1', kind: 'PersistentVolume', plural: 'persistentvolumes', singular: 'persistentvolume', shortNames: ['pv'], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('PersistentVolume')], definition: 'core.v1.PersistentVolume',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, false),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
