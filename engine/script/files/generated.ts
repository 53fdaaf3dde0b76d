/** A file system whose files are made when they are read: /proc. */
import type { FileStat, FileSystem } from '../types.ts';
import { FileError } from './errors.ts';
import { normalise } from './paths.ts';

export type Generated = {
  /** Text of a file, the names in a directory, a link's target, or undefined if nothing is there. */
  look(path: string): { readonly text: string } | { readonly names: readonly string[] } | { readonly target: string } | undefined;
};

export function createGeneratedFiles(clock: { readonly now: number }, source: Generated, type: string): FileSystem {
  const refuse = (path: string): never => { throw new FileError(path, source.look(normalise(path)) === undefined ? 'No such file or directory' : 'Permission denied'); };
  const stat = (path: string): FileStat | undefined => {
    const found = source.look(normalise(path));
    if (found === undefined) return undefined;
    const base = { uid: 0, gid: 0, mtime: clock.now, size: 0 };
    if ('target' in found) return { ...base, type: 'symlink', mode: 0o777, target: found.target };
    return 'names' in found ? { ...base, type: 'directory', mode: 0o555 } : { ...base, type: 'file', mode: 0o444 };
  };
  return {
    stat,
    read(path) {
      const found = source.look(normalise(path));
      if (found === undefined) throw new FileError(path, 'No such file or directory');
      if ('names' in found) throw new FileError(path, 'Is a directory');
      return 'text' in found ? found.text : '';
    },
    list(path) {
      const found = source.look(normalise(path));
      if (found === undefined) throw new FileError(path, 'No such file or directory');
      if (!('names' in found)) throw new FileError(path, 'Not a directory');
      return [...found.names].sort();
    },
    realPath: (path) => (stat(path) === undefined ? undefined : normalise(path)),
    mounts: () => [{ path: '/', source: type, type, options: 'rw,nosuid,nodev,noexec,relatime', size: 0, used: 0 }],
    write: refuse, makeDirectory: refuse, remove: refuse, rename: refuse, chmod: refuse, chown: refuse, touch: refuse, mount: refuse,
    symlink: (_target, path) => refuse(path),
  };
}
