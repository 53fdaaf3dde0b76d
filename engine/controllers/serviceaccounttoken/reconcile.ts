/** A Secret of type service-account-token is filled while its account lives, and goes with it. @k8s pkg/controller/serviceaccount/tokens_controller.go, golden cluster/cfg-secret-types */
import { encodeBase64, KINDS, type Secret, type ServiceAccount } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'token-controller';
const NAME = 'kubernetes.io/service-account.name';
const UID = 'kubernetes.io/service-account.uid';

export const isTokenSecret = (secret: Secret): boolean => secret.type === 'kubernetes.io/service-account-token';
export const accountOf = (secret: Secret): string => secret.metadata?.annotations?.[NAME] ?? '';

export type TokenView = { readonly secret: Secret; readonly account: ServiceAccount | undefined; readonly certificate: string; readonly sign: (claims: JsonObject) => string };

export function* reconcileToken({ secret, account, certificate, sign }: TokenView): Reconcile {
  if (isDeleting(secret) || accountOf(secret) === '') return undefined;
  const place = { kind: kindOf(KINDS.Secret), namespace: namespaceOf(secret), name: nameOf(secret) };
  const cause = `secrets/${keyOf(secret)}`;
  const claimed = secret.metadata?.annotations?.[UID] ?? '';
  if (account === undefined || (claimed !== '' && claimed !== uidOf(account))) {
    const reply = yield* send<Secret>({ verb: 'delete', ...place, because: { by: BY, rule: 'a token goes with its service account', cause }, options: { preconditions: { uid: uidOf(secret) } } });
    return reply.ok || reply.status.code === 404 || reply.status.code === 409 ? undefined : reply.status;
  }
  const { 'ca.crt': ca, namespace = '', token = '' } = secret.data ?? {};
  const root = encodeBase64(certificate);
  if (ca === root && namespace !== '' && token !== '') return undefined;
  const data = { 'ca.crt': root, namespace: namespace === '' ? encodeBase64(namespaceOf(secret)) : namespace, token: token === '' ? encodeBase64(sign(claimsOf(secret, account))) : token };
  const metadata = { ...secret.metadata, annotations: { ...secret.metadata?.annotations, [NAME]: nameOf(account), [UID]: uidOf(account) } };
  const object: Secret = { ...secret, metadata, data: { ...secret.data, ...data } };
  const reply = yield* send<Secret>({ verb: 'update', kind: place.kind, object, because: { by: BY, rule: 'a token secret is filled', cause } });
  return reply.ok || reply.status.code === 404 || reply.status.code === 409 ? undefined : reply.status;
}

/** The account of a token that is gone does not name it any more. */
export function* forgetToken(account: ServiceAccount, secret: string): Reconcile {
  if (account.secrets?.some(({ name }) => name === secret) !== true) return undefined;
  const { secrets, ...rest } = account;
  const left = secrets.filter(({ name }) => name !== secret);
  const because = { by: BY, rule: 'the token is gone', cause: `serviceaccounts/${keyOf(account)}` };
  const reply = yield* send<ServiceAccount>({ verb: 'update', kind: kindOf(KINDS.ServiceAccount), object: { ...rest, ...(left.length === 0 ? {} : { secrets: left }) } as ServiceAccount, because });
  return reply.ok || reply.status.code === 404 ? undefined : reply.status;
}

const claimsOf = (secret: Secret, account: ServiceAccount): JsonObject => ({
  iss: 'kubernetes/serviceaccount', 'kubernetes.io/serviceaccount/namespace': namespaceOf(secret), 'kubernetes.io/serviceaccount/secret.name': nameOf(secret),
  'kubernetes.io/serviceaccount/service-account.name': nameOf(account), 'kubernetes.io/serviceaccount/service-account.uid': uidOf(account),
  sub: `system:serviceaccount:${namespaceOf(secret)}:${nameOf(account)}`,
});
