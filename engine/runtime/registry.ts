/** The registries of a world: what a name leads to, how long that takes, and in which words it fails. */
import { createFiles, type FileSystem, type Layer } from '../script/index.ts';
import { IMAGES } from './images/index.ts';
import type { FileEntry, ImageBuild, ImageModel } from './image.ts';
import { RECORDED } from './recordedWorld.ts';
import { fullName, repositoryOf, type Reference } from './reference.ts';

export type RegistryImage = {
  readonly repository: string;
  /** Tags that lead to this very image. */
  readonly tags: readonly string[];
  /** `sha256:…` of the configuration. */
  readonly id: string;
  /** `docker.io/library/busybox@sha256:…`; undefined for an image that came from a file. */
  readonly repoDigest: string | undefined;
  readonly size: number;
  content(): ImageContent;
};
export type ImageContent = ImageBuild & { readonly layer: Layer };
export type Lookup = { readonly ok: true; readonly image: RegistryImage } | { readonly ok: false; readonly message: string };
export type Registry = {
  readonly world: 'full' | 'recorded';
  lookUp(reference: Reference): Lookup;
  images(): readonly RegistryImage[];
  /** What every node has before the first pull: names, digests or ids. */
  preloaded(): readonly string[];
  /** Bytes a second, and the answer time of a registry. */
  readonly bandwidth: number;
  readonly latencyMs: readonly [low: number, high: number];
};

/** Registries that answer when nobody has told us otherwise. */
const KNOWN_HOSTS = new Set(['docker.io', 'gcr.io', 'ghcr.io', 'k8s.gcr.io', 'mcr.microsoft.com', 'public.ecr.aws', 'quay.io', 'registry.gitlab.com', 'registry.k8s.io', 'us-docker.pkg.dev']);
const RECORDED_HOSTS = new Set(['docker.io', 'registry.k8s.io']);
const NAME_SERVER = '172.30.0.1:53';
const BUILT_AT = Date.UTC(2024, 4, 1);

/** 64 digits that belong to a name and to no other: stands for a digest of content that we do not have. */
export function digestOf(text: string): string {
  let out = '';
  for (let round = 0; round < 8; round++) {
    let h = 0x811c9dc5 ^ (round * 0x9e3779b9);
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
    h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
    out += ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, '0');
  }
  return out;
}

function put(files: FileSystem, path: string, entry: FileEntry): void {
  const parent = path.slice(0, path.lastIndexOf('/'));
  if (parent !== '') files.makeDirectory(parent, { parents: true });
  if (typeof entry === 'string' || 'zeros' in entry) files.write(path, entry);
  else if ('link' in entry) files.symlink(entry.link, path);
  else if ('directory' in entry) { files.makeDirectory(path, { parents: true }); files.chmod(path, entry.directory); } else files.write(path, entry.content, { mode: entry.mode });
}

/** What every container mounts; in the image, so that starting one makes nothing. */
const MOUNT_POINTS: ImageBuild['files'] = {
  '/dev': { directory: 0o755 }, '/proc': { directory: 0o555 }, '/sys': { directory: 0o555 }, '/etc/hostname': '', '/etc/hosts': '', '/etc/resolv.conf': '',
};

function contentOf(build: ImageBuild, builtAt: number): ImageContent {
  const files = createFiles({ now: builtAt });
  // Links first: what lies behind them goes to their targets.
  const entries = Object.entries({ ...MOUNT_POINTS, ...build.files });
  const isLink = (entry: FileEntry): boolean => typeof entry === 'object' && 'link' in entry;
  for (const [path, entry] of entries) if (isLink(entry)) put(files, path, entry);
  for (const [path, entry] of entries) if (!isLink(entry)) put(files, path, entry);
  return { ...build, layer: files.layer() };
}

/** Most images of the registry are never pulled. */
function lazily<T extends ImageContent | string | ReadonlyMap<string, RegistryImage>>(make: () => T): () => T {
  let made: T | undefined;
  return () => { made ??= make(); return made; };
}

