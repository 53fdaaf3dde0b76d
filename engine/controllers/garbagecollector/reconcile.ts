/** Dependents follow their owners. @k8s pkg/controller/garbagecollector/garbagecollector.go */
import { failure, type KindDefinition, type KubeObject, type OwnerReference, type Status } from '../../api/index.ts';
import { jsonEqual, type Json, type JsonObject } from '../../base/index.ts';
import type { Result } from '../../client/index.ts';
import { isDeleting, nameOf, uidOf } from '../owners.ts';
import { send, type Reconcile, type Reply, type Request } from '../request.ts';
import { blockingDependents, dependentsOf, FOREGROUND, hasFinalizer, ORPHAN, waitsForDependents, type Node } from './graph.ts';
import type { Identity } from './identity.ts';

export const BY = 'generic-garbage-collector';

/** An object with its kind. */
type Item = { readonly kind: KindDefinition; readonly object: KubeObject };
/**
 * What the API server says to a name: the object, that there is none, that the kind is not served,
 * that a cluster-wide object cannot have such an owner, or no answer.
 */
export type Found = Item | 'absent' | 'unknown kind' | 'no namespace' | Status;

export type Surroundings = {
  readonly find: (identity: Pick<Identity, 'apiVersion' | 'kind' | 'namespace' | 'name'>) => Found;
  /** There is no such object: its dependents are looked at. */
  readonly absent: (identity: Identity) => void;
  readonly attemptToDelete: (node: Node) => void;
};

const isItem = (found: Found): found is Item => typeof found === 'object' && 'object' in found;
/** Why it has to be tried again; undefined: it would be in vain. */
function obstacle(found: Exclude<Found, Item | 'absent'>, { apiVersion, kind }: Pick<Identity, 'apiVersion' | 'kind'>): Status | undefined {
  if (found === 'no namespace') return undefined;
  return found === 'unknown kind' ? failure(404, 'NotFound', `unable to get REST mapping for ${apiVersion}/${kind}.`) : found;
}
const notSeenYet = (): Status => failure(404, 'NotFound', 'the object has not been observed yet');
const isGone = (status: Status): boolean => status.code === 404;

const causeOf = ({ kind, object }: Item): string => [kind.plural, object.metadata?.namespace, nameOf(object)].filter((part) => part !== undefined).join('/');
const place = (item: Item, rule: string, cause: Item = item) =>
  ({ kind: item.kind, namespace: item.object.metadata?.namespace, name: nameOf(item.object), because: { by: BY, rule, cause: causeOf(cause) } });

export function* attemptToDelete(node: Node, around: Surroundings): Reconcile {
  if (node.beingDeleted && !node.deletingDependents) return undefined;
  const { identity } = node;
  const latest = around.find(identity);
  if (latest === 'absent' || (isItem(latest) && uidOf(latest.object) !== identity.uid)) { around.absent(identity); return undefined; }
  if (!isItem(latest)) return obstacle(latest, identity);
  // Its deletion has begun; the graph hears of it in a moment.
  if (isDeleting(latest.object) && !node.deletingDependents) return undefined;
  const failed = node.deletingDependents ? yield* awaitDependents(node, around) : yield* followOwners(node, latest, around);
  return failed ?? (node.virtual ? notSeenYet() : undefined);
}

/** Gone when nothing is left that blocks it. */
function* awaitDependents(node: Node, around: Surroundings): Reconcile {
  let blocked = false;
  for (const dependent of blockingDependents(node)) {
    blocked = true;
    if (!dependent.deletingDependents && !dependent.beingDeleted) around.attemptToDelete(dependent);
  }
  return blocked ? undefined : yield* dropFinalizer(node.identity, FOREGROUND, around);
}

/** References to what is gone, and to what waits for this object; `solid`: owners that stay. */
type Judged = { readonly solid: number; readonly dangling: readonly OwnerReference[]; readonly waiting: readonly OwnerReference[] };
function classify(references: readonly OwnerReference[], namespace: string, around: Surroundings): Judged | { readonly status: Status | undefined } {
  const [dangling, waiting]: [OwnerReference[], OwnerReference[]] = [[], []];
  for (const reference of references) {
    const owner = around.find({ ...reference, namespace });
    if (owner === 'absent') dangling.push(reference);
    else if (!isItem(owner)) return { status: obstacle(owner, reference) };
    else if (uidOf(owner.object) !== reference.uid) dangling.push(reference);
    else if (waitsForDependents(owner.object)) waiting.push(reference);
  }
  return { solid: references.length - dangling.length - waiting.length, dangling, waiting };
}

