/** A file system that is made when somebody looks into it: most pods never read their token. */
import type { FileStat, FileSystem } from '../../script/index.ts';

/** A class: nearly every pod has one, for its token. */
class LazyVolume implements FileSystem {
  private readonly make: () => FileSystem;
  private readonly root: () => FileStat;
  private readonly before: (() => void) | undefined;
  private made: FileSystem | undefined;
  private looking = false;
  constructor(make: () => FileSystem, root: () => FileStat, before: (() => void) | undefined) {
    this.make = make;
    this.root = root;
    this.before = before;
  }
  private files(): FileSystem {
    if (this.before !== undefined && !this.looking) { this.looking = true; this.before(); this.looking = false; }
    return this.made ??= this.make();
  }
  stat(path: string): FileStat | undefined { return this.made === undefined && path === '/' ? this.root() : this.files().stat(path); }
  read(path: string): ReturnType<FileSystem['read']> { return this.files().read(path); }
  write(...all: Parameters<FileSystem['write']>): void { this.files().write(...all); }
  list(path: string): readonly string[] { return this.files().list(path); }
  makeDirectory(...all: Parameters<FileSystem['makeDirectory']>): void { this.files().makeDirectory(...all); }
  remove(...all: Parameters<FileSystem['remove']>): void { this.files().remove(...all); }
  rename(from: string, to: string): void { this.files().rename(from, to); }
  symlink(target: string, path: string): void { this.files().symlink(target, path); }
  chmod(path: string, mode: number): void { this.files().chmod(path, mode); }
  chown(path: string, uid: number, gid: number): void { this.files().chown(path, uid, gid); }
  touch(path: string, mtime: number): void { this.files().touch(path, mtime); }
  realPath(path: string): string | undefined { return this.files().realPath(path); }
  mounts(): ReturnType<FileSystem['mounts']> { return this.files().mounts(); }
  mount(...all: Parameters<FileSystem['mount']>): void { this.files().mount(...all); }
}

/**
 * @param root what its top directory says of itself before that
 * @param before called each time that somebody looks
 */
export const lazyFiles = (make: () => FileSystem, root: () => FileStat, before?: () => void): FileSystem => new LazyVolume(make, root, before);
