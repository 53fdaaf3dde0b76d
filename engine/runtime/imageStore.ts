/** The images of one node: names, pulls one after the other. */
import type { Clock, Random } from '../time/index.ts';
import { fullName, parseReference } from './reference.ts';
import type { Registry, RegistryImage } from './registry.ts';
import type { ImageStatus, PullResult } from './types.ts';

export type ImageStore = {
  /** What the runtime needs to start a container. */
  readonly find: (name: string) => { readonly image: RegistryImage; readonly status: ImageStatus } | undefined;
  readonly status: (name: string) => ImageStatus | undefined | { readonly invalid: string };
  readonly list: () => readonly ImageStatus[];
  readonly pull: (name: string, done: (result: PullResult) => void) => void;
  readonly remove: (id: string) => void;
};

type Held = { readonly image: RegistryImage; readonly names: string[] };
type Settings = { readonly clock: Clock; readonly random: Random; readonly node: string; readonly registry: Registry; readonly present: readonly string[] };
type Core = Settings & { readonly held: Map<string, Held>; readonly byName: Map<string, Held>; readonly waiting: (() => void)[]; busy: boolean };

/** Every layer is there: the registry is only asked for the digest. @k8s observed-1.36.md §2.1 (pull of a present image) */
const PRESENT_MS = [28, 45] as const;

const uidOf = (user: string): string => (/^\d+/.test(user) ? user.split(':')[0] ?? '' : '');

function keep({ held, byName }: Core, name: string, image: RegistryImage): Held {
  const entry = held.get(image.id) ?? { image, names: [] };
  held.set(image.id, entry);
  if (!name.includes('@') && !entry.names.includes(name)) entry.names.push(name);
  byName.set(name, entry);
  if (image.repoDigest !== undefined) byName.set(image.repoDigest, entry);
  return entry;
}

/** The image's first name on this node stands for it, whichever name the pod used. @k8s golden pods/pod-image-pull-policies */
const statusOf = ({ image, names }: Held): ImageStatus => ({
  id: image.id, name: names[0] ?? image.repoDigest ?? image.id, repoDigest: image.repoDigest ?? '', size: image.size,
  // Looked at late: it makes the image's files.
  get user() { return uidOf(image.content().config.user); }, names,
});

/** Serial pulls, the kubelet's default: an image waits for those before it; what they brought is there when its turn comes. */
function pull(core: Core, name: string, done: (result: PullResult) => void): void {
  const { clock, random, registry, node } = core;
  const parsed = parseReference(name);
  if (!parsed.ok) { clock.after(0, () => done({ ok: false, reason: 'InvalidImageName', message: parsed.message })); return; }
  const next = (): void => { const waiting = core.waiting.shift(); core.busy = waiting !== undefined; waiting?.(); };
  const begin = (): void => {
    const found = registry.lookUp(parsed.reference);
    const missing = found.ok && !core.held.has(found.image.id) ? found.image.size : 0;
    const jitter = 0.9 + random.float(`pull/${node}`) * 0.2;
    const latencyMs = missing === 0 && found.ok ? random.int(`registry/${node}`, ...PRESENT_MS) : random.int(`registry/${node}`, ...registry.latencyMs);
    const pullMs = latencyMs + Math.round((missing / registry.bandwidth) * 1000 * jitter);
    clock.after(pullMs, () => {
      done(found.ok ? { ok: true, image: statusOf(keep(core, fullName(parsed.reference), found.image)), pullMs } : { ok: false, reason: 'ErrImagePull', message: found.message });
      next();
    });
  };
  if (core.busy) core.waiting.push(begin); else { core.busy = true; begin(); }
}

export function createImageStore(settings: Settings): ImageStore {
  const { registry } = settings;
  const core: Core = { ...settings, held: new Map(), byName: new Map(), waiting: [], busy: false };
  const { held, byName } = core;
  for (const name of settings.present) {
    const unnamed = registry.images().find(({ id }) => id === name);
    if (unnamed !== undefined) { held.set(unnamed.id, { image: unnamed, names: [] }); continue; }
    const parsed = parseReference(name);
    const found = parsed.ok ? registry.lookUp(parsed.reference) : undefined;
    if (parsed.ok && found?.ok === true) keep(core, fullName(parsed.reference), found.image);
  }
  const find = (name: string): Held | undefined | { readonly invalid: string } => {
    const parsed = parseReference(name);
    // By id, as the kubelet asks for an image that it has seen.
    return held.get(name) ?? (parsed.ok ? byName.get(fullName(parsed.reference)) : { invalid: parsed.message });
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
    pull: (name, done) => pull(core, name, done),
    remove(id) {
      const entry = held.get(id);
      if (entry === undefined) return;
      held.delete(id);
      for (const [name, owner] of byName) if (owner === entry) byName.delete(name);
    },
  };
}
