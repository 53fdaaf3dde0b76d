/** A file system in memory: a tree of its own over read-only lower layers, with others mounted on its directories. */
import { invariant } from '../../base/index.ts';
import type { Content, FileStat, FileSystem, MountInfo } from '../types.ts';
import { FileError, type FileReason } from './errors.ts';
import { childOf, nameOf, normalise, parentOf } from './paths.ts';
import { appended, blocks, children, copyFor, laterFile, lookup, names, sizeOf, statOf, type DirectoryNode, type FileNode, type Owner, type TreeNode } from './tree.ts';

export type Layer = { readonly root: DirectoryNode };
export type FilesOptions = {
  readonly lower?: Layer;
  /** It begins as a copy of these and shares them until it writes; unlike a lower layer, they count as its own. Nobody may write to them any more. */
  readonly copyOf?: Files;
  /** `tmpfs` for volumes in memory; matters for sizes of directories and for what `df` prints. */
  readonly kind?: 'disk' | 'tmpfs';
  readonly limitBytes?: number;
  /** Device and options, as `mount` prints them. */
  readonly source?: string;
  readonly options?: string;
  /** Mode of the root directory. */
  readonly mode?: number;
  /** What is in the root directory from the start. */
  readonly content?: readonly LaterFile[];
  /** Counts whatever makes it bigger or smaller. */
  readonly meter?: Meter;
};
/** Goes up whenever what somebody measures has changed, so that nobody measures it again for nothing. */
export type Meter = { changes: number };
export type Files = FileSystem & {
  /** What it holds now, to be the lower layer of others. Later changes here do not show there. */
  layer(): Layer;
  /** Bytes in whole blocks, lower layers not counted. */
  usedBytes(): number;
  setReadOnly(readOnly: boolean): void;
  /** A file whose text is made when somebody reads it. `size`: what it is said to have until then. */
  writeLater(path: string, text: () => string, options?: { readonly mode?: number; readonly size?: number }): void;
  /** A directory whose files are made when somebody looks into it: keys cost time and few people read them. */
  makeLater(path: string, files: () => readonly LaterFile[], options?: { readonly mode?: number; readonly owner?: number }): void;
};
export type LaterFile = { readonly name: string; readonly text: string; readonly mode: number };

type Mount = { readonly files: FileSystem; readonly readOnly: boolean; readonly base: string };
/** Where a path leads after links: into this tree (`node` undefined if nothing is there) or into a mounted file system. */
type Place = { readonly path: string; readonly node: TreeNode | undefined; readonly mount: Mount | undefined; readonly inner: string };
type Nowhere = { readonly asked: string; readonly reason: FileReason };

const MAX_LINKS = 40;
const NOTHING: readonly LaterFile[] = [];

/** `rest` is the end of a normalised path. */
const innerPath = ({ base }: Mount, rest: string): string =>
  (rest === '' || rest === '/' ? base : `${base === '/' ? '' : base}${rest.startsWith('/') ? '' : '/'}${rest}`);

type Watcher = { readonly directory: string; readonly listener: (path: string) => void };

/** A class, with lists that are made late: every pod has several, and most are never looked into. */
class FilesInMemory implements Files {
  programs?: NonNullable<FileSystem['programs']>;
  private readonly clock: { readonly now: number };
  private readonly options: FilesOptions;
  private readonly kind: 'disk' | 'tmpfs';
  private readonly limit: number;
  private layerCount = 0;
  private owner: Owner = { layer: 0 };
  private root: DirectoryNode;
  private readOnly = false;
  private used = 0;
  private mounted: Map<string, Mount> | undefined;
  /** Last parts of the mounts' paths: most steps of most paths are not worth a look at the whole. */
  private mountNames: Set<string> | undefined;
  private watchers: Set<Watcher> | undefined;

