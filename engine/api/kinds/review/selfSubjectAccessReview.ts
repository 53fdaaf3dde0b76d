import type { KindDefinition } from '../../kindDefinition.ts';
import type { SelfSubjectAccessReview } from '../../schema/types.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export const selfSubjectAccessReview: KindDefinition<SelfSubjectAccessReview> = {
  group: 'authorization.k8s.io', version: 'v1', kind: 'SelfSubjectAccessReview', plural: 'selfsubjectaccessreviews', singular: 'selfsubjectaccessreview', shortNames: [], categories: [],
  namespaced: false, verbs: ['create'], subresources: [], definition: 'authorization.v1.SelfSubjectAccessReview',
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
};
