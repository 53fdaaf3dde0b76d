/** Who a cluster is: its certificate authority, and the key that signs the tokens of service accounts. All of it is made when it is first asked for. */
import type { Random } from '../time/index.ts';
import { createAuthority, type Authority, type Issued } from './authority.ts';
import type { RandomBytes } from './bytes.ts';
import type { AltNames } from './extensions.ts';
import { jwtKeyId } from './jwt.ts';
import { publicKeyOf, type PrivateKey, type PublicKey } from './keys.ts';
import { readyRsaKey } from './rsa.ts';

export type ClusterIdentity = {
  /** `CN=kubernetes`, RSA 2048, ten years, as kubeadm makes it. */
  readonly authority: Authority;
  /** Of service account tokens. */
  readonly tokenKey: PrivateKey;
  readonly tokenPublicKey: PublicKey;
  readonly tokenKeyId: string;
  /** The administrator's certificate and key, made once. @k8s cmd/kubeadm/app/phases/kubeconfig: O=kubeadm:cluster-admins, CN=kubernetes-admin */
  readonly admin: Issued;
  /** The API server's certificate for these names. @param now ms since 1970 */
  serving(names: AltNames, now: number): Issued;
  /** Chance for keys of this cluster. */
  readonly random: RandomBytes;
};

export type ClusterIdentityOptions = {
  readonly random: Random;
  /** ms since 1970. */
  readonly now: number;
  /** `kubernetes` unless told otherwise; minikube has its own. */
  readonly commonName?: string;
  readonly admin?: { readonly commonName: string; readonly organizations: readonly string[] };
};

/** Bytes from the sequence of numbers with this name. */
export const bytesFrom = (random: Random, name: string): RandomBytes => (length) => Uint8Array.from({ length }, () => random.int(name, 0, 255));

/** Keys of these purposes share no prime. */
const PARTS = { authority: 0, token: 1, admin: 2, serving: 3 } as const;

export function createClusterIdentity(options: ClusterIdentityOptions): ClusterIdentity {
  const { now, commonName = 'kubernetes', admin = { commonName: 'kubernetes-admin', organizations: ['kubeadm:cluster-admins'] } } = options;
  const random = bytesFrom(options.random, 'pki');
  // Each has a sequence of its own, so that it does not matter which is asked for first.
  const own = (name: keyof typeof PARTS): RandomBytes => bytesFrom(options.random, `pki ${name}`);
  const key = (name: keyof typeof PARTS): PrivateKey => readyRsaKey(own(name), PARTS[name], 4);
  const authority = once(() => createAuthority({ random: own('authority'), now, commonName, key: key('authority') }));
  const tokenKey = once(() => key('token'));
  const tokenPublicKey = once(() => publicKeyOf(tokenKey()));
  const tokenKeyId = once(() => jwtKeyId(tokenPublicKey()));
  const adminPair = once(() => authority().issue({ ...admin, usages: ['clientAuth'], key: key('admin'), notBefore: now }));
  return {
    random,
    get authority() { return authority(); },
    get tokenKey() { return tokenKey(); },
    get tokenPublicKey() { return tokenPublicKey(); },
    get tokenKeyId() { return tokenKeyId(); },
    get admin() { return adminPair(); },
    serving: (altNames, at) => authority().issue({ commonName: 'kube-apiserver', usages: ['serverAuth'], altNames, key: key('serving'), notBefore: at }),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => { made ??= { value: make() }; return made.value; };
}
