/** Makes one volume ready for one pod. @k8s pkg/volume */
import type { Volume } from '../../api/index.ts';
import { specOf } from '../pods/work.ts';
import type { Kit, MountedVolume, PodWork, VolumeSource } from '../types.ts';
import { emptyDirectory } from './emptyDir.ts';
import { hostPathProblem } from './hostPath.ts';
import { hostDirectory } from './onNode.ts';
import { createAtomicVolume, type Payload } from './atomic.ts';
import { payloadOf, type Collecting } from './payload.ts';
import { setUpPersistent } from './persistent.ts';
import { sharedFiles, shareOf } from './shares.ts';
import { createTokens } from './tokens.ts';
import { nestedMountPoints } from './used.ts';

/** The message is the event's, whole. */
export type SetUp = { readonly ok: true; readonly volume: MountedVolume } | { readonly ok: false; readonly message: string };

export function setUpVolume(kit: Kit, work: PodWork, source: VolumeSource): SetUp {
  if (source.persistent !== undefined) return setUpPersistent(kit, work, source, source.persistent);
  const { volume } = source;
  const failed = (why: string): SetUp => ({ ok: false, message: `MountVolume.SetUp failed for volume "${volume.name}" : ${why}` });
  if (volume.hostPath !== undefined) {
    const problem = hostPathProblem(kit.options.files, volume.hostPath);
    return problem === undefined ? { ok: true, volume: hostDirectory(kit, volume.hostPath.path) } : failed(problem);
  }
  if (volume.image !== undefined) return { ok: true, volume: { ...emptyOf(kit), readOnly: true, plugin: 'kubernetes.io~image', image: volume.image.reference ?? '' } };
  if (volume.csi !== undefined) return failed(`kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name ${volume.csi.driver} not found in the list of registered CSI drivers`);
  const collecting: Collecting = { kit, work, tokens: createTokens(kit, work) };
  const found = payloadOf(collecting, volume);
  if (found !== undefined) return found.ok ? { ok: true, volume: filled(collecting, volume, found.payload) } : failed(found.message);
  const share = shareOf(volume);
  if (share !== undefined) return { ok: true, volume: { files: sharedFiles(kit.shares, kit.context.clock, share.key, share.plugin), base: '/', readOnly: false, plugin: `kubernetes.io~${share.plugin}` } };
  const empty = emptyDirectory(kit, work, volume.emptyDir ?? {});
  if (!empty.ok) return failed(empty.message);
  const { files } = empty;
  return { ok: true, volume: { files, base: '/', readOnly: false, plugin: 'kubernetes.io~empty-dir', usedBytes: () => files.usedBytes() } };
}

/** The runtime puts the image's files there. */
const emptyOf = (kit: Kit): { readonly files: MountedVolume['files']; readonly base: string } => ({ files: kit.options.files, base: '/' });

const PLUGINS = [['configMap', 'configmap'], ['secret', 'secret'], ['downwardAPI', 'downward-api'], ['projected', 'projected']] as const;

function filled(collecting: Collecting, volume: Volume, first: Payload): MountedVolume {
  const { kit, work, tokens } = collecting;
  const projectsTokens = (volume.projected?.sources ?? []).some((source) => source.serviceAccountToken !== undefined);
  const now = (): Payload | undefined => {
    const found = payloadOf(collecting, volume);
    return found?.ok === true ? found.payload : undefined;
  };
  const atomic = createAtomicVolume(kit, {
    first, memory: volume.configMap === undefined, group: specOf(work.pod).securityContext?.fsGroup, nested: () => nestedMountPoints(work.pod, volume.name),
    ...(projectsTokens ? { renewed: () => (tokens.due ? now() : undefined) } : {}),
  });
  const [, plugin] = PLUGINS.find(([field]) => volume[field] !== undefined) ?? PLUGINS[3];
  return {
    files: atomic.files, base: '/', readOnly: true, plugin: `kubernetes.io~${plugin}`, keep: (path) => atomic.keep(path),
    refresh() {
      const found = payloadOf(collecting, volume);
      if (found === undefined) return undefined;
      if (!found.ok) return `MountVolume.SetUp failed for volume "${volume.name}" : ${found.message}`;
      atomic.replace(found.payload);
      return undefined;
    },
  };
}
