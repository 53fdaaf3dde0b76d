/** `-text`: certificates, requests and keys for people to read. */
import {
  colons, encodePoint, EXTENDED_KEY_USAGES, fromHex, KEY_USAGES, OID, openSslName, serialHex, signatureName,
  type Certificate, type CertificateRequest, type PrivateKey, type PublicKey, type RawExtension,
} from '../../../pki/index.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');
/** `Nov 21 09:00:00 2026 GMT` */
export function dateText(ms: number): string {
  const d = new Date(ms);
  return `${MONTHS[d.getUTCMonth()]} ${String(d.getUTCDate()).padStart(2)} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} ${d.getUTCFullYear()} GMT`;
}

/** Bytes with colons, so many a line. */
function block(bytes: Uint8Array, indent: number, perLine: number): string {
  const pairs = colons(bytes).toLowerCase().split(':');
  const lines: string[] = [];
  for (let at = 0; at < pairs.length; at += perLine) lines.push(`${' '.repeat(indent)}${pairs.slice(at, at + perLine).join(':')}${at + perLine < pairs.length ? ':' : ''}\n`);
  return lines.join('');
}
/** A number as ASN.1 has it: a zero in front where the first bit is set. */
export function numberBytes(value: bigint): Uint8Array {
  const bytes = fromHex(value.toString(16));
  return (bytes[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...bytes) : bytes;
}

const CURVES = { 'P-256': ['prime256v1', 256], 'P-384': ['secp384r1', 384], 'P-521': ['secp521r1', 521] } as const;
export const curveNames = CURVES;
export const bitsOf = (key: PublicKey): number => (key.type === 'rsa' ? key.n.toString(2).length : CURVES[key.curve][1]);

function publicText(key: PublicKey, indent: number): string {
  const pad = ' '.repeat(indent);
  if (key.type === 'rsa') return `${pad}Public-Key: (${bitsOf(key)} bit)\n${pad}Modulus:\n${block(numberBytes(key.n), indent + 4, 15)}${pad}Exponent: ${key.e} (0x${key.e.toString(16)})\n`;
  return `${pad}Public-Key: (${bitsOf(key)} bit)\n${pad}pub:\n${block(encodePoint(key), indent + 4, 15)}${pad}ASN1 OID: ${CURVES[key.curve][0]}\n${pad}NIST CURVE: ${key.curve}\n`;
}
const keyInfo = (key: PublicKey | undefined): string => `        Subject Public Key Info:\n            Public Key Algorithm: ${key === undefined ? 'undefined' : key.type === 'rsa' ? 'rsaEncryption' : 'id-ecPublicKey'}\n${
  key === undefined ? '            Unable to load Public Key\n' : publicText(key, 16)}`;

export const publicKeyText = (key: PublicKey): string => publicText(key, 0);
export function privateKeyText(key: PrivateKey): string {
  if (key.type === 'ec') {
    const secret = fromHex(key.secret.toString(16).padStart(Math.ceil(CURVES[key.curve][1] / 8) * 2, '0'));
    return `Private-Key: (${bitsOf(key)} bit)\npriv:\n${block(secret, 4, 15)}pub:\n${block(encodePoint(key), 4, 15)}ASN1 OID: ${CURVES[key.curve][0]}\nNIST CURVE: ${key.curve}\n`;
  }
  const inverse = powMod(key.q, key.p - 2n, key.p);
  const number = (name: string, value: bigint): string => `${name}:\n${block(numberBytes(value), 4, 15)}`;
  return `Private-Key: (${bitsOf(key)} bit, 2 primes)\n${number('modulus', key.n)}publicExponent: ${key.e} (0x${key.e.toString(16)})\n${number('privateExponent', key.d)}${number('prime1', key.p)}${
    number('prime2', key.q)}${number('exponent1', key.d % (key.p - 1n))}${number('exponent2', key.d % (key.q - 1n))}${number('coefficient', inverse)}`;
}
function powMod(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, power, left] = [1n, base % modulus, exponent];
  for (; left > 0n; left >>= 1n) { if ((left & 1n) === 1n) result = (result * power) % modulus; power = (power * power) % modulus; }
  return result;
}

