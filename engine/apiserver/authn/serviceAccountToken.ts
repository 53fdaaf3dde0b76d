/** Bearer tokens that this cluster signed for service accounts. @k8s pkg/serviceaccount/jwt.go, claims.go, legacy.go */
import { decodeBase64, KINDS, type KubeObject, type Secret } from '../../api/index.ts';
import { isObject, type JsonObject } from '../../base/index.ts';
import { readJwt, verifyJwt, type ClusterIdentity, type Jwt } from '../../pki/index.ts';
import { keyOf, resourceOf } from '../../store/index.ts';
import type { ServerContext } from '../context.ts';
import type { User } from '../request.ts';
import { ISSUER, LEGACY_ISSUER, numberOf, refIn, textOf, textsOf, type Ref } from './claims.ts';
import { accountGroups, accountOfUser, accountUserName, CREDENTIAL_ID } from './names.ts';

export type TokenAnswer = { readonly user: User; readonly audiences: readonly string[] } | { readonly error: string };

const API_AUDIENCES = [ISSUER];
/** What clocks may differ by. @k8s go-jose jwt.DefaultLeeway */
const LEEWAY_S = 60;
const GONE = 'service account token has been invalidated';

const verified = new WeakMap<ClusterIdentity, Map<string, Jwt>>();
const MOST = 500;

/** The token if its signature is right; each is checked once. */
function checked(identity: ClusterIdentity, token: string): Jwt | 'not ours' | 'bad signature' {
  const known = verified.get(identity) ?? new Map<string, Jwt>();
  const before = known.get(token);
  if (before !== undefined) return before;
  const jwt = readJwt(token);
  const issuer = jwt === undefined ? '' : textOf(jwt.claims, 'iss');
  if (jwt === undefined || (issuer !== ISSUER && issuer !== LEGACY_ISSUER)) return 'not ours';
  if (textOf(jwt.header, 'kid') !== identity.tokenKeyId || !verifyJwt(identity.tokenPublicKey, jwt)) return 'bad signature';
  if (known.size >= MOST) known.clear();
  known.set(token, jwt);
  verified.set(identity, known);
  return jwt;
}

/** Undefined: no token of this issuer. @param audiences whom the token must be for */
export function accountToken(context: ServerContext, token: string, audiences: readonly string[] = API_AUDIENCES): TokenAnswer | undefined {
  const jwt = checked(context.identity, token);
  if (jwt === 'not ours') return undefined;
  if (jwt === 'bad signature') return { error: 'invalid signature, no keys found' };
  const { claims } = jwt;
  const own = textsOf(claims['aud']);
  const named = own.length === 0 ? API_AUDIENCES : own;
  const common = named.filter((each) => audiences.includes(each));
  if (common.length === 0) return { error: `token audiences ${quoted(named)} is invalid for the target audiences ${quoted(audiences)}` };
  const problem = timeProblem(context, claims);
  if (problem !== undefined) return { error: problem };
  const answer = textOf(claims, 'iss') === LEGACY_ISSUER ? legacyUser(context, claims, token) : boundUser(context, claims);
  return typeof answer === 'string' ? { error: answer } : { user: answer, audiences: common };
}

/** Go's %q of a list. */
const quoted = (list: readonly string[]): string => `[${list.map((each) => JSON.stringify(each)).join(' ')}]`;

function timeProblem(context: ServerContext, claims: JsonObject): string | undefined {
  const now = Math.floor(context.clock.now / 1000);
  const [begins, ends] = [numberOf(claims, 'nbf'), numberOf(claims, 'exp')];
  if (begins !== undefined && now + LEEWAY_S < begins) return 'service account token is not valid yet';
  return ends !== undefined && now - LEEWAY_S > ends ? 'service account token has expired' : undefined;
}

function find(context: ServerContext, kind: 'ServiceAccount' | 'Secret' | 'Pod' | 'Node', namespace: string | undefined, name: string): KubeObject | undefined {
  const object = context.store.get(resourceOf(KINDS[kind]), keyOf(namespace, name));
  const deleted = object?.metadata?.deletionTimestamp;
  return deleted !== undefined && Date.parse(deleted) < context.clock.now - LEEWAY_S * 1000 ? undefined : object;
}

