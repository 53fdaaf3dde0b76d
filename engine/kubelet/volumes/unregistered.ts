/**
 * After a restart the kubelet tries the volumes of pods that are on their way out, too, but no longer watches what they are made of.
 * @k8s pkg/kubelet/util/manager/watch_based_manager.go; golden cluster/node-kubelet-stopped-deployment
 */
import type { Pod, Volume } from '../../api/index.ts';
import { namespaceOf, specOf } from '../pods/work.ts';
import type { Kit } from '../types.ts';

/** The first ConfigMap or Secret that the volume takes its files from. */
function sourceOf({ configMap, secret, projected }: Volume): string | undefined {
  const first = (projected?.sources ?? []).find((source) => source.configMap !== undefined || source.secret !== undefined);
  return configMap?.name ?? secret?.secretName ?? first?.configMap?.name ?? first?.secret?.name;
}

export function tellUnregistered(kit: Kit, pod: Pod): void {
  for (const volume of specOf(pod).volumes ?? []) {
    const source = sourceOf(volume);
    if (source === undefined) continue;
    kit.recorder.event(pod, 'Warning', 'FailedMount', `MountVolume.SetUp failed for volume "${volume.name}" : object "${namespaceOf(pod)}"/"${source}" not registered`);
  }
}
