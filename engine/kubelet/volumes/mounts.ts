/** A container's mounts, with sub-paths. @k8s pkg/kubelet/kubelet_pods.go makeMounts */
import type { VolumeMount } from '../../api/index.ts';
import type { ContainerConfig } from '../../runtime/index.ts';
import { parentOf } from '../../script/index.ts';
import { unknownNames, expand } from '../containers/expand.ts';
import type { ContainerWork, Kit, MountedVolume, PodWork } from '../types.ts';
import { volumeDirectory } from './directories.ts';

type Mount = ContainerConfig['mounts'][number];
type Refused = { readonly ok: false; readonly message: string };
export type MountsOutcome = { readonly ok: true; readonly mounts: readonly Mount[] } | Refused;
type Place = { readonly ok: true; readonly path: string } | Refused;
const refused = (message: string): Refused => ({ ok: false, message });

const join = (base: string, path: string): string => (base === '/' ? `/${path}` : `${base}/${path}`);
const depth = (path: string): number => path.split('/').filter((part) => part !== '').length;

export function mountsOf(kit: Kit, work: PodWork, c: ContainerWork, valueOf: (name: string) => string | undefined): MountsOutcome {
  const mounts: Mount[] = [];
  for (const [index, mount] of (c.spec.volumeMounts ?? []).entries()) {
    const volume = work.volumes?.get(mount.name);
    if (volume === undefined) return refused(`cannot find volume "${mount.name}" to mount into container "${c.name}"`);
    const subPath = subPathOf(mount, valueOf);
    if (!subPath.ok) return subPath;
    const one = oneMount(kit, volume, mount, subPath.path, `volumeMount "${mount.name}" of container "${c.name}"`);
    if ('message' in one) return one;
    mounts.push({ ...one, source: sourceOf(work, c, volume, mount, subPath.path === '' ? undefined : index) });
  }
  // The runtime mounts outer directories before inner ones. @k8s containerd internal/cri/opts/spec_linux_opts.go orderedMounts
  return { ok: true, mounts: mounts.length < 2 ? mounts : mounts.sort((a, b) => depth(a.path) - depth(b.path)) };
}

function oneMount(kit: Kit, volume: MountedVolume, mount: VolumeMount, subPath: string, whose: string): Mount | Refused {
  const readOnly = mount.readOnly === true || volume.readOnly;
  if (volume.image !== undefined) {
    const files = kit.runtime.imageFiles(volume.image);
    if (files === undefined) return refused(`failed to get image from containerd "${volume.image}": image "${volume.image}": not found`);
    return { path: mount.mountPath, files, readOnly: true, ...(subPath === '' ? {} : { subPath: `/${subPath}` }) };
  }
  const kept = subPath === '' ? undefined : volume.keep?.(subPath);
  if (kept !== undefined) return { path: mount.mountPath, files: kept.files, readOnly, subPath: kept.path };
  const place: Place = subPath === '' ? { ok: true, path: volume.base } : inside(volume, subPath, whose);
  if (!place.ok) return place;
  if (subPath === '') volume.prepare?.();
  return { path: mount.mountPath, files: volume.files, readOnly, ...(place.path === '/' ? {} : { subPath: place.path }) };
}

/** @k8s pkg/kubelet/container/helpers.go ExpandContainerVolumeMounts */
function subPathOf(mount: VolumeMount, valueOf: (name: string) => string | undefined): Place {
  let subPath = mount.subPath ?? '';
  if (mount.subPathExpr !== undefined && mount.subPathExpr !== '') {
    const missing = unknownNames(mount.subPathExpr, valueOf);
    if (missing.length > 0) return refused(`missing value for ${missing.join(', ')}`);
    subPath = expand(mount.subPathExpr, valueOf);
  }
  if (subPath === '') return { ok: true, path: '' };
  if (subPath.startsWith('/')) return refused(`error SubPath \`${subPath}\` must not be an absolute path`);
  if (subPath.split('/').includes('..')) return refused(`unable to provision SubPath \`${subPath}\`: must not contain '..'`);
  return { ok: true, path: subPath.split('/').filter((part) => part !== '' && part !== '.').join('/') };
}

/** What is there is taken as it is now, what is missing is made; neither may lead out of the volume. @k8s pkg/volume/util/subpath/subpath_linux.go */
function inside(volume: MountedVolume, subPath: string, whose: string): Place {
  const { files, base } = volume;
  const root = files.realPath(base);
  const mode = root === undefined ? undefined : files.stat(root)?.mode;
  if (root === undefined || mode === undefined) return refused(`stat ${base}: no such file or directory`);
  const within = (path: string): boolean => root === '/' || path === root || path.startsWith(`${root}/`);
  const path = join(root, subPath);
  const real = files.realPath(path);
  if (real !== undefined) return within(real) ? { ok: true, path: real } : refused(`failed to prepare subPath for ${whose}`);
  let above = parentOf(path);
  while (files.realPath(above) === undefined) above = parentOf(above);
  const existing = files.realPath(above) ?? root;
  if (files.stat(existing)?.type !== 'directory') return refused(`failed to prepare subPath for ${whose}`);
  if (!within(existing)) return refused(`failed to create subPath directory for ${whose}`);
  files.makeDirectory(path, { parents: true, mode });
  return { ok: true, path: files.realPath(path) ?? path };
}

/** Where it lies on the node, as the runtime's errors name it. */
function sourceOf(work: PodWork, c: ContainerWork, volume: MountedVolume, mount: VolumeMount, index: number | undefined): string {
  if (index !== undefined) return `/var/lib/kubelet/pods/${work.uid}/volume-subpaths/${mount.name}/${c.name}/${index}`;
  return volume.plugin === undefined ? volume.base : volumeDirectory(work, volume.plugin, mount.name);
}
