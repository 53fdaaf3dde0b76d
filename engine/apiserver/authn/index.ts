/**
 * Who asks. In order, as in kube-apiserver: client certificate, bearer token (service accounts, bootstrap), anonymous.
 * What a client sends that is wrong is a 401; what it does not send makes it anonymous.
 * @k8s pkg/kubeapiserver/authenticator/config.go, apiserver/pkg/endpoints/filters/authentication.go
 */
import { unauthorized, type Status } from '../../api/index.ts';
import type { ServerContext } from '../context.ts';
import type { ApiRequest, User } from '../request.ts';
import { bootstrapUser } from './bootstrapToken.ts';
import { certificateUser } from './certificate.ts';
import { ISSUER } from './claims.ts';
import { ANONYMOUS, AUTHENTICATED, withGroup } from './names.ts';
import { accountToken, type TokenAnswer } from './serviceAccountToken.ts';

export { claimsFor, ISSUER, LEGACY_ISSUER, type Bound } from './claims.ts';
export { accountOfUser, ANONYMOUS } from './names.ts';
export { openIdDocument } from './openid.ts';
export type { TokenAnswer } from './serviceAccountToken.ts';

/**
 * The user of a request. Requests of the engine's own parts name their `user`; those that show nothing at all, not even empty
 * `credentials`, are the administrator's. A Status is a 401.
 */
export function authenticate(context: ServerContext, request: ApiRequest, admin: User): User | Status {
  if (request.user !== undefined) return request.user;
  const certificate = request.credentials?.certificate;
  const header = request.headers?.['authorization'];
  if (request.credentials === undefined && header === undefined) return admin;
  const named = certificate === undefined ? undefined : certificateUser(context, certificate);
  if (named !== undefined && typeof named !== 'string') return withGroup(named, AUTHENTICATED);
  const token = bearerToken(header);
  const answer = token === undefined ? undefined : authenticateToken(context, token);
  if (answer !== undefined && 'user' in answer) return answer.user;
  return named !== undefined || answer !== undefined ? unauthorized() : ANONYMOUS;
}

/** @k8s apiserver/pkg/authentication/request/bearertoken/bearertoken.go */
function bearerToken(header: string | undefined): string | undefined {
  const [scheme = '', token = ''] = (header ?? '').trim().split(' ');
  return scheme.toLowerCase() === 'bearer' && token !== '' ? token : undefined;
}

/** Whose token it is, also for TokenReviews. @k8s golden cluster/sec-token-request */
export function authenticateToken(context: ServerContext, token: string, audiences?: readonly string[]): TokenAnswer {
  const answer = accountToken(context, token, audiences);
  if (answer !== undefined) return 'error' in answer ? { error: `[invalid bearer token, ${answer.error}]` } : { ...answer, user: withGroup(answer.user, AUTHENTICATED) };
  const joining = bootstrapUser(context, token);
  return joining === undefined ? { error: 'invalid bearer token' } : { user: withGroup(joining, AUTHENTICATED), audiences: audiences ?? [ISSUER] };
}
