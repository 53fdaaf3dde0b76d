/** A bind mount holds the files that it found: they live on when their directory is removed. @k8s pkg/volume/util/subpath/subpath_linux.go doBindSubPath */
import { createFiles, type FilesOptions, type FileSystem } from '../../script/index.ts';
import type { Clock } from '../../time/index.ts';

/** @returns a file system of its own with what lies at `path` now, at the same path */
export function keptFiles(files: FileSystem, path: string, options: FilesOptions, clock: Clock): FileSystem {
  const kept = createFiles(clock, options);
  kept.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  copy(files, kept, path);
  return kept;
}

function copy(files: FileSystem, kept: FileSystem, path: string): void {
  const stat = files.stat(path);
  if (stat === undefined) return;
  if (stat.type === 'symlink') { kept.symlink(stat.target ?? '', path); return; }
  if (stat.type === 'directory') {
    kept.makeDirectory(path, { mode: stat.mode });
    for (const name of files.list(path)) copy(files, kept, `${path}/${name}`);
  } else kept.write(path, files.read(path), { mode: stat.mode });
  kept.chown(path, stat.uid, stat.gid);
  kept.touch(path, stat.mtime);
}
