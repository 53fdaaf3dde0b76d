/** Whose token is it? @k8s pkg/registry/authentication/tokenreview/storage.go; golden cluster/sec-token-request */
import { badRequest, type TokenReview } from '../../api/index.ts';
import { authenticateToken } from '../authn/index.ts';
import { isFailure, type ResourceRequest, type ServerContext } from '../context.ts';
import { decodeBody } from '../decodeBody.ts';
import type { ApiResponse } from '../request.ts';
import { objectResponse, statusResponse } from '../respond.ts';

export function tokenReview(context: ServerContext, request: ResourceRequest): ApiResponse {
  const body = decodeBody(context, request);
  if (isFailure(body)) return statusResponse(body.failure);
  const review = body as TokenReview; // decoded by its kind
  const { token = '', audiences = [] } = (review.spec ?? {}) as Partial<TokenReview['spec']>; // not validated yet
  if (token === '') return statusResponse(badRequest('token is required for TokenReview in authentication'));
  const answer = authenticateToken(context, token, audiences.length === 0 ? undefined : audiences);
  if ('error' in answer) return objectResponse(201, { ...review, status: { user: {}, error: answer.error } });
  const { name, uid, groups, extra } = answer.user;
  const user = { username: name, ...(uid === undefined ? {} : { uid }), groups, ...(extra === undefined ? {} : { extra }) };
  return objectResponse(201, { ...review, status: { authenticated: true, user, audiences: answer.audiences } });
}