  constructor(clock: { readonly now: number }, options: FilesOptions) {
    this.clock = clock;
    this.options = options;
    this.kind = options.kind ?? 'disk';
    this.limit = options.limitBytes ?? Infinity;
    const lower = options.copyOf === undefined ? options.lower?.root : (options.copyOf as FilesInMemory).root; // `createFiles` is the only maker
    if (options.copyOf !== undefined) this.used = options.copyOf.usedBytes();
    this.root = this.newDirectory(options.mode ?? lower?.mode ?? 0o755, lower);
    for (const { name, text, mode } of options.content ?? NOTHING) {
      const file: FileNode = { type: 'file', owner: this.owner, mode, uid: 0, gid: 0, mtime: clock.now, content: text, size: sizeOf(text) };
      this.root.entries.set(name, file);
      this.used += blocks(file.size);
    }
  }

  private isOwn(node: TreeNode): boolean { return node.owner === this.owner || this.options.copyOf !== undefined; }
  private newDirectory(mode: number, lower?: DirectoryNode): DirectoryNode {
    return { type: 'directory', owner: this.owner, mode, uid: lower?.uid ?? 0, gid: lower?.gid ?? 0, mtime: lower?.mtime ?? this.clock.now, entries: new Map(), lower };
  }

  /** Follows directories and links; the last component's link only if `follow`. */
  private walk(asked: string, follow: boolean, depth = 0): Place | Nowhere {
    if (depth > MAX_LINKS) return { asked, reason: 'Too many levels of symbolic links' };
    const path = normalise(asked);
    let mount = this.mounted?.get('/');
    let mountAt = 1;
    let node: TreeNode | undefined = this.root;
    // Up to `at` the path has been followed: `/etc` of `/etc/passwd`.
    for (let at = 0; at < path.length && path !== '/';) {
      const type = mount === undefined ? node?.type : mount.files.stat(innerPath(mount, path.slice(mountAt, at)))?.type;
      if (type !== 'directory') return { asked, reason: type === undefined ? 'No such file or directory' : 'Not a directory' };
      const slash = path.indexOf('/', at + 1);
      const name = path.slice(at + 1, slash < 0 ? path.length : slash);
      at += 1 + name.length;
      const onIt = this.mountNames?.has(name) === true ? this.mounted?.get(path.slice(0, at)) : undefined;
      if (onIt !== undefined) { mount = onIt; mountAt = at; node = undefined; continue; }
      let target: string | undefined;
      if (mount === undefined) {
        node = node?.type === 'directory' ? lookup(node, name) : undefined;
        target = node?.type === 'symlink' ? node.target : undefined;
      } else target = mount.files.stat(innerPath(mount, path.slice(mountAt, at)))?.target;
      if (target !== undefined && (slash >= 0 || follow)) {
        const from = target.startsWith('/') ? target : `${parentOf(path.slice(0, at))}/${target}`;
        return this.walk(from + path.slice(at), follow, depth + 1);
      }
    }
    return { path, node: mount === undefined ? node : undefined, mount, inner: mount === undefined ? path : innerPath(mount, path.slice(mountAt)) };
  }

  private locate(path: string, follow: boolean): Place {
    const place = this.walk(path, follow);
    if ('reason' in place) throw new FileError(place.asked, place.reason);
    return place;
  }

  /** The place if its directory can be reached, else undefined: for questions that have an answer for missing paths. */
  private find(path: string, follow: boolean): Place | undefined {
    const place = this.walk(path, follow);
    return 'reason' in place ? undefined : place;
  }

  private forWrite(path: string, follow: boolean): Place {
    const place = this.locate(path, follow);
    if (place.mount === undefined ? this.readOnly : place.mount.readOnly) throw new FileError(path, 'Read-only file system');
    return place;
  }

