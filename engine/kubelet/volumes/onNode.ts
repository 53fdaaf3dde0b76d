/** A directory or file of the node as a volume. */
import { FileError, type FileSystem } from '../../script/index.ts';
import type { Kit, MountedVolume } from '../types.ts';

export function hostDirectory(kit: Kit, path: string): MountedVolume {
  return new HostDirectory(kit.options.files, path);
}

/** Where a link leads is looked at now, once. */
export function localDirectory(kit: Kit, path: string, how: Pick<MountedVolume, 'plugin' | 'readOnly'>): MountedVolume {
  const { files } = kit.options;
  return { files, base: files.realPath(path) ?? path, readOnly: how.readOnly, plugin: how.plugin, prepare: () => makeMissing(files, path) };
}

class HostDirectory implements MountedVolume {
  readonly files: FileSystem;
  readonly readOnly = false;
  readonly plugin: undefined;
  private readonly path: string;
  constructor(files: FileSystem, path: string) { this.files = files; this.path = path; }
  get base(): string { return this.files.realPath(this.path) ?? this.path; }
  prepare(): void { makeMissing(this.files, this.path); }
}

/** Where nothing is the runtime makes a directory, when it makes the container. @k8s containerd internal/cri/opts/spec_linux_opts.go WithMounts */
function makeMissing(files: FileSystem, path: string): void {
  if (files.realPath(path) !== undefined) return;
  try { files.makeDirectory(path, { parents: true, mode: 0o755 }); } catch (error) { if (!(error instanceof FileError)) throw error; }
}
