/** The images of one node: names, layers, pulls one after the other. */
import type { Clock, Random } from '../time/index.ts';
import type { Account } from './image.ts';
import { fullName, parseReference, type ParsedReference, type Reference } from './reference.ts';
import type { Lookup, Registry, RegistryImage } from './registry.ts';
import type { ImageStatus, PullProgress, PullResult } from './types.ts';

export type ImageStore = {
  /** What the runtime needs to start a container. */
  readonly find: (name: string) => { readonly image: RegistryImage; readonly status: ImageStatus } | undefined;
  readonly status: (name: string) => ImageStatus | undefined | { readonly invalid: string };
  readonly list: () => readonly ImageStatus[];
  /** @param accounts what the pod's secrets say about this image, tried in order; none: as a stranger */
  readonly pull: (name: string, done: (result: PullResult) => void, accounts?: readonly Account[]) => void;
  readonly remove: (name: string) => void;
  /** What is being pulled now. */
  readonly progress: () => PullProgress | undefined;
  /** What the unpacked layers take on the disk. */
  readonly bytes: () => number;
};

type Held = { readonly image: RegistryImage; readonly names: string[]; /** What it says of itself, until its first name changes. */ shown?: ImageStatus };
type Settings = { readonly clock: Clock; readonly random: Random; readonly node: string; readonly registry: Registry; readonly present: readonly string[] };
type Pulling = { readonly name: string; readonly bytes: number; readonly startedAt: number; readonly endsAt: number };
type Core = Settings & {
  readonly held: Map<string, Held>; readonly byName: Map<string, Held>; readonly waiting: (() => void)[];
  /** Of all images, until there are others. */
  bytes: number | undefined; busy: boolean; pulling: Pulling | undefined; parsed?: { readonly name: string; readonly reference: ParsedReference };
};

/** Every layer is there: the registry is only asked for the digest. @k8s observed-1.36.md §2.1 (pull of a present image) */
const PRESENT_MS = [28, 45] as const;
/** Unpacked against compressed bytes; images of the recorded world came unpacked from files. */
const UNPACKED = { full: 2.6, recorded: 1 } as const;

function keep(core: Core, name: string, image: RegistryImage): Held {
  const { held, byName } = core;
  const known = held.get(image.id);
  if (known !== undefined && byName.get(name) === known) return known;
  const entry: Held = known ?? { image, names: [] };
  held.set(image.id, entry);
  core.bytes = undefined;
  if (!name.includes('@')) {
    // A tag that has moved leaves the image that it named.
    const before = byName.get(name);
    if (before !== undefined && before !== entry && before.names.includes(name)) before.names.splice(before.names.indexOf(name), 1);
    if (!entry.names.includes(name)) entry.names.push(name);
  }
  byName.set(name, entry);
  if (image.repoDigest !== undefined) byName.set(image.repoDigest, entry);
  return entry;
}

/** The image's first name on this node stands for it, whichever name the pod used. @k8s golden pods/pod-image-pull-policies */
function statusOf(held: Held): ImageStatus {
  const { image, names } = held;
  const name = names[0] ?? image.repoDigest ?? image.id;
  if (held.shown?.name === name) return held.shown;
  return held.shown = new Shown(image, name, names);
}

/** A class: every node has one of each of its images. */
class Shown implements ImageStatus {
  readonly id: string;
  readonly name: string;
  readonly repoDigest: string;
  readonly size: number;
  readonly names: readonly string[];
  private readonly image: RegistryImage;
  constructor(image: RegistryImage, name: string, names: readonly string[]) {
    this.id = image.id;
    this.name = name;
    this.repoDigest = image.repoDigest ?? '';
    this.size = image.size;
    this.names = names;
    this.image = image;
  }
  /** Looked at late: it makes the image's files. */
  get user(): string { return this.image.content().config.user; }
}

const layersHeld = ({ held }: Core): Set<string> => new Set([...held.values()].flatMap(({ image }) => image.layers.map(({ digest }) => digest)));

/** Bytes to fetch: layers that no image of this node has. */
function missingBytes(core: Core, image: RegistryImage): number {
  if (core.held.has(image.id)) return 0;
  const present = layersHeld(core);
  return image.layers.reduce((sum, { digest, size }) => sum + (present.has(digest) ? 0 : size), 0);
}

/** Each set of credentials in turn; several failures are told together. @k8s pkg/kubelet/kuberuntime/kuberuntime_image.go PullImage */
function tryAll(registry: Registry, reference: Reference, accounts: readonly Account[]): { readonly found: Lookup; readonly attempts: number } {
  if (accounts.length === 0) return { found: registry.lookUp(reference), attempts: 1 };
  const messages: string[] = [];
  let waitMs = 0;
  for (const account of accounts) {
    const found = registry.lookUp(reference, account);
    if (found.ok) return { found, attempts: messages.length + 1 };
    waitMs += found.waitMs ?? 0;
    if (!messages.includes(found.message)) messages.push(found.message);
  }
  return { found: { ok: false, message: messages.length === 1 ? messages[0] ?? '' : `[${messages.join(', ')}]`, ...(waitMs === 0 ? {} : { waitMs }) }, attempts: accounts.length };
}

