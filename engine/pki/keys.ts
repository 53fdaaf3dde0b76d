/** Keys of both kinds: signatures, and their forms in DER and PEM. */
import { fromNumber, sameBytes, toNumber, type RandomBytes } from './bytes.ts';
import { bits, explicit, integer, nothing, octets, oid, readBits, readDer, readInteger, readOid, sequence, TAG, type DerNode } from './der.ts';
import { digest, type DigestName } from './digest.ts';
import { decodePoint, ecKeyOfSecret, encodePoint, fieldBytes, generateEcKey, hashOf, signEc, verifyEc, type CurveName, type EcPrivateKey, type EcPublicKey } from './ec.ts';
import { OID } from './oids.data.ts';
import { decodePem, encodePem } from './pem.ts';
import { generateRsaKey, keyOfPrimes, signRsa, verifyRsa, type RsaPrivateKey, type RsaPublicKey } from './rsa.ts';

export type PublicKey = RsaPublicKey | EcPublicKey;
export type PrivateKey = RsaPrivateKey | EcPrivateKey;
/** What is asked for: bits of an RSA modulus, or a curve. */
export type KeyKind = { readonly type: 'rsa'; readonly bits: number } | { readonly type: 'ec'; readonly curve: CurveName };

export const generateKey = (kind: KeyKind, random: RandomBytes): PrivateKey =>
  (kind.type === 'rsa' ? generateRsaKey(random, kind.bits) : generateEcKey(random, kind.curve));

export const publicKeyOf = (key: PrivateKey): PublicKey =>
  (key.type === 'rsa' ? { type: 'rsa', n: key.n, e: key.e } : { type: 'ec', curve: key.curve, x: key.x, y: key.y });

const CURVE_OIDS: { readonly [curve in CurveName]: string } = { 'P-256': OID.p256, 'P-384': OID.p384, 'P-521': OID.p521 };
const curveOfOid = (id: string | undefined): CurveName | undefined => (Object.keys(CURVE_OIDS) as CurveName[]).find((name) => CURVE_OIDS[name] === id);

/** SubjectPublicKeyInfo. */
export function encodePublicKey(key: PublicKey): Uint8Array {
  return key.type === 'rsa'
    ? sequence(sequence(oid(OID.rsa), nothing()), bits(sequence(integer(key.n), integer(key.e))))
    : sequence(sequence(oid(OID.ec), oid(CURVE_OIDS[key.curve])), bits(encodePoint(key)));
}

/** Undefined: damaged, or of a kind that is not read here. */
export function decodePublicKey(node: DerNode | undefined): PublicKey | undefined {
  const [algorithm, value] = node?.children ?? [];
  const content = readBits(value);
  if (content === undefined) return undefined;
  const kind = readOid(algorithm?.children[0]);
  if (kind === OID.rsa) {
    const [n, e] = readDer(content)?.children.map(readInteger) ?? [];
    return n === undefined || e === undefined ? undefined : { type: 'rsa', n, e };
  }
  const curve = kind === OID.ec ? curveOfOid(readOid(algorithm?.children[1])) : undefined;
  return curve === undefined ? undefined : decodePoint(curve, content);
}

export const samePublicKey = (a: PublicKey, b: PublicKey): boolean => sameBytes(encodePublicKey(a), encodePublicKey(b));

/** The identifier in a certificate: 160 bits of the key's hash. Go takes SHA-256 (since 1.25), OpenSSL SHA-1. @k8s go crypto/x509 CreateCertificate */
export function keyIdOf(key: PublicKey, hash: 'sha256' | 'sha1' = 'sha256'): Uint8Array {
  const content = readBits(readDer(encodePublicKey(key))?.children[1]) ?? new Uint8Array(0);
  return digest(hash, content).subarray(0, 20);
}

const SIGNATURES: readonly { readonly id: string; readonly type: PublicKey['type']; readonly hash: DigestName; readonly name: string }[] = [
  { id: OID.sha1Rsa, type: 'rsa', hash: 'sha1', name: 'sha1WithRSAEncryption' },
  { id: OID.sha256Rsa, type: 'rsa', hash: 'sha256', name: 'sha256WithRSAEncryption' },
  { id: OID.sha384Rsa, type: 'rsa', hash: 'sha384', name: 'sha384WithRSAEncryption' },
  { id: OID.sha512Rsa, type: 'rsa', hash: 'sha512', name: 'sha512WithRSAEncryption' },
  { id: OID.ecdsaSha256, type: 'ec', hash: 'sha256', name: 'ecdsa-with-SHA256' },
  { id: OID.ecdsaSha384, type: 'ec', hash: 'sha384', name: 'ecdsa-with-SHA384' },
  { id: OID.ecdsaSha512, type: 'ec', hash: 'sha512', name: 'ecdsa-with-SHA512' },
];

export const signatureName = (id: string): string => SIGNATURES.find((each) => each.id === id)?.name ?? id;

