import type { KindDefinition } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ValidatingAdmissionPolicyBinding } from '../../schema/types.ts';
import { ALL_VERBS } from '../common.ts';
import { bindingColumns, defaultBinding, validateActions, validateBinding } from './bindings.ts';

export const validatingAdmissionPolicyBinding: KindDefinition<ValidatingAdmissionPolicyBinding> = {
  group: 'admissionregistration.k8s.io', version: 'v1', kind: 'ValidatingAdmissionPolicyBinding', plural: 'validatingadmissionpolicybindings', singular: 'validatingadmissionpolicybinding', shortNames: [], categories: ['api-extensions'],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'admissionregistration.v1.ValidatingAdmissionPolicyBinding',
  defaults: defaultBinding,
  validate: (binding) => [...validateBinding(binding), ...validateActions(binding.spec?.validationActions ?? [], 'spec.validationActions')],
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: bindingColumns,
  selectableFields: {},
};
