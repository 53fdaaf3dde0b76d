import type { KindDefinition } from '../../kindDefinition.ts';
import type { TokenReview } from '../../schema/types.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export const tokenReview: KindDefinition<TokenReview> = {
  group: 'authentication.k8s.io', version: 'v1', kind: 'TokenReview', plural: 'tokenreviews', singular: 'tokenreview', shortNames: [], categories: [],
  namespaced: false, verbs: ['create'], subresources: [], definition: 'authentication.v1.TokenReview',
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
};
