/** In which words a pull fails. @k8s containerd core/remotes/docker/{resolver,authorizer,errcode}.go, core/transfer/local/pull.go */
import { fullName, type Reference } from './reference.ts';

/** Where a registry sends clients for tokens. */
type TokenService = { readonly realm: string; readonly service: string };
const TOKEN_SERVICES: { readonly [host: string]: TokenService } = {
  'docker.io': { realm: 'https://auth.docker.io/token', service: 'registry.docker.io' },
  'registry.example.com': { realm: 'https://registry.example.com/service/token', service: 'harbor-registry' },
};
/** Docker Hub's registry has another name than its images. */
const endpoint = (domain: string): string => (domain === 'docker.io' ? 'registry-1.docker.io' : domain);
const NAME_SERVER = '172.30.0.1:53';

const unpack = (reference: Reference): string => `failed to pull and unpack image "${fullName(reference)}": `;
const resolve = (reference: Reference): string => `${unpack(reference)}failed to resolve image: `;
const manifestUrl = (reference: Reference, version = reference.digest ?? reference.tag ?? 'latest'): string =>
  `https://${endpoint(reference.domain)}/v2/${reference.path}/manifests/${version}`;

/** @k8s golden pods/pod-image-wrong-registry */
export const noSuchHost = (reference: Reference): string =>
  `${resolve(reference)}failed to do request: Head "${manifestUrl(reference)}": dial tcp: lookup ${endpoint(reference.domain).split(':')[0] ?? ''} on ${NAME_SERVER}: no such host`;

export const connectionTimeout = (reference: Reference, address: string): string =>
  `${resolve(reference)}failed to do request: Head "${manifestUrl(reference)}": dial tcp ${address}:443: i/o timeout`;

/** @k8s golden pods/pod-image-pull-backoff */
export const notFound = (reference: Reference): string => `rpc error: code = NotFound desc = ${resolve(reference)}${fullName(reference)}: not found`;

/** Docker Hub does not tell whether a repository is private or missing. */
export const accessDenied = (reference: Reference): string =>
  `${resolve(reference)}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;

/** The token service refuses: whoever has no name there, or a wrong password. */
export function unauthorized(reference: Reference, withCredentials: boolean): string {
  const { realm, service } = TOKEN_SERVICES[reference.domain] ?? { realm: `https://${reference.domain}/token`, service: reference.domain };
  const scope = encodeURIComponent(`repository:${reference.path}:pull`);
  const url = `${realm}?scope=${scope}&service=${service}`;
  return `${resolve(reference)}failed to authorize: failed to fetch ${withCredentials ? 'oauth' : 'anonymous'} token: unexpected status from GET request to ${url}: 401 Unauthorized`;
}

export const unavailable = (reference: Reference): string =>
  `${resolve(reference)}unexpected status from HEAD request to ${manifestUrl(reference)}: 503 Service Unavailable`;

/** Asking for a digest is free; what counts is the manifest. */
export const rateLimited = (reference: Reference, digest: string): string =>
  `${unpack(reference)}failed to copy: httpReadSeeker: failed open: unexpected status from GET request to ${manifestUrl(reference, digest)}: 429 Too Many Requests\n`
  + 'toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit';
