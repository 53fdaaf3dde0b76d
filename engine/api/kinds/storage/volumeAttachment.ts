import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { VolumeAttachment } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, statusSubresource, unchanged } from '../common.ts';

export const volumeAttachment: KindDefinition<VolumeAttachment> = {
  group: 'storage.k8s.io', version: 'v1', kind: 'VolumeAttachment', plural: 'volumeattachments', singular: 'volumeattachment', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('VolumeAttachment')], definition: 'storage.v1.VolumeAttachment',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, false),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
