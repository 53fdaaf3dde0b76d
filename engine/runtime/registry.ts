/** The registries of a world: what a name leads to, how long that takes, and in which words it fails. */
import { createFiles, type FileSystem, type Layer } from '../script/index.ts';
import { REGISTRY_ACCOUNT } from './accounts.ts';
import { layersOf, type ImageLayer } from './layers.ts';
import { FIRST_IMAGES } from './images/first.ts';
import { tagTable, type Account, type FileEntry, type ImageBuild, type ImageModel } from './image.ts';
import { digestOf } from './digestOf.ts';
import { allImages } from './onDemand.ts';
import { RECORDED } from './recordedWorld.ts';
import { fullName, repositoryOf, type Reference } from './reference.ts';
import { accessDenied, connectionTimeout, noSuchHost, notFound, rateLimited, unauthorized, unavailable } from './registryWords.ts';

export type RegistryImage = {
  readonly repository: string;
  /** Tags that lead to this very image. */
  readonly tags: readonly string[];
  /** `sha256:…` of the configuration. */
  readonly id: string;
  /** `docker.io/library/busybox@sha256:…`; undefined for an image that came from a file. */
  readonly repoDigest: string | undefined;
  readonly size: number;
  /** The lowest first; images share them by digest. */
  readonly layers: readonly ImageLayer[];
  content(): ImageContent;
};
export type ImageContent = ImageBuild & { readonly layer: Layer };
export type Lookup = { readonly ok: true; readonly image: RegistryImage } | { readonly ok: false; readonly message: string; /** What the failure takes, where that is longer than an answer. */ readonly waitMs?: number };
/** What may befall a registry. `rate-limited`: for those who show no credentials. */
export type RegistryTrouble = 'unreachable' | 'unavailable' | 'rate-limited';
export type Registry = {
  readonly world: 'full' | 'recorded';
  /** What a client is told. */
  lookUp(reference: Reference, account?: Account): Lookup;
  /** What is there, whoever asks. */
  find(reference: Reference): RegistryImage | undefined;
  images(): readonly RegistryImage[];
  /** What every node has before the first pull: names, digests or ids. */
  preloaded(): readonly string[];
  /** From now on for a host (`docker.io`), or for all (`*`); undefined ends it. False: there is no such registry. */
  setTrouble(host: string, trouble: RegistryTrouble | undefined): boolean;
  /** Bytes a second, and the answer time of a registry. */
  readonly bandwidth: number;
  readonly latencyMs: readonly [low: number, high: number];
};

/** Registries that answer when nobody has told us otherwise. */
const KNOWN_HOSTS = new Set([
  'docker.io', 'gcr.io', 'ghcr.io', 'k8s.gcr.io', 'mcr.microsoft.com', 'mirror.gcr.io', 'public.ecr.aws', 'quay.io', 'registry.aliyuncs.com', 'registry.cn-hangzhou.aliyuncs.com', 'registry.example.com', 'registry.gitlab.com', 'registry.k8s.io',
  'us-docker.pkg.dev', 'docker.m.daocloud.io', 'k8s.m.daocloud.io',
]);
const RECORDED_HOSTS = new Set(['docker.io', 'registry.k8s.io']);
/** Everything there is private, and it tells strangers nothing. */
const PRIVATE_HOST = 'registry.example.com';
/** Old names and mirrors: the same images under another prefix. @k8s k8s.gcr.io is frozen and leads to registry.k8s.io */
const MIRRORS: readonly (readonly [prefix: string, original: string])[] = [
  ['k8s.gcr.io/', 'registry.k8s.io/'], ['k8s.m.daocloud.io/', 'registry.k8s.io/'], ['registry.aliyuncs.com/google_containers/', 'registry.k8s.io/'], ['registry.cn-hangzhou.aliyuncs.com/google_containers/', 'registry.k8s.io/'],
  ['gcr.io/google_containers/', 'registry.k8s.io/'], ['gcr.io/google-containers/', 'registry.k8s.io/'], ['gcr.io/kubernetes-e2e-test-images/', 'registry.k8s.io/e2e-test-images/'],
  ['gcr.io/google_samples/', 'gcr.io/google-samples/'], ['us-docker.pkg.dev/google-samples/containers/gke/', 'gcr.io/google-samples/'],
  ['mirror.gcr.io/', 'docker.io/'], ['docker.m.daocloud.io/', 'docker.io/'], ['public.ecr.aws/docker/', 'docker.io/'],
];
const BUILT_AT = Date.UTC(2024, 4, 1);
/** @k8s containerd client dial timeout of 30 s */
const DIAL_MS = 30_000;
const UNREACHABLE = '203.0.113.10';

