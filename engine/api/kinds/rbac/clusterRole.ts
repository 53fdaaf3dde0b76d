import type { KindDefinition } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ClusterRole } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, unchanged } from '../common.ts';
import { RBAC_GROUP, validateAggregation, validateRole } from './validate.ts';

/** No rules are Go's nil slice, which has no `omitempty`. @k8s golden kubectl/create-rbac-imperative */
const wire = (object: ClusterRole): ClusterRole =>
  ((object.rules ?? []).length > 0 ? object : { ...object, rules: null } as unknown as ClusterRole); // null stands on the wire only

export const clusterRole: KindDefinition<ClusterRole> = {
  group: RBAC_GROUP, version: 'v1', kind: 'ClusterRole', plural: 'clusterroles', singular: 'clusterrole', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'rbac.v1.ClusterRole',
  defaults: unchanged,
  wire,
  validate: (object) => [...validateRole(object, false), ...validateAggregation(object)],
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
