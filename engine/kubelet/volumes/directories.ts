/** /var/lib/kubelet/pods: what the node's disk shows of the pods on it. Made when somebody looks. @k8s pkg/kubelet/kubelet_getters.go */
import { FileError, type FileStat, type FileSystem } from '../../script/index.ts';
import type { Kit, MountedVolume, PodWork } from '../types.ts';

export const PODS_DIRECTORY = '/var/lib/kubelet/pods';
export const volumeDirectory = (work: PodWork, plugin: string, volume: string): string => `${PODS_DIRECTORY}/${work.uid}/volumes/${plugin}/${volume}`;

type Names = { readonly names: readonly string[] };
type Found = Names | { readonly volume: MountedVolume; readonly inner: string };

/** A directory for each container. */
function containersOf(work: PodWork, container: string | undefined, rest: string | undefined): Names | undefined {
  if (container === undefined) return { names: work.containers.map((c) => c.name) };
  return rest === undefined && work.containers.some((c) => c.name === container) ? { names: [] } : undefined;
}

/** A volume's directory is the volume itself, whoever changes it. */
export function podDirectories(kit: Kit): FileSystem {
  const { clock } = kit.context;
  const workOf = (uid: string): PodWork | undefined => {
    for (const work of kit.works.values()) if (work.uid === uid) return work;
    return undefined;
  };
  const volumesOf = (work: PodWork): [plugin: string, name: string, volume: MountedVolume][] =>
    [...work.mounts?.lives.values() ?? []].flatMap(({ source, mounted }) => (mounted?.plugin === undefined ? [] : [[mounted.plugin, source.name, mounted] as [string, string, MountedVolume]]));
  const look = (path: string): Found | undefined => {
    const [uid, part, plugin, name, ...rest] = path.split('/').filter((each) => each !== '');
    if (uid === undefined) return { names: [...kit.works.values()].map((work) => work.uid) };
    const work = workOf(uid);
    if (work === undefined) return undefined;
    const volumes = volumesOf(work);
    if (part === undefined) return { names: ['containers', 'plugins', 'volumes'] };
    if (part === 'containers') return containersOf(work, plugin, name);
    if (part === 'plugins' && plugin === undefined) return { names: [] };
    if (part !== 'volumes') return undefined;
    if (plugin === undefined) return { names: [...new Set(volumes.map(([each]) => each))] };
    const own = volumes.filter(([each]) => each === plugin);
    if (name === undefined) return own.length === 0 ? undefined : { names: own.map(([, each]) => each) };
    const volume = own.find(([, each]) => each === name)?.[2];
    if (volume === undefined) return undefined;
    const inner = `${volume.base === '/' ? '' : volume.base}/${rest.join('/')}`.replace(/(.)\/$/, '$1');
    return { volume, inner };
  };
  const within = (path: string): { readonly files: FileSystem; readonly inner: string } => {
    const found = look(path);
    if (found === undefined) throw new FileError(path, 'No such file or directory');
    if ('names' in found) throw new FileError(path, 'Operation not permitted');
    return { files: found.volume.files, inner: found.inner };
  };
  const directory = (): FileStat => ({ type: 'directory', mode: 0o750, uid: 0, gid: 0, size: 4096, mtime: clock.now });
  const statOf = (path: string): FileStat | undefined => {
    const found = look(path);
    if (found === undefined) return undefined;
    return 'names' in found ? directory() : found.volume.files.stat(found.inner);
  };
  return {
    stat: statOf,
    read(path) { const { files, inner } = within(path); return files.read(inner); },
    list(path) {
      const found = look(path);
      if (found === undefined) throw new FileError(path, 'No such file or directory');
      return 'names' in found ? [...found.names].sort() : found.volume.files.list(found.inner);
    },
    realPath(path) {
      const found = look(path);
      if (found === undefined || 'names' in found) return found === undefined ? undefined : path;
      return found.volume.files.realPath(found.inner) === undefined ? undefined : path;
    },
    mounts: () => [],
    write(path, content, options) { const { files, inner } = within(path); files.write(inner, content, options); },
    makeDirectory(path, options) { const { files, inner } = within(path); files.makeDirectory(inner, options); },
    remove(path, options) { const { files, inner } = within(path); files.remove(inner, options); },
    rename(from, to) { const [a, b] = [within(from), within(to)]; a.files.rename(a.inner, b.inner); },
    symlink(target, path) { const { files, inner } = within(path); files.symlink(target, inner); },
    chmod(path, mode) { const { files, inner } = within(path); files.chmod(inner, mode); },
    chown(path, uid, gid) { const { files, inner } = within(path); files.chown(inner, uid, gid); },
    touch(path, mtime) { const { files, inner } = within(path); files.touch(inner, mtime); },
    mount(path) { throw new FileError(path, 'Operation not permitted'); },
  };
}
