import type { KindDefinition } from '../../kindDefinition.ts';
import type { RoleBinding } from '../../schema/types.ts';
import { ALL_VERBS } from '../common.ts';
import { bindingColumns, defaultBinding } from './bindings.ts';
import { RBAC_GROUP, validateBinding, validateBindingUpdate } from './validate.ts';

export const roleBinding: KindDefinition<RoleBinding> = {
  group: RBAC_GROUP, version: 'v1', kind: 'RoleBinding', plural: 'rolebindings', singular: 'rolebinding', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'rbac.v1.RoleBinding',
  defaults: defaultBinding,
  validate: (object) => validateBinding(object, true),
  validateUpdate: validateBindingUpdate,
  columns: bindingColumns,
  selectableFields: {},
};
