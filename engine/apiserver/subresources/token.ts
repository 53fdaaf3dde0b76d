/** `serviceaccounts/token`: a token that is bound to a time. @k8s pkg/registry/core/serviceaccount/storage/token.go; golden cluster/sec-token-request */
import { badRequest, encodeBase64, invalid, invalidStatus, notFoundStatus, type TokenRequest } from '../../api/index.ts';
import { keyOf, resourceOf } from '../../store/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { parseBody } from '../parseBody.ts';
import type { ApiResponse } from '../request.ts';
import { objectResponse, statusResponse } from '../respond.ts';
import { nowStamp, rfc3339 } from '../times.ts';
import { find } from '../verbs/find.ts';

const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const DEFAULT_S = 3600;
const SHORTEST_S = 600;
const LONGEST_S = 2 ** 32;

export function requestToken(context: ServerContext, request: ResourceRequest): ApiResponse {
  const body = parseBody(request.body) ?? {};
  if (isFailure(body)) return statusResponse(body.failure);
  const account = find(context, request);
  if (isFailure(account)) return statusResponse(account.failure);
  const { spec } = body as unknown as Partial<TokenRequest>; // its fields are checked as they are used
  const seconds = spec?.expirationSeconds ?? DEFAULT_S;
  const wrong = checkDuration(seconds);
  if (wrong !== undefined) return statusResponse(wrong.failure);
  const unbound = checkBound(context, request, spec?.boundObjectRef);
  if (unbound !== undefined) return statusResponse(unbound.failure);
  const audiences = spec?.audiences === undefined || spec.audiences.length === 0 ? [ISSUER] : spec.audiences;
  const { name = '', namespace = '', uid = '' } = account.metadata ?? {};
  return objectResponse(201, {
    kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, creationTimestamp: nowStamp(context.clock) },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: spec?.boundObjectRef ?? null },
    status: {
      token: sign(context, {
        aud: audiences, exp: Math.floor(context.clock.now / 1000) + seconds, iat: Math.floor(context.clock.now / 1000), iss: ISSUER, jti: context.ids.uid(),
        'kubernetes.io': { namespace, serviceaccount: { name, uid } }, nbf: Math.floor(context.clock.now / 1000), sub: `system:serviceaccount:${namespace}:${name}`,
      }),
      expirationTimestamp: rfc3339(context.clock.now + seconds * 1000),
    },
  });
}

function checkDuration(seconds: number): Failure | undefined {
  const detail = seconds < SHORTEST_S ? 'may not specify a duration less than 10 minutes' : seconds > LONGEST_S ? 'may not specify a duration larger than 2^32 seconds' : undefined;
  return detail === undefined ? undefined
    : fail(invalidStatus({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, '', [invalid('spec.expirationSeconds', seconds, detail)]));
}

/** What the token is bound to has to be there. @k8s golden kubectl/create-namespace-sa */
function checkBound(context: ServerContext, request: ResourceRequest, bound: NonNullable<TokenRequest['spec']>['boundObjectRef'] | null): Failure | undefined {
  if (bound === undefined || bound === null) return undefined;
  const kind = context.registry.byKind('', 'v1', bound.kind ?? '');
  const name = bound.name ?? '';
  if (kind === undefined || !BINDABLE.includes(kind.kind)) {
    return fail(badRequest(`cannot bind token for serviceaccount ${JSON.stringify(request.name)} to object of kind ${JSON.stringify(bound.kind ?? '')}`));
  }
  const found = context.store.get(resourceOf(kind), keyOf(kind.namespaced ? request.namespace : undefined, name));
  return found === undefined ? fail(notFoundStatus({ group: '', resource: kind.plural }, name)) : undefined;
}
const BINDABLE = ['Node', 'Pod', 'Secret'];

const part = (text: string): string => encodeBase64(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
/** Looks like a JSON web token. The signature is chance: nobody in the cluster checks one. */
const sign = (context: ServerContext, claims: object): string =>
  `${part(JSON.stringify({ alg: 'RS256', kid: context.ids.hex(43) }))}.${part(JSON.stringify(claims))}.${part(context.ids.hex(256))}`;
