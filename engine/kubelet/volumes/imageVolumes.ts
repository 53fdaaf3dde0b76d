/** Images that are mounted as volumes have to be on the node first. @k8s pkg/kubelet/kuberuntime/kuberuntime_manager.go getImageVolumes */
import type { Secret } from '../../api/index.ts';
import type { Task } from '../../time/index.ts';
import { ensureImageOf, type ImageOutcome } from '../containers/image.ts';
import { specOf } from '../pods/work.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';

/** What hinders the container; undefined: nothing. */
export function* ensureImageVolumes(kit: Kit, work: PodWork, c: ContainerWork, secrets: readonly Secret[]): Task<Exclude<ImageOutcome, { readonly ok: true }> | undefined> {
  for (const { name, image } of specOf(work.pod).volumes ?? []) {
    if (image === undefined || c.spec.volumeMounts?.some((mount) => mount.name === name) !== true) continue;
    const outcome = yield* ensureImageOf(kit, work, { name: image.reference ?? '', policy: image.pullPolicy ?? 'IfNotPresent', about: {} }, secrets);
    if (!outcome.ok) return outcome;
  }
  return undefined;
}
