/** PKCS #10: requests for certificates. */
import { bits, element, explicit, integer, oid, readBits, readDer, readInteger, readOid, sequence, set, TAG } from './der.ts';
import { decodeExtensions, encodeExtensions, extensionList, readExtensions, type Extensions, type RawExtension, type ReadExtensions } from './extensions.ts';
import { algorithmOf, decodePublicKey, encodePublicKey, publicKeyOf, signatureOid, signWith, verifyWith, type PrivateKey, type PublicKey } from './keys.ts';
import { decodeName, encodeName, type Name } from './names.ts';
import { OID } from './oids.data.ts';
import { decodePem, encodePem } from './pem.ts';

export type CertificateRequest = ReadExtensions & {
  readonly der: Uint8Array;
  readonly body: Uint8Array;
  readonly subject: Name;
  readonly subjectDer: Uint8Array;
  readonly publicKey: PublicKey | undefined;
  readonly publicKeyDer: Uint8Array;
  readonly extensions: readonly RawExtension[];
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
};

export function makeRequest(options: { readonly subject: Name; readonly key: PrivateKey; readonly extensions?: Extensions | readonly RawExtension[]; readonly style?: 'go' | 'openssl' }): Uint8Array {
  const { subject, key, extensions = [], style = 'go' } = options;
  const list: readonly RawExtension[] = Array.isArray(extensions) ? extensions : extensionList(extensions as Extensions);
  const attributes = list.length === 0 ? [] : [sequence(oid(OID.extensionRequest), set(encodeExtensions(list)))];
  const body = sequence(integer(0), encodeName(subject, style), encodePublicKey(publicKeyOf(key)), attributes.length === 0 ? element(0xa0) : explicit(0, ...attributes));
  return sequence(body, algorithmOf(signatureOid(key)), bits(signWith(key, body)));
}

export const requestPem = (der: Uint8Array): string => encodePem('CERTIFICATE REQUEST', der);

export function readRequest(der: Uint8Array): CertificateRequest | undefined {
  const [body, algorithm, signed] = readDer(der)?.children ?? [];
  const [version, subjectNode, keyNode, attributes] = body?.children ?? [];
  const subject = decodeName(subjectNode);
  const signature = readBits(signed);
  const signatureAlgorithm = readOid(algorithm?.children[0]);
  if (body === undefined || readInteger(version) === undefined || subject === undefined || subjectNode === undefined || signature === undefined
    || signatureAlgorithm === undefined || keyNode?.tag !== TAG.sequence) return undefined;
  const asked = attributes?.children.find(({ children }) => readOid(children[0]) === OID.extensionRequest)?.children[1]?.children[0];
  const extensions = decodeExtensions(asked);
  if (extensions === undefined) return undefined;
  return {
    der, body: body.raw, subject, subjectDer: subjectNode.raw, publicKey: decodePublicKey(keyNode), publicKeyDer: keyNode.raw, extensions, signatureAlgorithm, signature,
    ...readExtensions(extensions),
  };
}

/** The first block of a text, which must be a request. @k8s pkg/apis/certificates/v1/helpers.go ParseCSR */
export function parseRequest(pem: string): CertificateRequest | undefined {
  const [block] = decodePem(pem);
  return block === undefined || !/^(NEW )?CERTIFICATE REQUEST$/.test(block.label) ? undefined : readRequest(block.der);
}

/** A key of a kind that is not read here counts as signed: nothing says otherwise. */
export const isSelfSigned = (request: CertificateRequest): boolean =>
  request.publicKey === undefined || verifyWith(request.publicKey, request.body, request.signature, request.signatureAlgorithm);
