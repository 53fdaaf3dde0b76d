/** What all reviews share: a question in a POST body, answered at once and never stored. */
import type { KindDefinition, KubeObject } from '../../kindDefinition.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export type ReviewNames = Pick<KindDefinition, 'group' | 'kind' | 'plural' | 'definition' | 'namespaced'>;

export const review = <T extends KubeObject>({ group, kind, plural, definition, namespaced }: ReviewNames): KindDefinition<T> => ({
  group, version: 'v1', kind, plural, singular: kind.toLowerCase(), shortNames: [], categories: [], namespaced, verbs: ['create'], subresources: [], definition,
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
});
