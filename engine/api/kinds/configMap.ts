import type { FieldError, KindDefinition } from '../kindDefinition.ts';
import type { ConfigMap } from '../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, unchanged } from './common.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import { validateData, validateDataUpdate } from './keyedData.ts';

const keyCount = (object: ConfigMap): number =>
  Object.keys(object.data ?? {}).length + Object.keys(object.binaryData ?? {}).length;

const validate = (object: ConfigMap): FieldError[] => [...validateMeta(object, subdomainName, true), ...validateData(object.data, object.binaryData)];

export const configMap: KindDefinition<ConfigMap> = {
  group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', singular: 'configmap', shortNames: ['cm'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'core.v1.ConfigMap',
  defaults: unchanged,
  prepareForCreate: unchanged,
  validate,
  updateIsWhole: true,
  validateUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validateDataUpdate(next, old, ['data', 'binaryData']), ...validate(next)],
  columns: [nameColumn, column('Data', 'string', keyCount), ageColumn],
  selectableFields: {},
};
