/** As many pods as wanted, no more, no fewer. @k8s pkg/controller/replicaset/replica_set.go */
import { controllerReference, isPodActive, KINDS, type Pod, type ReplicaSet, type Status } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { claim } from '../claim.ts';
import type { Census, Counter } from './census.ts';
import { isDeleting, keyOf, nameOf, namespaceOf } from '../owners.ts';
import { isTerminating } from '../pods.ts';
import { event, kindOf, type Reconcile, type Reply, type Request } from '../request.ts';
import { nextAvailability, statusOf } from './status.ts';
import { chooseVictims } from './victims.ts';

export const BY = 'replicaset-controller';
/** At most so many pods are created or deleted in one go. */
const BURST = 500;

export type ReplicaSetView = {
  readonly set: ReplicaSet;
  /** Pods with this set as their controller. */
  readonly owned: readonly Pod[];
  /** Pods of the namespace without a controller. */
  readonly orphans: readonly Pod[];
  /** Active pods of all sets with the same controller as this one, none if it has no controller: asked for only when pods must go. */
  readonly related: () => readonly Pod[];
  readonly count: Counter;
  readonly now: number;
};

type Manage = Generator<readonly Request[], Status | undefined, readonly Reply[]>;

export function* reconcileReplicaSet(view: ReplicaSetView): Reconcile {
  const { set, now } = view;
  const { pods, counted } = yield* members(view);
  const error = isDeleting(set) ? undefined : yield* manage(view, pods, counted.active);
  const status = statusOf(set, counted, error, now);
  if (!jsonEqual(status as Json, set.status as Json | undefined)) {
    yield [{
      verb: 'update', kind: kindOf(KINDS.ReplicaSet), object: withStatus(set, status), subresource: 'status',
      because: { by: BY, rule: 'count pods into the status', cause: causeOf(set) },
    }];
  }
  const next = nextAvailability(set, pods, now);
  if (next !== undefined) yield [{ verb: 'again', afterMs: next }];
  return error;
}

/** Its own and adopted pods, also those that have ended. Only what does not belong is worth a look at each. */
function* members({ set, owned, orphans, count, now }: ReplicaSetView): Generator<readonly Request[], Members, readonly Reply[]> {
  const free = orphans.filter(isPodActive);
  const counted = count(set, owned, now);
  if (free.length + counted.strangers === 0) return { pods: owned, counted };
  const pods = yield* claim<Pod>({
    owner: set, by: BY, selector: set.spec?.selector ?? {}, kind: KINDS.Pod,
    owned: owned.filter((pod) => isPodActive(pod) || isTerminating(pod)), orphans: free,
  });
  return { pods, counted: count(set, pods, now) };
}
type Members = { readonly pods: readonly Pod[]; readonly counted: Census };

const causeOf = (set: ReplicaSet): string => `replicasets/${keyOf(set)}`;

/** Without resourceVersion: upstream fetches the set again after a conflict and writes the same counts. */
function withStatus(set: ReplicaSet, status: ReplicaSet['status'] & object): ReplicaSet {
  const { resourceVersion: _, ...metadata } = set.metadata ?? {};
  return { ...set, metadata, status };
}

function* manage(view: ReplicaSetView, pods: readonly Pod[], active: number): Manage {
  const missing = (view.set.spec?.replicas ?? 0) - active;
  if (missing > 0) return yield* createPods(view.set, Math.min(missing, BURST));
  if (missing < 0) return yield* deletePods(view, pods.filter(isPodActive), Math.min(-missing, BURST));
  return undefined;
}

/** 1, then 2, 4, 8 … at a time, so that a refusal is met by one request and not by hundreds. */
function* createPods(set: ReplicaSet, count: number): Manage {
  const pod = podOf(set);
  const request: Request = { verb: 'create', kind: kindOf(KINDS.Pod), object: pod, because: { by: BY, rule: 'create missing pods', cause: causeOf(set) } };
  for (let [left, batch] = [count, 1]; left > 0; left -= batch, batch = Math.min(batch * 2, left)) {
    batch = Math.min(batch, left);
    const replies = yield Array.from({ length: batch }, () => request);
    let failure: Status | undefined;
    const events: Request[] = [];
    for (const reply of replies) {
      if (reply === undefined) continue;
      if (reply.ok) { events.push(event(set, 'Normal', 'SuccessfulCreate', `Created pod: ${nameOf(reply.value)}`)); continue; }
      // Nothing can be made in a namespace that goes away; that is no failure of the set.
      if (namespaceEnds(reply.status)) continue;
      events.push(event(set, 'Warning', 'FailedCreate', `Error creating: ${reply.status.message}`));
      failure ??= reply.status;
    }
    yield events;
    if (failure !== undefined) return failure;
  }
  return undefined;
}

const namespaceEnds = (status: Status): boolean => (status.details?.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating');

function podOf(set: ReplicaSet): Pod {
  const { labels, annotations, finalizers } = set.spec?.template?.metadata ?? {};
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      generateName: `${nameOf(set)}-`, namespace: namespaceOf(set),
      ...(labels === undefined ? {} : { labels }), ...(annotations === undefined ? {} : { annotations }), ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(set)],
    },
    ...(set.spec?.template?.spec === undefined ? {} : { spec: set.spec.template.spec }),
  };
}

function* deletePods(view: ReplicaSetView, active: readonly Pod[], count: number): Manage {
  const { set } = view;
  const victims = chooseVictims(active, view.related(), count, view.now);
  const replies = yield victims.map((pod): Request => ({
    verb: 'delete', kind: kindOf(KINDS.Pod), namespace: namespaceOf(pod), name: nameOf(pod), because: { by: BY, rule: 'delete surplus pods', cause: causeOf(set) },
  }));
  let failure: Status | undefined;
  const events = replies.flatMap((reply, i): Request[] => {
    const name = nameOf(victims[i] ?? {});
    if (reply === undefined) return [];
    if (reply.ok) return [event(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`)];
    if (reply.status.code === 404) return [];
    failure ??= reply.status;
    return [event(set, 'Warning', 'FailedDelete', `Error deleting: ${reply.status.message}`)];
  });
  yield events;
  return failure;
}
