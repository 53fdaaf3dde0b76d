import type { LocalSubjectAccessReview } from '../../schema/types.ts';
import { review } from './review.ts';

export const localSubjectAccessReview = review<LocalSubjectAccessReview>({ group: 'authorization.k8s.io', kind: 'LocalSubjectAccessReview', plural: 'localsubjectaccessreviews', definition: 'authorization.v1.LocalSubjectAccessReview', namespaced: true });
