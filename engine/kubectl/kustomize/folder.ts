/** A folder with a kustomization: files are read from inside of it only. @k8s kustomize/api/internal/loader/fileloader.go */
import { readText, resolvePath } from '../paths.ts';
import { fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';

export type Folder = {
  /** Absolute. */
  readonly root: string;
  /** Absolute path of a name written in this folder's files. */
  readonly pathOf: (name: string) => string;
  readonly isFile: (name: string) => boolean;
  readonly isFolder: (name: string) => boolean;
  /** Why a file cannot be read; undefined if it can. */
  readonly trouble: (name: string) => string | undefined;
  /** The text of a file; `doing` comes before the words of a failure. */
  readonly read: (name: string, doing?: string) => string;
  readonly below: (name: string) => Folder;
};

/** How Go names a path that cannot be followed. */
export const missing = (path: string, shown = path): string => `evalsymlink failure on '${shown}' : lstat ${path}: no such file or directory`;

export function folderAt(context: KubectlContext, root: string): Folder {
  const { command } = context;
  const { files } = command.machine;
  const pathOf = (name: string): string => resolvePath({ ...command, directory: root }, name);
  const typeOf = (name: string): string | undefined => { const real = files.realPath(pathOf(name)); return real === undefined ? undefined : files.stat(real)?.type; };
  const trouble = (name: string): string | undefined => {
    const path = pathOf(name);
    const type = typeOf(name);
    if (type === undefined) return missing(path);
    if (type === 'directory') return `'${path}' must resolve to a file`;
    return path.startsWith(`${root === '/' ? '' : root}/`) ? undefined : `security; file '${path}' is not in or below '${root}'`;
  };
  return {
    root, pathOf, trouble, isFile: (name) => typeOf(name) === 'file', isFolder: (name) => typeOf(name) === 'directory', below: (name) => folderAt(context, pathOf(name)),
    read(name, doing) {
      const wrong = trouble(name);
      if (wrong !== undefined) fail(doing === undefined ? wrong : `${doing}: ${wrong}`);
      return readText(command, pathOf(name));
    },
  };
}
