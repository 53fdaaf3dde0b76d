import type { SelfSubjectAccessReview } from '../../schema/types.ts';
import { review } from './review.ts';

export const selfSubjectAccessReview = review<SelfSubjectAccessReview>({ group: 'authorization.k8s.io', kind: 'SelfSubjectAccessReview', plural: 'selfsubjectaccessreviews', definition: 'authorization.v1.SelfSubjectAccessReview', namespaced: false });