function put(files: FileSystem, path: string, entry: FileEntry): void {
  const parent = path.slice(0, path.lastIndexOf('/'));
  if (parent !== '') files.makeDirectory(parent, { parents: true });
  if (typeof entry === 'string' || 'zeros' in entry) files.write(path, entry);
  else if ('link' in entry) files.symlink(entry.link, path);
  else if ('directory' in entry) { files.makeDirectory(path, { parents: true }); files.chmod(path, entry.directory); } else files.write(path, entry.content, { mode: entry.mode });
}

/** What every container mounts; in the image, so that starting one makes nothing. */
const MOUNT_POINTS: ImageBuild['files'] = {
  '/dev': { directory: 0o755 }, '/proc': { directory: 0o555 }, '/sys': { directory: 0o555 }, '/sys/fs/cgroup': { directory: 0o555 }, '/etc/hostname': '', '/etc/hosts': '', '/etc/resolv.conf': '',
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
function lazily<T extends object | string>(make: () => T): () => T {
  let made: T | undefined;
  return () => { made ??= make(); return made; };
}

/** One image per set of equal facts: tags that share version and size lead to the same image. */
function imagesOf(model: ImageModel): readonly RegistryImage[] {
  const groups = new Map<string, string[]>();
  const table = tagTable(model.tags);
  for (const [tag, facts] of Object.entries(table)) {
    const key = `${facts.version}/${facts.size}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [tag]); else group.push(tag);
  }
  return [...groups].map(([key, tags]) => {
    const first = tags[0] ?? 'latest';
    const facts = table[first] ?? { size: 0, version: '' };
    const { repository } = model;
    const name = `${repository} ${key}`;
    const id = lazily(() => `sha256:${digestOf(`config ${name}`)}`);
    const repoDigest = lazily(() => `${repository}@sha256:${digestOf(`manifest ${name}`)}`);
    const layers = lazily(() => layersOf(name, facts));
    return {
      repository, tags, size: facts.size, get id() { return id(); }, get repoDigest() { return repoDigest(); }, get layers() { return layers(); },
      content: lazily(() => contentOf(model.build(facts.version, first), BUILT_AT)),
    };
  });
}

const recordedImages = (): readonly RegistryImage[] => RECORDED.map((entry) => {
  const id = `sha256:${entry.id.length === 64 ? entry.id : `${entry.id}${digestOf(entry.id).slice(entry.id.length)}`}`;
  return {
    repository: entry.repository, tags: entry.tags, size: entry.size, id, layers: [{ digest: id, size: entry.size }],
    repoDigest: entry.digest === undefined ? undefined : `${entry.repository}@sha256:${entry.digest}`,
    // Files of these images have no date. @k8s golden cluster/svc-port-forward (Last-Modified)
    content: lazily(() => contentOf(entry.build(entry.version, entry.tags[0] ?? 'latest'), 0)),
  };
});

/** What lies in one repository. */
type Shelf = { readonly account: Account | undefined; readonly images: readonly RegistryImage[] };
type Shelves = { find(repository: string): Shelf | undefined; all(): readonly RegistryImage[] };

function recordedShelves(): Shelves {
  const images = recordedImages();
  const byRepository = new Map<string, { readonly account: undefined; readonly images: RegistryImage[] }>();
  for (const image of images) {
    const shelf = byRepository.get(image.repository) ?? { account: undefined, images: [] };
    byRepository.set(image.repository, shelf);
    shelf.images.push(image);
  }
  return { find: (repository) => byRepository.get(repository), all: () => images };
}

function fullShelves(more: readonly ImageModel[]): Shelves {
  const byRepository = (models: readonly ImageModel[]): ReadonlyMap<string, ImageModel> => new Map(models.map((model) => [model.repository, model]));
  const first = byRepository(FIRST_IMAGES);
  const models = lazily(() => byRepository([...allImages(), ...more]));
  const made = new Map<string, Shelf>();
  const own = (repository: string): Shelf | undefined => {
    const model = first.get(repository) ?? models().get(repository);
    if (model === undefined) return undefined;
    const shelf = made.get(repository) ?? { account: model.account, images: imagesOf(model) };
    made.set(repository, shelf);
    return shelf;
  };
  const mirrored = (repository: string): Shelf | undefined => {
    const [prefix = '', original = ''] = MIRRORS.find(([start]) => repository.startsWith(start)) ?? [];
    const shelf = prefix === '' ? undefined : own(`${original}${repository.slice(prefix.length)}`);
    if (shelf === undefined) return undefined;
    // The same content: same id, same layers, another name before the digest.
    const images = shelf.images.map((image): RegistryImage => ({
      repository, tags: image.tags, size: image.size, id: image.id, layers: image.layers, content: () => image.content(), repoDigest: `${repository}@${image.repoDigest?.split('@')[1] ?? ''}`,
    }));
    const copy = { account: shelf.account, images };
    made.set(repository, copy);
    return copy;
  };
  return { find: (repository) => made.get(repository) ?? own(repository) ?? mirrored(repository), all: () => [...models().keys()].flatMap((name) => own(name)?.images ?? []) };
}

/** Who may have it; undefined: everything is in order. */
function refusal(reference: Reference, shelf: Shelf | undefined, account: Account | undefined): string | undefined {
  const wanted = shelf?.account;
  if (wanted === undefined && reference.domain !== PRIVATE_HOST) return undefined;
  const right = wanted ?? REGISTRY_ACCOUNT;
  if (account?.username === right.username && account.password === right.password) return undefined;
  if (account === undefined || account.username !== right.username) return reference.domain === PRIVATE_HOST ? unauthorized(reference, account !== undefined) : accessDenied(reference);
  return unauthorized(reference, true);
}

/** What kubeadm has pulled. @k8s golden world/objects/nodes.jsonl */
const PRELOADED = ['coredns/coredns:v1.14.2', 'etcd:3.6.8-0', 'kube-apiserver:v1.36.3', 'kube-controller-manager:v1.36.3', 'kube-proxy:v1.36.3', 'kube-scheduler:v1.36.3', 'pause:3.10.2'].map((name) => `registry.k8s.io/${name}`);

/** @param more images whose programs are models of higher layers: kubectl */
export function createRegistry(world: Registry['world'], more: readonly ImageModel[] = []): Registry {
  const shelves = world === 'full' ? fullShelves(more) : recordedShelves();
  const hosts = world === 'full' ? KNOWN_HOSTS : RECORDED_HOSTS;
  const troubles = new Map<string, RegistryTrouble>();
  const find = (reference: Reference): RegistryImage | undefined => {
    const name = fullName(reference);
    const tag = reference.tag ?? 'latest';
    return shelves.find(repositoryOf(reference))?.images.find((entry) => (reference.digest === undefined ? entry.tags.includes(tag) : entry.repoDigest === name));
  };
  return {
    world, find,
    // A line of 100 Mbit/s and a registry far away; or a mirror next door. @k8s golden pods/pod-image-pull-policies
    bandwidth: world === 'full' ? 12_500_000 : 1_000_000_000,
    latencyMs: world === 'full' ? [450, 1100] : [26, 42],
    images: () => shelves.all(),
    setTrouble(host, trouble) {
      if (trouble === undefined) troubles.delete(host); else troubles.set(host, trouble);
      return host === '*' || hosts.has(host);
    },
    lookUp(reference, account) {
      const fail = (message: string, waitMs?: number): Lookup => ({ ok: false, message, ...(waitMs === undefined ? {} : { waitMs }) });
      const trouble = troubles.get(reference.domain) ?? troubles.get('*');
      if (trouble === 'unreachable') return fail(connectionTimeout(reference, UNREACHABLE), DIAL_MS);
      if (trouble === 'unavailable') return fail(unavailable(reference));
      const shelf = shelves.find(repositoryOf(reference));
      if (shelf === undefined && !hosts.has(reference.domain)) return fail(noSuchHost(reference));
      const refused = refusal(reference, shelf, account);
      if (refused !== undefined) return fail(refused);
      const image = find(reference);
      if (image === undefined) return fail(shelf === undefined && world === 'full' && reference.domain === 'docker.io' ? accessDenied(reference) : notFound(reference));
      if (trouble === 'rate-limited' && account === undefined) return fail(rateLimited(reference, image.repoDigest?.split('@')[1] ?? ''));
      return { ok: true, image };
    },
    preloaded: () => (world === 'full' ? PRELOADED : shelves.all().flatMap((image) => (image.tags.length === 0 ? [image.repoDigest ?? image.id] : image.tags.map((tag) => `${image.repository}:${tag}`)))),
  };
}
