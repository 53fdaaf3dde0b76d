/** @k8s pkg/volume/emptydir/empty_dir.go */
import type { EmptyDirVolumeSource } from '../../api/index.ts';
import { quantityOf, quantityValue } from '../../base/index.ts';
import { createFiles, type Files } from '../../script/index.ts';
import { specOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';
import { inMemory, NODE_DISK } from './memory.ts';
import { giveToGroup } from './ownership.ts';

export type EmptyDir = { readonly ok: true; readonly files: Files } | { readonly ok: false; readonly message: string };

export function emptyDirectory(kit: Kit, work: PodWork, source: EmptyDirVolumeSource): EmptyDir {
  const { clock } = kit.context;
  const medium = source.medium ?? '';
  if (medium.startsWith('HugePages')) return { ok: false, message: hugePagesProblem(medium) };
  if (medium !== '' && medium !== 'Memory') return { ok: false, message: `unknown storage medium "${medium}"` };
  // On disk the limit is only watched, in memory it is the size of the file system. @k8s golden pods/pod-emptydir-shared
  const files = medium === 'Memory'
    ? createFiles(clock, { ...inMemory(kit, memorySize(kit, work, source)), mode: 0o1777, meter: kit.runtime.meter }) // as every tmpfs. @k8s golden cluster/vol-emptydir-lifetime
    : createFiles(clock, { mode: 0o777, ...NODE_DISK, meter: kit.runtime.meter });
  const group = specOf(work.pod).securityContext?.fsGroup;
  if (group !== undefined) giveToGroup(files, '/', group, false);
  return { ok: true, files };
}

/** The nodes have no huge pages, so a pod that asks for some never comes here. */
const hugePagesProblem = (medium: string): string => `medium ${medium}: hugePages storage requested, but there is no resource request for huge pages`;

/** What is least of: the node's memory, what the pod may use (if all its containers have a limit), the volume's own limit. */
function memorySize(kit: Kit, work: PodWork, { sizeLimit }: EmptyDirVolumeSource): number {
  const sizes = [quantityValue(quantityOf(kit.options.node.allocatable['memory'])), podLimit(work) ?? 0, sizeLimit === undefined ? 0 : quantityValue(quantityOf(String(sizeLimit)))];
  return sizes.filter((bytes) => bytes > 0).reduce((least, bytes) => Math.min(least, bytes), Number.MAX_SAFE_INTEGER);
}

/** @k8s pkg/kubelet/cm/helpers_linux.go ResourceConfigForPod */
function podLimit(work: PodWork): number | undefined {
  const { containers, initContainers, resources } = specOf(work.pod);
  const whole = resources?.limits?.['memory'];
  if (whole !== undefined) return quantityValue(quantityOf(String(whole)));
  const limit = ({ resources: own }: { readonly resources?: { readonly limits?: { readonly [name: string]: unknown } } }): number => {
    const amount = own?.limits?.['memory'];
    return amount === undefined ? 0 : quantityValue(quantityOf(String(amount)));
  };
  const [main, init] = [containers.map(limit), (initContainers ?? []).map(limit)];
  if ([...main, ...init].includes(0)) return undefined;
  const sidecars = (initContainers ?? []).filter((c) => c.restartPolicy === 'Always').map(limit);
  const sum = (list: readonly number[]): number => list.reduce((total, bytes) => total + bytes, 0);
  return Math.max(sum(main) + sum(sidecars), ...init);
}
