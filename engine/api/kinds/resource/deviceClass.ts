import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { DeviceClass } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, unchanged } from '../common.ts';

export const deviceClass: KindDefinition<DeviceClass> = {
  group: 'resource.k8s.io', version: 'v1', kind: 'DeviceClass', plural: 'deviceclasses', singular: 'deviceclass', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'resource.v1.DeviceClass',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, false),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
