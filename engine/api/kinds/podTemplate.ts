import type { KindDefinition } from '../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import type { PodTemplate } from '../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, unchanged } from './common.ts';

export const podTemplate: KindDefinition<PodTemplate> = {
  group: '', version: 'v1', kind: 'PodTemplate', plural: 'podtemplates', singular: 'podtemplate', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'core.v1.PodTemplate',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
