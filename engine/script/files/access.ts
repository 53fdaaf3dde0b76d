/** A file system as a user who is not root sees it: modes decide. */
import type { FileStat, FileSystem } from '../types.ts';
import { FileError } from './errors.ts';
import { normalise, parentOf } from './paths.ts';

export type Credentials = { readonly uid: number; readonly gid: number; readonly groups: readonly number[] };
const READ = 4;
const WRITE = 2;
const SEARCH = 1;
const SET_GROUP = 0o2000;
const STICKY = 0o1000;

export function allows(stat: FileStat, who: Credentials, wanted: number): boolean {
  if (who.uid === 0) return true;
  const shift = stat.uid === who.uid ? 6 : stat.gid === who.gid || who.groups.includes(stat.gid) ? 3 : 0;
  return ((stat.mode >> shift) & wanted) === wanted;
}

/** As root without CAP_CHOWN sees it. @k8s golden cluster/sec-context-ids-capabilities */
export const withoutChown = (files: FileSystem): FileSystem =>
  ({ ...passedOn(files), chown(path) { throw new FileError(path, 'Operation not permitted'); } });

/** The same file system as an object of its own, to be changed in parts. */
const passedOn = (files: FileSystem): FileSystem => ({
  stat: (path) => files.stat(path),
  read: (path) => files.read(path),
  write: (path, content, options) => files.write(path, content, options),
  list: (path) => files.list(path),
  makeDirectory: (path, options) => files.makeDirectory(path, options),
  remove: (path, options) => files.remove(path, options),
  rename: (from, to) => files.rename(from, to),
  symlink: (target, path) => files.symlink(target, path),
  chmod: (path, mode) => files.chmod(path, mode),
  chown: (path, uid, gid) => files.chown(path, uid, gid),
  touch: (path, mtime) => files.touch(path, mtime),
  realPath: (path) => files.realPath(path),
  mounts: () => files.mounts(),
  mount: (path, fileSystem, options) => files.mount(path, fileSystem, options),
  ...(files.mountedAt === undefined ? {} : { mountedAt: (path: string) => files.mountedAt?.(path) }),
  ...(files.watch === undefined ? {} : { watch: (directory: string, listener: (path: string) => void) => files.watch?.(directory, listener) ?? (() => undefined) }),
  ...(files.programs === undefined ? {} : { programs: files.programs }),
});

export function filesAs(files: FileSystem, who: Credentials): FileSystem {
  const statFollowed = (path: string): FileStat | undefined => {
    const real = files.realPath(path);
    return real === undefined ? undefined : files.stat(real);
  };
  const check = (path: string, wanted: number, shown = path): void => {
    const stat = statFollowed(path);
    if (stat !== undefined && !allows(stat, who, wanted)) throw new FileError(shown, 'Permission denied');
  };
  const searchable = (path: string): void => {
    let directory = '';
    for (const part of parentOf(normalise(path)).split('/')) {
      if (part !== '') directory += `/${part}`;
      check(directory === '' ? '/' : directory, SEARCH, path);
    }
  };
  /** May entries of the path's directory be made and removed? A read-only file system is reported first, by `attempt`. */
  const changeDirectory = (path: string): void => { searchable(path); check(parentOf(normalise(path)), WRITE, path); };
  const removable = (path: string): void => {
    changeDirectory(path);
    const parent = statFollowed(parentOf(normalise(path)));
    const stat = files.stat(path);
    if (parent !== undefined && stat !== undefined && (parent.mode & STICKY) !== 0 && stat.uid !== who.uid && parent.uid !== who.uid) throw new FileError(path, 'Operation not permitted');
  };
  const owned = (path: string): void => {
    searchable(path);
    const stat = statFollowed(path);
    if (stat !== undefined && stat.uid !== who.uid) throw new FileError(path, 'Operation not permitted');
  };
  const give = (path: string): void => {
    const parent = statFollowed(parentOf(normalise(path)));
    files.chown(path, who.uid, parent !== undefined && (parent.mode & SET_GROUP) !== 0 ? parent.gid : who.gid);
  };
  return {
    ...passedOn(files),
    read(path) { searchable(path); check(path, READ); return files.read(path); },
    list(path) { searchable(path); check(path, READ); return files.list(path); },
    write(path, content, options) {
      if (statFollowed(path) !== undefined) { searchable(path); check(path, WRITE); files.write(path, content, options); return; }
      changeDirectory(path);
      files.write(path, content, options);
      give(path);
    },
    makeDirectory(path, options) {
      const missing: string[] = [];
      for (let at = normalise(path); files.stat(at) === undefined; at = parentOf(at)) missing.unshift(at);
      if (missing.length > 0) changeDirectory(missing[0] as string);
      files.makeDirectory(path, options);
      for (const made of missing) give(made);
    },
    remove(path, options) { removable(path); files.remove(path, options); },
    rename(from, to) { removable(from); changeDirectory(to); files.rename(from, to); },
    symlink(target, path) { changeDirectory(path); files.symlink(target, path); give(path); },
    chmod(path, mode) { owned(path); files.chmod(path, mode); },
    chown(path) { throw new FileError(path, 'Operation not permitted'); },
    touch(path, mtime) {
      if (statFollowed(path) === undefined) { changeDirectory(path); files.touch(path, mtime); give(path); return; }
      searchable(path);
      check(path, WRITE);
      files.touch(path, mtime);
    },
  };
}
