import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ReplicationController } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, scaleSubresource, statusSubresource, unchanged } from '../common.ts';

export const replicationController: KindDefinition<ReplicationController> = {
  group: '', version: 'v1', kind: 'ReplicationController', plural: 'replicationcontrollers', singular: 'replicationcontroller', shortNames: ['rc'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [scaleSubresource, statusSubresource('ReplicationController')], definition: 'core.v1.ReplicationController',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
