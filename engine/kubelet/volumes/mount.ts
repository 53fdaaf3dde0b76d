/** Mounts the pod's volumes and tries again with growing pauses until all of them are there. */
import type { Volume } from '../../api/index.ts';
import { parseQuantity, quantityValue } from '../../base/index.ts';
import { createFiles, type Files } from '../../script/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { specOf } from '../pods/work.ts';
import { TIMINGS } from '../timings.ts';
import type { Kit, MountedVolume, PodWork } from '../types.ts';
import { createAtomicVolume } from './atomic.ts';
import { inMemory, NODE_DISK } from './memory.ts';
import { watchSizes } from './sizeLimits.ts';
import { prepareHostPath } from './hostPath.ts';
import { payloadOf } from './payload.ts';

type Outcome = { readonly ok: true; readonly volume: MountedVolume } | { readonly ok: false; readonly message: string };

/** @k8s golden pods/pod-hostpath-types (tries at +0, 0.5, 1.5, 3.5, 7.5 s) */
export function* mountVolumes(kit: Kit, work: PodWork): Task<void> {
  const { clock } = kit.context;
  const mounted = new Map<string, MountedVolume>();
  let pause: number = TIMINGS.mountRetryMs;
  yield sleep(clock, TIMINGS.mountMs);
  for (;;) {
    let failed = false;
    for (const volume of specOf(work.pod).volumes ?? []) {
      if (mounted.has(volume.name)) continue;
      const outcome = mountVolume(kit, work, volume);
      if (outcome.ok) { mounted.set(volume.name, outcome.volume); continue; }
      failed = true;
      kit.recorder.event(work.pod, 'Warning', 'FailedMount', `MountVolume.SetUp failed for volume "${volume.name}" : ${outcome.message}`);
    }
    if (!failed) break;
    yield sleep(clock, pause);
    pause = Math.min(pause * 2, TIMINGS.mountRetryMaxMs);
  }
  work.volumes = mounted;
  watchSizes(kit, work);
}

function mountVolume(kit: Kit, work: PodWork, volume: Volume): Outcome {
  const whole = (files: Files): Outcome => ({ ok: true, volume: { files, base: '/', readOnly: false, usedBytes: () => files.usedBytes() } });
  if (volume.hostPath !== undefined) {
    const prepared = prepareHostPath(kit, volume.hostPath);
    return prepared.ok ? { ok: true, volume: { files: kit.options.files, base: volume.hostPath.path, readOnly: false } } : prepared;
  }
  const found = payloadOf(kit, work, volume);
  if (found === undefined) return whole(emptyDirectory(kit, work, volume));
  if (!found.ok) return found;
  const atomic = createAtomicVolume(kit, found.payload, volume.configMap === undefined, specOf(work.pod).securityContext?.fsGroup);
  const refresh = (): void => {
    const next = payloadOf(kit, work, volume);
    if (next?.ok === true) atomic.replace(next.payload);
  };
  return { ok: true, volume: { files: atomic.files, base: '/', readOnly: true, refresh, resolve: (path) => atomic.resolve(path) } };
}

function emptyDirectory(kit: Kit, work: PodWork, volume: Volume): Files {
  const { clock } = kit.context;
  const memory = volume.emptyDir?.medium === 'Memory';
  const limit = volume.emptyDir?.sizeLimit;
  const parsed = limit === undefined ? undefined : parseQuantity(String(limit));
  const bytes = parsed?.ok === true ? quantityValue(parsed.quantity) : undefined;
  // On disk the limit is only watched, in memory it is the size of the file system. @k8s golden pods/pod-emptydir-shared
  const files = memory
    ? createFiles(clock, { ...inMemory(kit, bytes), mode: 0o1777 }) // as every tmpfs. @k8s golden cluster/vol-emptydir-lifetime
    : createFiles(clock, { mode: 0o777, ...NODE_DISK });
  const group = specOf(work.pod).securityContext?.fsGroup;
  if (group !== undefined) { files.chown('/', 0, group); files.chmod('/', 0o2777); }
  return files;
}
