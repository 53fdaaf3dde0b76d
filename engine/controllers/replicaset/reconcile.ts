/** As many pods as wanted, no more, no fewer. @k8s pkg/controller/replicaset/replica_set.go */
import { isPodActive, KINDS, type Pod, type ReplicaSet, type Status } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { claim } from '../claim.ts';
import type { Census, Counter } from './census.ts';
import { isDeleting, keyOf } from '../owners.ts';
import { createPods, deletePods, podFromTemplate } from '../podControl.ts';
import { isTerminating } from '../pods.ts';
import { kindOf, type Reconcile, type Reply, type Request } from '../request.ts';
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
  const { set } = view;
  if (missing > 0) {
    const pod = podFromTemplate(set, set.spec?.template);
    return (yield* createPods(set, Math.min(missing, BURST), () => pod, { by: BY, rule: 'create missing pods', cause: causeOf(set) })).failure;
  }
  if (missing < 0) {
    const victims = chooseVictims(pods.filter(isPodActive), view.related(), Math.min(-missing, BURST), view.now);
    return (yield* deletePods(set, victims, { by: BY, rule: 'delete surplus pods', cause: causeOf(set) })).failure;
  }
  return undefined;
}
