/** Which volumes of a pod are wanted on the node: those that a container mounts. @k8s pkg/volume/util/util.go GetPodVolumeNames */
import type { Container, Pod, Volume } from '../../api/index.ts';
import { specOf } from '../pods/work.ts';

/** In the order of the spec. Block devices count although nothing is mounted for them. */
export function usedVolumes(pod: Pod): readonly Volume[] {
  const { volumes, containers, initContainers, ephemeralContainers } = specOf(pod);
  if (volumes === undefined || volumes.length === 0) return [];
  const names = new Set<string>();
  const note = (container: Pick<Container, 'volumeMounts' | 'volumeDevices'>): void => {
    for (const { name } of container.volumeMounts ?? []) names.add(name);
    for (const { name } of container.volumeDevices ?? []) names.add(name);
  };
  for (const list of [initContainers, containers, ephemeralContainers]) for (const container of list ?? []) note(container);
  return volumes.length === names.size ? volumes : volumes.filter(({ name }) => names.has(name));
}

/** Directories of other volumes inside this one, as paths in it. @k8s pkg/volume/util/nested_volumes.go */
export function nestedMountPoints(pod: Pod, volume: string): readonly string[] {
  const { containers, initContainers } = specOf(pod);
  const found: string[] = [];
  for (const { volumeMounts } of [...initContainers ?? [], ...containers]) {
    if (volumeMounts === undefined || volumeMounts.length < 2) continue;
    const all = volumeMounts.map(({ mountPath }) => mountPath.replace(/\/+$/, '')).sort();
    for (const { name, mountPath } of volumeMounts) {
      if (name !== volume) continue;
      const own = `${mountPath.replace(/\/+$/, '')}/`;
      const before: string[] = [];
      for (const path of all) {
        if (!path.startsWith(own) || before.some((outer) => path.startsWith(outer))) continue;
        before.push(`${path}/`);
        found.push(path.slice(own.length));
      }
    }
  }
  return found;
}