/** One image per set of equal facts: tags that share version and size lead to the same image. */
function imagesOf(model: ImageModel): readonly RegistryImage[] {
  const groups = new Map<string, string[]>();
  for (const [tag, facts] of Object.entries(model.tags)) {
    const key = `${facts.version}/${facts.size}`;
    groups.set(key, [...groups.get(key) ?? [], tag]);
  }
  return [...groups].map(([key, tags]) => {
    const first = tags[0] ?? 'latest';
    const { size = 0, version = '' } = model.tags[first] ?? {};
    const { repository } = model;
    const id = lazily(() => `sha256:${digestOf(`config ${repository} ${key}`)}`);
    const repoDigest = lazily(() => `${repository}@sha256:${digestOf(`manifest ${repository} ${key}`)}`);
    return {
      repository, tags, size, get id() { return id(); }, get repoDigest() { return repoDigest(); },
      content: lazily(() => contentOf(model.build(version, first), BUILT_AT)),
    };
  });
}

const recordedImages = (): readonly RegistryImage[] => RECORDED.map((entry) => ({
  repository: entry.repository, tags: entry.tags, size: entry.size, id: `sha256:${entry.id.length === 64 ? entry.id : `${entry.id}${digestOf(entry.id).slice(entry.id.length)}`}`,
  repoDigest: entry.digest === undefined ? undefined : `${entry.repository}@sha256:${entry.digest}`,
  // Files of these images have no date. @k8s golden cluster/svc-port-forward (Last-Modified)
  content: lazily(() => contentOf(entry.build(entry.version, entry.tags[0] ?? 'latest'), 0)),
}));

/** @k8s golden pods/pod-image-pull-backoff, pods/pod-image-wrong-registry */
function failure(reference: Reference, known: 'repository' | 'host' | 'nothing', world: Registry['world']): string {
  const name = fullName(reference);
  const unpack = `failed to pull and unpack image "${name}": failed to resolve image: `;
  if (known === 'nothing') {
    const version = reference.digest ?? reference.tag ?? 'latest';
    const host = reference.domain.split(':')[0] ?? '';
    return `${unpack}failed to do request: Head "https://${reference.domain}/v2/${reference.path}/manifests/${version}": dial tcp: lookup ${host} on ${NAME_SERVER}: no such host`;
  }
  // Docker Hub does not tell whether a repository is private or missing.
  if (known === 'host' && world === 'full' && reference.domain === 'docker.io') {
    return `${unpack}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;
  }
  return `rpc error: code = NotFound desc = ${unpack}${name}: not found`;
}

const PRELOADED = ['coredns/coredns', 'etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-proxy', 'kube-scheduler', 'pause'].map((name) => `registry.k8s.io/${name}`);

/** @param more images whose programs are models of higher layers: kubectl */
export function createRegistry(world: Registry['world'], more: readonly ImageModel[] = []): Registry {
  const images = world === 'full' ? [...IMAGES, ...more].flatMap(imagesOf) : recordedImages();
  const byName = new Map<string, RegistryImage>();
  const repositories = new Set<string>();
  for (const image of images) {
    repositories.add(image.repository);
    for (const tag of image.tags) byName.set(`${image.repository}:${tag}`, image);
  }
  const byDigest = lazily(() => new Map(images.flatMap((image) => (image.repoDigest === undefined ? [] : [[image.repoDigest, image] as const]))));
  const hosts = world === 'full' ? KNOWN_HOSTS : RECORDED_HOSTS;
  return {
    world,
    // A line of 100 Mbit/s and a registry far away; or a mirror next door. @k8s golden pods/pod-image-pull-policies
    bandwidth: world === 'full' ? 12_500_000 : 1_000_000_000,
    latencyMs: world === 'full' ? [450, 1100] : [26, 42],
    images: () => images,
    lookUp(reference) {
      const name = fullName(reference);
      const image = byName.get(name) ?? (name.includes('@') ? byDigest().get(name) : undefined);
      if (image !== undefined) return { ok: true, image };
      const known = repositories.has(repositoryOf(reference)) ? 'repository' : hosts.has(reference.domain) ? 'host' : 'nothing';
      return { ok: false, message: failure(reference, known, world) };
    },
    preloaded: () => images.filter((image) => world === 'recorded' || PRELOADED.includes(image.repository))
      .flatMap((image) => (image.tags.length === 0 ? [image.repoDigest ?? image.id] : image.tags.map((tag) => `${image.repository}:${tag}`))),
  };
}
