/** Creating, mending and deleting the pods of a set with their claims, and telling of it. @k8s pkg/controller/statefulset/stateful_pod_control.go */
import { failure, KINDS, type KubeObject, type PersistentVolumeClaim, type Pod, type StatefulSet, type Status } from '../../api/index.ts';
import type { Because } from '../../apiserver/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf } from '../owners.ts';
import { event, kindOf, send } from '../request.ts';
import { claimsOf, hasOtherController, isOwnerRight, isStaleForPod, policyOf, withRightOwner } from './claims.ts';
import { claimName, claimTemplates, identityMatches, ordinalOf, storageMatches, withIdentity, withStorage } from './identity.ts';
import { failed, GO_ON, type Outcome, type Work } from './work.ts';

export const BY = 'statefulset-controller';
export const because = (set: StatefulSet, rule: string): Because => ({ by: BY, rule, cause: `statefulsets/${keyOf(set)}` });

/** The claim of that name in the set's namespace as it is now. */
export type FindClaim = (name: string) => PersistentVolumeClaim | undefined;

const TITLES = { create: 'Create', update: 'Update', delete: 'Delete' } as const;
type Deed = keyof typeof TITLES;

function* tellOfPod(deed: Deed, set: StatefulSet, pod: Pod, error?: Status): Work<void> {
  const what = `${TITLES[deed]} Pod ${nameOf(pod)} in StatefulSet ${nameOf(set)}`;
  yield [error === undefined ? event(set, 'Normal', `Successful${TITLES[deed]}`, `${what} successful`)
    : event(set, 'Warning', `Failed${TITLES[deed]}`, `${what} failed error: ${error.message ?? ''}`)];
}

function* tellOfClaim(set: StatefulSet, pod: Pod, claim: PersistentVolumeClaim, error?: Status): Work<void> {
  yield [error === undefined
    ? event(set, 'Normal', 'SuccessfulCreate', `Create Claim ${nameOf(claim)} Pod ${nameOf(pod)} in StatefulSet ${nameOf(set)} success`)
    : event(set, 'Warning', 'FailedCreate', `Create Claim ${nameOf(claim)} for Pod ${nameOf(pod)} in StatefulSet ${nameOf(set)} failed error: ${error.message ?? ''}`)];
}

/** Several errors are told as a list, each but once. @k8s apimachinery/pkg/util/errors Aggregate */
function aggregate(errors: readonly string[]): Status | undefined {
  const [first, ...rest] = [...new Set(errors)];
  if (first === undefined) return undefined;
  return failure(500, '', rest.length === 0 ? first : `[${[first, ...rest].join(', ')}]`);
}

function* createClaims(set: StatefulSet, pod: Pod, find: FindClaim): Work<Status | undefined> {
  const errors: string[] = [];
  for (const claim of claimsOf(set, pod)) {
    const known = find(nameOf(claim));
    if (known !== undefined) {
      if (isDeleting(known)) errors.push(`pvc ${nameOf(claim)} is being deleted`);
      continue;
    }
    const result = yield* send({ verb: 'create', kind: kindOf(KINDS.PersistentVolumeClaim), object: claim, because: because(set, 'create the claims of a pod') });
    if (!result.ok) errors.push(`failed to create PVC ${nameOf(claim)}: ${result.status.message ?? ''}`);
    if (result.ok || result.status.reason !== 'AlreadyExists') yield* tellOfClaim(set, pod, claim, result.ok ? undefined : result.status);
  }
  return aggregate(errors);
}

const claimsNow = (set: StatefulSet, pod: Pod, find: FindClaim): readonly PersistentVolumeClaim[] =>
  claimTemplates(set).flatMap((name) => find(claimName(set, name, ordinalOf(pod))) ?? []);

export const claimsMatchPolicy = (set: StatefulSet, pod: Pod, find: FindClaim): boolean =>
  claimsNow(set, pod, find).every((claim) => isOwnerRight(claim, set, pod));

/** A claim still goes the way of an earlier pod of that name: the new one must not start on it. @k8s PodClaimIsStale */
export const hasStaleClaim = (set: StatefulSet, pod: Pod, find: FindClaim): boolean =>
  policyOf(set).scaled && claimsNow(set, pod, find).some((claim) => isStaleForPod(claim, pod));

