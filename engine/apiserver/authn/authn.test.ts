import { createAuthority, generateKey, bytesFrom, publicKeyOf, signJwt } from '../../pki/index.ts';
import { createRandom } from '../../time/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { createApiServer, type ApiRequest, type ApiServer, type Credentials } from '../index.ts';
import { createClusterIdentity, type ClusterIdentity } from '../../pki/index.ts';
import { createStore } from '../../store/index.ts';
import { createClock, createIds, type Clock } from '../../time/index.ts';

type World = {
  readonly clock: Clock; readonly api: ApiServer; readonly identity: ClusterIdentity;
  readonly admin: (method: ApiRequest['method'], path: string, body?: JsonObject) => JsonObject;
  /** Who a request with these credentials is: the SelfSubjectReview's user, or the code of the refusal. */
  readonly who: (credentials: Credentials, headers?: { readonly [name: string]: string }) => JsonObject | number;
  readonly token: (body?: JsonObject, account?: string) => string;
};

function world(): World {
  const clock = createClock(Date.parse('2026-11-21T12:00:00Z'));
  const random = createRandom('authn');
  const identity = createClusterIdentity({ random, now: clock.now });
  const api = createApiServer({ clock, random, ids: createIds(random), store: createStore({ clock }), identity, warnLimits: false });
  const send = (request: ApiRequest): { readonly code: number; readonly body: JsonObject } => {
    const response = api.handle(request);
    return { code: response.code, body: response.type === 'object' ? response.body : {} };
  };
  const admin: World['admin'] = (method, path, body) => send({ method, path, ...(body === undefined ? {} : { body }) }).body;
  admin('POST', '/api/v1/namespaces', { metadata: { name: 'default' } });
  admin('POST', '/api/v1/namespaces', { metadata: { name: 'kube-system' } });
  admin('POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'default' } });
  admin('POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'robot' } });
  return {
    clock, api, identity, admin,
    who(credentials, headers = {}) {
      const { code, body } = send({ method: 'POST', path: '/apis/authentication.k8s.io/v1/selfsubjectreviews', body: {}, credentials, headers });
      return code < 300 ? ((body['status'] as JsonObject)['userInfo'] as JsonObject) : code;
    },
    token: (body = {}, account = 'robot') => {
      const answer = admin('POST', `/api/v1/namespaces/default/serviceaccounts/${account}/token`, body);
      return ((answer['status'] as JsonObject | undefined)?.['token'] as string | undefined) ?? '';
    },
  };
}
const bearer = (token: string): { readonly [name: string]: string } => ({ authorization: `Bearer ${token}` });
const NOBODY = { username: 'system:anonymous', groups: ['system:unauthenticated'] };

test('client certificates: common name and organizations', () => {
  const { who, identity, clock } = world();
  const { authority } = identity;
  const jane = authority.issue({ commonName: 'jane', organizations: ['devs', 'ops'], usages: ['clientAuth'], notBefore: clock.now, notAfter: clock.now + 3600_000 });
  expect(who({ certificate: jane.pem })).toMatchObject({ username: 'jane', groups: ['ops', 'devs', 'system:authenticated'], extra: { 'authentication.kubernetes.io/credential-id': [expect.stringMatching(/^X509SHA256=[0-9a-f]{64}$/)] } });
  expect(who({ certificate: jane.certificate.der })).toMatchObject({ username: 'jane' });
  expect(who({})).toEqual(NOBODY);
  const other = createAuthority({ random: bytesFrom(createRandom('other'), 'x'), now: clock.now, commonName: 'kubernetes' });
  const wrong = [
    other.issue({ commonName: 'jane', usages: ['clientAuth'], notBefore: clock.now }).pem,
    authority.issue({ commonName: 'jane', usages: ['serverAuth'], notBefore: clock.now }).pem, 'nonsense',
  ];
  expect(wrong.map((certificate) => who({ certificate }))).toEqual([401, 401, 401]);
  expect(who({ certificate: authority.issue({ commonName: '', usages: ['clientAuth'], notBefore: clock.now }).pem })).toEqual(NOBODY);
  clock.advance(3600_001);
  expect(who({ certificate: jane.pem })).toBe(401);
});

test('tokens: signature, audience, time, account', () => {
  const { who, token, clock, admin, identity } = world();
  const good = token({ spec: { expirationSeconds: 600 } });
  expect(who({}, bearer(good))).toMatchObject({
    username: 'system:serviceaccount:default:robot', groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
    extra: { 'authentication.kubernetes.io/credential-id': [expect.stringMatching(/^JTI=/)] },
  });
  const [head, claims, signature = ''] = good.split('.');
  const forged = `${head}.${Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()), sub: 'x' })).toString('base64url')}.${signature}`;
  const key = generateKey({ type: 'ec', curve: 'P-256' }, bytesFrom(createRandom('k'), 'k'));
  const foreign = signJwt(key, { iss: 'https://kubernetes.default.svc.cluster.local', aud: ['https://kubernetes.default.svc.cluster.local'] }, identity.tokenKeyId);
  expect(publicKeyOf(key).type).toBe('ec');
  expect(['bad', forged, foreign, token({ spec: { audiences: ['vault'] } })].map((each) => who({}, bearer(each)))).toEqual([401, 401, 401, 401]);
  expect([who({}, { authorization: 'Bearer ' }), who({}, { authorization: 'Basic YTpi' })]).toEqual([NOBODY, NOBODY]);
  clock.advance(659_000);
  expect(who({}, bearer(good))).toMatchObject({ username: 'system:serviceaccount:default:robot' });
  clock.advance(2_000);
  expect(who({}, bearer(good))).toBe(401);
  const next = token();
  admin('DELETE', '/api/v1/namespaces/default/serviceaccounts/robot');
  expect(who({}, bearer(next))).toBe(401);
  admin('POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'robot' } });
  expect(who({}, bearer(next))).toBe(401);
});

test('tokens end with what they are bound to', () => {
  const { who, token, admin } = world();
  admin('POST', '/api/v1/namespaces/default/pods', { metadata: { name: 'p' }, spec: { serviceAccountName: 'robot', containers: [{ name: 'c', image: 'i' }] } });
  admin('POST', '/api/v1/namespaces/default/secrets', { metadata: { name: 's' } });
  const bound = (kind: string, name: string): JsonObject => ({ spec: { boundObjectRef: { kind, apiVersion: 'v1', name } } });
  const [toPod, toSecret] = [token(bound('Pod', 'p')), token(bound('Secret', 's'))];
  expect(who({}, bearer(toPod))).toMatchObject({ extra: { 'authentication.kubernetes.io/pod-name': ['p'] } });
  expect(who({}, bearer(toSecret))).toMatchObject({ username: 'system:serviceaccount:default:robot' });
  admin('DELETE', '/api/v1/namespaces/default/pods/p?gracePeriodSeconds=0');
  admin('DELETE', '/api/v1/namespaces/default/secrets/s');
  expect([who({}, bearer(toPod)), who({}, bearer(toSecret))]).toEqual([401, 401]);
});

test.each([
  [{ spec: { expirationSeconds: 300 } }, 'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 300: may not specify a duration less than 10 minutes'],
  [{ spec: { expirationSeconds: 2 ** 33 } }, 'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 8589934592: may not specify a duration larger than 2^32 seconds'],
  [{ metadata: { name: 'x' } }, 'TokenRequest.authentication.k8s.io "robot" is invalid: metadata.name: Invalid value: "x": must match the service account name if specified'],
  [{ spec: { boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'none' } } }, 'pods "none" not found'],
  [{ spec: { boundObjectRef: { kind: 'Deployment', apiVersion: 'apps/v1', name: 'none' } } }, 'cannot bind token to object of type apps/v1, Kind=Deployment'],
  [{ spec: { expirationSeconds: 'x' } }, expect.stringContaining('TokenRequest in version "v1" cannot be handled as a TokenRequest')],
])('TokenRequest %j is refused', (body, message) => {
  expect(world().admin('POST', '/api/v1/namespaces/default/serviceaccounts/robot/token', body)).toMatchObject({ status: 'Failure', message });
});

test('TokenReview', () => {
  const { admin, token } = world();
  const review = (spec: JsonObject): JsonObject => admin('POST', '/apis/authentication.k8s.io/v1/tokenreviews', { spec });
  const own = 'https://kubernetes.default.svc.cluster.local';
  expect(review({ token: token() })).toMatchObject({ status: { authenticated: true, audiences: [own], user: { username: 'system:serviceaccount:default:robot' } } });
  const vault = token({ spec: { audiences: ['vault'] } });
  expect(review({ token: vault })['status']).toEqual({ user: {}, error: `[invalid bearer token, token audiences ["vault"] is invalid for the target audiences ["${own}"]]` });
  expect(review({ token: vault, audiences: ['vault', 'x'] })).toMatchObject({ status: { authenticated: true, audiences: ['vault'] } });
  expect(review({ token: 'x' })['status']).toEqual({ user: {}, error: 'invalid bearer token' });
  expect(review({})).toMatchObject({ code: 400, message: 'token is required for TokenReview in authentication' });
});

test('bootstrap tokens', () => {
  const { who, admin, clock } = world();
  const data = { 'token-id': 'abcdef', 'token-secret': '0123456789abcdef', 'usage-bootstrap-authentication': 'true', 'auth-extra-groups': 'system:bootstrappers:kubeadm:default-node-token', expiration: '2026-11-21T13:00:00Z' };
  admin('POST', '/api/v1/namespaces/kube-system/secrets', { metadata: { name: 'bootstrap-token-abcdef' }, type: 'bootstrap.kubernetes.io/token', stringData: data });
  const asked = (): JsonObject | number => who({}, bearer('abcdef.0123456789abcdef'));
  expect(asked()).toEqual({ username: 'system:bootstrap:abcdef', groups: ['system:bootstrappers', 'system:bootstrappers:kubeadm:default-node-token', 'system:authenticated'] });
  expect(who({}, bearer('abcdef.0123456789abcdee'))).toBe(401);
  clock.advance(3600_000);
  expect(asked()).toBe(401);
});

test('OpenID documents', () => {
  const { api } = world();
  const text = (path: string): unknown => { const response = api.handle({ method: 'GET', path }); return response.type === 'text' ? JSON.parse(response.body) : response; };
  expect(text('/.well-known/openid-configuration')).toMatchObject({ issuer: 'https://kubernetes.default.svc.cluster.local', jwks_uri: 'https://172.30.0.11:6443/openid/v1/jwks', id_token_signing_alg_values_supported: ['RS256'] });
  expect(text('/openid/v1/jwks')).toMatchObject({ keys: [{ use: 'sig', kty: 'RSA', alg: 'RS256', e: 'AQAB', kid: expect.stringMatching(/^[\w-]{43}$/) }] });
});
