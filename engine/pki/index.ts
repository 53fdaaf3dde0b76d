/** Keys, certificates, requests and tokens: pure JavaScript, synchronous, all chance handed in. */
export { authorityOf, createAuthority, fingerprint, newSerial, newSerial16, YEAR_MS, type Authority, type AuthorityOptions, type Issued, type IssueOptions } from './authority.ts';
export { concat, fromBase64, fromBase64Url, fromHex, fromNumber, toNumber, sameBytes, textBytes, bytesText, toBase64, toBase64Url, toHex, type RandomBytes } from './bytes.ts';
export {
  certificatePem, isSignedBy, makeCertificate, parseCertificate, parseCertificates, readCertificate, serialHex, subjectDer, verifyCertificate, type Certificate, type CertificateOptions,
} from './certificate.ts';
export { bytesFrom, createClusterIdentity, type ClusterIdentity, type ClusterIdentityOptions } from './clusterIdentity.ts';
export { colons, readDer, readOid, type DerNode } from './der.ts';
export { digest, isDigestName, type DigestName } from './digest.ts';
export { encodePoint, type CurveName } from './ec.ts';
export { extensionList, ipBytes, type AltNames, type Extensions, type RawExtension } from './extensions.ts';
export { jwkOf, jwtAlgorithm, jwtKeyId, readJwt, signDetached, signJwt, verifyJwt, type Jwt } from './jwt.ts';
export {
  encodePublicKey, generateKey, keyIdOf, parsePrivateKey, parsePublicKey, privateKeyPem, publicKeyOf, publicKeyPem, samePublicKey, signatureName, signWith, signatureOid, verifyWith,
  type KeyKind, type PrivateKey, type PublicKey,
} from './keys.ts';
export { commonName, encodeName, goName, isNamePart, openSslName, organizations, valuesOf, type Name, type NamePart } from './names.ts';
export { EXTENDED_KEY_USAGES, KEY_USAGES, NAME_PARTS, OID, type ExtendedKeyUsage, type KeyUsage } from './oids.data.ts';
export { decodePem, encodePem, type PemBlock } from './pem.ts';
export { isSelfSigned, makeRequest, parseRequest, readRequest, requestPem, type CertificateRequest } from './request.ts';
