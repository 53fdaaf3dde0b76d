/** The keys of a served cluster: from real chance, never from its seed, which anybody may know. */
import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { authorityOf, bytesFrom, createAuthority, generateKey, jwtKeyId, parsePrivateKey, publicKeyOf, type Authority, type ClusterIdentity, type PrivateKey } from '../../pki/index.ts';
import { invariant } from '../../base/index.ts';
import { createRandom } from '../../time/index.ts';
import type { TlsMaterial } from '../http/listener.ts';

/** What has to be kept to be the same cluster again. Secret. */
export type ClusterKeys = {
  readonly created: number;
  /** What chance inside the cluster that has to do with keys is drawn from. */
  readonly secret: string;
  readonly authorityKey: string;
  readonly tokenKey: string;
};

const BITS = 2048;
const makeKeyPair = promisify(generateKeyPair);

async function rsaKey(): Promise<string> {
  const { privateKey } = await makeKeyPair('rsa', { modulusLength: BITS });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }) as string; // PEM is text
}

/** @param created ms since 1970: the beginning of the authority's validity */
export async function makeClusterKeys(created: number): Promise<ClusterKeys> {
  const [authorityKey, tokenKey] = await Promise.all([rsaKey(), rsaKey()]);
  return { created, secret: randomBytes(16).toString('hex'), authorityKey, tokenKey };
}

/** For the engine: the same keys, and the same chance after them, at each start. */
export function identityOf(keys: ClusterKeys): ClusterIdentity {
  const chance = createRandom(keys.secret);
  const random = bytesFrom(chance, 'pki');
  const authority = authorityFrom(keys);
  const tokenKey = read(keys.tokenKey);
  const tokenPublicKey = publicKeyOf(tokenKey);
  let admin: ClusterIdentity['admin'] | undefined;
  return {
    random, authority, tokenKey, tokenPublicKey, tokenKeyId: jwtKeyId(tokenPublicKey),
    get admin() { admin ??= authority.issue({ commonName: ADMIN.commonName, organizations: ADMIN.organizations, usages: ['clientAuth'], notBefore: keys.created }); return admin; },
    serving: (altNames, now) => authority.issue({ commonName: 'kube-apiserver', usages: ['serverAuth'], altNames, notBefore: now }),
  };
}

/** The same certificate each time. */
const authorityFrom = (keys: ClusterKeys): Authority =>
  createAuthority({ random: bytesFrom(createRandom(keys.secret), 'pki authority'), now: keys.created, commonName: 'kubernetes', key: read(keys.authorityKey) });

const ADMIN = { commonName: 'kubernetes-admin', organizations: ['kubeadm:cluster-admins'] } as const;

function read(pem: string): PrivateKey {
  const key = parsePrivateKey(pem);
  invariant(key !== undefined, 'a key that was just made, or kept in a checked record, cannot be read');
  return key;
}

const HOUR_MS = 3_600_000;
/** @k8s cmd/kubeadm/app/phases/certs: a year */
const YEAR_MS = 365 * 24 * HOUR_MS;
const NAMES = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local'];
const P256 = { type: 'ec', curve: 'P-256' } as const;
const SERVICE_ADDRESS = '10.96.0.1';

export type Credentials = { readonly tls: TlsMaterial; /** PEM texts for the kubeconfig. */ readonly admin: { readonly certificate: string; readonly key: string } };

/**
 * The server's certificate and the administrator's, both new at each start.
 * @param now the wall clock's time, by which clients judge the server; @param clusterNow the cluster's, by which it judges them
 */
export function makeCredentials(keys: ClusterKeys, hosts: readonly string[], now: number, clusterNow: number): Credentials {
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const { certificate, key, pem } = authorityFrom(keys);
  const signer = authorityOf(certificate, key, random);
  const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host);
  const all = [...new Set([...NAMES, SERVICE_ADDRESS, ...hosts, '127.0.0.1', '::1'])];
  const serving = signer.issue({
    commonName: 'kube-apiserver', usages: ['serverAuth'], notBefore: now - HOUR_MS, notAfter: now + YEAR_MS, key: generateKey(P256, random),
    altNames: { dns: all.filter((host) => !isAddress(host)), ips: all.filter(isAddress) },
  });
  const begin = Math.min(now, clusterNow) - HOUR_MS;
  const admin = signer.issue({ ...ADMIN, usages: ['clientAuth'], notBefore: begin, notAfter: Math.max(now, clusterNow) + 10 * YEAR_MS, key: generateKey(P256, random) });
  return { tls: { key: serving.keyPem, certificate: serving.pem, ca: pem }, admin: { certificate: admin.pem, key: admin.keyPem } };
}
