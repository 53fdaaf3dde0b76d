/** Reads the directory of static pods: at once where the kernel tells of a change, else every twenty seconds. @k8s pkg/kubelet/config/file.go, file_linux.go */
import type { Pod } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { childOf, nameOf, textOf } from '../../script/index.ts';
import type { TimerId } from '../../time/index.ts';
import type { Kit } from '../types.ts';
import { completedPod, readManifest, type Manifest } from './manifest.ts';

export type FileSource = { start(): void; stop(): void };
export type PodHandlers = { added(pod: Pod): void; removed(pod: Pod): void; /** The directory was read for the first time since the start. */ read(): void };

/** fileCheckFrequency */
const LIST_MS = 20_000;
/** How often a missing directory is looked for, to watch it. */
const WATCH_RETRY_MS = 1000;
const NOTICE_MS = 2;

export function createFileSource(kit: Kit, handlers: PodHandlers): FileSource {
  const { clock } = kit.context;
  const { files } = kit.options;
  /** By file, in the order in which they were added. */
  let pods = new Map<string, Pod>();
  let known = new Map<string, Pod>();
  const parsed = new Map<string, { readonly text: string; readonly manifest: Manifest }>();
  const untouched = new Map<string, Manifest>();
  const bootedAt = clock.now;
  const timers = new Set<TimerId>();
  let waiting = new Set<string>();
  let listing = false;
  let startedAt = 0;
  let watchedFrom = Infinity;
  let directory = '';
  let unwatch: () => void = () => undefined;

  const after = (ms: number, task: () => void): void => {
    const timer = clock.after(ms, () => { timers.delete(timer); task(); });
    timers.add(timer);
  };
  // Nobody knows when within the period it is listed.
  const phase = kit.context.random.int(`static pods ${kit.nodeName}`, 0, LIST_MS - 1);
  const boundary = (period: number): number => period - ((clock.now - startedAt + phase) % period);

  function manifestAt(path: string): Manifest | undefined {
    const real = files.realPath(path);
    const stat = real === undefined ? undefined : files.stat(real);
    if (real === undefined || stat?.type !== 'file') return undefined;
    const known = kit.options.knownManifests?.get(path);
    if (known !== undefined && stat.mtime === bootedAt) return fromStart(path, known);
    const text = textOf(files.read(real));
    const before = parsed.get(path);
    if (before?.text === text) return before.manifest;
    const manifest = readManifest(text, path, kit.nodeName);
    parsed.set(path, { text, manifest });
    return manifest;
  }
  /** Nobody has written to it since. */
  function fromStart(path: string, body: JsonObject): Manifest {
    const manifest = untouched.get(path) ?? { ok: true, pod: completedPod(body as Pod, path, kit.nodeName) }; // it was written as one
    untouched.set(path, manifest);
    return manifest;
  }
  function publish(): void {
    const now = new Map<string, Pod>();
    for (const pod of pods.values()) now.set(`${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''}`, pod);
    const before = known;
    known = now;
    for (const [key, pod] of before) if (now.get(key)?.metadata?.uid !== pod.metadata?.uid) handlers.removed(pod);
    for (const [key, pod] of now) if (before.get(key)?.metadata?.uid !== pod.metadata?.uid) handlers.added(pod);
  }
  /** What cannot be read is not there. */
  function list(): void {
    listing = false;
    const found = new Map<string, Pod>();
    const present = files.realPath(directory) === undefined ? [] : files.list(directory).filter((name) => !name.startsWith('.'));
    for (const name of present) {
      const path = childOf(directory, name);
      const manifest = manifestAt(path);
      if (manifest?.ok === true) found.set(path, manifest.pod);
    }
    pods = found;
    publish();
  }
  const listLater = (): void => {
    if (listing) return;
    listing = true;
    after(boundary(LIST_MS), list);
  };
  /** A file that has become unreadable keeps its pod until the directory is listed. */
  function take(): void {
    const paths = waiting;
    waiting = new Set();
    for (const path of paths) {
      const manifest = manifestAt(path);
      if (manifest === undefined) { pods.delete(path); continue; }
      if (!manifest.ok) { listLater(); continue; }
      pods.delete(path);
      pods.set(path, manifest.pod);
    }
    publish();
  }
  function changed(path: string): void {
    if (path === directory || directory.startsWith(`${path}/`)) {
      if (files.realPath(directory) === undefined) watchedFrom = Infinity;
      else if (watchedFrom === Infinity) watchedFrom = clock.now + boundary(WATCH_RETRY_MS);
      listLater();
      return;
    }
    if (nameOf(path).startsWith('.')) return;
    if (clock.now < watchedFrom) { listLater(); return; }
    if (waiting.size === 0) after(NOTICE_MS, take);
    waiting.add(path);
  }
  return {
    start() {
      // A new process knows of none.
      pods = new Map();
      known = new Map();
      directory = kit.options.staticPodPath?.()?.replace(/(.)\/+$/, '$1') ?? '';
      if (directory === '') { publishNothing(); return; }
      startedAt = clock.now;
      watchedFrom = files.realPath(directory) === undefined ? Infinity : clock.now;
      unwatch = files.watch?.(directory, changed) ?? (() => undefined);
      after(NOTICE_MS, () => { list(); handlers.read(); });
    },
    stop() {
      unwatch();
      for (const timer of timers) clock.cancel(timer);
      timers.clear();
      waiting = new Set();
      listing = false;
    },
  };
  function publishNothing(): void {
    pods = new Map();
    publish();
    handlers.read();
  }
}
