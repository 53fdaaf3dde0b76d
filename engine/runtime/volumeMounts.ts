/** Volumes in a container's files. @k8s runc libcontainer/rootfs_linux.go */
import { FileError, type FileSystem } from '../script/index.ts';
import type { ContainerConfig } from './types.ts';
import { mountError, mountPointError } from './words.ts';

type Mount = ContainerConfig['mounts'][number];

/** Why the container cannot be started, in runc's words; undefined: all is mounted. */
export function mountVolumes(files: FileSystem, mounts: readonly Mount[]): string | undefined {
  for (const mount of mounts) {
    const problem = mountOne(files, mount);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function mountOne(files: FileSystem, { path, files: volume, readOnly, subPath, source = path }: Mount): string | undefined {
  const real = files.realPath(path);
  const there = real === undefined ? undefined : files.stat(real)?.type;
  const here = volume.stat(subPath === undefined ? '/' : volume.realPath(subPath) ?? subPath)?.type;
  if (there !== undefined && here !== undefined && (there === 'directory') !== (here === 'directory')) return mountError(source, path, 'not a directory');
  try {
    files.mount(path, volume, { readOnly, ...(subPath === undefined ? {} : { subPath }) });
    return undefined;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return mountPointError(source, path, error.reason.toLowerCase());
  }
}
