/** Secrets that hold the tokens with which machines join. @k8s cluster-bootstrap/util/secrets/secrets.go */
import { decodeBase64, type Secret } from '../api/index.ts';
import { nameOf, namespaceOf } from './owners.ts';

const NAMESPACE = 'kube-system';
const NAME = /^bootstrap-token-([a-z0-9]{6})$/;

export const isBootstrapToken = (secret: Secret): boolean => secret.type === 'bootstrap.kubernetes.io/token' && namespaceOf(secret) === NAMESPACE;
export const tokenData = (secret: Secret, key: string): string => decodeBase64(secret.data?.[key] ?? '');
export const tokenIdOf = (secret: Secret): string | undefined => NAME.exec(nameOf(secret))?.[1];

/** Milliseconds until it ends, 0 if it has; undefined: never. What is no time has ended. @param now ms since 1970 */
export function lifeLeft(secret: Secret, now: number): number | undefined {
  const text = tokenData(secret, 'expiration');
  if (text === '') return undefined;
  const ends = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ends) ? 0 : Math.max(0, ends - now);
}
