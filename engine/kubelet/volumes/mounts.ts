/** A container's mounts, with sub-paths. */
import type { ContainerConfig } from '../../runtime/index.ts';
import { expand } from '../containers/expand.ts';
import type { ContainerWork, MountedVolume, PodWork } from '../types.ts';

type Mount = ContainerConfig['mounts'][number];
export type MountsOutcome = { readonly ok: true; readonly mounts: readonly Mount[] } | { readonly ok: false; readonly message: string };

const join = (base: string, path: string): string => (base === '/' ? `/${path}` : `${base}/${path}`);

export function mountsOf(work: PodWork, c: ContainerWork, values: ReadonlyMap<string, string>): MountsOutcome {
  const mounts: Mount[] = [];
  for (const mount of c.spec.volumeMounts ?? []) {
    const volume = work.volumes?.get(mount.name);
    if (volume === undefined) continue;
    const subPath = mount.subPathExpr === undefined ? mount.subPath ?? '' : expand(mount.subPathExpr, (name) => values.get(name));
    const readOnly = mount.readOnly === true || volume.readOnly;
    const path = subPath === '' ? volume.base : subPathOf(volume, subPath);
    mounts.push({ path: mount.mountPath, files: volume.files, readOnly, ...(path === '/' ? {} : { subPath: path }) });
  }
  return { ok: true, mounts };
}

/** A directory that is missing is made; a file of a ConfigMap is held as it is now. @k8s pkg/volume/util/subpath */
function subPathOf(volume: MountedVolume, subPath: string): string {
  const clean = subPath.replace(/^\/+|\/+$/g, '');
  if (volume.resolve !== undefined) return volume.resolve(clean);
  const path = join(volume.base, clean);
  if (volume.files.stat(path) === undefined) volume.files.makeDirectory(path, { parents: true, mode: 0o750 });
  return path;
}