  /** The directory of an unmounted path as our own node, its ancestors copied up on the way. */
  private ownDirectory(path: string): DirectoryNode {
    let directory = this.root;
    for (const name of path.split('/')) {
      if (name === '') continue;
      const child = lookup(directory, name);
      if (child?.type !== 'directory') invariant(false, `${path} was located before`);
      const own = copyFor(this.owner, child) as DirectoryNode;
      directory.entries.set(name, own);
      directory = own;
    }
    return directory;
  }
  private changed(path: string): void {
    for (const { directory, listener } of this.watchers ?? []) if (path === directory || directory.startsWith(`${path}/`) || parentOf(path) === directory) listener(path);
  }
  private put(path: string, node: TreeNode): void {
    const directory = this.ownDirectory(parentOf(path));
    directory.entries.set(nameOf(path), node);
    directory.mtime = this.clock.now;
    if (this.watchers !== undefined) this.changed(path);
  }
  /** The node at a located path as our own, ready to be changed. */
  private own(place: Place, path: string): TreeNode {
    if (place.path === '/') return this.root;
    if (place.node === undefined) throw new FileError(path, 'No such file or directory');
    const node = copyFor(this.owner, place.node);
    this.ownDirectory(parentOf(place.path)).entries.set(nameOf(place.path), node);
    return node;
  }
  private account(before: number, after: number): void {
    this.used += blocks(after) - blocks(before);
    if (this.options.meter !== undefined) this.options.meter.changes++;
  }

  private writeHere(place: Place, path: string, content: Content, append: boolean, mode: number): void {
    if (place.node?.type === 'directory' || place.path === '/') throw new FileError(path, 'Is a directory');
    const old = place.node?.type === 'file' ? place.node : undefined;
    const ours = old !== undefined && this.isOwn(old) ? old.size : 0;
    const kept: Content = append && old !== undefined ? old.content : '';
    const keptSize = append && old !== undefined ? old.size : 0;
    let added = content;
    let addedSize = sizeOf(content);
    const room = this.limit - this.used + blocks(ours) - keptSize;
    const full = addedSize > room;
    if (full) {
      added = typeof content === 'string' ? content.slice(0, Math.max(0, room)) : { zeros: Math.max(0, room) };
      addedSize = Math.min(addedSize, Math.max(0, room));
    }
    const size = keptSize + addedSize;
    this.account(ours, size);
    const file: FileNode = { type: 'file', owner: this.owner, mode: old?.mode ?? mode, uid: old?.uid ?? 0, gid: old?.gid ?? 0, mtime: this.clock.now, content: appended(kept, added), size };
    if (old !== undefined && old.owner === this.owner) {
      old.content = file.content;
      old.size = size;
      old.mtime = this.clock.now;
      if (this.watchers !== undefined) this.changed(place.path);
    } else if (old !== undefined && this.isOwn(old)) {
      this.ownDirectory(parentOf(place.path)).entries.set(nameOf(place.path), file); // as where it is written in place
      if (this.watchers !== undefined) this.changed(place.path);
    } else this.put(place.path, file);
    if (full) throw new FileError(path, 'No space left on device');
  }

  private discard(node: TreeNode): void {
    if (!this.isOwn(node)) return;
    if (node.type === 'file') this.account(node.size, 0);
    if (node.type === 'directory') for (const child of children(node)) this.discard(child);
  }

