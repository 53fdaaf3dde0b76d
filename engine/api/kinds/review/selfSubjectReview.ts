import type { KindDefinition } from '../../kindDefinition.ts';
import type { SelfSubjectReview } from '../../schema/types.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export const selfSubjectReview: KindDefinition<SelfSubjectReview> = {
  group: 'authentication.k8s.io', version: 'v1', kind: 'SelfSubjectReview', plural: 'selfsubjectreviews', singular: 'selfsubjectreview', shortNames: [], categories: [],
  namespaced: false, verbs: ['create'], subresources: [], definition: 'authentication.v1.SelfSubjectReview',
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
};
