import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { Job } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, statusSubresource, unchanged } from '../common.ts';

export const job: KindDefinition<Job> = {
  group: 'batch', version: 'v1', kind: 'Job', plural: 'jobs', singular: 'job', shortNames: [], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('Job')], definition: 'batch.v1.Job',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