/** The volume binder writes the claim at the same time: each change of mind of its is one more try. */
const TRIES = 5;

export function* setClaimOwners(set: StatefulSet, pod: Pod, find: FindClaim): Work<Status | undefined> {
  for (const { metadata } of claimsNow(set, pod, find)) {
    const name = metadata?.name ?? '';
    for (let tries = 1; ; tries++) {
      const claim = find(name);
      if (claim === undefined) break;
      if (hasOtherController(claim, set, pod)) {
        yield [event(set, 'Warning', 'ConflictingController', `PersistentVolumeClaim ${name} has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim`)];
      }
      if (isOwnerRight(claim, set, pod)) break;
      const object: KubeObject = withRightOwner(claim, set, pod);
      const result = yield* send({ verb: 'update', kind: kindOf(KINDS.PersistentVolumeClaim), object, because: because(set, 'own claims as the retention policy says') });
      if (result.ok) break;
      if (result.status.code === 409 && tries < TRIES) continue;
      return failure(result.status.code ?? 500, result.status.reason ?? '', `could not update claim ${name} for delete policy ownerRefs: ${result.status.message ?? ''}`);
    }
  }
  return undefined;
}

export function* createPod(set: StatefulSet, pod: Pod, find: FindClaim): Work<Outcome> {
  const refused = yield* createClaims(set, pod, find);
  if (refused !== undefined) { yield* tellOfPod('create', set, pod, refused); return failed(refused); }
  const result = yield* send<Pod>({ verb: 'create', kind: kindOf(KINDS.Pod), object: pod, because: because(set, 'create missing pods in order') });
  if (!result.ok && result.status.reason === 'AlreadyExists') return failed(result.status);
  const unowned = yield* setClaimOwners(set, pod, find);
  if (unowned !== undefined) { yield* tellOfPod('update', set, pod, unowned); return failed(unowned); }
  yield* tellOfPod('create', set, pod, result.ok ? undefined : result.status);
  return result.ok ? GO_ON : failed(result.status);
}

/** What a Pending pod lacks. */
export function* createMissingClaims(set: StatefulSet, pod: Pod, find: FindClaim): Work<Outcome> {
  const refused = yield* createClaims(set, pod, find);
  if (refused !== undefined) return failed(refused);
  const unowned = yield* setClaimOwners(set, pod, find);
  if (unowned === undefined) return GO_ON;
  yield* tellOfPod('update', set, pod, unowned);
  return failed(unowned);
}

export const isInOrder = (set: StatefulSet, pod: Pod, find: FindClaim): boolean =>
  identityMatches(set, pod) && storageMatches(set, pod) && claimsMatchPolicy(set, pod, find);

/** Puts identity, volumes and owners of claims right, and writes the pod whatever of them it was. @k8s UpdateStatefulPod */
export function* mendPod(set: StatefulSet, pod: Pod, find: FindClaim): Work<Outcome> {
  let object = identityMatches(set, pod) ? pod : withIdentity(set, pod);
  if (!storageMatches(set, pod)) {
    object = withStorage(set, object);
    const refused = yield* createClaims(set, object, find);
    if (refused !== undefined) { yield* tellOfPod('update', set, pod, refused); return failed(refused); }
  }
  if (!claimsMatchPolicy(set, pod, find)) {
    const unowned = yield* setClaimOwners(set, pod, find);
    if (unowned !== undefined) { yield* tellOfPod('update', set, pod, unowned); return failed(unowned); }
  }
  const result = yield* send<Pod>({ verb: 'update', kind: kindOf(KINDS.Pod), object, because: because(set, 'keep identity and volumes of a pod') });
  yield* tellOfPod('update', set, pod, result.ok ? undefined : result.status);
  return result.ok ? GO_ON : failed(result.status);
}

/** A pod that is gone already counts as deleted. */
export function* deletePod(set: StatefulSet, pod: Pod, rule: string): Work<Outcome> {
  const result = yield* send({ verb: 'delete', kind: kindOf(KINDS.Pod), namespace: namespaceOf(pod), name: nameOf(pod), because: because(set, rule) });
  const error = result.ok || result.status.code === 404 ? undefined : result.status;
  yield* tellOfPod('delete', set, pod, error);
  return error === undefined ? GO_ON : failed(error);
}
