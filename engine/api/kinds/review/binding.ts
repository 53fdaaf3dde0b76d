import type { KindDefinition } from '../../kindDefinition.ts';
import type { Binding } from '../../schema/types.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export const binding: KindDefinition<Binding> = {
  group: '', version: 'v1', kind: 'Binding', plural: 'bindings', singular: 'binding', shortNames: [], categories: [],
  namespaced: true, verbs: ['create'], subresources: [], definition: 'core.v1.Binding',
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
};
