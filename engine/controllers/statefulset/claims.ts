/** The claims of a pod and who owns them, by the retention policy. @k8s pkg/controller/statefulset/stateful_set_utils.go */
import { controllerReference, type KubeObject, type OwnerReference, type PersistentVolumeClaim, type Pod, type StatefulSet } from '../../api/index.ts';
import { nameOf, namespaceOf, uidOf } from '../owners.ts';
import { claimName, isInRange, ordinalOf } from './identity.ts';

/** In order of the templates; with the set's selector as labels. */
export function claimsOf(set: StatefulSet, pod: Pod): readonly PersistentVolumeClaim[] {
  const ordinal = ordinalOf(pod);
  const byName = new Map((set.spec?.volumeClaimTemplates ?? []).map((template) => [nameOf(template), template]));
  const wanted = set.spec?.selector.matchLabels;
  return [...byName].map(([name, template]): PersistentVolumeClaim => {
    const { labels } = template.metadata ?? {};
    return {
      ...template, apiVersion: 'v1', kind: 'PersistentVolumeClaim',
      metadata: {
        ...template.metadata, name: claimName(set, name, ordinal), namespace: namespaceOf(set),
        ...(labels === undefined && wanted === undefined ? {} : { labels: { ...labels, ...wanted } }),
      },
    };
  });
}

type Policy = { readonly scaled: boolean; readonly deleted: boolean };
/** Which events delete claims. */
export function policyOf(set: StatefulSet): Policy {
  const { whenScaled, whenDeleted } = set.spec?.persistentVolumeClaimRetentionPolicy ?? {};
  return { scaled: whenScaled === 'Delete', deleted: whenDeleted === 'Delete' };
}

type Named = { readonly apiVersion: string; readonly kind: string };
const SET: Named = { apiVersion: 'apps/v1', kind: 'StatefulSet' };
const POD: Named = { apiVersion: 'v1', kind: 'Pod' };
const names = (ref: OwnerReference, object: KubeObject, { apiVersion, kind }: Named): boolean =>
  ref.apiVersion === apiVersion && ref.kind === kind && ref.name === nameOf(object);
const ownersOf = (claim: PersistentVolumeClaim): readonly OwnerReference[] => claim.metadata?.ownerReferences ?? [];
const isOwnedBy = (claim: PersistentVolumeClaim, owner: KubeObject): boolean => ownersOf(claim).some(({ uid }) => uid === uidOf(owner));

/** It names an earlier object of the same name: the first of its owners that is called so decides. */
function isStaleFor(claim: PersistentVolumeClaim, object: KubeObject, kind: Named): boolean {
  const ref = ownersOf(claim).find((owner) => names(owner, object, kind));
  return ref !== undefined && ref.uid !== uidOf(object);
}
export const isStaleForPod = (claim: PersistentVolumeClaim, pod: Pod): boolean => isStaleFor(claim, pod, POD);

/** Another controller than the set or the pod manages the claim, and the policy would have it deleted. */
export function hasOtherController(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
  const { scaled, deleted } = policyOf(set);
  if (!scaled && !deleted) return false;
  return ownersOf(claim).some((ref) => {
    if (names(ref, set, SET)) return ref.uid !== uidOf(set);
    if (names(ref, pod, POD)) return ref.uid !== uidOf(pod);
    return ref.controller === true;
  });
}

/** Whom the policy wants as owner. Of a condemned pod's claim the pod, so that it goes with it. */
function wantedOwner(set: StatefulSet, pod: Pod): 'set' | 'pod' | undefined {
  const { scaled, deleted } = policyOf(set);
  if (scaled && !isInRange(set, ordinalOf(pod))) return 'pod';
  return deleted ? 'set' : undefined;
}

/** Also true for claims that are in a state which must not be touched. @k8s isClaimOwnerUpToDate */
export function isOwnerRight(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): boolean {
  if (isStaleFor(claim, set, SET) || isStaleFor(claim, pod, POD)) return true;
  const [bySet, byPod] = [isOwnedBy(claim, set), isOwnedBy(claim, pod)];
  if (hasOtherController(claim, set, pod)) return !bySet && !byPod;
  if (ownersOf(claim).some(({ uid, controller }) => (uid === uidOf(set) || uid === uidOf(pod)) && controller !== true)) return false;
  const wanted = wantedOwner(set, pod);
  return bySet === (wanted === 'set') && byPod === (wanted === 'pod');
}

/** Other controllers keep their claims: then neither set nor pod stays an owner. */
export function withRightOwner(claim: PersistentVolumeClaim, set: StatefulSet, pod: Pod): PersistentVolumeClaim {
  const others = ownersOf(claim).filter((ref) => !names(ref, set, SET) && !names(ref, pod, POD));
  const wanted = hasOtherController(claim, set, pod) ? undefined : wantedOwner(set, pod);
  const owner = wanted === 'set' ? set : wanted === 'pod' ? pod : undefined;
  const known = owner === undefined || others.some(({ uid }) => uid === uidOf(owner));
  const { ownerReferences: _, ...metadata } = claim.metadata ?? {};
  const refs = known ? others : [...others, controllerReference(owner)];
  return { ...claim, metadata: { ...metadata, ...(refs.length === 0 ? {} : { ownerReferences: refs }) } };
}
