import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ResourceQuota } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, statusSubresource, unchanged } from '../common.ts';

export const resourceQuota: KindDefinition<ResourceQuota> = {
  group: '', version: 'v1', kind: 'ResourceQuota', plural: 'resourcequotas', singular: 'resourcequota', shortNames: ['quota'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('ResourceQuota')], definition: 'core.v1.ResourceQuota',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
