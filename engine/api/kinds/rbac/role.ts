import type { KindDefinition } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { Role } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, unchanged } from '../common.ts';
import { RBAC_GROUP, validateRole } from './validate.ts';

/** No rules are Go's nil slice, which has no `omitempty`. @k8s golden kubectl/create-rbac-imperative */
const wire = (object: Role): Role =>
  ((object.rules ?? []).length > 0 ? object : { ...object, rules: null } as unknown as Role); // null stands on the wire only

export const role: KindDefinition<Role> = {
  group: RBAC_GROUP, version: 'v1', kind: 'Role', plural: 'roles', singular: 'role', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'rbac.v1.Role',
  defaults: unchanged,
  wire,
  validate: (object) => validateRole(object, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
};
