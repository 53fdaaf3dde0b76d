/** Dependents follow their owners. @k8s pkg/controller/garbagecollector/garbagecollector.go */
import type { KindDefinition, KubeObject, OwnerReference, Status } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import { isDeleting, nameOf, uidOf } from '../owners.ts';
import type { Reconcile, Reply, Request } from '../request.ts';

export const BY = 'generic-garbage-collector';
export const ORPHAN = 'orphan';
export const FOREGROUND = 'foregroundDeletion';

/** An object with its kind. */
export type Item = { readonly kind: KindDefinition; readonly object: KubeObject };

export type ItemView = {
  readonly item: Item;
  readonly dependents: readonly Item[];
  /** The owner that a reference means; undefined if there is none with that uid; `unknown` for a kind that is not served. */
  readonly ownerOf: (reference: OwnerReference) => KubeObject | undefined | 'unknown';
};

export const hasFinalizer = (object: KubeObject, finalizer: string): boolean => object.metadata?.finalizers?.includes(finalizer) === true;
const waitsForDependents = (object: KubeObject): boolean => isDeleting(object) && hasFinalizer(object, FOREGROUND);

const causeOf = ({ kind, object }: Item): string => [kind.plural, object.metadata?.namespace, nameOf(object)].filter((part) => part !== undefined).join('/');
const place = (item: Item, rule: string, cause: Item = item) =>
  ({ kind: item.kind, namespace: item.object.metadata?.namespace, name: nameOf(item.object), because: { by: BY, rule, cause: causeOf(cause) } });

export function* reconcileItem(view: ItemView): Reconcile {
  const { item, dependents } = view;
  const { object } = item;
  if (isDeleting(object) && hasFinalizer(object, ORPHAN)) return yield* orphanDependents(item, dependents);
  if (waitsForDependents(object)) return yield* awaitDependents(item, dependents);
  if (isDeleting(object)) return undefined;
  return yield* followOwners(view);
}

function* orphanDependents(item: Item, dependents: readonly Item[]): Reconcile {
  const replies = yield dependents.map((dependent): Request => dropOwners(dependent, new Set([uidOf(item.object)]), 'orphan the dependents', item));
  const failed = firstFailure(replies);
  return failed ?? (yield* dropFinalizer(item, ORPHAN));
}

/** Gone when nothing is left that blocks it. */
function* awaitDependents(item: Item, dependents: readonly Item[]): Reconcile {
  const blocking = dependents.filter(({ object }) => object.metadata?.ownerReferences?.some(({ uid, blockOwnerDeletion }) => uid === uidOf(item.object) && blockOwnerDeletion === true));
  return blocking.length === 0 ? yield* dropFinalizer(item, FOREGROUND) : undefined;
}

function* dropFinalizer(item: Item, finalizer: string): Reconcile {
  const finalizers = (item.object.metadata?.finalizers ?? []).filter((other) => other !== finalizer);
  const [reply] = yield [{ verb: 'patch', ...place(item, `nothing holds it back: ${finalizer} is done`), patch: { metadata: { finalizers: finalizers.length === 0 ? null : finalizers } } }];
  return firstFailure([reply]);
}

function* followOwners({ item, dependents, ownerOf }: ItemView): Reconcile {
  const references = item.object.metadata?.ownerReferences ?? [];
  if (references.length === 0) return undefined;
  const owners = references.map((reference) => ({ reference, owner: ownerOf(reference) }));
  const dangling = owners.filter(({ owner }) => owner === undefined);
  const waiting = owners.filter(({ reference, owner }) => typeof owner === 'object' && waitsForDependents(owner) && reference.blockOwnerDeletion === true);
  const solid = owners.length - dangling.length - waiting.length;
  if (solid > 0) {
    if (dangling.length + waiting.length === 0) return undefined;
    const [reply] = yield [dropOwners(item, new Set([...dangling, ...waiting].map(({ reference }) => reference.uid)), 'forget owners that are gone', item)];
    return firstFailure([reply]);
  }
  const foreground = (waiting.length > 0 && dependents.length > 0) || hasFinalizer(item.object, FOREGROUND);
  const propagationPolicy = waiting.length > 0 && dependents.length > 0 ? 'Foreground' : hasFinalizer(item.object, ORPHAN) ? 'Orphan' : foreground ? 'Foreground' : 'Background';
  const [reply] = yield [{ verb: 'delete', ...place(item, 'delete what has no owner left'), options: { propagationPolicy, preconditions: { uid: uidOf(item.object) } } }];
  return firstFailure([reply]);
}

function dropOwners(item: Item, uids: ReadonlySet<string>, rule: string, cause: Item): Request {
  const rest = (item.object.metadata?.ownerReferences ?? []).filter(({ uid }) => !uids.has(uid));
  return { verb: 'patch', ...place(item, rule, cause), patch: { metadata: { uid: uidOf(item.object), ownerReferences: rest.length === 0 ? null : rest as unknown as Json } } };
}

/** Somebody else being faster is no failure. */
function firstFailure(replies: readonly Reply[]): Status | undefined {
  for (const reply of replies) if (reply?.ok === false && reply.status.code !== 404 && reply.status.code !== 409) return reply.status;
  return undefined;
}
