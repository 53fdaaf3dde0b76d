/** A certificate authority: a key, its own certificate, and what it signs. */
import { digest } from './digest.ts';
import { colons } from './der.ts';
import { toNumber, type RandomBytes } from './bytes.ts';
import { certificatePem, makeCertificate, readCertificate, subjectDer, type Certificate } from './certificate.ts';
import type { AltNames, Extensions } from './extensions.ts';
import { generateKey, keyIdOf, privateKeyPem, publicKeyOf, type PrivateKey, type PublicKey } from './keys.ts';
import type { Name } from './names.ts';
import type { KeyUsage } from './oids.data.ts';

const DAY_MS = 86_400_000;
/** @k8s cmd/kubeadm/app/constants CertificateValidityPeriod, CACertificateValidityPeriod */
export const YEAR_MS = 365 * DAY_MS;

export type AuthorityOptions = {
  readonly random: RandomBytes;
  /** ms since 1970: the beginning of its validity. */
  readonly now: number;
  readonly commonName: string;
  /** Ten years if left out. */
  readonly durationMs?: number;
  /** A new P-256 key if left out. */
  readonly key?: PrivateKey;
};

export type IssueOptions = {
  readonly commonName: string;
  readonly organizations?: readonly string[];
  /** Instead of the two above. */
  readonly subject?: Name | Uint8Array;
  /** Extended ones: `serverAuth`, `clientAuth`; names of EXTENDED_KEY_USAGES or identifiers. */
  readonly usages: readonly string[];
  /** `digitalSignature` and `keyEncipherment` if left out. */
  readonly keyUsage?: readonly KeyUsage[];
  readonly altNames?: AltNames;
  /** Whose key is certified; a new P-256 key if left out. */
  readonly publicKey?: PublicKey | Uint8Array;
  readonly key?: PrivateKey;
  /** 63 bits of chance if left out. */
  readonly serial?: bigint;
  readonly notBefore: number;
  /** A year after `notBefore` if left out; never after the authority's own end. */
  readonly notAfter?: number;
};

/** `key` and `keyPem` are there unless only a public key was handed in. */
export type Issued = { readonly pem: string; readonly certificate: Certificate; readonly key: PrivateKey | undefined; readonly keyPem: string };
export type KeyPairPem = { readonly certificatePem: string; readonly keyPem: string };

export type Authority = {
  readonly pem: string;
  readonly certificate: Certificate;
  readonly key: PrivateKey;
  issue(options: IssueOptions): Issued;
};

/** 63 bits, eight bytes, never zero. @k8s cmd/kubeadm/app/util/pkiutil NewSignedCert */
export function newSerial(random: RandomBytes): bigint {
  const bytes = random(8);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) || 1;
  return toNumber(bytes);
}

/** 160 bits less one, as OpenSSL draws them. */
export function newSerial16(random: RandomBytes): bigint {
  const bytes = random(20);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) || 1;
  return toNumber(bytes);
}

/** A certificate that was just made can be read. */
const readMade = (der: Uint8Array): Certificate => readCertificate(der) as Certificate;

export function createAuthority(options: AuthorityOptions): Authority {
  const { random, now, commonName, durationMs = 10 * YEAR_MS } = options;
  const key = options.key ?? generateKey({ type: 'ec', curve: 'P-256' }, random);
  const name: Name = [{ type: 'CN', value: commonName }];
  const certificate = readMade(makeCertificate({
    serial: newSerial(random), subject: name, issuer: name, publicKey: publicKeyOf(key), notBefore: now, notAfter: now + durationMs, signer: key,
    extensions: { keyUsage: ['digitalSignature', 'keyEncipherment', 'keyCertSign'], authority: true, subjectKeyId: keyIdOf(publicKeyOf(key)), altNames: { dns: [commonName] } },
  }));
  return authorityOf(certificate, key, random);
}

/** An authority from its certificate and key. */
export function authorityOf(certificate: Certificate, key: PrivateKey, random: RandomBytes): Authority {
  return { pem: certificatePem(certificate.der), certificate, key, issue: (options) => issue(certificate, key, random, options) };
}

function issue(issuer: Certificate, signer: PrivateKey, random: RandomBytes, options: IssueOptions): Issued {
  const { commonName, organizations = [], usages, keyUsage = ['digitalSignature', 'keyEncipherment'], altNames, notBefore } = options;
  const key = options.key ?? (options.publicKey === undefined ? generateKey({ type: 'ec', curve: 'P-256' }, random) : undefined);
  // One of the two is there: see the line above.
  const publicKey = options.publicKey ?? publicKeyOf(key as PrivateKey);
  const extensions: Extensions = {
    keyUsage, extendedKeyUsage: usages, authority: false,
    ...(issuer.subjectKeyId === undefined ? {} : { authorityKeyId: issuer.subjectKeyId }), ...(altNames === undefined ? {} : { altNames }),
  };
  const der = makeCertificate({
    serial: options.serial ?? newSerial(random), issuer: subjectDer(issuer), publicKey, notBefore, notAfter: Math.min(options.notAfter ?? notBefore + YEAR_MS, issuer.notAfter), signer, extensions,
    subject: options.subject ?? [...organizations.map((value) => ({ type: 'O', value })), ...(commonName === '' ? [] : [{ type: 'CN', value: commonName }])],
  });
  return { pem: certificatePem(der), certificate: readMade(der), key, keyPem: key === undefined ? '' : privateKeyPem(key) };
}

/** `AB:CD:…` of the whole certificate. */
export const fingerprint = (certificate: Certificate, hash: 'sha1' | 'sha256' | 'md5' | 'sha384' | 'sha512' = 'sha256'): string => colons(digest(hash, certificate.der));
