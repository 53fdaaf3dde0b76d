import type { KindDefinition } from '../../kindDefinition.ts';
import type { SubjectAccessReview } from '../../schema/types.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export const subjectAccessReview: KindDefinition<SubjectAccessReview> = {
  group: 'authorization.k8s.io', version: 'v1', kind: 'SubjectAccessReview', plural: 'subjectaccessreviews', singular: 'subjectaccessreview', shortNames: [], categories: [],
  namespaced: false, verbs: ['create'], subresources: [], definition: 'authorization.v1.SubjectAccessReview',
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
};
