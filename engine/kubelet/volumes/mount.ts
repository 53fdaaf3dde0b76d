/** Mounts what the pod's containers use, and waits until all of it is there. @k8s pkg/kubelet/volumemanager/volume_manager.go WaitForAttachAndMount */
import { KINDS } from '../../api/index.ts';
import { volumeMount } from '../../machines/index.ts';
import { race, signal, sleep, type Task } from '../../time/index.ts';
import { send } from '../lives.ts';
import { TIMINGS } from '../timings.ts';
import type { Kit, MountedVolume, PodMounts, PodWork, VolumeSource, VolumeWork } from '../types.ts';
import { resolveVolume } from './claims.ts';
import { setUpVolume } from './setUp.ts';
import { watchSizes } from './sizeLimits.ts';
import { usedVolumes } from './used.ts';

/** False: not yet, the pod is looked at again later. */
export function* mountVolumes(kit: Kit, work: PodWork): Task<boolean> {
  const { clock } = kit.context;
  const wanted = usedVolumes(work.pod);
  if (wanted.length === 0) { work.volumes = new Map(); return true; }
  const mounts: PodMounts = work.mounts ??= { lives: new Map(), changed: signal() };
  yield sleep(clock, TIMINGS.mountMs);
  const problems: string[] = [];
  const unprocessed: string[] = [];
  for (const volume of wanted) {
    if (mounts.lives.has(volume.name)) continue;
    const resolved = resolveVolume(kit, work, volume);
    if (resolved.ok) want(kit, work, mounts, resolved.source); else { problems.push(resolved.message); unprocessed.push(volume.name); }
  }
  const missing = (): string[] => wanted.filter(({ name }) => mounts.lives.get(name)?.mounted === undefined).map(({ name }) => name).sort();
  if (problems.length > 0) {
    yield sleep(clock, TIMINGS.mountPollMs - TIMINGS.mountMs);
    const what = `unmounted volumes=[${missing().join(' ')}], unattached volumes=[], failed to process volumes=[${unprocessed.sort().join(' ')}]`;
    kit.recorder.event(work.pod, 'Warning', 'FailedMount', `Unable to attach or mount volumes: ${what}: ${problems.join('; ')}`);
    return false;
  }
  // Whoever waits in vain gives the pod's worker free for a while; nothing is said of that.
  const until = clock.now + TIMINGS.mountPatienceMs;
  while (missing().length > 0) {
    if (clock.now >= until) return false;
    yield race(mounts.changed.wait, sleep(clock, until - clock.now));
  }
  const all = new Map<string, MountedVolume>();
  for (const { name } of wanted) {
    const mounted = mounts.lives.get(name)?.mounted;
    if (mounted !== undefined) all.set(name, mounted);
  }
  work.volumes = all;
  watchSizes(kit, work);
  return true;
}

/** An ephemeral container may mount what no other container does. */
export const mountsAreMissing = (work: PodWork): boolean =>
  work.volumes === undefined || (work.pod.spec?.ephemeralContainers !== undefined && usedVolumes(work.pod).some(({ name }) => work.volumes?.has(name) !== true));

/** Only CSI volumes are attached; nobody does that here, unless the driver says that it is not needed. */
function needsAttaching(kit: Kit, { persistent }: VolumeSource): boolean {
  const driver = persistent?.spec?.csi?.driver;
  return driver !== undefined && kit.context.client.informer(KINDS.CSIDriver).get(undefined, driver)?.spec?.attachRequired !== false;
}

function want(kit: Kit, work: PodWork, mounts: PodMounts, source: VolumeSource): void {
  const life = needsAttaching(kit, source) ? volumeMount.start({ attachable: true }) : volumeMount.start();
  const volume: VolumeWork = { source, life, timers: undefined, mounted: undefined };
  mounts.lives.set(source.volume.name, volume);
  tell(kit, work, volume, { type: 'wanted' });
}

function tell(kit: Kit, work: PodWork, volume: VolumeWork, event: Parameters<typeof volumeMount.step>[1]): void {
  send(kit.context.clock, volumeMount, volume, event, (effect) => {
    switch (effect.type) {
      case 'mount': mount(kit, work, volume); break;
      case 'refresh': {
        const problem = volume.mounted?.refresh?.();
        tell(kit, work, volume, problem === undefined ? { type: 'mounted' } : { type: 'mountFailed', error: problem });
        break;
      }
      case 'announceFailure': kit.recorder.event(work.pod, 'Warning', 'FailedMount', effect.error); break;
      case 'unmount':
        volume.mounted = undefined;
        tell(kit, work, volume, { type: 'unmounted' });
        break;
    }
  });
}

function mount(kit: Kit, work: PodWork, volume: VolumeWork): void {
  const outcome = setUpVolume(kit, work, volume.source);
  if (!outcome.ok) { tell(kit, work, volume, { type: 'mountFailed', error: outcome.message }); return; }
  volume.mounted = outcome.volume;
  tell(kit, work, volume, { type: 'mounted' });
  work.mounts?.changed.fire();
}

export function refreshVolume(kit: Kit, work: PodWork, name: string): void {
  const volume = work.mounts?.lives.get(name);
  if (volume !== undefined) tell(kit, work, volume, { type: 'refreshWanted' });
}

/** Nothing of the pod runs any more. */
export function unmountVolumes(kit: Kit, work: PodWork): void {
  for (const volume of work.mounts?.lives.values() ?? []) tell(kit, work, volume, { type: 'unwanted' });
}
