import type { KindDefinition } from '../../kindDefinition.ts';
import type { LocalSubjectAccessReview } from '../../schema/types.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export const localSubjectAccessReview: KindDefinition<LocalSubjectAccessReview> = {
  group: 'authorization.k8s.io', version: 'v1', kind: 'LocalSubjectAccessReview', plural: 'localsubjectaccessreviews', singular: 'localsubjectaccessreview', shortNames: [], categories: [],
  namespaced: true, verbs: ['create'], subresources: [], definition: 'authorization.v1.LocalSubjectAccessReview',
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
};
