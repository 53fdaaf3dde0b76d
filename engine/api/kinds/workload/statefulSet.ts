import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { StatefulSet } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, scaleSubresource, statusSubresource, unchanged } from '../common.ts';

export const statefulSet: KindDefinition<StatefulSet> = {
  group: 'apps', version: 'v1', kind: 'StatefulSet', plural: 'statefulsets', singular: 'statefulset', shortNames: ['sts'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [scaleSubresource, statusSubresource('StatefulSet')], definition: 'apps.v1.StatefulSet',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