function accountProblem(context: ServerContext, namespace: string, { name, uid }: Ref): string | undefined {
  const account = context.store.get(resourceOf(KINDS.ServiceAccount), keyOf(namespace, name));
  if (account === undefined) return `serviceaccounts ${JSON.stringify(name)} not found`;
  if (find(context, 'ServiceAccount', namespace, name) === undefined) return `service account ${namespace}/${name} has been deleted`;
  return account.metadata?.uid === uid ? undefined : `service account UID (${account.metadata?.uid ?? ''}) does not match claim (${uid})`;
}

/** What the token was bound to is still there and still the same. */
function boundProblem(context: ServerContext, namespace: string | undefined, kind: 'Secret' | 'Pod' | 'Node', ref: Ref | undefined): string | undefined {
  if (ref === undefined) return undefined;
  const object = find(context, kind, namespace, ref.name);
  if (object === undefined) return GONE;
  const word = kind.toLowerCase();
  return object.metadata?.uid === ref.uid ? undefined : `${word} UID (${object.metadata?.uid ?? ''}) does not match service account ${word} ref claim (${ref.uid})`;
}

function boundUser(context: ServerContext, claims: JsonObject): User | string {
  const own = claims['kubernetes.io'];
  if (!isObject(own)) return 'service account token claims could not be validated due to unexpected private claim';
  const namespace = textOf(own, 'namespace');
  const account = refIn(own, 'serviceaccount') ?? { name: '', uid: '' };
  const [pod, secret, node] = [refIn(own, 'pod'), refIn(own, 'secret'), refIn(own, 'node')];
  const problem = accountProblem(context, namespace, account) ?? boundProblem(context, namespace, 'Secret', secret) ?? boundProblem(context, namespace, 'Pod', pod)
    ?? (pod === undefined ? boundProblem(context, undefined, 'Node', node) : undefined);
  if (problem !== undefined) return problem;
  const id = textOf(claims, 'jti');
  const extra: Record<string, readonly string[]> = {
    ...(id === '' ? {} : { [CREDENTIAL_ID]: [`JTI=${id}`] }),
    ...(node === undefined ? {} : { 'authentication.kubernetes.io/node-name': [node.name], ...(node.uid === '' ? {} : { 'authentication.kubernetes.io/node-uid': [node.uid] }) }),
    ...(pod === undefined ? {} : { 'authentication.kubernetes.io/pod-name': [pod.name], 'authentication.kubernetes.io/pod-uid': [pod.uid] }),
  };
  return { name: accountUserName(namespace, account.name), uid: account.uid, groups: accountGroups(namespace), ...(Object.keys(extra).length === 0 ? {} : { extra }) };
}

/** Tokens that lie in Secrets: they hold as long as the Secret does. @k8s pkg/serviceaccount/legacy.go */
function legacyUser(context: ServerContext, claims: JsonObject, token: string): User | string {
  const claim = (name: string): string => textOf(claims, `kubernetes.io/serviceaccount/${name}`);
  const [namespace, secretName] = [claim('namespace'), claim('secret.name')];
  const account: Ref = { name: claim('service-account.name'), uid: claim('service-account.uid') };
  const subject = accountOfUser(textOf(claims, 'sub'));
  if (subject === undefined || subject.namespace !== namespace || subject.name !== account.name) return 'sub claim is invalid';
  const secret = find(context, 'Secret', namespace, secretName) as Secret | undefined; // the kind tells the type
  if (secret === undefined || decodeBase64(secret.data?.['token'] ?? '') !== token) return GONE;
  const problem = accountProblem(context, namespace, account);
  if (problem !== undefined) return problem;
  noteUse(context, namespace, secret);
  return { name: accountUserName(namespace, account.name), uid: account.uid, groups: accountGroups(namespace) };
}

const LAST_USED = 'kubernetes.io/legacy-token-last-used';

/** Once a day. @k8s pkg/serviceaccount/legacy.go patchSecretWithLastUsedDate */
function noteUse(context: ServerContext, namespace: string, secret: Secret): void {
  const today = new Date(context.clock.now).toISOString().slice(0, 10);
  if (secret.metadata?.labels?.[LAST_USED] === today) return;
  const used: Secret = { ...secret, metadata: { ...secret.metadata, labels: { ...secret.metadata?.labels, [LAST_USED]: today } } };
  context.store.put(resourceOf(KINDS.Secret), keyOf(namespace, secret.metadata?.name ?? ''), used, { by: 'kube-apiserver', rule: 'the last use of a token is noted', cause: `secrets/${namespace}/${secret.metadata?.name ?? ''}` });
}
