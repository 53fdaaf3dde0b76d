import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ResourceClaimTemplate } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, unchanged } from '../common.ts';

export const resourceClaimTemplate: KindDefinition<ResourceClaimTemplate> = {
  group: 'resource.k8s.io', version: 'v1', kind: 'ResourceClaimTemplate', plural: 'resourceclaimtemplates', singular: 'resourceclaimtemplate', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'resource.v1.ResourceClaimTemplate',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
