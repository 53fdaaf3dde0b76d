/** A file system that is made when somebody looks into it: /dev, /proc and /sys of a container that nobody enters. */
import type { Content, FileStat, FileSystem, MountInfo } from '../types.ts';

/** A class, because every container has several: one object each until then. */
class LazyFiles implements FileSystem {
  private made: FileSystem | undefined;
  private readonly make: () => FileSystem;
  constructor(make: () => FileSystem) { this.make = make; }
  private get files(): FileSystem { return this.made ??= this.make(); }
  stat(path: string): FileStat | undefined { return this.files.stat(path); }
  read(path: string): Content { return this.files.read(path); }
  write(path: string, content: Content, options?: { readonly append?: boolean; readonly mode?: number }): void { this.files.write(path, content, options); }
  list(path: string): readonly string[] { return this.files.list(path); }
  makeDirectory(path: string, options?: { readonly parents?: boolean; readonly mode?: number }): void { this.files.makeDirectory(path, options); }
  remove(path: string, options?: { readonly recursive?: boolean }): void { this.files.remove(path, options); }
  rename(from: string, to: string): void { this.files.rename(from, to); }
  symlink(target: string, path: string): void { this.files.symlink(target, path); }
  chmod(path: string, mode: number): void { this.files.chmod(path, mode); }
  chown(path: string, uid: number, gid: number): void { this.files.chown(path, uid, gid); }
  touch(path: string, mtime: number): void { this.files.touch(path, mtime); }
  realPath(path: string): string | undefined { return this.files.realPath(path); }
  mounts(): readonly MountInfo[] { return this.files.mounts(); }
  mountedAt(path: string): FileSystem | undefined { return this.files.mountedAt?.(path); }
  mount(path: string, fileSystem: FileSystem, options?: Parameters<FileSystem['mount']>[2]): void { this.files.mount(path, fileSystem, options); }
}

export const lazyFiles = (make: () => FileSystem): FileSystem => new LazyFiles(make);
