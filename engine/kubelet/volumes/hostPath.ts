/** Directories and files of the node. @k8s pkg/volume/hostpath/host_path.go */
import type { HostPathVolumeSource } from '../../api/index.ts';
import type { Kit } from '../types.ts';

export function prepareHostPath(kit: Kit, source: HostPathVolumeSource): { readonly ok: true } | { readonly ok: false; readonly message: string } {
  const { files } = kit.options;
  const { path } = source;
  const stat = files.stat(path);
  const refuse = (what: string): { ok: false; message: string } => ({ ok: false, message: `hostPath type check failed: ${path} is not a ${what}` });
  switch (source.type ?? '') {
    case 'DirectoryOrCreate':
      if (stat === undefined) files.makeDirectory(path, { parents: true, mode: 0o755 });
      else if (stat.type !== 'directory') return refuse('directory');
      return { ok: true };
    case 'Directory': return stat?.type === 'directory' ? { ok: true } : refuse('directory');
    case 'FileOrCreate':
      if (stat === undefined) files.write(path, '', { mode: 0o644 });
      else if (stat.type !== 'file') return refuse('file');
      return { ok: true };
    case 'File': return stat?.type === 'file' ? { ok: true } : refuse('file');
    case 'Socket': return refuse('socket file');
    case 'CharDevice': return refuse('character device');
    case 'BlockDevice': return refuse('block device');
    default:
      // No check: the runtime makes a directory where nothing is.
      if (stat === undefined) files.makeDirectory(path, { parents: true, mode: 0o755 });
      return { ok: true };
  }
}