/** What this key signs with unless told otherwise. */
export const signatureOid = (key: PublicKey, hash: DigestName = key.type === 'rsa' ? 'sha256' : hashOf(key.curve)): string =>
  SIGNATURES.find((each) => each.type === key.type && each.hash === hash)?.id ?? OID.sha256Rsa;

export const algorithmOf = (id: string): Uint8Array => (SIGNATURES.find((each) => each.id === id)?.type === 'ec' ? sequence(oid(id)) : sequence(oid(id), nothing()));

/** In the form that certificates carry. */
export function signWith(key: PrivateKey, message: Uint8Array, hash?: DigestName): Uint8Array {
  if (key.type === 'rsa') return signRsa(key, message, hash);
  const { r, s } = signEc(key, message, hash);
  return sequence(integer(r), integer(s));
}

export function verifyWith(key: PublicKey, message: Uint8Array, signature: Uint8Array, id: string): boolean {
  const known = SIGNATURES.find((each) => each.id === id);
  if (known === undefined || known.type !== key.type) return false;
  if (key.type === 'rsa') return verifyRsa(key, message, signature, known.hash);
  const [r, s] = readDer(signature)?.children.map(readInteger) ?? [];
  return r !== undefined && s !== undefined && verifyEc(key, message, { r, s }, known.hash);
}

const pkcs1 = ({ n, e, d, p, q }: RsaPrivateKey): Uint8Array =>
  sequence(...[0n, n, e, d, p, q, d % (p - 1n), d % (q - 1n), inverseOf(q, p)].map(integer));

/** By Fermat: p is prime. Only for writing a key out. */
function inverseOf(value: bigint, p: bigint): bigint {
  let [result, base, exponent] = [1n, value % p, p - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = (result * base) % p;
    base = (base * base) % p;
  }
  return result;
}

function sec1(key: EcPrivateKey, withCurve: boolean): Uint8Array {
  return sequence(integer(1), octets(fromNumber(key.secret, fieldBytes(key.curve))), ...(withCurve ? [explicit(0, oid(CURVE_OIDS[key.curve]))] : []), explicit(1, bits(encodePoint(key))));
}

/** @param form `traditional`: RSA PRIVATE KEY or EC PRIVATE KEY; `pkcs8`: PRIVATE KEY */
export function privateKeyPem(key: PrivateKey, form: 'traditional' | 'pkcs8' = 'traditional'): string {
  if (form === 'traditional') return key.type === 'rsa' ? encodePem('RSA PRIVATE KEY', pkcs1(key)) : encodePem('EC PRIVATE KEY', sec1(key, true));
  const algorithm = key.type === 'rsa' ? sequence(oid(OID.rsa), nothing()) : sequence(oid(OID.ec), oid(CURVE_OIDS[key.curve]));
  return encodePem('PRIVATE KEY', sequence(integer(0), algorithm, octets(key.type === 'rsa' ? pkcs1(key) : sec1(key, false))));
}

export const publicKeyPem = (key: PublicKey): string => encodePem('PUBLIC KEY', encodePublicKey(key));

export function parsePublicKey(pem: string): PublicKey | undefined {
  const block = decodePem(pem).find(({ label }) => label === 'PUBLIC KEY');
  return block === undefined ? undefined : decodePublicKey(readDer(block.der));
}

/** The first private key of a text. Undefined: there is none that can be read. */
export function parsePrivateKey(pem: string): PrivateKey | undefined {
  for (const { label, der } of decodePem(pem)) {
    const node = readDer(der);
    if (label === 'RSA PRIVATE KEY') return readPkcs1(node);
    if (label === 'EC PRIVATE KEY') return readSec1(node, undefined);
    if (label === 'PRIVATE KEY') return readPkcs8(node);
  }
  return undefined;
}

function readPkcs1(node: DerNode | undefined): RsaPrivateKey | undefined {
  const [, n, , , p, q] = node?.children.map(readInteger) ?? [];
  if (n === undefined || p === undefined || q === undefined || p < 3n || q < 3n || p * q !== n) return undefined;
  const key = keyOfPrimes(p, q);
  const e = readInteger(node?.children[2]);
  const d = readInteger(node?.children[3]);
  return e === undefined || d === undefined ? undefined : { ...key, e, d };
}

function readSec1(node: DerNode | undefined, outer: CurveName | undefined): EcPrivateKey | undefined {
  const secret = node?.children[1];
  const named = node?.children.find(({ tag }) => tag === 0xa0)?.children[0];
  const curve = curveOfOid(readOid(named)) ?? outer;
  return curve === undefined || secret?.tag !== TAG.octetString ? undefined : ecKeyOfSecret(curve, toNumber(secret.content));
}

function readPkcs8(node: DerNode | undefined): PrivateKey | undefined {
  const [, algorithm, value] = node?.children ?? [];
  if (value?.tag !== TAG.octetString) return undefined;
  const inner = readDer(value.content);
  switch (readOid(algorithm?.children[0])) {
    case OID.rsa: return readPkcs1(inner);
    case OID.ec: return readSec1(inner, curveOfOid(readOid(algorithm?.children[1])));
    default: return undefined;
  }
}
