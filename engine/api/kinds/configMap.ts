import type { KindDefinition } from '../kindDefinition.ts';
import type { ConfigMap } from '../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, unchanged } from './common.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import { validateData, validateDataUpdate } from './keyedData.ts';

const keyCount = (object: ConfigMap): number =>
  Object.keys(object.data ?? {}).length + Object.keys(object.binaryData ?? {}).length;

export const configMap: KindDefinition<ConfigMap> = {
  group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', singular: 'configmap', shortNames: ['cm'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'core.v1.ConfigMap',
  defaults: unchanged,
  prepareForCreate: unchanged,
  validate: (object) => [...validateMeta(object, subdomainName, true), ...validateData(object.data, object.binaryData)],
  validateUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validateDataUpdate(next, old, ['data', 'binaryData'])],
  columns: [nameColumn, column('Data', 'string', keyCount), ageColumn],
  selectableFields: {},
};
