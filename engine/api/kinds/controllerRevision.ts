import { invalid, required } from '../fieldError.ts';
import type { FieldError, KindDefinition } from '../kindDefinition.ts';
import { sameJson } from '../meta/equal.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import { controllerOf } from '../rules/owners.ts';
import type { ControllerRevision } from '../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, unchanged } from './common.ts';

function controllerName(object: ControllerRevision): string {
  const owner = controllerOf(object);
  if (owner === undefined) return '<none>';
  const [group, version] = owner.apiVersion.split('/');
  return `${owner.kind.toLowerCase()}${version === undefined ? '' : `.${group}`}/${owner.name}`;
}

const validateUpdate = (next: ControllerRevision, old: ControllerRevision): FieldError[] => [
  ...validateMetaUpdate(next, old),
  ...(sameJson(next.data, old.data) ? [] : [invalid('data', next.data, 'field is immutable')]),
];

export const controllerRevision: KindDefinition<ControllerRevision> = {
  group: 'apps', version: 'v1', kind: 'ControllerRevision', plural: 'controllerrevisions', singular: 'controllerrevision',
  shortNames: [], categories: [], namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'apps.v1.ControllerRevision',
  defaults: unchanged,
  prepareForCreate: unchanged,
  validate: (object) => [
    ...validateMeta(object, subdomainName, true),
    ...(object.data === undefined || object.data === null ? [required('data', 'data is mandatory')] : []),
    ...((object.revision ?? 0) < 0 ? [invalid('revision', object.revision, 'must be greater than or equal to 0')] : []),
  ],
  validateUpdate,
  columns: [
    nameColumn, column('Controller', 'string', controllerName),
    column('Revision', 'integer', (object: ControllerRevision) => object.revision), ageColumn,
  ],
  selectableFields: {},
};
