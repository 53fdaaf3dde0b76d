import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { DeviceClass } from '../../schema/types.ts';
import { ageColumn, ALL_VERBS, nameColumn, unchanged } from '../common.ts';
import { validateSelectors } from './claims.ts';

export const deviceClass: KindDefinition<DeviceClass> = {
  group: 'resource.k8s.io', version: 'v1', kind: 'DeviceClass', plural: 'deviceclasses', singular: 'deviceclass', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'resource.v1.DeviceClass',
  defaults: unchanged,
  prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
  validate: (object) => [...validateMeta(object, subdomainName, false), ...validateSelectors(object.spec?.selectors ?? [], 'spec.selectors')],
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, ageColumn],
  selectableFields: {},
};
