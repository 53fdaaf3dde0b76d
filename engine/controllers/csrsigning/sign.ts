/** From an approved request to a certificate. @k8s pkg/controller/certificates/authority/policies.go PermissiveSigningPolicy, signer/signer.go */
import { decodeBase64, encodeBase64, type CertificateSigningRequest } from '../../api/index.ts';
import { commonName, organizations, parseRequest, toNumber, type CertificateRequest, type ClusterIdentity, type KeyUsage } from '../../pki/index.ts';

/** `error` is what the request is refused for; undefined: this signer is not asked. */
export type Signed = { readonly certificate: string } | { readonly error: string };

const YEAR_MS = 365 * 86_400_000;
const SHORTEST_MS = 600_000;
const BACKDATE_MS = 300_000;
/** Certificates that live shorter are not cut by the backdating. */
const SHORT_MS = 8 * 3_600_000;

const KEY_USAGES: { readonly [usage: string]: KeyUsage } = {
  signing: 'digitalSignature', 'digital signature': 'digitalSignature', 'content commitment': 'nonRepudiation', 'key encipherment': 'keyEncipherment', 'key agreement': 'keyAgreement',
  'data encipherment': 'dataEncipherment', 'cert sign': 'keyCertSign', 'crl sign': 'cRLSign', 'encipher only': 'encipherOnly', 'decipher only': 'decipherOnly',
};
const EXTENDED: { readonly [usage: string]: string } = {
  any: 'anyExtendedKeyUsage', 'server auth': 'serverAuth', 'client auth': 'clientAuth', 'code signing': 'codeSigning', 'email protection': 'emailProtection', 's/mime': 'emailProtection',
  'ipsec end system': 'ipsecEndSystem', 'ipsec tunnel': 'ipsecTunnel', 'ipsec user': 'ipsecUser', timestamping: 'timeStamping', 'ocsp signing': 'OCSPSigning',
  'microsoft sgc': 'msSGC', 'netscape sgc': 'nsSGC',
};

type Check = (asked: CertificateRequest, usages: readonly string[]) => string | undefined;
const NODE_PREFIX = 'system:node:';
const sorted = (usages: readonly string[]): string => [...new Set(usages)].sort().join(' ');
const matches = (usages: readonly string[], purpose: string): boolean =>
  [sorted([purpose, 'digital signature']), sorted([purpose, 'digital signature', 'key encipherment'])].includes(sorted(usages));

/** @k8s pkg/apis/certificates/helpers.go */
const kubeletServing: Check = (asked, usages) => {
  if (organizations(asked.subject).join(',') !== 'system:nodes') return 'subject organization is not system:nodes';
  if (asked.dnsNames.length + asked.ipAddresses.length === 0) return 'DNS or IP subjectAltName is required';
  if (asked.emails.length > 0) return 'Email subjectAltNames are not allowed';
  if (asked.uris.length > 0) return 'URI subjectAltNames are not allowed';
  if (!matches(usages, 'server auth')) return 'usages did not match [digital signature key encipherment server auth]';
  return commonName(asked.subject).startsWith(NODE_PREFIX) ? undefined : 'subject common name does not begin with system:node:';
};
const kubeletClient: Check = (asked, usages) => {
  if (organizations(asked.subject).join(',') !== 'system:nodes') return 'subject organization is not system:nodes';
  for (const [word, list] of [['DNS', asked.dnsNames], ['Email', asked.emails], ['IP', asked.ipAddresses], ['URI', asked.uris]] as const) {
    if (list.length > 0) return `${word} subjectAltNames are not allowed`;
  }
  if (!commonName(asked.subject).startsWith(NODE_PREFIX)) return 'subject common name does not begin with system:node:';
  return matches(usages, 'client auth') ? undefined : 'usages did not match [client auth digital signature key encipherment]';
};
const apiServerClient: Check = (_asked, usages) => {
  const wrong = usages.find((usage) => !['client auth', 'digital signature', 'key encipherment'].includes(usage));
  if (wrong !== undefined) return `invalid usage for client certificate: ${wrong}`;
  return usages.includes('client auth') ? undefined : 'missing required usage for client certificate: client auth';
};

const SIGNERS: { readonly [name: string]: Check } = {
  'kubernetes.io/kubelet-serving': kubeletServing, 'kubernetes.io/kube-apiserver-client-kubelet': kubeletClient,
  'kubernetes.io/kube-apiserver-client': apiServerClient, 'kubernetes.io/legacy-unknown': () => undefined,
};
export const isOurs = (csr: CertificateSigningRequest): boolean => Object.hasOwn(SIGNERS, csr.spec.signerName);

/** @param now ms since 1970 */
export function signRequest(identity: ClusterIdentity, csr: CertificateSigningRequest, now: number): Signed | undefined {
  const { spec } = csr;
  const { usages = [] } = spec;
  const asked = parseRequest(decodeBase64(spec.request));
  const check = isOurs(csr) ? SIGNERS[spec.signerName] : undefined;
  if (asked === undefined || check === undefined) return undefined;
  const error = check(asked, usages);
  if (error !== undefined) return { error };
  const lifeMs = spec.expirationSeconds === undefined ? YEAR_MS : Math.min(YEAR_MS, Math.max(SHORTEST_MS, spec.expirationSeconds * 1000));
  const notBefore = now - BACKDATE_MS;
  const known = (table: { readonly [usage: string]: string }): string[] => [...new Set([...usages].sort().flatMap((usage) => table[usage] ?? []))];
  const { pem } = identity.authority.issue({
    commonName: '', subject: asked.subjectDer, publicKey: asked.publicKeyDer, serial: toNumber(identity.random(16)),
    usages: known(EXTENDED), keyUsage: known(KEY_USAGES) as KeyUsage[], // the table's values
    altNames: { dns: asked.dnsNames, ips: asked.ipAddresses, emails: asked.emails, uris: asked.uris },
    notBefore, notAfter: lifeMs < SHORT_MS ? now + lifeMs : notBefore + lifeMs,
  });
  return { certificate: encodeBase64(pem) };
}
