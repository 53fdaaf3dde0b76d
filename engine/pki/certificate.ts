/** X.509 certificates, version 3: made, read, checked. */
import { fromNumber, sameBytes } from './bytes.ts';
import { bits, explicit, integer, readBits, readDer, readInteger, readOid, readTime, sequence, TAG, time, type DerNode } from './der.ts';
import { decodeExtensions, encodeExtensions, extensionList, readExtensions, type Extensions, type RawExtension, type ReadExtensions } from './extensions.ts';
import { algorithmOf, decodePublicKey, encodePublicKey, signatureOid, signWith, verifyWith, type PrivateKey, type PublicKey } from './keys.ts';
import { decodeName, encodeName, type Name } from './names.ts';
import { decodePem, encodePem } from './pem.ts';

export type Certificate = ReadExtensions & {
  readonly der: Uint8Array;
  /** What is signed. */
  readonly body: Uint8Array;
  readonly serial: bigint;
  readonly signatureAlgorithm: string;
  readonly issuer: Name;
  readonly subject: Name;
  /** ms since 1970, both inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Undefined: a kind of key that is not read here. */
  readonly publicKey: PublicKey | undefined;
  readonly publicKeyDer: Uint8Array;
  readonly extensions: readonly RawExtension[];
  readonly signature: Uint8Array;
};

export type CertificateOptions = {
  readonly serial: bigint;
  readonly subject: Name | Uint8Array;
  readonly issuer: Name | Uint8Array;
  readonly publicKey: PublicKey | Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: Extensions | readonly RawExtension[];
  /** The key of the issuer. */
  readonly signer: PrivateKey;
};

const encodedName = (name: Name | Uint8Array): Uint8Array => (name instanceof Uint8Array ? name : encodeName(name));
const isRaw = (extensions: Extensions | readonly RawExtension[]): extensions is readonly RawExtension[] => Array.isArray(extensions);

/** The certificate in DER. */
export function makeCertificate(options: CertificateOptions): Uint8Array {
  const { signer, publicKey, extensions } = options;
  const algorithm = algorithmOf(signatureOid(signer));
  const list = isRaw(extensions) ? extensions : extensionList(extensions);
  const body = sequence(
    // Without extensions a certificate is of the first version.
    ...(list.length === 0 ? [] : [explicit(0, integer(2))]), integer(options.serial), algorithm, encodedName(options.issuer), sequence(time(options.notBefore), time(options.notAfter)),
    encodedName(options.subject), publicKey instanceof Uint8Array ? publicKey : encodePublicKey(publicKey), ...(list.length === 0 ? [] : [explicit(3, encodeExtensions(list))]),
  );
  return sequence(body, algorithm, bits(signWith(signer, body)));
}

export const certificatePem = (der: Uint8Array): string => encodePem('CERTIFICATE', der);

/** Undefined: not a certificate. */
export function readCertificate(der: Uint8Array): Certificate | undefined {
  const [body, algorithm, signed] = readDer(der)?.children ?? [];
  const fields = [...(body?.children ?? [])];
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [serialNode, , issuerNode, validity, subjectNode, keyNode] = fields;
  const [serial, issuer, subject] = [readInteger(serialNode), decodeName(issuerNode), decodeName(subjectNode)];
  const [notBefore, notAfter] = (validity?.children ?? []).map(readTime);
  const extensions = decodeExtensions(fields.find(({ tag }) => tag === 0xa3)?.children[0]);
  const signature = readBits(signed);
  const signatureAlgorithm = readOid(algorithm?.children[0]);
  if (body === undefined || serial === undefined || issuer === undefined || subject === undefined || notBefore === undefined || notAfter === undefined
    || extensions === undefined || signature === undefined || signatureAlgorithm === undefined || keyNode?.tag !== TAG.sequence) return undefined;
  return {
    der, body: body.raw, serial, signatureAlgorithm, issuer, subject, notBefore, notAfter, publicKey: decodePublicKey(keyNode), publicKeyDer: keyNode.raw, extensions, signature,
    ...readExtensions(extensions),
  };
}

/** All certificates of a text; undefined if one is damaged or there is none. */
export function parseCertificates(pem: string): Certificate[] | undefined {
  const blocks = decodePem(pem).filter(({ label }) => label === 'CERTIFICATE' || label === 'TRUSTED CERTIFICATE');
  const read = blocks.map(({ der }) => readCertificate(der));
  const good = read.filter((each) => each !== undefined);
  return read.length > 0 && good.length === read.length ? good : undefined;
}
/** The first one. */
export const parseCertificate = (pem: string): Certificate | undefined => parseCertificates(pem)?.[0];

const nameDer = (certificate: Certificate, which: 'issuer' | 'subject'): Uint8Array => {
  const body: DerNode | undefined = readDer(certificate.body);
  const fields = [...(body?.children ?? [])];
  if (fields[0]?.tag === 0xa0) fields.shift();
  return fields[which === 'issuer' ? 2 : 4]?.raw ?? new Uint8Array(0);
};
/** The subject as it stands in the certificate. */
export const subjectDer = (certificate: Certificate): Uint8Array => nameDer(certificate, 'subject');

export const isSignedBy = (certificate: Certificate, issuer: Certificate): boolean =>
  issuer.publicKey !== undefined && sameBytes(nameDer(certificate, 'issuer'), nameDer(issuer, 'subject'))
  && verifyWith(issuer.publicKey, certificate.body, certificate.signature, certificate.signatureAlgorithm);

/** Two certificates deep at most: a root and what it signed, with what came along in between. @k8s go crypto/x509 Certificate.Verify */
export function verifyCertificate(
  certificate: Certificate, roots: readonly Certificate[], now: number, usage?: string, between: readonly Certificate[] = [],
): string | undefined {
  if (now < certificate.notBefore) return `x509: certificate has expired or is not yet valid: current time ${stamp(now)} is before ${stamp(certificate.notBefore)}`;
  if (now > certificate.notAfter) return `x509: certificate has expired or is not yet valid: current time ${stamp(now)} is after ${stamp(certificate.notAfter)}`;
  const above = (below: Certificate, depth: number): boolean => roots.some((root) => isSignedBy(below, root) && now <= root.notAfter)
    || (depth < 4 && between.some((each) => each.authority === true && isSignedBy(below, each) && above(each, depth + 1)));
  if (!roots.some((root) => sameBytes(root.der, certificate.der)) && !above(certificate, 0)) return 'x509: certificate signed by unknown authority';
  const usages = certificate.extendedKeyUsage;
  if (usage !== undefined && usages.length > 0 && !usages.includes(usage) && !usages.includes('anyExtendedKeyUsage')) return 'x509: certificate specifies an incompatible key usage';
  return undefined;
}
const stamp = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+/, '');

/** Serial number in hexadecimal, two digits a byte. */
export const serialHex = ({ serial }: Certificate): string => [...fromNumber(serial, Math.max(1, Math.ceil(serial.toString(16).length / 2)))].map((b) => b.toString(16).padStart(2, '0')).join('');
