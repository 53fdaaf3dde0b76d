import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { CronJob } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, statusSubresource, unchanged } from '../common.ts';

export const cronJob: KindDefinition<CronJob> = {
  group: 'batch', version: 'v1', kind: 'CronJob', plural: 'cronjobs', singular: 'cronjob', shortNames: ['cj'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('CronJob')], definition: 'batch.v1.CronJob',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
