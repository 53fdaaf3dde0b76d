import { forbidden } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { VolumeAttributesClass } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, unchanged } from '../common.ts';
import { parameterErrors, provisionerErrors } from './shared.ts';

/** @k8s pkg/apis/storage/validation/validation.go ValidateVolumeAttributesClass */
const validate = (object: VolumeAttributesClass): FieldError[] => [
  ...validateMeta(object, subdomainName, false), ...provisionerErrors('driverName', object.driverName ?? ''),
  ...parameterErrors('parameters', object.parameters ?? {}, false),
];

export const volumeAttributesClass: KindDefinition<VolumeAttributesClass> = {
  group: 'storage.k8s.io', version: 'v1', kind: 'VolumeAttributesClass', plural: 'volumeattributesclasses', singular: 'volumeattributesclass', shortNames: ['vac'],
  categories: [], namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'storage.v1.VolumeAttributesClass',
  defaults: unchanged,
  validate,
  validateUpdate: (next, old) => [
    ...validateMetaUpdate(next, old),
    ...(next.driverName === old.driverName ? [] : [forbidden('driverName', 'updates to driverName are forbidden.')]),
    ...(sameObject(next.parameters, old.parameters) ? [] : [forbidden('parameters', 'updates to parameters are forbidden.')]),
    ...validate(next),
  ],
  updateIsWhole: true,
  columns: [nameColumn, column('DriverName', 'string', (object: VolumeAttributesClass) => object.driverName), ageColumn],
  selectableFields: {},
};
