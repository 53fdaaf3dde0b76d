import type { KindDefinition } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { MutatingAdmissionPolicyBinding } from '../../schema/types.ts';
import { ALL_VERBS } from '../common.ts';
import { bindingColumns, defaultBinding, validateBinding } from './bindings.ts';

export const mutatingAdmissionPolicyBinding: KindDefinition<MutatingAdmissionPolicyBinding> = {
  group: 'admissionregistration.k8s.io', version: 'v1', kind: 'MutatingAdmissionPolicyBinding', plural: 'mutatingadmissionpolicybindings', singular: 'mutatingadmissionpolicybinding', shortNames: [], categories: ['api-extensions'],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'admissionregistration.v1.MutatingAdmissionPolicyBinding',
  defaults: defaultBinding,
  validate: validateBinding,
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: bindingColumns,
  selectableFields: {},
};
