import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { CSIStorageCapacity } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, unchanged } from '../common.ts';

export const csiStorageCapacity: KindDefinition<CSIStorageCapacity> = {
  group: 'storage.k8s.io', version: 'v1', kind: 'CSIStorageCapacity', plural: 'csistoragecapacities', singular: 'csistoragecapacity', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'storage.v1.CSIStorageCapacity',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
