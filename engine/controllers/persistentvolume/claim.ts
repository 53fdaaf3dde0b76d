/** What to do with a claim. @k8s pkg/controller/volume/persistentvolume/pv_controller.go syncClaim; golden cluster/pvc-pending-reasons, pvc-volume-mismatch */
import { BETA_CLASS, internalError, storageClassOf, type PersistentVolume, type PersistentVolumeClaim, type Pod, type Status, type StorageClass } from '../../api/index.ts';
import type { Result } from '../../client/index.ts';
import { nameOf, uidOf } from '../owners.ts';
import { event, type Reconcile, type Reply, type Request } from '../request.ts';
import { annotation, bind, BIND_COMPLETED, BOUND_BY_CONTROLLER, isBoundTo, changeClaim, setClaimPhase } from './binding.ts';
import { bestMatch, mismatch } from './match.ts';

/** What a claim is judged by. */
export type ClaimView = {
  readonly volumes: readonly PersistentVolume[];
  readonly volume: (name: string) => PersistentVolume | undefined;
  readonly storageClass: (name: string) => StorageClass | undefined;
  readonly defaultClass: () => StorageClass | undefined;
  /** Pods that use the claim. */
  readonly users: readonly Pod[];
};

type Work = Generator<readonly Request[], Status | undefined, readonly Reply[]>;
const outcome = <T>(result: Result<T>): Status | undefined => (result.ok || result.status.code === 404 ? undefined : result.status);
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const PROVISIONERS = ['volume.beta.kubernetes.io/storage-provisioner', 'volume.kubernetes.io/storage-provisioner'];
const IN_TREE = 'kubernetes.io/';

export const syncClaim = (claim: PersistentVolumeClaim, view: ClaimView): Reconcile =>
  (annotation(claim, BIND_COMPLETED) === undefined ? syncUnbound(claim, view) : syncBound(claim, view));

function* syncUnbound(claim: PersistentVolumeClaim, view: ClaimView): Work {
  const name = claim.spec?.volumeName ?? '';
  if (name === '') return yield* seek(claim, view);
  const volume = view.volume(name);
  if (volume === undefined) return outcome(yield* setClaimPhase(claim, 'Pending'));
  if (volume.spec?.claimRef === undefined) {
    const why = mismatch(volume, claim);
    if (why === undefined) return outcome(yield* bind(volume, claim));
    yield [event(claim, 'Warning', 'VolumeMismatch', `Cannot bind to requested volume ${JSON.stringify(name)}: ${why}`)];
    return outcome(yield* setClaimPhase(claim, 'Pending'));
  }
  if (isBoundTo(volume, claim)) return outcome(yield* bind(volume, claim));
  const taken = `volume ${JSON.stringify(name)} already bound to a different claim.`;
  yield [event(claim, 'Warning', 'FailedBinding', taken)];
  if (annotation(claim, BOUND_BY_CONTROLLER) !== undefined) return internalError(taken);
  return outcome(yield* setClaimPhase(claim, 'Pending'));
}

/** A claim that takes any volume that suits it. */
function* seek(claim: PersistentVolumeClaim, view: ClaimView): Work {
  const className = storageClassOf(claim);
  const storageClass = className === '' ? undefined : view.storageClass(className);
  const delayed = storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
  const volume = bestMatch(claim, view.volumes, delayed);
  if (volume !== undefined) return outcome(yield* bind(volume, claim));
  const later = claim.spec?.storageClassName === undefined && annotation(claim, BETA_CLASS) === undefined ? view.defaultClass() : undefined;
  if (later !== undefined) return outcome(yield* changeClaim(claim, { spec: { storageClassName: nameOf(later) } }, 'a default class has come since the claim was made'));
  if (delayed && annotation(claim, SELECTED_NODE) === undefined) yield [waiting(claim, view.users)];
  else if (className !== '') return yield* provision(claim, className, storageClass);
  else yield [event(claim, 'Normal', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set')];
  return outcome(yield* setClaimPhase(claim, 'Pending'));
}

function waiting(claim: PersistentVolumeClaim, users: readonly Pod[]): Request {
  const pending = users.filter(({ spec, status }) => (spec?.nodeName ?? '') === '' && status?.phase !== 'Succeeded' && status?.phase !== 'Failed').map(nameOf);
  if (pending.length === 0) return event(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  return event(claim, 'Normal', 'WaitForPodScheduled', `waiting for pod${pending.length > 1 ? 's' : ''} ${pending.join(',')} to be scheduled`);
}

/** No provisioner is built in: the class's own is asked through the claim's annotations, and waited for. */
function* provision(claim: PersistentVolumeClaim, className: string, storageClass: StorageClass | undefined): Work {
  if (storageClass === undefined || storageClass.provisioner.startsWith(IN_TREE)) {
    const why = storageClass === undefined ? `storageclass.storage.k8s.io ${JSON.stringify(className)} not found` : `no volume plugin matched name: ${storageClass.provisioner}`;
    yield [event(claim, 'Warning', 'ProvisioningFailed', why)];
    return undefined;
  }
  const { provisioner } = storageClass;
  let asked = claim;
  if (PROVISIONERS.some((key) => annotation(claim, key) !== provisioner)) {
    const patched = yield* changeClaim(claim, { metadata: { annotations: Object.fromEntries(PROVISIONERS.map((key) => [key, provisioner])) } }, 'ask the provisioner');
    if (!patched.ok) return outcome(patched);
    asked = patched.value;
  }
  yield [event(asked, 'Normal', 'ExternalProvisioning', `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system `
    + 'administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.')];
  return undefined;
}

function* syncBound(claim: PersistentVolumeClaim, view: ClaimView): Work {
  const name = claim.spec?.volumeName ?? '';
  const volume = name === '' ? undefined : view.volume(name);
  if (name === '') return yield* lose(claim, 'ClaimLost', 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!');
  if (volume === undefined) return yield* lose(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
  const ref = volume.spec?.claimRef;
  if (ref === undefined || ref.uid === uidOf(claim)) return outcome(yield* bind(volume, claim));
  return yield* lose(claim, 'ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
}

function* lose(claim: PersistentVolumeClaim, reason: string, message: string): Work {
  if (claim.status?.phase === 'Lost') return undefined;
  const lost = yield* setClaimPhase(claim, 'Lost');
  if (!lost.ok) return outcome(lost);
  yield [event(lost.value, 'Warning', reason, message)];
  return undefined;
}
