import type { KindDefinition } from '../../kindDefinition.ts';
import type { ComponentStatus } from '../../schema/types.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export const componentStatus: KindDefinition<ComponentStatus> = {
  group: '', version: 'v1', kind: 'ComponentStatus', plural: 'componentstatuses', singular: 'componentstatus', shortNames: ['cs'], categories: [],
  namespaced: false, verbs: ['get', 'list'], subresources: [], definition: 'core.v1.ComponentStatus',
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
};
