/** A file system in memory: a tree of its own over read-only lower layers, with others mounted on its directories. */
import { invariant } from '../../base/index.ts';
import type { Content, FileSystem } from '../types.ts';
import { FileError, type FileReason } from './errors.ts';
import { childOf, nameOf, normalise, parentOf } from './paths.ts';
import { appended, blocks, copyFor, laterFile, lookup, names, sizeOf, statOf, type DirectoryNode, type FileNode, type Owner, type TreeNode } from './tree.ts';

export type Layer = { readonly root: DirectoryNode };
export type FilesOptions = {
  readonly lower?: Layer;
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

export function createFiles(clock: { readonly now: number }, options: FilesOptions = {}): Files {
  const kind = options.kind ?? 'disk';
  const limit = options.limitBytes ?? Infinity;
  let layerCount = 0;
  let owner: Owner = { layer: layerCount };
  let readOnly = false;
  let used = 0;
  const mounted = new Map<string, Mount>();
  const watchers = new Set<{ readonly directory: string; readonly listener: (path: string) => void }>();
  /** Last parts of the mounts' paths: most steps of most paths are not worth a look at the whole. */
  const mountNames = new Set<string>();

  const newDirectory = (mode: number, lower?: DirectoryNode): DirectoryNode =>
    ({ type: 'directory', owner, mode, uid: lower?.uid ?? 0, gid: lower?.gid ?? 0, mtime: lower?.mtime ?? clock.now, entries: new Map(), lower });
  let root = newDirectory(options.mode ?? options.lower?.root.mode ?? 0o755, options.lower?.root);
  for (const { name, text, mode } of options.content ?? NOTHING) {
    const file: FileNode = { type: 'file', owner, mode, uid: 0, gid: 0, mtime: clock.now, content: text, size: sizeOf(text) };
    root.entries.set(name, file);
    used += blocks(file.size);
  }

  /** `rest` is the end of a normalised path. */
  const innerPath = ({ base }: Mount, rest: string): string =>
    (rest === '' || rest === '/' ? base : `${base === '/' ? '' : base}${rest.startsWith('/') ? '' : '/'}${rest}`);

  /** Follows directories and links; the last component's link only if `follow`. */
  function walk(asked: string, follow: boolean, depth = 0): Place | Nowhere {
    if (depth > MAX_LINKS) return { asked, reason: 'Too many levels of symbolic links' };
    const path = normalise(asked);
    let mount = mounted.get('/');
    let mountAt = 1;
    let node: TreeNode | undefined = root;
    // Up to `at` the path has been followed: `/etc` of `/etc/passwd`.
    for (let at = 0; at < path.length && path !== '/';) {
      const type = mount === undefined ? node?.type : mount.files.stat(innerPath(mount, path.slice(mountAt, at)))?.type;
      if (type !== 'directory') return { asked, reason: type === undefined ? 'No such file or directory' : 'Not a directory' };
      const slash = path.indexOf('/', at + 1);
      const name = path.slice(at + 1, slash < 0 ? path.length : slash);
      at += 1 + name.length;
      const onIt = mountNames.has(name) ? mounted.get(path.slice(0, at)) : undefined;
      if (onIt !== undefined) { mount = onIt; mountAt = at; node = undefined; continue; }
      let target: string | undefined;
      if (mount === undefined) {
        node = node?.type === 'directory' ? lookup(node, name) : undefined;
        target = node?.type === 'symlink' ? node.target : undefined;
      } else target = mount.files.stat(innerPath(mount, path.slice(mountAt, at)))?.target;
      if (target !== undefined && (slash >= 0 || follow)) {
        const from = target.startsWith('/') ? target : `${parentOf(path.slice(0, at))}/${target}`;
        return walk(from + path.slice(at), follow, depth + 1);
      }
    }
    return { path, node: mount === undefined ? node : undefined, mount, inner: mount === undefined ? path : innerPath(mount, path.slice(mountAt)) };
  }

  function locate(path: string, follow: boolean): Place {
    const place = walk(path, follow);
    if ('reason' in place) throw new FileError(place.asked, place.reason);
    return place;
  }

  /** The place if its directory can be reached, else undefined: for questions that have an answer for missing paths. */
  function find(path: string, follow: boolean): Place | undefined {
    const place = walk(path, follow);
    return 'reason' in place ? undefined : place;
  }

  function forWrite(path: string, follow: boolean): Place {
    const place = locate(path, follow);
    if (place.mount === undefined ? readOnly : place.mount.readOnly) throw new FileError(path, 'Read-only file system');
    return place;
  }

  /** The directory of an unmounted path as our own node, its ancestors copied up on the way. */
  function ownDirectory(path: string): DirectoryNode {
    let directory = root;
    for (const name of path.split('/')) {
      if (name === '') continue;
      const child = lookup(directory, name);
      invariant(child?.type === 'directory', `${path} was located before`);
      const own = copyFor(owner, child) as DirectoryNode;
      directory.entries.set(name, own);
      directory = own;
    }
    return directory;
  }
  function changed(path: string): void {
    for (const { directory, listener } of watchers) if (path === directory || directory.startsWith(`${path}/`) || parentOf(path) === directory) listener(path);
  }
  const put = (path: string, node: TreeNode): void => {
    const directory = ownDirectory(parentOf(path));
    directory.entries.set(nameOf(path), node);
    directory.mtime = clock.now;
    if (watchers.size > 0) changed(path);
  };
  /** The node at a located path as our own, ready to be changed. */
  function own(place: Place, path: string): TreeNode {
    if (place.path === '/') return root;
    if (place.node === undefined) throw new FileError(path, 'No such file or directory');
    const node = copyFor(owner, place.node);
    ownDirectory(parentOf(place.path)).entries.set(nameOf(place.path), node);
    return node;
  }
  const account = (before: number, after: number): void => {
    used += blocks(after) - blocks(before);
    if (options.meter !== undefined) options.meter.changes++;
  };

  function writeHere(place: Place, path: string, content: Content, append: boolean, mode: number): void {
    if (place.node?.type === 'directory' || place.path === '/') throw new FileError(path, 'Is a directory');
    const old = place.node?.type === 'file' ? place.node : undefined;
    const ours = old !== undefined && old.owner === owner ? old.size : 0;
    const kept: Content = append && old !== undefined ? old.content : '';
    const keptSize = append && old !== undefined ? old.size : 0;
    let added = content;
    let addedSize = sizeOf(content);
    const room = limit - used + blocks(ours) - keptSize;
    const full = addedSize > room;
    if (full) {
      added = typeof content === 'string' ? content.slice(0, Math.max(0, room)) : { zeros: Math.max(0, room) };
      addedSize = Math.min(addedSize, Math.max(0, room));
    }
    const size = keptSize + addedSize;
    account(ours, size);
    const file: FileNode = { type: 'file', owner, mode: old?.mode ?? mode, uid: old?.uid ?? 0, gid: old?.gid ?? 0, mtime: clock.now, content: appended(kept, added), size };
    if (old !== undefined && old.owner === owner) {
      old.content = file.content;
      old.size = size;
      old.mtime = clock.now;
      if (watchers.size > 0) changed(place.path);
    } else put(place.path, file);
    if (full) throw new FileError(path, 'No space left on device');
  }

  function discard(node: TreeNode): void {
    if (node.owner !== owner) return;
    if (node.type === 'file') account(node.size, 0);
    if (node.type === 'directory') for (const child of node.entries.values()) if (child !== undefined) discard(child);
  }

  const files: Files = {
    stat(path) {
      const place = find(path, false);
      if (place === undefined) return undefined;
      if (place.mount !== undefined) return place.mount.files.stat(place.inner);
      return place.node === undefined ? undefined : statOf(place.node, kind);
    },
    read(path) {
      const { node, mount, inner } = locate(path, true);
      if (mount !== undefined) return mount.files.read(inner);
      if (node === undefined) throw new FileError(path, 'No such file or directory');
      if (node.type !== 'file') throw new FileError(path, 'Is a directory');
      return node.content;
    },
    write(path, content, writeOptions = {}) {
      const place = forWrite(path, true);
      if (place.mount !== undefined) { place.mount.files.write(place.inner, content, writeOptions); return; }
      writeHere(place, path, content, writeOptions.append ?? false, writeOptions.mode ?? 0o644);
    },
    list(path) {
      const { node, mount, inner } = locate(path, true);
      if (mount !== undefined) return mount.files.list(inner);
      if (node === undefined) throw new FileError(path, 'No such file or directory');
      if (node.type !== 'directory') throw new FileError(path, 'Not a directory');
      return names(node);
    },
    makeDirectory(path, makeOptions = {}) {
      const { parents = false, mode = 0o755 } = makeOptions;
      const above = parentOf(normalise(path));
      if (parents && files.realPath(above) === undefined) files.makeDirectory(above, makeOptions);
      const real = files.realPath(path);
      if (real !== undefined) {
        if (parents && files.stat(real)?.type === 'directory') return;
        throw new FileError(path, 'File exists');
      }
      const place = forWrite(path, false);
      if (place.mount !== undefined) { place.mount.files.makeDirectory(place.inner, makeOptions); return; }
      if (place.node !== undefined) throw new FileError(path, 'File exists');
      put(place.path, newDirectory(mode));
    },
    remove(path, removeOptions = {}) {
      const place = forWrite(path, false);
      if (mounted.has(place.path)) throw new FileError(path, 'Device or resource busy');
      if (place.mount !== undefined) { place.mount.files.remove(place.inner, removeOptions); return; }
      if (place.node === undefined) throw new FileError(path, 'No such file or directory');
      if (place.node.type === 'directory' && removeOptions.recursive !== true && names(place.node).length > 0) throw new FileError(path, 'Directory not empty');
      discard(place.node);
      const directory = ownDirectory(parentOf(place.path));
      const name = nameOf(place.path);
      if (directory.lower !== undefined && lookup(directory.lower, name) !== undefined) directory.entries.set(name, undefined);
      else directory.entries.delete(name);
      directory.mtime = clock.now;
      if (watchers.size > 0) changed(place.path);
    },
    rename(from, to) {
      const source = forWrite(from, false);
      const target = forWrite(to, false);
      if (source.mount !== undefined && source.mount === target.mount) { source.mount.files.rename(source.inner, target.inner); return; }
      if (source.mount !== undefined || target.mount !== undefined) { copyTree(files, from, to); files.remove(from, { recursive: true }); return; }
      if (source.node === undefined) throw new FileError(from, 'No such file or directory');
      if (source.path === target.path) return;
      if (target.path.startsWith(`${source.path}/`)) throw new FileError(to, 'Invalid argument');
      const moved = own(source, from);
      if (target.node !== undefined) files.remove(to, {});
      const before = used;
      files.remove(from, { recursive: true });
      used = before;
      put(target.path, moved);
    },
    symlink(target, path) {
      const place = forWrite(path, false);
      if (place.mount !== undefined) { place.mount.files.symlink(target, place.inner); return; }
      if (place.node !== undefined) throw new FileError(path, 'File exists');
      put(place.path, { type: 'symlink', owner, mode: 0o777, uid: 0, gid: 0, mtime: clock.now, target });
    },
    chmod(path, mode) {
      const place = forWrite(path, true);
      if (place.mount !== undefined) place.mount.files.chmod(place.inner, mode);
      else own(place, path).mode = mode & 0o7777;
    },
    chown(path, uid, gid) {
      const place = forWrite(path, false);
      if (place.mount !== undefined) { place.mount.files.chown(place.inner, uid, gid); return; }
      const node = own(place, path);
      node.uid = uid;
      node.gid = gid;
    },
    touch(path, mtime) {
      const place = forWrite(path, true);
      if (place.mount !== undefined) { place.mount.files.touch(place.inner, mtime); return; }
      if (place.node === undefined) writeHere(place, path, '', false, 0o644);
      own(locate(path, true), path).mtime = mtime;
    },
    realPath(path) {
      const place = find(path, true);
      if (place === undefined) return undefined;
      const exists = place.mount === undefined ? place.node !== undefined : place.mount.files.stat(place.inner) !== undefined;
      return exists ? place.path : undefined;
    },
    mounts() {
      const inner = [...mounted].flatMap(([path, mount]) => {
        const [info] = mount.files.mounts(); // some are only a view of what lies here already
        const mode = mount.readOnly ? 'ro' : 'rw';
        return info === undefined ? [] : [{ ...info, path, options: info.options.replace(/^r[ow]/, mode) }];
      });
      return [{ path: '/', source: options.source ?? (kind === 'tmpfs' ? 'tmpfs' : 'overlay'), type: kind === 'tmpfs' ? 'tmpfs' : options.source === undefined ? 'overlay' : 'ext4',
        options: options.options ?? `${readOnly ? 'ro' : 'rw'},relatime`, size: limit === Infinity ? 0 : limit, used }, ...inner];
    },
    mountedAt(path) {
      const mount = mounted.get(normalise(path));
      return mount?.base === '/' ? mount.files : undefined;
    },
    mount(path, fileSystem, mountOptions = {}) {
      const at = normalise(path);
      const base = normalise(mountOptions.subPath ?? '/');
      if (mountOptions.present !== true && at !== '/' && files.stat(at) === undefined) {
        // The root of a file system is a directory; to look would make it, where it is made late.
        const type = base === '/' ? 'directory' : fileSystem.stat(base)?.type ?? 'directory';
        const before = readOnly;
        readOnly = false;
        if (type === 'directory') files.makeDirectory(at, { parents: true });
        else { files.makeDirectory(parentOf(at), { parents: true }); files.write(at, ''); }
        readOnly = before;
      }
      const real = mountOptions.present === true ? at : files.realPath(at) ?? at;
      mountNames.add(nameOf(real));
      mounted.set(real, { files: fileSystem, readOnly: mountOptions.readOnly ?? false, base });
    },
    watch(directory, listener) {
      const watcher = { directory: normalise(directory), listener };
      watchers.add(watcher);
      return () => { watchers.delete(watcher); };
    },
    layer() {
      const frozen = root;
      layerCount++;
      owner = { layer: layerCount };
      root = newDirectory(frozen.mode, frozen);
      return { root: frozen };
    },
    usedBytes: () => used,
    makeLater(path, make, { mode = 0o755, owner: uid = 0 } = {}) {
      files.makeDirectory(path, { parents: true, mode });
      const at = { owner, uid, gid: uid, mtime: clock.now };
      let entries: Map<string, TreeNode | undefined> | undefined;
      put(locate(path, true).path, {
        ...at, type: 'directory', mode, lower: undefined,
        get entries() {
          entries ??= new Map(make().map((file) => [file.name, { ...at, type: 'file', mode: file.mode, content: file.text, size: sizeOf(file.text) }]));
          return entries;
        },
      });
    },
    writeLater(path, text, { mode = 0o644, size } = {}) {
      files.makeDirectory(parentOf(normalise(path)), { parents: true });
      put(locate(path, true).path, laterFile({ owner, mode, uid: 0, gid: 0, mtime: clock.now }, text, size));
    },
    setReadOnly(value) { readOnly = value; },
  };
  return files;
}

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
