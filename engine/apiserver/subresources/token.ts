/** `serviceaccounts/token`: a token that is bound to a time. @k8s pkg/registry/core/serviceaccount/storage/token.go; golden cluster/sec-token-request */
import {
  badRequest, conflict, invalid, invalidStatus, KINDS, notFoundStatus, type FieldError, type KindDefinition, type KubeObject, type Pod, type TokenRequest,
} from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { signJwt } from '../../pki/index.ts';
import { keyOf, resourceOf } from '../../store/index.ts';
import { claimsFor, ISSUER, type Bound } from '../authn/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { decodeBody } from '../decodeBody.ts';
import type { ApiResponse } from '../request.ts';
import { objectResponse, statusResponse } from '../respond.ts';
import { nowStamp, rfc3339 } from '../times.ts';
import { find } from '../verbs/find.ts';
import { admissionOfPart, type PartAdmission } from './connection.ts';

const GROUP = 'authentication.k8s.io';
const DEFAULT_S = 3600;
const SHORTEST_S = 600;
const LONGEST_S = 2 ** 32;
/** What the volumes of pods ask for; such tokens hold for a year, so that old clients that never read them again go on working. */
const MOUNTED_S = 3607;
const YEAR_S = 365 * 86_400;

/** Only for decoding: it is no resource of its own. */
const TOKEN_REQUEST: KindDefinition<TokenRequest> = {
  group: GROUP, version: 'v1', kind: 'TokenRequest', plural: 'tokenrequests', singular: 'tokenrequest', shortNames: [], categories: [], namespaced: true, verbs: ['create'],
  subresources: [], definition: 'authentication.v1.TokenRequest', defaults: (object) => object, validate: () => [], columns: [], selectableFields: {},
};

export function requestToken(context: ServerContext, request: ResourceRequest): ApiResponse {
  const kind = TOKEN_REQUEST as unknown as KindDefinition; // any kind's definition reads its own objects only
  const body = request.body === undefined ? {} : decodeBody(context, { ...request, kind: request.kind, asked: kind });
  if (isFailure(body)) return statusResponse(body.failure);
  const admission = admissionOfPart(context, request, 'CREATE', { group: GROUP, version: 'v1', kind: kind.kind }, body as JsonObject); // decoded
  const forbidden = admission.check();
  if (forbidden !== undefined) return statusResponse(forbidden.failure);
  const answer = issue(context, request, body as TokenRequest, admission); // decoded by the definition above
  return isFailure(answer) ? statusResponse(answer.failure) : objectResponse(201, answer);
}

function issue(context: ServerContext, request: ResourceRequest, { metadata, spec }: TokenRequest, admission: PartAdmission): object | Failure {
  const misplaced = checkPlace(request, metadata);
  if (misplaced !== undefined) return misplaced;
  const account = find(context, request);
  if (isFailure(account)) return account;
  const uid = account.metadata?.uid ?? '';
  const asked = metadata?.uid ?? '';
  if (asked !== '' && asked !== uid) {
    return fail(conflict({ group: GROUP, resource: 'TokenRequest' }, request.name ?? '', `the UID in the token request (${asked}) does not match the UID of the service account (${uid})`));
  }
  const seconds = spec?.expirationSeconds ?? DEFAULT_S;
  const audiences = spec?.audiences === undefined || spec.audiences.length === 0 ? [ISSUER] : spec.audiences;
  const wrong = checkDuration(seconds) ?? admission.validate();
  if (wrong !== undefined) return wrong;
  const bound = boundObject(context, request, spec?.boundObjectRef ?? undefined);
  if (isFailure(bound)) return bound;
  // @k8s pkg/serviceaccount WarnOnlyBoundTokenExpirationSeconds
  const longer = bound.pod !== undefined && seconds === MOUNTED_S && audiences.every((each) => each === ISSUER);
  const claims = claimsFor({
    account, bound, audiences, now: Math.floor(context.clock.now / 1000), id: context.ids.uid(), seconds: longer ? YEAR_S : seconds, ...(longer ? { warnAfterSeconds: seconds } : {}),
  });
  return {
    kind: 'TokenRequest', apiVersion: `${GROUP}/v1`,
    metadata: { name: request.name, namespace: request.namespace, uid, creationTimestamp: nowStamp(context.clock) },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: spec?.boundObjectRef ?? null },
    status: { token: signJwt(context.identity.tokenKey, claims, context.identity.tokenKeyId), expirationTimestamp: rfc3339(context.clock.now + seconds * 1000) },
  };
}

