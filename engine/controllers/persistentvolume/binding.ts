/** The two pointers between a volume and a claim, and how they are set. @k8s pkg/controller/volume/persistentvolume/pv_controller.go bind, unbindVolume */
import { KINDS, sameObject, type KubeObject, type PersistentVolume, type PersistentVolumeClaim } from '../../api/index.ts';
import type { Because } from '../../apiserver/index.ts';
import { applyMergePatch, type Json, type JsonObject } from '../../base/index.ts';
import type { Result } from '../../client/index.ts';
import { keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { kindOf, send, type Reply, type Request } from '../request.ts';

export const BY = 'persistentvolume-controller';
export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';

/** A write that may fail: what it was made into, or the status of the refusal. */
export type Step<T> = Generator<readonly Request[], Result<T>, readonly Reply[]>;

const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const annotation = (object: PersistentVolume | PersistentVolumeClaim, key: string): string | undefined => object.metadata?.annotations?.[key];

export const becauseOf = (object: PersistentVolume | PersistentVolumeClaim, rule: string): Because =>
  ({ by: BY, rule, cause: `${object.metadata?.namespace === undefined ? 'persistentvolumes' : 'persistentvolumeclaims'}/${keyOf(object)}` });

/** The object as the controller has seen it, changed: written whole, for it may update and not patch. */
const changed = (object: PersistentVolume | PersistentVolumeClaim, patch: JsonObject): KubeObject => applyMergePatch(object as JsonObject, patch) as KubeObject; // API objects are plain JSON

export const changeVolume = (volume: PersistentVolume, patch: JsonObject, rule: string, subresource?: 'status'): Step<PersistentVolume> => send({
  verb: 'update', kind: kindOf(KINDS.PersistentVolume), object: changed(volume, patch), because: becauseOf(volume, rule), ...(subresource === undefined ? {} : { subresource }),
});
export const changeClaim = (claim: PersistentVolumeClaim, patch: JsonObject, rule: string, subresource?: 'status'): Step<PersistentVolumeClaim> => send({
  verb: 'update', kind: kindOf(KINDS.PersistentVolumeClaim), object: changed(claim, patch), because: becauseOf(claim, rule), ...(subresource === undefined ? {} : { subresource }),
});

/** A volume that names the claim, by uid or before it had one. */
export function isBoundTo({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const ref = spec?.claimRef;
  if (ref === undefined || ref.name !== nameOf(claim) || ref.namespace !== namespaceOf(claim)) return false;
  return (ref.uid ?? '') === '' || ref.uid === uidOf(claim);
}

export function* setVolumePhase(volume: PersistentVolume, phase: string, message = ''): Step<PersistentVolume> {
  if (volume.status?.phase === phase) return done(volume);
  return yield* changeVolume(volume, { status: { phase, message: message === '' ? null : message } }, `volume is ${phase}`, 'status');
}

/** What a claim has been given is written when it becomes bound, and wiped when it is lost. */
export function* setClaimPhase(claim: PersistentVolumeClaim, phase: string, volume?: PersistentVolume): Step<PersistentVolumeClaim> {
  const { status } = claim;
  const becomes = status?.phase !== phase;
  const modes = volume?.spec?.accessModes;
  const capacity = volume === undefined ? undefined : becomes ? volume.spec?.capacity : status?.capacity;
  if (!becomes && sameObject(status?.accessModes, modes) && sameObject(status?.capacity, capacity)) return done(claim);
  const wiped = <T>(value: T | undefined): Json => (value === undefined ? null : value as Json); // API objects are plain JSON
  return yield* changeClaim(claim, { status: { phase, accessModes: wiped(modes), capacity: wiped(capacity) } }, `claim is ${phase}`, 'status');
}

function* pointToClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): Step<PersistentVolume> {
  const ref = volume.spec?.claimRef;
  const known = ref !== undefined && isBoundTo(volume, claim);
  const marked = known || annotation(volume, BOUND_BY_CONTROLLER) !== undefined;
  if (known && ref.uid === uidOf(claim)) return done(volume);
  const claimRef = {
    kind: 'PersistentVolumeClaim', namespace: namespaceOf(claim), name: nameOf(claim), uid: uidOf(claim), apiVersion: 'v1', resourceVersion: claim.metadata?.resourceVersion ?? '',
  };
  const metadata = marked ? {} : { annotations: { [BOUND_BY_CONTROLLER]: 'yes' } };
  return yield* changeVolume(volume, { metadata, spec: { claimRef } }, 'bind the volume to the claim');
}

function* pointToVolume(claim: PersistentVolumeClaim, volume: PersistentVolume): Step<PersistentVolumeClaim> {
  const name = nameOf(volume);
  const annotations: Record<string, string> = {};
  const binds = claim.spec?.volumeName !== name;
  if (binds && annotation(claim, BOUND_BY_CONTROLLER) === undefined) annotations[BOUND_BY_CONTROLLER] = 'yes';
  if (annotation(claim, BIND_COMPLETED) === undefined) annotations[BIND_COMPLETED] = 'yes';
  if (!binds && Object.keys(annotations).length === 0) return done(claim);
  return yield* changeClaim(claim, { metadata: { annotations }, ...(binds ? { spec: { volumeName: name } } : {}) }, 'bind the claim to the volume');
}

/** Volume, its status, claim, its status: in this order, each only where something is missing. @k8s golden cluster/pv-reclaim-delete */
export function* bind(volume: PersistentVolume, claim: PersistentVolumeClaim): Step<PersistentVolumeClaim> {
  const pointed = yield* pointToClaim(volume, claim);
  if (!pointed.ok) return pointed;
  const bound = yield* setVolumePhase(pointed.value, 'Bound');
  if (!bound.ok) return bound;
  const answered = yield* pointToVolume(claim, bound.value);
  return answered.ok ? yield* setClaimPhase(answered.value, 'Bound', bound.value) : answered;
}

/** What the controller bound loses the pointer; what a person reserved keeps its name without the uid. */
export function* unbind(volume: PersistentVolume): Step<PersistentVolume> {
  const own = annotation(volume, BOUND_BY_CONTROLLER) !== undefined;
  const freed = yield* changeVolume(volume, own ? { metadata: { annotations: { [BOUND_BY_CONTROLLER]: null } }, spec: { claimRef: null } }
    : { spec: { claimRef: { uid: null } } }, 'the claim is bound elsewhere');
  return freed.ok ? yield* setVolumePhase(freed.value, 'Available') : freed;
}
