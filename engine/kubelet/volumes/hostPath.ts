/** Directories and files of the node. @k8s pkg/volume/hostpath/host_path.go */
import type { HostPathVolumeSource } from '../../api/index.ts';
import { FileError, normalise, parentOf, type FileStat, type FileSystem } from '../../script/index.ts';

type Kind = 'directory' | 'file' | 'socket file' | 'character device' | 'block device';
/** What is special on every node, and not a file there. */
const SPECIAL: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [/^(\/var)?\/run\/(containerd\/containerd|dbus\/system_bus_socket)(\.sock)?$/, 'socket file'],
  [/^\/dev\/(full|fuse|kmsg|kvm|mem|null|ptmx|random|tty\d*|urandom|zero|net\/tun)$/, 'character device'],
  [/^\/dev\/(loop\d+|[sv]d[a-z]\d*)$/, 'block device'],
];

function kindOf(files: FileSystem, path: string): Kind | undefined {
  const special = SPECIAL.find(([pattern]) => pattern.test(normalise(path)));
  if (special !== undefined) return special[1];
  const stat = statFollowed(files, path);
  return stat === undefined || stat.type === 'symlink' ? undefined : stat.type;
}
export function statFollowed(files: FileSystem, path: string): FileStat | undefined {
  const real = files.realPath(path);
  return real === undefined ? undefined : files.stat(real);
}

/** What has to be wrong, or undefined; makes what `…OrCreate` asks for. */
export function hostPathProblem(files: FileSystem, { path, type = '' }: HostPathVolumeSource): string | undefined {
  if (path.split('/').includes('..')) return `invalid HostPath \`${path}\`: must not contain '..'`;
  const [wanted, create] = WANTED[type] ?? [undefined, false];
  if (type === '') return undefined;
  if (wanted === undefined) return `${type} is an invalid volume type`;
  const kind = kindOf(files, path);
  if (kind === undefined && create) return made(files, path, wanted);
  return kind === wanted ? undefined : `hostPath type check failed: ${path} is not a ${wanted}`;
}
const WANTED: { readonly [type: string]: readonly [wanted: Kind, create: boolean] } = {
  DirectoryOrCreate: ['directory', true], Directory: ['directory', false], FileOrCreate: ['file', true], File: ['file', false],
  Socket: ['socket file', false], CharDevice: ['character device', false], BlockDevice: ['block device', false],
};

const GO_REASONS: { readonly [reason: string]: string } = { 'Read-only file system': 'read-only file system', 'Not a directory': 'not a directory', 'File exists': 'not a directory' };

function made(files: FileSystem, path: string, wanted: Kind): string | undefined {
  // Only the file is made, not the way to it.
  if (wanted === 'file' && statFollowed(files, parentOf(path)) === undefined) return `open ${path}: no such file or directory`;
  try {
    if (wanted === 'file') files.write(path, '', { mode: 0o644 }); else files.makeDirectory(path, { parents: true, mode: 0o755 });
    return undefined;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return `${wanted === 'file' ? 'open' : 'mkdir'} ${path}: ${GO_REASONS[error.reason] ?? error.reason.toLowerCase()}`;
  }
}
