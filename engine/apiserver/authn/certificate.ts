/** Client certificates: the common name is the user, the organizations are the groups. @k8s apiserver/pkg/authentication/request/x509/x509.go */
import { commonName, digest, organizations, parseCertificate, readCertificate, toHex, verifyCertificate, type Certificate, type ClusterIdentity } from '../../pki/index.ts';
import type { ServerContext } from '../context.ts';
import type { User } from '../request.ts';
import { CREDENTIAL_ID } from './names.ts';

/** What was read of a certificate: reading and checking a signature takes a millisecond, and each request of a client brings the same one. */
type Known = { readonly certificate: Certificate | undefined; readonly signed: boolean; readonly user: User | undefined };
type Cache = { readonly texts: Map<string, Known>; readonly bytes: WeakMap<Uint8Array, Known> };
const caches = new WeakMap<ClusterIdentity, Cache>();
const MOST_TEXTS = 200;

function cacheOf(identity: ClusterIdentity): Cache {
  const known = caches.get(identity) ?? { texts: new Map<string, Known>(), bytes: new WeakMap<Uint8Array, Known>() };
  caches.set(identity, known);
  return known;
}

function look(context: ServerContext, given: Uint8Array | string): Known {
  const { texts, bytes } = cacheOf(context.identity);
  const known = typeof given === 'string' ? texts.get(given) : bytes.get(given);
  if (known !== undefined) return known;
  const certificate = typeof given === 'string' ? parseCertificate(given) : readCertificate(given);
  const signed = certificate !== undefined && verifyCertificate(certificate, [context.identity.authority.certificate], certificate.notBefore, 'clientAuth') === undefined;
  const read: Known = { certificate, signed, user: certificate === undefined || !signed ? undefined : userOf(certificate) };
  if (typeof given === 'string') {
    if (texts.size >= MOST_TEXTS) texts.clear();
    texts.set(given, read);
  } else bytes.set(given, read);
  return read;
}

function userOf(certificate: Certificate): User | undefined {
  const name = commonName(certificate.subject);
  if (name === '') return undefined;
  return { name, groups: organizations(certificate.subject), extra: { [CREDENTIAL_ID]: [`X509SHA256=${toHex(digest('sha256', certificate.der))}`] } };
}

/** @returns an error in words, undefined where nobody is named */
export function certificateUser(context: ServerContext, given: Uint8Array | string): User | string | undefined {
  const { certificate, signed, user } = look(context, given);
  if (certificate === undefined) return 'x509: malformed certificate';
  const now = context.clock.now;
  // The authority was asked once; time goes on.
  const problem = signed ? (now < certificate.notBefore || now > certificate.notAfter ? 'x509: certificate has expired or is not yet valid' : undefined) : 'x509: certificate signed by unknown authority';
  return problem ?? user;
}