/** The last name that was asked for: pods of one set ask for the same. */
function referenceOf(core: Core, name: string): ParsedReference {
  if (core.parsed?.name !== name) core.parsed = { name, reference: parseReference(name) };
  return core.parsed.reference;
}

/** Serial pulls, the kubelet's default: an image waits for those before it; what they brought is there when its turn comes. */
function pull(core: Core, name: string, done: (result: PullResult) => void, accounts: readonly Account[] = []): void {
  const { clock, random, registry, node } = core;
  const parsed = referenceOf(core, name);
  if (!parsed.ok) { clock.after(0, () => done({ ok: false, reason: 'InvalidImageName', message: parsed.message })); return; }
  const next = (): void => { const waiting = core.waiting.shift(); core.busy = waiting !== undefined; waiting?.(); };
  const begin = (): void => {
    const { found, attempts } = tryAll(registry, parsed.reference, accounts);
    const missing = found.ok ? missingBytes(core, found.image) : 0;
    // Three layers at a time share the line, so their sum counts.
    const jitter = 0.9 + random.float(`pull/${node}`) * 0.2;
    const latency = missing === 0 && found.ok ? random.int(`registry/${node}`, ...PRESENT_MS) : random.int(`registry/${node}`, ...registry.latencyMs);
    const pullMs = latency * attempts + Math.round((missing / registry.bandwidth) * 1000 * jitter) + (found.ok ? 0 : found.waitMs ?? 0);
    core.pulling = { name: fullName(parsed.reference), bytes: missing, startedAt: clock.now + latency * attempts, endsAt: clock.now + pullMs };
    clock.after(pullMs, () => {
      core.pulling = undefined;
      done(found.ok ? { ok: true, image: statusOf(keep(core, fullName(parsed.reference), found.image)), pullMs } : { ok: false, reason: 'ErrImagePull', message: found.message });
      next();
    });
  };
  if (core.busy) core.waiting.push(begin); else { core.busy = true; begin(); }
}

function progressOf({ pulling, clock }: Core): PullProgress | undefined {
  if (pulling === undefined) return undefined;
  const part = (clock.now - pulling.startedAt) / Math.max(1, pulling.endsAt - pulling.startedAt);
  return { image: pulling.name, doneBytes: Math.round(pulling.bytes * Math.min(1, Math.max(0, part))), totalBytes: pulling.bytes };
}

/** Asked for every ten seconds: it follows from which images there are. */
function bytesOf(core: Core): number {
  return core.bytes ??= sumOf(core);
}
function sumOf({ held, registry }: Core): number {
  const sizes = new Map<string, number>();
  for (const { image } of held.values()) for (const { digest, size } of image.layers) sizes.set(digest, size);
  let sum = 0;
  for (const size of sizes.values()) sum += size;
  return Math.round(sum * UNPACKED[registry.world]);
}

function putPresent(core: Core): void {
  const { registry, held } = core;
  for (const name of core.present) {
    // An image without any name, by its id.
    const unnamed = name.includes('/') ? undefined : registry.images().find(({ id }) => id === name);
    if (unnamed !== undefined) { held.set(unnamed.id, { image: unnamed, names: [] }); continue; }
    const parsed = parseReference(name);
    const found = parsed.ok ? registry.find(parsed.reference) : undefined;
    if (parsed.ok && found !== undefined) keep(core, fullName(parsed.reference), found);
  }
}

export function createImageStore(settings: Settings): ImageStore {
  const core: Core = { ...settings, held: new Map(), byName: new Map(), waiting: [], busy: false, pulling: undefined, bytes: undefined };
  const { held, byName } = core;
  putPresent(core);
  /** Names as they are asked for again and again: in full, or what is wrong with them. */
  const read = new Map<string, string | { readonly invalid: string }>();
  const find = (name: string): Held | undefined | { readonly invalid: string } => {
    // By id, as the kubelet asks for an image that it has seen.
    const byId = held.get(name);
    if (byId !== undefined) return byId;
    let full = read.get(name);
    if (full === undefined) {
      const parsed = parseReference(name);
      full = parsed.ok ? fullName(parsed.reference) : { invalid: parsed.message };
      read.set(name, full);
    }
    return typeof full === 'string' ? byName.get(full) : full;
  };
  return {
    find(name) {
      const entry = find(name);
      return entry === undefined || 'invalid' in entry ? undefined : { image: entry.image, status: statusOf(entry) };
    },
    status(name) {
      const entry = find(name);
      return entry === undefined || 'invalid' in entry ? entry : statusOf(entry);
    },
    list: () => [...held.values()].map(statusOf),
    pull: (name, done, accounts) => pull(core, name, done, accounts),
    remove(name) {
      const entry = find(name);
      if (entry === undefined || 'invalid' in entry) return;
      held.delete(entry.image.id);
      core.bytes = undefined;
      for (const [known, owner] of byName) if (owner === entry) byName.delete(known);
    },
    progress: () => progressOf(core),
    bytes: () => bytesOf(core),
  };
}
