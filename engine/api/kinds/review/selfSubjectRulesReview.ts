import type { KindDefinition } from '../../kindDefinition.ts';
import type { SelfSubjectRulesReview } from '../../schema/types.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export const selfSubjectRulesReview: KindDefinition<SelfSubjectRulesReview> = {
  group: 'authorization.k8s.io', version: 'v1', kind: 'SelfSubjectRulesReview', plural: 'selfsubjectrulesreviews', singular: 'selfsubjectrulesreview', shortNames: [], categories: [],
  namespaced: false, verbs: ['create'], subresources: [], definition: 'authorization.v1.SelfSubjectRulesReview',
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
};