const EXTENSIONS: { readonly [id: string]: string } = {
  [OID.subjectKeyId]: 'X509v3 Subject Key Identifier', [OID.keyUsage]: 'X509v3 Key Usage', [OID.subjectAltName]: 'X509v3 Subject Alternative Name',
  [OID.basicConstraints]: 'X509v3 Basic Constraints', [OID.authorityKeyId]: 'X509v3 Authority Key Identifier', [OID.extendedKeyUsage]: 'X509v3 Extended Key Usage',
};
/** By the names of `-ext`. */
export const EXTENSION_NAMES: { readonly [name: string]: string } = {
  subjectKeyIdentifier: OID.subjectKeyId, keyUsage: OID.keyUsage, subjectAltName: OID.subjectAltName, basicConstraints: OID.basicConstraints,
  authorityKeyIdentifier: OID.authorityKeyId, extendedKeyUsage: OID.extendedKeyUsage,
};

/** OpenSSL writes IPv6 addresses with all their parts. */
const longIp = (ip: string): string => {
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.split('::');
  const words = (part: string): string[] => part.split(':').filter((word) => word !== '');
  const [left, right] = [words(head), words(tail ?? '')];
  return [...left, ...Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => '0'), ...right].map((word) => word.toUpperCase()).join(':');
};

type Read = Pick<Certificate, 'dnsNames' | 'ipAddresses' | 'emails' | 'uris' | 'keyUsage' | 'extendedKeyUsage' | 'authority' | 'pathLength' | 'subjectKeyId' | 'authorityKeyId'>;
function valueText(id: string, of: Read): string {
  switch (id) {
    case OID.subjectAltName: return [...of.dnsNames.map((name) => `DNS:${name}`), ...of.emails.map((name) => `email:${name}`), ...of.ipAddresses.map((ip) => `IP Address:${longIp(ip)}`), ...of.uris.map((uri) => `URI:${uri}`)].join(', ');
    case OID.keyUsage: return of.keyUsage.map((usage) => KEY_USAGES.find(([name]) => name === usage)?.[1] ?? usage).join(', ');
    case OID.extendedKeyUsage: return of.extendedKeyUsage.map((usage) => EXTENDED_KEY_USAGES.find(([name]) => name === usage)?.[2] ?? usage).join(', ');
    case OID.basicConstraints: return `CA:${of.authority === true ? 'TRUE' : 'FALSE'}${of.pathLength === undefined ? '' : `, pathlen:${of.pathLength}`}`;
    case OID.subjectKeyId: return colons(of.subjectKeyId ?? new Uint8Array(0));
    case OID.authorityKeyId: return colons(of.authorityKeyId ?? new Uint8Array(0));
    default: return '';
  }
}
export const extensionText = ({ id, critical }: RawExtension, of: Read, indent: number): string =>
  `${' '.repeat(indent)}${EXTENSIONS[id] ?? id}: ${critical ? 'critical' : ''}\n${' '.repeat(indent + 4)}${valueText(id, of)}\n`;

const signatureText = (algorithm: string, signature: Uint8Array): string => `    Signature Algorithm: ${signatureName(algorithm)}\n    Signature Value:\n${block(signature, 8, 18)}`;

export function certificateText(certificate: Certificate): string {
  const { extensions } = certificate;
  const serial = serialHex(certificate);
  const short = certificate.serial < 2n ** 63n;
  return `Certificate:\n    Data:\n        Version: ${extensions.length > 0 ? '3 (0x2)' : '1 (0x0)'}\n        Serial Number:${
    short ? ` ${certificate.serial} (0x${certificate.serial.toString(16)})` : `\n            ${(serial.match(/../g) ?? []).join(':')}`}\n        Signature Algorithm: ${signatureName(certificate.signatureAlgorithm)}\n        Issuer: ${
    openSslName(certificate.issuer)}\n        Validity\n            Not Before: ${dateText(certificate.notBefore)}\n            Not After : ${dateText(certificate.notAfter)}\n        Subject: ${
    openSslName(certificate.subject)}\n${keyInfo(certificate.publicKey)}${extensions.length === 0 ? '' : `        X509v3 extensions:\n${extensions.map((each) => extensionText(each, certificate, 12)).join('')}`}${
    signatureText(certificate.signatureAlgorithm, certificate.signature)}`;
}

export function requestText(request: CertificateRequest): string {
  const { extensions } = request;
  const attributes = extensions.length === 0 ? '            (none)\n            Requested Extensions:\n' : `            Requested Extensions:\n${extensions.map((each) => extensionText(each, request, 16)).join('')}`;
  return `Certificate Request:\n    Data:\n        Version: 1 (0x0)\n        Subject: ${openSslName(request.subject)}\n${keyInfo(request.publicKey)}        Attributes:\n${attributes}${
    signatureText(request.signatureAlgorithm, request.signature)}`;
}
