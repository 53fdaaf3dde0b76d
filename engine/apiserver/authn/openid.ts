/** Where others learn to check the tokens. @k8s pkg/serviceaccount/openidmetadata.go, pkg/routes/openidmetadata.go */
import type { JsonObject } from '../../base/index.ts';
import { jwkOf, jwtAlgorithm } from '../../pki/index.ts';
import type { ServerContext } from '../context.ts';
import { ADDRESS } from '../discovery/groups.ts';
import type { ApiResponse } from '../request.ts';
import { ISSUER } from './claims.ts';

const CACHE = 'public, max-age=3600';

/** Undefined: another path or method. */
export function openIdDocument(context: ServerContext, method: string, path: string): ApiResponse | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  switch (path) {
    case '/.well-known/openid-configuration': return document('application/json', {
      issuer: ISSUER, jwks_uri: `https://${ADDRESS}/openid/v1/jwks`, response_types_supported: ['id_token'], subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [jwtAlgorithm(context.identity.tokenPublicKey)],
    });
    case '/openid/v1/jwks': return document('application/jwk-set+json', { keys: [jwkOf(context.identity.tokenPublicKey)] });
    default: return undefined;
  }
}

const document = (type: string, body: JsonObject): ApiResponse =>
  ({ type: 'text', code: 200, body: JSON.stringify(body), headers: { 'content-type': type, 'cache-control': CACHE } });