function* followOwners(node: Node, latest: Item, around: Surroundings): Reconcile {
  const references = latest.object.metadata?.ownerReferences ?? [];
  if (references.length === 0) return undefined;
  const judged = classify(references, latest.object.metadata?.namespace ?? '', around);
  if ('status' in judged) return judged.status;
  const { solid, dangling, waiting } = judged;
  if (solid > 0) {
    if (dangling.length + waiting.length === 0) return undefined;
    // The waiting ones would wait for ever for what another owner holds.
    const [reply] = yield [dropOwners(latest, [...dangling, ...waiting], 'forget owners that are gone', latest)];
    return failureOf(reply);
  }
  if (waiting.length === 0 || node.dependents === undefined) {
    // What an earlier deletion has said holds.
    const policy = hasFinalizer(latest.object, ORPHAN) ? 'Orphan' : hasFinalizer(latest.object, FOREGROUND) ? 'Foreground' : 'Background';
    return yield* remove(node, latest, policy, around);
  }
  // One of its own dependents waits, too: perhaps for this very object. Nobody is to wait for it any more.
  if (Array.from(dependentsOf(node)).some(({ deletingDependents }) => deletingDependents)) {
    const ownerReferences = references.map((one) => (one.blockOwnerDeletion === true ? { ...one, blockOwnerDeletion: false } : one)) as readonly Json[];
    const patch = { metadata: { uid: uidOf(latest.object), ownerReferences } };
    const [reply] = yield [{ verb: 'patch', ...place(latest, 'owners may go before it: they wait for one another'), patch }];
    const failed = failureOf(reply);
    if (failed !== undefined) return failed;
    const after = around.find(node.identity);
    if (isItem(after) && uidOf(after.object) === node.identity.uid) return yield* remove(node, after, 'Foreground', around);
  }
  return yield* remove(node, latest, 'Foreground', around);
}

const ownersOf = ({ metadata }: KubeObject): readonly Json[] => (metadata?.ownerReferences ?? []) as readonly Json[]; // API objects are plain JSON

/** If only something else than its owners has changed meanwhile it goes nonetheless. */
function* remove(node: Node, { kind, object }: Item, propagationPolicy: 'Background' | 'Foreground' | 'Orphan', around: Surroundings): Reconcile {
  const request = { verb: 'delete', ...place({ kind, object }, 'delete what has no owner left') } as const;
  const uid = uidOf(object);
  const resourceVersion = object.metadata?.resourceVersion;
  const preconditions = { uid, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
  let reply: Result<KubeObject> = yield* send({ ...request, options: { propagationPolicy, preconditions } });
  if (reply?.ok === false && reply.status.code === 409) {
    const live = around.find(node.identity);
    if (live === 'absent') { around.absent(node.identity); return undefined; }
    if (isItem(live) && uidOf(live.object) === uid && jsonEqual(ownersOf(live.object), ownersOf(object))) reply = yield* send({ ...request, options: { propagationPolicy, preconditions: { uid } } });
  }
  if (reply?.ok !== false) return undefined;
  if (!isGone(reply.status)) return reply.status;
  around.absent(node.identity);
  return undefined;
}

export function* attemptToOrphan(node: Node, around: Surroundings): Reconcile {
  const owner = around.find(node.identity);
  const item = isItem(owner) ? owner : undefined;
  const requests: Request[] = [];
  for (const { identity } of dependentsOf(node)) {
    const dependent = around.find(identity);
    if (isItem(dependent) && uidOf(dependent.object) === identity.uid) requests.push(dropOwners(dependent, [node.identity], 'orphan the dependents', item ?? dependent));
  }
  const replies = requests.length === 0 ? [] : yield requests;
  for (const reply of replies) { const failed = failureOf(reply); if (failed !== undefined) return failed; }
  return yield* dropFinalizer(node.identity, ORPHAN, around);
}

const FINALIZER_TRIES = 4;
function* dropFinalizer(identity: Identity, finalizer: string, around: Surroundings): Reconcile {
  for (let tries = 1; ; tries++) {
    const found = around.find(identity);
    if (found === 'absent') return undefined;
    if (!isItem(found)) return obstacle(found, identity);
    const { finalizers: present = [], resourceVersion = '', uid } = found.object.metadata ?? {};
    if (uid !== identity.uid || !present.includes(finalizer)) return undefined;
    const rest = present.filter((other) => other !== finalizer);
    const patch = { metadata: { resourceVersion, finalizers: rest.length === 0 ? null : rest } };
    const [reply] = yield [{ verb: 'patch', ...place(found, `nothing holds it back: ${finalizer} is done`), patch }];
    const failed = failureOf(reply);
    if (failed === undefined || failed.code !== 409 || tries === FINALIZER_TRIES) return failed;
  }
}

/** Kinds of custom resources know no strategic patch. */
function dropOwners(item: Item, owners: readonly { readonly uid: string }[], rule: string, cause: Item): Request {
  const { uid = '', resourceVersion = '', ownerReferences = [] } = item.object.metadata ?? {};
  if (item.kind.definition === '') {
    const rest = ownerReferences.filter((reference) => !owners.some((owner) => owner.uid === reference.uid)) as readonly Json[];
    return { verb: 'patch', ...place(item, rule, cause), patch: { metadata: { uid, resourceVersion, ownerReferences: rest.length === 0 ? null : rest } } };
  }
  const ownersGone = owners.map((owner): JsonObject => ({ $patch: 'delete', uid: owner.uid }));
  return { verb: 'patch', type: 'strategic', ...place(item, rule, cause), patch: { metadata: { uid, ownerReferences: ownersGone } } };
}

/** What is gone needs no change. */
const failureOf = (reply: Reply): Status | undefined => (reply?.ok === false && !isGone(reply.status) ? reply.status : undefined);
