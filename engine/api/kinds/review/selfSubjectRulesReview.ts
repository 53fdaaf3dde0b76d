import type { SelfSubjectRulesReview } from '../../schema/types.ts';
import { review } from './review.ts';

export const selfSubjectRulesReview = review<SelfSubjectRulesReview>({ group: 'authorization.k8s.io', kind: 'SelfSubjectRulesReview', plural: 'selfsubjectrulesreviews', definition: 'authorization.v1.SelfSubjectRulesReview', namespaced: false });
