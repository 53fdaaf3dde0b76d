/**
 * Who owns what, by uid, kept up to date one change at a time. An owner that nobody has seen yet stands in it as well ("virtual"),
 * until it is seen or the API server says that there is none. @k8s pkg/controller/garbagecollector/graph_builder.go
 */
import type { KubeObject, OwnerReference } from '../../api/index.ts';
import { isDeleting, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { alternative, partition, sameCoordinates, sameIdentity, type Identity } from './identity.ts';

export const ORPHAN = 'orphan';
export const FOREGROUND = 'foregroundDeletion';

export type Node = {
  identity: Identity;
  owners: readonly OwnerReference[];
  /** Made with the first. */
  dependents: Set<Node> | undefined;
  /** It is being deleted and waits for its dependents. */
  deletingDependents: boolean;
  beingDeleted: boolean;
  virtual: boolean;
};

export type GraphEvents = {
  /** The object may have to go. `soon`: nobody's deletion has to be followed. */
  readonly attemptToDelete: (node: Node, soon: boolean) => void;
  readonly attemptToOrphan: (node: Node) => void;
  /** A reference to an object of another namespace. */
  readonly invalidNamespace: (node: Node, reference: OwnerReference) => void;
};

export type Graph = {
  at(uid: string): Node | undefined;
  /** Of the kind, as it is now and as it was; undefined: it is new, or it is gone. */
  changed(kind: Pick<Identity, 'apiVersion' | 'kind'>, now: KubeObject | undefined, old: KubeObject | undefined): void;
  /** There is no such object. */
  absent(identity: Identity): void;
};

const NONE: readonly OwnerReference[] = [];
const NOBODY: readonly Node[] = [];
const ownersOf = ({ metadata }: KubeObject): readonly OwnerReference[] => metadata?.ownerReferences ?? NONE;
export const hasFinalizer = (object: KubeObject, finalizer: string): boolean => object.metadata?.finalizers?.includes(finalizer) === true;
export const waitsForDependents = (object: KubeObject): boolean => isDeleting(object) && hasFinalizer(object, FOREGROUND);
const startsWith = (finalizer: string, object: KubeObject, old: KubeObject | undefined): boolean =>
  isDeleting(object) && hasFinalizer(object, finalizer) && (old === undefined || !isDeleting(old) || !hasFinalizer(old, finalizer));

export const dependentsOf = (node: Node): Iterable<Node> => node.dependents ?? NOBODY;
const blocks = (dependent: Node, owner: Node): boolean =>
  dependent.owners.some(({ uid, blockOwnerDeletion }) => uid === owner.identity.uid && blockOwnerDeletion === true);
/** What has to go before the owner does. */
export function* blockingDependents(owner: Node): Iterable<Node> {
  for (const dependent of dependentsOf(owner)) if (blocks(dependent, owner)) yield dependent;
}
function isBlocked(owner: Node): boolean {
  for (const _ of blockingDependents(owner)) return true;
  return false;
}

export function createGraph(events: GraphEvents): Graph {
  const nodes = new Map<string, Node>();

  /** An owner that waits looks again when the last one that it waits for is gone: not after each of thousands. */
  const tellOwners = (owners: readonly OwnerReference[]): void => {
    for (const { uid } of owners) {
      const owner = nodes.get(uid);
      if (owner?.deletingDependents === true && !isBlocked(owner)) events.attemptToDelete(owner, true);
    }
  };
  /** Whether the reference has to be looked into; says so if it is wrong for certain. */
  const isDoubtful = (node: Node, reference: OwnerReference, owner: Node): boolean => {
    const elsewhere = owner.identity.namespace !== node.identity.namespace;
    if (owner.identity.namespace !== '' && elsewhere) {
      if (!owner.virtual) events.invalidNamespace(node, reference);
      return true;
    }
    return !sameCoordinates(reference, owner.identity) || (owner.identity.namespace === '' && elsewhere && owner.virtual);
  };
  const addToOwners = (node: Node, owners: readonly OwnerReference[]): void => {
    let doubtful = false;
    for (const reference of owners) {
      const { apiVersion, kind, name, uid } = reference;
      let owner = nodes.get(uid);
      if (owner === undefined) {
        const identity = { apiVersion, kind, name, uid, namespace: node.identity.namespace };
        owner = { identity, owners: NONE, dependents: new Set([node]), deletingDependents: false, beingDeleted: false, virtual: true };
        nodes.set(uid, owner);
        events.attemptToDelete(owner, false);
        continue;
      }
      owner.dependents ??= new Set();
      owner.dependents.add(node);
      doubtful ||= isDoubtful(node, reference, owner);
      if (owner.deletingDependents) events.attemptToDelete(node, false);
    }
    if (doubtful) events.attemptToDelete(node, false);
  };
  const removeFromOwners = (node: Node, owners: readonly OwnerReference[]): void => {
    for (const { uid } of owners) {
      const owner = nodes.get(uid);
      owner?.dependents?.delete(node);
      if (owner?.dependents?.size === 0) owner.dependents = undefined;
    }
  };
  const startTransitions = (node: Node, now: KubeObject, old: KubeObject | undefined): void => {
    if (startsWith(ORPHAN, now, old)) { events.attemptToOrphan(node); return; }
    if (!startsWith(FOREGROUND, now, old)) return;
    node.deletingDependents = true;
    for (const dependent of dependentsOf(node)) events.attemptToDelete(dependent, false);
    events.attemptToDelete(node, true);
  };
  /** Those who know it under another name are looked into. */
  const observe = (node: Node, identity: Identity): void => {
    if (!sameIdentity(node.identity, identity)) {
      for (const dependent of partition(dependentsOf(node), identity).others) {
        const reference = dependent.owners.find(({ uid }) => uid === identity.uid);
        const elsewhere = identity.namespace !== '' && dependent.identity.namespace !== identity.namespace;
        if (elsewhere && reference !== undefined) events.invalidNamespace(dependent, reference);
        events.attemptToDelete(dependent, false);
      }
      node.identity = identity;
    }
    node.virtual = false;
  };
  const changeOwners = (node: Node, owners: readonly OwnerReference[]): void => {
    if (owners === node.owners) return;
    const before = node.owners;
    node.owners = owners;
    addToOwners(node, owners.filter(({ uid }) => !before.some((other) => other.uid === uid)));
    const removed = before.filter(({ uid }) => !owners.some((other) => other.uid === uid));
    removeFromOwners(node, removed);
    // A reference that blocks no more lets its owner go as much as one that is taken away.
    const blocksStill = (uid: string): boolean => owners.find((other) => other.uid === uid)?.blockOwnerDeletion === true;
    tellOwners(before.filter(({ uid, blockOwnerDeletion }) => blockOwnerDeletion === true && !blocksStill(uid)));
  };
  const remove = (node: Node): void => {
    nodes.delete(node.identity.uid);
    removeFromOwners(node, node.owners);
    for (const dependent of dependentsOf(node)) events.attemptToDelete(dependent, false);
    tellOwners(node.owners);
  };

  const identityOf = ({ apiVersion, kind }: Pick<Identity, 'apiVersion' | 'kind'>, object: KubeObject): Identity =>
    ({ apiVersion, kind, namespace: namespaceOf(object), name: nameOf(object), uid: uidOf(object) });
  return {
    at: (uid) => nodes.get(uid),
    changed(kind, now, old) {
      const object = now ?? old;
      if (object === undefined) return;
      let node = nodes.get(uidOf(object));
      if (now === undefined) { if (node !== undefined) { if (node.virtual) observe(node, identityOf(kind, object)); remove(node); } return; }
      if (node === undefined) {
        node = {
          identity: identityOf(kind, now), owners: ownersOf(now), dependents: undefined,
          deletingDependents: waitsForDependents(now), beingDeleted: isDeleting(now), virtual: false,
        };
        nodes.set(node.identity.uid, node);
        if (node.owners.length > 0) addToOwners(node, node.owners);
      } else {
        if (node.virtual) observe(node, identityOf(kind, now));
        changeOwners(node, ownersOf(now));
        if (isDeleting(now)) node.beingDeleted = true;
      }
      if (node.beingDeleted) startTransitions(node, now, old);
    },
    absent(identity) {
      const node = nodes.get(identity.uid);
      if (node === undefined) return;
      if (!node.virtual && sameIdentity(node.identity, identity)) { remove(node); return; }
      const { matching, others } = partition(dependentsOf(node), identity);
      if (node.virtual && others.length === 0) { remove(node); return; }
      for (const dependent of matching) events.attemptToDelete(dependent, false);
      const next = node.virtual && sameIdentity(node.identity, identity) ? alternative(others, identity) : undefined;
      if (next === undefined) return;
      node.identity = next;
      events.attemptToDelete(node, false);
    },
  };
}
