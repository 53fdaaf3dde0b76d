import type { TokenReview } from '../../schema/types.ts';
import { review } from './review.ts';

export const tokenReview = review<TokenReview>({ group: 'authentication.k8s.io', kind: 'TokenReview', plural: 'tokenreviews', definition: 'authentication.v1.TokenReview', namespaced: false });
