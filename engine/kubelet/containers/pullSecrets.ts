/** What a pod's imagePullSecrets say about a registry. @k8s pkg/credentialprovider/{config,keyring}.go, pkg/credentialprovider/secrets/secrets.go */
import { decodeBase64, KINDS, type Secret } from '../../api/index.ts';
import { isObject, type Json } from '../../base/index.ts';
import { fullName, parseReference, type Account } from '../../runtime/index.ts';
import { namespaceOf, specOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';

/** One entry of a secret: for which registry (and path), whose words, and from which secret they came. */
export type Credential = { readonly place: string; readonly account: Account; readonly secret: string };

const DATA_KEYS: { readonly [type: string]: string } = { 'kubernetes.io/dockerconfigjson': '.dockerconfigjson', 'kubernetes.io/dockercfg': '.dockercfg' };

const NO_SECRETS: readonly Secret[] = [];

/** Those that are there; of the others the kubelet warns at every sync. @k8s pkg/kubelet/kubelet_pods.go getPullSecretsForPod */
export function pullSecretsOf(kit: Kit, work: PodWork): readonly Secret[] {
  const { imagePullSecrets } = specOf(work.pod);
  if (imagePullSecrets === undefined) return NO_SECRETS;
  const names = imagePullSecrets.map((each) => each.name ?? '').filter((name) => name !== '');
  if (names.length === 0) return [];
  const found = names.map((name) => kit.context.client.informer(KINDS.Secret).get(namespaceOf(work.pod), name));
  const missing = names.filter((_, i) => found[i] === undefined);
  if (missing.length > 0) {
    kit.recorder.event(work.pod, 'Warning', 'FailedToRetrieveImagePullSecret',
      `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`);
  }
  return found.flatMap((secret) => secret ?? []);
}

/** For one image, the most exact entries first. */
export function credentialsFor(secrets: readonly Secret[], image: string): readonly Credential[] {
  const parsed = secrets.length === 0 ? undefined : parseReference(image);
  if (parsed?.ok !== true) return [];
  const repository = fullName({ ...parsed.reference, tag: undefined, digest: undefined }).replace(/:latest$/, '');
  const all = secrets.flatMap(entriesOf).sort((a, b) => (a.place < b.place ? 1 : a.place > b.place ? -1 : 0));
  const matching = all.filter(({ place }) => matches(place, repository));
  if (matching.length > 0) return matching;
  return repository.startsWith('docker.io/') ? all.filter(({ place }) => place === 'index.docker.io') : [];
}

function entriesOf(secret: Secret): Credential[] {
  const key = DATA_KEYS[secret.type ?? ''] ?? '';
  const text = decodeBase64(secret.data?.[key] ?? '') ?? '';
  const parsed = parsedJson(text);
  if (!isObject(parsed)) return [];
  const auths = key === '.dockercfg' ? parsed : parsed['auths'];
  if (!isObject(auths)) return [];
  return Object.entries(auths).flatMap(([place, entry]) => {
    const account = accountOf(entry);
    return account === undefined ? [] : [{ place: placeOf(place), account, secret: `${secret.metadata?.namespace ?? ''}/${secret.metadata?.name ?? ''}/${secret.metadata?.uid ?? ''}` }];
  });
}

// What JSON.parse gives is JSON.
function parsedJson(text: string): Json | undefined {
  try { return JSON.parse(text) as Json; } catch { return undefined; }
}

/** `auth` is base64 of name and password and stands above the two fields. */
function accountOf(entry: Json | undefined): Account | undefined {
  if (!isObject(entry)) return undefined;
  const text = (field: string): string => (typeof entry[field] === 'string' ? entry[field] : '');
  const pair = text('auth') === '' ? undefined : decodeBase64(text('auth'));
  const colon = pair?.indexOf(':') ?? -1;
  if (pair !== undefined && colon >= 0) return { username: pair.slice(0, colon), password: pair.slice(colon + 1) };
  return { username: text('username'), password: text('password') };
}

/** `https://index.docker.io/v1/` is the host alone. */
function placeOf(location: string): string {
  const [, host = '', path = ''] = /^(?:https?:\/\/)?([^/]*)(\/.*)?$/.exec(location) ?? [];
  const short = path.startsWith('/v1/') || path.startsWith('/v2/') ? path.slice(3) : path;
  return short === '' || short === '/' ? host : `${host}${short}`;
}

function splitHost(url: string): { readonly parts: readonly string[]; readonly port: string; readonly path: string } {
  const slash = url.indexOf('/');
  const authority = slash < 0 ? url : url.slice(0, slash);
  const [host = '', port = ''] = authority.split(':');
  return { parts: host.split('.'), port, path: slash < 0 ? '' : url.slice(slash) };
}

/** `*` stands for any one part of a host's name. */
function matches(place: string, repository: string): boolean {
  const [glob, target] = [splitHost(place), splitHost(repository)];
  if (glob.port !== target.port || glob.parts.length !== target.parts.length || !target.path.startsWith(glob.path)) return false;
  return glob.parts.every((part, i) => new RegExp(`^${part.replace(/[\\^$+.()|{}[\]]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`).test(target.parts[i] ?? ''));
}
