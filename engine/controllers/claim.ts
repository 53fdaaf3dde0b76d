/**
 * Which objects belong to a controller: its own that still match, and those without a controller that match (adopted now).
 * @k8s pkg/controller/controller_ref_manager.go
 */
import { controllerReference, type KindDefinition, type KubeObject, type LabelSelector } from '../api/index.ts';
import { matchesLabelSelector, type Json } from '../base/index.ts';
import { isDeleting, keyOf, nameOf, uidOf } from './owners.ts';
import { kindOf, type Reply, type Request } from './request.ts';

export type Claimant<T extends KubeObject> = {
  readonly owner: KubeObject;
  /** `replicaset-controller`. */
  readonly by: string;
  readonly selector: LabelSelector;
  readonly kind: KindDefinition<T>;
  /** Controlled by the owner now. */
  readonly owned: readonly T[];
  /** Of the namespace, without a controller. */
  readonly orphans: readonly T[];
  /** Put on what is adopted, taken off what is released. */
  readonly finalizer?: string;
  /** What an object must be beyond matching the selector. */
  readonly member?: (object: T) => boolean;
};

/** The objects that are the owner's from now on, as they were before being adopted. */
export function* claim<T extends KubeObject>(claimant: Claimant<T>): Generator<readonly Request[], readonly T[], readonly Reply[]> {
  const { owner, selector, owned, orphans, member = () => true } = claimant;
  const matches = (object: T): boolean => matchesLabelSelector(selector, object.metadata?.labels) && member(object);
  const keep = owned.filter(matches);
  const release = isDeleting(owner) || keep.length === owned.length ? [] : owned.filter((object) => !matches(object));
  const adopt = isDeleting(owner) ? [] : orphans.filter((object) => !isDeleting(object) && matches(object));
  if (release.length + adopt.length === 0) return keep;
  const replies = yield [
    ...adopt.map((object) => patch(claimant, object, [...(object.metadata?.ownerReferences ?? []), controllerReference(owner)], 'adopt what matches the selector')),
    ...release.map((object) => patch(claimant, object, (object.metadata?.ownerReferences ?? []).filter(({ uid }) => uid !== uidOf(owner)), 'release what no longer matches the selector')),
  ];
  return [...keep, ...adopt.filter((_, i) => replies[i]?.ok === true)];
}

function patch<T extends KubeObject>({ kind, by, owner, finalizer }: Claimant<T>, object: T, ownerReferences: readonly unknown[], rule: string): Request {
  const others = (object.metadata?.finalizers ?? []).filter((name) => name !== finalizer);
  const adopted = ownerReferences.length > (object.metadata?.ownerReferences ?? []).length;
  const kept = adopted && finalizer !== undefined ? [...others, finalizer] : others;
  return {
    verb: 'patch', kind: kindOf(kind), namespace: object.metadata?.namespace, name: nameOf(object),
    patch: {
      metadata: {
        uid: uidOf(object), ownerReferences: ownerReferences.length === 0 ? null : ownerReferences as readonly Json[],
        ...(finalizer === undefined ? {} : { finalizers: kept.length === 0 ? null : kept }),
      },
    },
    because: { by, rule, cause: `${(owner.kind ?? '').toLowerCase()}s/${keyOf(owner)}` },
  };
}
