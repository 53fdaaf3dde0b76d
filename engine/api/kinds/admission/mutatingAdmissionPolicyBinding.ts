import type { KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { MutatingAdmissionPolicyBinding } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, unchanged } from '../common.ts';

export const mutatingAdmissionPolicyBinding: KindDefinition<MutatingAdmissionPolicyBinding> = {
  group: 'admissionregistration.k8s.io', version: 'v1', kind: 'MutatingAdmissionPolicyBinding', plural: 'mutatingadmissionpolicybindings', singular: 'mutatingadmissionpolicybinding', shortNames: [], categories: ['api-extensions'],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'admissionregistration.v1.MutatingAdmissionPolicyBinding',
  defaults: unchanged,
  validate: (object) => validateMeta(object, subdomainName, false),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