  stat(path: string): FileStat | undefined {
    const place = this.find(path, false);
    if (place === undefined) return undefined;
    if (place.mount !== undefined) return place.mount.files.stat(place.inner);
    return place.node === undefined ? undefined : statOf(place.node, this.kind, this.options.copyOf === undefined);
  }
  read(path: string): Content {
    const { node, mount, inner } = this.locate(path, true);
    if (mount !== undefined) return mount.files.read(inner);
    if (node === undefined) throw new FileError(path, 'No such file or directory');
    if (node.type !== 'file') throw new FileError(path, 'Is a directory');
    return node.content;
  }
  write(path: string, content: Content, writeOptions: Parameters<FileSystem['write']>[2] = {}): void {
    const place = this.forWrite(path, true);
    if (place.mount !== undefined) { place.mount.files.write(place.inner, content, writeOptions); return; }
    this.writeHere(place, path, content, writeOptions.append ?? false, writeOptions.mode ?? 0o644);
  }
  list(path: string): readonly string[] {
    const { node, mount, inner } = this.locate(path, true);
    if (mount !== undefined) return mount.files.list(inner);
    if (node === undefined) throw new FileError(path, 'No such file or directory');
    if (node.type !== 'directory') throw new FileError(path, 'Not a directory');
    return names(node);
  }
  makeDirectory(path: string, makeOptions: Parameters<FileSystem['makeDirectory']>[1] = {}): void {
    const { parents = false, mode = 0o755 } = makeOptions;
    const above = parentOf(normalise(path));
    if (parents && this.realPath(above) === undefined) this.makeDirectory(above, makeOptions);
    const real = this.realPath(path);
    if (real !== undefined) {
      if (parents && this.stat(real)?.type === 'directory') return;
      throw new FileError(path, 'File exists');
    }
    const place = this.forWrite(path, false);
    if (place.mount !== undefined) { place.mount.files.makeDirectory(place.inner, makeOptions); return; }
    if (place.node !== undefined) throw new FileError(path, 'File exists');
    this.put(place.path, this.newDirectory(mode));
  }
  remove(path: string, removeOptions: Parameters<FileSystem['remove']>[1] = {}): void {
    const place = this.forWrite(path, false);
    if (this.mounted?.has(place.path) === true) throw new FileError(path, 'Device or resource busy');
    if (place.mount !== undefined) { place.mount.files.remove(place.inner, removeOptions); return; }
    if (place.node === undefined) throw new FileError(path, 'No such file or directory');
    if (place.node.type === 'directory' && removeOptions.recursive !== true && names(place.node).length > 0) throw new FileError(path, 'Directory not empty');
    this.discard(place.node);
    const directory = this.ownDirectory(parentOf(place.path));
    const name = nameOf(place.path);
    if (directory.lower !== undefined && lookup(directory.lower, name) !== undefined) directory.entries.set(name, undefined);
    else directory.entries.delete(name);
    directory.mtime = this.clock.now;
    if (this.watchers !== undefined) this.changed(place.path);
  }
  rename(from: string, to: string): void {
    const source = this.forWrite(from, false);
    const target = this.forWrite(to, false);
    if (source.mount !== undefined && source.mount === target.mount) { source.mount.files.rename(source.inner, target.inner); return; }
    if (source.mount !== undefined || target.mount !== undefined) { copyTree(this, from, to); this.remove(from, { recursive: true }); return; }
    if (source.node === undefined) throw new FileError(from, 'No such file or directory');
    if (source.path === target.path) return;
    if (target.path.startsWith(`${source.path}/`)) throw new FileError(to, 'Invalid argument');
    const moved = this.own(source, from);
    if (target.node !== undefined) this.remove(to, {});
    const before = this.used;
    this.remove(from, { recursive: true });
    this.used = before;
    this.put(target.path, moved);
  }
  symlink(target: string, path: string): void {
    const place = this.forWrite(path, false);
    if (place.mount !== undefined) { place.mount.files.symlink(target, place.inner); return; }
    if (place.node !== undefined) throw new FileError(path, 'File exists');
    this.put(place.path, { type: 'symlink', owner: this.owner, mode: 0o777, uid: 0, gid: 0, mtime: this.clock.now, target });
  }
  chmod(path: string, mode: number): void {
    const place = this.forWrite(path, true);
    if (place.mount !== undefined) place.mount.files.chmod(place.inner, mode);
    else this.own(place, path).mode = mode & 0o7777;
  }
  chown(path: string, uid: number, gid: number): void {
    const place = this.forWrite(path, false);
    if (place.mount !== undefined) { place.mount.files.chown(place.inner, uid, gid); return; }
    const node = this.own(place, path);
    node.uid = uid;
    node.gid = gid;
  }
  touch(path: string, mtime: number): void {
    const place = this.forWrite(path, true);
    if (place.mount !== undefined) { place.mount.files.touch(place.inner, mtime); return; }
    if (place.node === undefined) this.writeHere(place, path, '', false, 0o644);
    this.own(this.locate(path, true), path).mtime = mtime;
  }
  realPath(path: string): string | undefined {
    const place = this.find(path, true);
    if (place === undefined) return undefined;
    const exists = place.mount === undefined ? place.node !== undefined : place.mount.files.stat(place.inner) !== undefined;
    return exists ? place.path : undefined;
  }
  mounts(): readonly MountInfo[] {
    const inner = [...this.mounted ?? []].flatMap(([path, mount]) => {
      const [info] = mount.files.mounts(); // some are only a view of what lies here already
      const mode = mount.readOnly ? 'ro' : 'rw';
      return info === undefined ? [] : [{ ...info, path, options: info.options.replace(/^r[ow]/, mode) }];
    });
    return [{ path: '/', source: this.options.source ?? (this.kind === 'tmpfs' ? 'tmpfs' : 'overlay'), type: this.kind === 'tmpfs' ? 'tmpfs' : this.options.source === undefined ? 'overlay' : 'ext4',
      options: this.options.options ?? `${this.readOnly ? 'ro' : 'rw'},relatime`, size: this.limit === Infinity ? 0 : this.limit, used: this.used }, ...inner];
  }
  mountedAt(path: string): FileSystem | undefined {
    const mount = this.mounted?.get(normalise(path));
    return mount?.base === '/' ? mount.files : undefined;
  }
  mount(path: string, fileSystem: FileSystem, mountOptions: Parameters<FileSystem['mount']>[2] = {}): void {
    const at = normalise(path);
    const base = normalise(mountOptions.subPath ?? '/');
    if (mountOptions.present !== true && at !== '/' && this.stat(at) === undefined) {
      // The root of a file system is a directory; to look would make it, where it is made late.
      const type = base === '/' ? 'directory' : fileSystem.stat(base)?.type ?? 'directory';
      const before = this.readOnly;
      this.readOnly = false;
      if (type === 'directory') this.makeDirectory(at, { parents: true });
      else { this.makeDirectory(parentOf(at), { parents: true }); this.write(at, ''); }
      this.readOnly = before;
    }
    const real = mountOptions.present === true ? at : this.realPath(at) ?? at;
    (this.mountNames ??= new Set()).add(nameOf(real));
    (this.mounted ??= new Map()).set(real, { files: fileSystem, readOnly: mountOptions.readOnly ?? false, base });
  }
  watch(directory: string, listener: (path: string) => void): () => void {
    const watcher = { directory: normalise(directory), listener };
    (this.watchers ??= new Set()).add(watcher);
    return () => { this.watchers?.delete(watcher); };
  }
  layer(): Layer {
    const frozen = this.root;
    this.layerCount++;
    this.owner = { layer: this.layerCount };
    this.root = this.newDirectory(frozen.mode, frozen);
    return { root: frozen };
  }
  usedBytes(): number { return this.used; }
  makeLater(path: string, make: () => readonly LaterFile[], { mode = 0o755, owner: uid = 0 }: Parameters<Files['makeLater']>[2] = {}): void {
    this.makeDirectory(path, { parents: true, mode });
    const at = { owner: this.owner, uid, gid: uid, mtime: this.clock.now };
    let entries: Map<string, TreeNode | undefined> | undefined;
    this.put(this.locate(path, true).path, {
      ...at, type: 'directory', mode, lower: undefined,
      get entries() {
        entries ??= new Map(make().map((file) => [file.name, { ...at, type: 'file', mode: file.mode, content: file.text, size: sizeOf(file.text) }]));
        return entries;
      },
    });
  }
  writeLater(path: string, text: () => string, { mode = 0o644, size }: Parameters<Files['writeLater']>[2] = {}): void {
    this.makeDirectory(parentOf(normalise(path)), { parents: true });
    this.put(this.locate(path, true).path, laterFile({ owner: this.owner, mode, uid: 0, gid: 0, mtime: this.clock.now }, text, size));
  }
  setReadOnly(value: boolean): void { this.readOnly = value; }
}

export const createFiles = (clock: { readonly now: number }, options: FilesOptions = {}): Files => new FilesInMemory(clock, options);

/** Copies a file or directory with all in it, by what a FileSystem offers. */
export function copyTree(files: FileSystem, from: string, to: string): void {
  const stat = files.stat(from);
  if (stat === undefined) throw new FileError(from, 'No such file or directory');
  if (stat.type === 'symlink') files.symlink(stat.target ?? '', to);
  else if (stat.type === 'file') files.write(to, files.read(from), { mode: stat.mode });
  else {
    if (files.stat(to) === undefined) files.makeDirectory(to, { mode: stat.mode });
    for (const name of files.list(from)) copyTree(files, childOf(from, name), childOf(to, name));
  }
}
