/** Names of images: parsing and filling in as the Docker reference grammar does. */

export type Reference = {
  /** `docker.io`, `registry.k8s.io`. */
  readonly domain: string;
  /** `library/nginx`. */
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
};
export type ParsedReference = { readonly ok: true; readonly reference: Reference } | { readonly ok: false; readonly message: string };

const DEFAULT_DOMAIN = 'docker.io';
const INVALID = 'invalid reference format';
const MAX_NAME = 255;

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const DOMAIN = `(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(`^(${DOMAIN})/(${COMPONENT}(?:/${COMPONENT})*)(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const DIGEST_LENGTHS: { readonly [algorithm: string]: number } = { sha256: 64, sha384: 96, sha512: 128 };

/** The first component is a registry only if it looks like a host. @k8s distribution/reference splitDockerDomain */
function splitDomain(name: string): readonly [domain: string, rest: string] {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  const isHost = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const domain = !isHost ? DEFAULT_DOMAIN : first === 'index.docker.io' ? DEFAULT_DOMAIN : first;
  const rest = isHost ? name.slice(slash + 1) : name;
  return [domain, domain === DEFAULT_DOMAIN && !rest.includes('/') ? `library/${rest}` : rest];
}

function digestProblem(digest: string): string | undefined {
  const [algorithm = '', hex = ''] = digest.split(':');
  const length = DIGEST_LENGTHS[algorithm];
  if (length === undefined) return 'unsupported digest algorithm';
  if (hex.length !== length) return 'invalid checksum digest length';
  return /^[0-9a-f]+$/.test(hex) ? undefined : 'invalid checksum digest format';
}

/** @k8s golden docker/invalid-references, pods/pod-image-invalid-name */
export function parseReference(text: string): ParsedReference {
  const fail = (message: string): ParsedReference => ({ ok: false, message });
  if (/^[a-f0-9]{64}$/.test(text)) return fail(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  const [domain, rest] = splitDomain(text);
  const remote = rest.split(':')[0] ?? '';
  if (remote !== remote.toLowerCase()) return fail(`${INVALID}: repository name (${remote}) must be lowercase`);
  const match = REFERENCE.exec(`${domain}/${rest}`);
  if (match === null) return fail(INVALID);
  const [, host = '', path = '', tag, digest] = match;
  if (`${host}/${path}`.length > MAX_NAME) return fail('repository name must not be more than 255 characters');
  const problem = digest === undefined ? undefined : digestProblem(digest);
  return problem === undefined ? { ok: true, reference: { domain: host, path, tag, digest } } : fail(problem);
}

export const repositoryOf = (reference: Reference): string => `${reference.domain}/${reference.path}`;

/** The full name: with `latest` if there is neither tag nor digest, and with the digest alone if there are both. */
export function fullName(reference: Reference): string {
  if (reference.digest !== undefined) return `${repositoryOf(reference)}@${reference.digest}`;
  return `${repositoryOf(reference)}:${reference.tag ?? 'latest'}`;
}
