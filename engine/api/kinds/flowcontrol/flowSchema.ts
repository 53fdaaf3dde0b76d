import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { FlowSchema } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, statusSubresource, unchanged } from '../common.ts';

export const flowSchema: KindDefinition<FlowSchema> = {
  group: 'flowcontrol.apiserver.k8s.io', version: 'v1', kind: 'FlowSchema', plural: 'flowschemas', singular: 'flowschema', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('FlowSchema')], definition: 'flowcontrol.v1.FlowSchema',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, false),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
