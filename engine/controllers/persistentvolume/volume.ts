/** What to do with a volume. @k8s pkg/controller/volume/persistentvolume/pv_controller.go syncVolume, reclaimVolume; golden cluster/pv-reclaim-delete, pv-reclaim-retain */
import { KINDS, type PersistentVolume, type PersistentVolumeClaim, type Status } from '../../api/index.ts';
import type { Result } from '../../client/index.ts';
import { isDeleting, keyOf, nameOf, uidOf } from '../owners.ts';
import { event, kindOf, send, type Reconcile, type Reply, type Request } from '../request.ts';
import { annotation, becauseOf, PROVISIONED_BY, setVolumePhase, unbind } from './binding.ts';
import { sameVolumeMode } from './match.ts';

type Work = Generator<readonly Request[], Status | undefined, readonly Reply[]>;
const outcome = <T>(result: Result<T>): Status | undefined => (result.ok || result.status.code === 404 ? undefined : result.status);
const TMP = /^\/tmp\/.+$/;

/** @param askClaim has the claim looked at, which finishes the binding. */
export function* syncVolume(volume: PersistentVolume, claimOf: (namespace: string, name: string) => PersistentVolumeClaim | undefined,
  askClaim: (key: string) => void): Reconcile {
  const ref = volume.spec?.claimRef;
  if (ref === undefined || (ref.uid ?? '') === '') return outcome(yield* setVolumePhase(volume, 'Available'));
  const named = claimOf(ref.namespace ?? '', ref.name ?? '');
  const claim = named !== undefined && uidOf(named) === ref.uid ? named : undefined;
  if (claim === undefined) return yield* release(volume);
  const target = claim.spec?.volumeName ?? '';
  if (target === nameOf(volume)) return outcome(yield* setVolumePhase(volume, 'Bound'));
  if (target === '') {
    if (sameVolumeMode(volume, claim)) { askClaim(keyOf(claim)); return undefined; }
    yield [
      event(volume, 'Warning', 'VolumeMismatch', `Cannot bind PersistentVolume to requested PersistentVolumeClaim ${JSON.stringify(nameOf(claim))} due to incompatible volumeMode.`),
      event(claim, 'Warning', 'VolumeMismatch', `Cannot bind PersistentVolume ${JSON.stringify(nameOf(volume))} to requested PersistentVolumeClaim due to incompatible volumeMode.`),
    ];
    return undefined;
  }
  if (annotation(volume, PROVISIONED_BY) !== undefined && volume.spec?.persistentVolumeReclaimPolicy === 'Delete') return yield* release(volume);
  return outcome(yield* unbind(volume));
}

/** The claim is gone. */
function* release(volume: PersistentVolume): Work {
  const { phase } = volume.status ?? {};
  if (phase === 'Released' || phase === 'Failed') return yield* reclaim(volume);
  const released = yield* setVolumePhase(volume, 'Released');
  return released.ok ? yield* reclaim(released.value) : outcome(released);
}

function* reclaim(volume: PersistentVolume): Work {
  switch (volume.spec?.persistentVolumeReclaimPolicy) {
    case 'Retain': return undefined;
    case 'Delete': return yield* remove(volume);
    case 'Recycle': {
      // Not modelled: the pod that empties directories and NFS shares. Such volumes stay Released.
      if (volume.spec.hostPath !== undefined || volume.spec.nfs !== undefined) return undefined;
      return yield* failWith(volume, 'VolumeFailedRecycle', 'No recycler plugin found for the volume!');
    }
    default: return yield* failWith(volume, 'VolumeUnknownReclaimPolicy', 'Volume has unrecognized PersistentVolumeReclaimPolicy');
  }
}

function* failWith(volume: PersistentVolume, reason: string, message: string): Work {
  if (volume.status?.phase === 'Failed') return undefined;
  const failed = yield* setVolumePhase(volume, 'Failed', message);
  if (!failed.ok) return outcome(failed);
  yield [event(failed.value, 'Warning', reason, message)];
  return undefined;
}

/** The built-in deleter knows directories under /tmp only; what a driver made, its own deleter takes away. */
function* remove(volume: PersistentVolume): Work {
  if (annotation(volume, PROVISIONED_BY) !== undefined || isDeleting(volume)) return undefined;
  const path = volume.spec?.hostPath?.path;
  const noPlugin = volume.spec?.nfs === undefined ? 'no volume plugin matched' : 'no deletable volume plugin matched';
  if (path === undefined) return yield* failWith(volume, 'VolumeFailedDelete', `error getting deleter volume plugin for volume ${JSON.stringify(nameOf(volume))}: ${noPlugin}`);
  if (!TMP.test(path)) return yield* failWith(volume, 'VolumeFailedDelete', `host_path deleter only supports /tmp/.+ but received provided ${path}`);
  return outcome(yield* send({
    verb: 'delete', kind: kindOf(KINDS.PersistentVolume), namespace: undefined, name: nameOf(volume), because: becauseOf(volume, 'the reclaim policy is Delete'),
  }));
}