const invalidRequest = (name: string, errors: readonly FieldError[]): Failure => fail(invalidStatus({ group: GROUP, kind: 'TokenRequest' }, name, errors));

function checkPlace({ name = '', namespace }: ResourceRequest, metadata: KubeObject['metadata']): Failure | undefined {
  const [itsName, itsNamespace] = [metadata?.name ?? '', metadata?.namespace ?? ''];
  if (itsName !== '' && itsName !== name) return invalidRequest(name, [invalid('metadata.name', itsName, 'must match the service account name if specified')]);
  if (itsNamespace === '' || itsNamespace === namespace) return undefined;
  return invalidRequest(name, [invalid('metadata.namespace', itsNamespace, 'must match the service account namespace if specified')]);
}

/** @k8s pkg/apis/authentication/validation/validation.go */
function checkDuration(seconds: number): Failure | undefined {
  const detail = seconds < SHORTEST_S ? 'may not specify a duration less than 10 minutes' : seconds > LONGEST_S ? 'may not specify a duration larger than 2^32 seconds' : undefined;
  return detail === undefined ? undefined : invalidRequest('', [invalid('spec.expirationSeconds', seconds, detail)]);
}

/** What the token is bound to has to be there. @k8s golden kubectl/create-namespace-sa */
function boundObject(context: ServerContext, request: ResourceRequest, ref: NonNullable<TokenRequest['spec']>['boundObjectRef']): Bound | Failure {
  if (ref === undefined) return {};
  const { kind = '', name = '', apiVersion = '', uid = '' } = ref;
  const known = apiVersion.includes('/') ? undefined : BINDABLE.find((each) => each.kind === kind);
  if (known === undefined) {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    return fail(badRequest(`cannot bind token to object of type ${group ?? ''}/${version ?? ''}, Kind=${kind}`));
  }
  const object = context.store.get(resourceOf(known), keyOf(known.namespaced ? request.namespace : undefined, name));
  if (object === undefined) return fail(notFoundStatus({ group: '', resource: known.plural }, name));
  const bound = bind(context, request, known.kind, object);
  if (isFailure(bound) || uid === '' || uid === object.metadata?.uid) return bound;
  return fail(conflict({ group: '', resource: kind }, name,
    `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`));
}
const BINDABLE = [KINDS.Node, KINDS.Pod, KINDS.Secret] as unknown as readonly KindDefinition[]; // read as any object

function bind(context: ServerContext, request: ResourceRequest, kind: string, object: KubeObject): Bound | Failure {
  const nodeOf = (name: string, uid: string | undefined): NonNullable<Bound['node']> => ({ name, ...(uid === undefined ? {} : { uid }) });
  switch (kind) {
    case 'Pod': {
      const { spec } = object as Pod; // the kind tells the type
      if (spec?.serviceAccountName !== request.name) {
        return fail(badRequest(`cannot bind token for serviceaccount ${JSON.stringify(request.name)} to pod running with different serviceaccount name.`));
      }
      const nodeName = spec?.nodeName ?? '';
      return nodeName === '' ? { pod: object } : { pod: object, node: nodeOf(nodeName, context.store.get(resourceOf(KINDS.Node), nodeName)?.metadata?.uid) };
    }
    case 'Node': return { node: nodeOf(object.metadata?.name ?? '', object.metadata?.uid) };
    default: return { secret: object };
  }
}
