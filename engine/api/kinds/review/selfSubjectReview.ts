import type { SelfSubjectReview } from '../../schema/types.ts';
import { review } from './review.ts';

export const selfSubjectReview = review<SelfSubjectReview>({ group: 'authentication.k8s.io', kind: 'SelfSubjectReview', plural: 'selfsubjectreviews', definition: 'authentication.v1.SelfSubjectReview', namespaced: false });
