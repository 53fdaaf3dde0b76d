import type { SubjectAccessReview } from '../../schema/types.ts';
import { review } from './review.ts';

export const subjectAccessReview = review<SubjectAccessReview>({ group: 'authorization.k8s.io', kind: 'SubjectAccessReview', plural: 'subjectaccessreviews', definition: 'authorization.v1.SubjectAccessReview', namespaced: false });
