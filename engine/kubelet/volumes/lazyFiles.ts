/** A file system that is made when somebody looks into it: most pods never read their token. */
import type { FileStat, FileSystem } from '../../script/index.ts';

/**
 * @param root what its top directory says of itself before that
 * @param before called each time that somebody looks
 */
export function lazyFiles(make: () => FileSystem, root: FileStat, before?: () => void): FileSystem {
  let made: FileSystem | undefined;
  let looking = false;
  const files = (): FileSystem => {
    if (before !== undefined && !looking) { looking = true; before(); looking = false; }
    made ??= make();
    return made;
  };
  return {
    stat: (path) => (made === undefined && path === '/' ? root : files().stat(path)),
    read: (path) => files().read(path),
    write: (path, content, options) => files().write(path, content, options),
    list: (path) => files().list(path),
    makeDirectory: (path, options) => files().makeDirectory(path, options),
    remove: (path, options) => files().remove(path, options),
    rename: (from, to) => files().rename(from, to),
    symlink: (target, path) => files().symlink(target, path),
    chmod: (path, mode) => files().chmod(path, mode),
    chown: (path, uid, gid) => files().chown(path, uid, gid),
    touch: (path, mtime) => files().touch(path, mtime),
    realPath: (path) => files().realPath(path),
    mounts: () => files().mounts(),
    mount: (path, fileSystem, options) => files().mount(path, fileSystem, options),
  };
}
