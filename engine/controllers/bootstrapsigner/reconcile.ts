/** kube-public/cluster-info is signed with each token that may: a machine that knows one can trust it. @k8s pkg/controller/bootstrap/bootstrapsigner.go */
import { KINDS, type ConfigMap, type Secret } from '../../api/index.ts';
import { jsonEqual } from '../../base/index.ts';
import { signDetached } from '../../pki/index.ts';
import { lifeLeft, tokenData, tokenIdOf } from '../bootstrapTokens.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'bootstrap-signer';
const PREFIX = 'jws-kubeconfig-';

/** The id of a token that may sign and what it signs with. @param now ms since 1970 */
function signingToken(secret: Secret, now: number): { readonly id: string; readonly secret: string } | undefined {
  const id = tokenData(secret, 'token-id');
  const part = tokenData(secret, 'token-secret');
  if (id === '' || id !== tokenIdOf(secret) || part === '' || lifeLeft(secret, now) === 0) return undefined;
  return tokenData(secret, 'usage-bootstrap-signing') === 'true' ? { id, secret: part } : undefined;
}

/** @param tokens Secrets of bootstrap tokens, by name */
export function* reconcileSignatures(info: ConfigMap, tokens: readonly Secret[], now: number): Reconcile {
  const content = info.data?.['kubeconfig'];
  if (content === undefined) return undefined;
  const data = Object.fromEntries(Object.entries(info.data ?? {}).filter(([key]) => !key.startsWith(PREFIX)));
  for (const each of tokens) {
    const token = signingToken(each, now);
    if (token !== undefined) data[`${PREFIX}${token.id}`] = signDetached(content, token.id, token.secret);
  }
  if (jsonEqual(data, info.data ?? {})) return undefined;
  const because = { by: BY, rule: 'cluster-info is signed with each bootstrap token', cause: 'configmaps/kube-public/cluster-info' };
  yield* send<ConfigMap>({ verb: 'update', kind: kindOf(KINDS.ConfigMap), object: { ...info, data } as ConfigMap, because });
  return undefined;
}
