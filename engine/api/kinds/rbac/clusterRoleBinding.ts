import type { KindDefinition } from '../../kindDefinition.ts';
import type { ClusterRoleBinding } from '../../schema/types.ts';
import { ALL_VERBS } from '../common.ts';
import { bindingColumns, defaultBinding } from './bindings.ts';
import { RBAC_GROUP, validateBinding, validateBindingUpdate } from './validate.ts';

export const clusterRoleBinding: KindDefinition<ClusterRoleBinding> = {
  group: RBAC_GROUP, version: 'v1', kind: 'ClusterRoleBinding', plural: 'clusterrolebindings', singular: 'clusterrolebinding', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'rbac.v1.ClusterRoleBinding',
  defaults: defaultBinding,
  validate: (object) => validateBinding(object, false),
  validateUpdate: validateBindingUpdate,
  columns: bindingColumns,
  selectableFields: {},
};
