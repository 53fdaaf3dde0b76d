/** Pods with an identity, one after the other. @k8s pkg/controller/statefulset/stateful_set_control.go UpdateStatefulSet */
import { failure, isPodAvailable, KINDS, type ControllerRevision, type Pod, type StatefulSet, type StatefulSetStatus, type Status } from '../../api/index.ts';
import { claim } from '../claim.ts';
import { isDeleting, nameOf } from '../owners.ts';
import type { Reconcile } from '../request.ts';
import { applyRevision, byRevision } from '../revisions.ts';
import { putStatus } from '../statusWrite.ts';
import { findRevisions, truncateHistory } from './history.ts';
import { isHeldBack, isInRange, isMemberOf, newPod, ordinalOf, replicasOf, revisionOf, startOrdinal } from './identity.ts';
import {
  because, BY, claimsMatchPolicy, createMissingClaims, createPod, deletePod, hasStaleClaim, isInOrder, mendPod, setClaimOwners, type FindClaim,
} from './pods.ts';
import { countPods, isNews, isRunningAndReady, isUnavailable, nextAvailability, statusOf, type Counts, type Revisions } from './status.ts';
import { failed, forAll, GO_ON, STOP, type Outcome, type Work } from './work.ts';

export type StatefulSetView = {
  readonly set: StatefulSet;
  /** Pods and revisions with this set as their controller, and those of the namespace without one. */
  readonly owned: readonly Pod[];
  readonly orphans: readonly Pod[];
  readonly revisions: readonly ControllerRevision[];
  readonly orphanRevisions: readonly ControllerRevision[];
  /** Of the set's namespace, as they are now. */
  readonly findClaim: FindClaim;
  readonly findRevision: (name: string) => ControllerRevision | undefined;
  readonly now: number;
};

/** What a sync has found out before it touches pods. */
type Sync = {
  readonly set: StatefulSet;
  readonly revisions: Revisions;
  /** The set with the template of each revision. */
  readonly currentSet: StatefulSet;
  readonly updateSet: StatefulSet;
  /** By ordinal, within the range. */
  readonly replicas: ReadonlyMap<number, Pod>;
  /** Outside of it, highest first. */
  readonly condemned: readonly Pod[];
  readonly inOrder: boolean;
  readonly findClaim: FindClaim;
  readonly now: number;
};

export function* reconcileStatefulSet(view: StatefulSetView): Reconcile {
  const { set, now } = view;
  const selector = set.spec?.selector ?? {};
  const kept = yield* claim<ControllerRevision>({ owner: set, by: BY, selector, kind: KINDS.ControllerRevision, owned: [], orphans: view.orphanRevisions });
  const pods = yield* claim<Pod>({
    owner: set, by: BY, selector, kind: KINDS.Pod, owned: view.owned, orphans: view.orphans, member: (pod) => isMemberOf(set, pod),
  });
  const revisions = [...view.revisions, ...kept].toSorted(byRevision);
  const found = yield* findRevisions(set, revisions, view.findRevision);
  if (!found.ok) return (yield* truncateHistory(set, pods, revisions, undefined)) ?? found.status;
  const sync = prepare(view, pods, found.value);
  if (sync === undefined) return failure(500, '', `revision ${nameOf(found.value.current)} or ${nameOf(found.value.update)} cannot be applied`);
  const { outcome, counts } = yield* managePods(sync, pods);
  const status = statusOf(set, counts, found.value);
  const refused = yield* writeStatus(set, status);
  const left = yield* truncateHistory(set, pods, revisions, found.value);
  const error = outcome.failure ?? refused ?? left;
  if (error !== undefined) return error;
  const afterMs = nextAvailability(set, pods, status, now);
  if (afterMs !== undefined) yield [{ verb: 'again', afterMs }];
  return undefined;
}

function prepare({ set, findClaim, now }: StatefulSetView, pods: readonly Pod[], revisions: Revisions): Sync | undefined {
  const currentSet = applyRevision(set, KINDS.StatefulSet, revisions.current);
  const updateSet = applyRevision(set, KINDS.StatefulSet, revisions.update);
  if (currentSet === undefined || updateSet === undefined) return undefined;
  const numbered = pods.map((pod) => ({ pod, ordinal: ordinalOf(pod) })).filter(({ ordinal }) => ordinal >= 0);
  return {
    set, revisions, currentSet, updateSet, findClaim, now,
    replicas: new Map(numbered.filter(({ ordinal }) => isInRange(set, ordinal)).map(({ ordinal, pod }) => [ordinal, pod])),
    condemned: numbered.filter(({ ordinal }) => !isInRange(set, ordinal)).toSorted((a, b) => b.ordinal - a.ordinal).map(({ pod }) => pod),
    inOrder: set.spec?.podManagementPolicy !== 'Parallel',
  };
}

function* writeStatus(set: StatefulSet, status: StatefulSetStatus): Work<Status | undefined> {
  if (!isNews(set.status, status)) return undefined;
  const result = yield* putStatus<StatefulSet>(KINDS.StatefulSet, { ...set, status }, because(set, 'count pods into the status'));
  return result.ok ? undefined : result.status;
}

type Managed = { readonly outcome: Outcome; readonly counts: Counts };

/** Creation before scaling down, and that before the update. The counts are of before: what is done now is counted by the next sync. */
function* managePods(sync: Sync, pods: readonly Pod[]): Work<Managed> {
  const { set, condemned, inOrder, findClaim } = sync;
  const counts = countPods(set, pods, sync.revisions, sync.now);
  if (isDeleting(set)) return { outcome: GO_ON, counts };
  const created = yield* forAll(replicasOf(set), inOrder, (i) => keepReplica(sync, startOrdinal(set) + i));
  if (created.stop) return { outcome: created, counts };
  const owned = yield* forAll(condemned.length, inOrder, (i) => keepClaims(set, condemned[i] ?? {}, findClaim));
  if (owned.stop) return { outcome: owned, counts };
  const first = condemned.findLast((pod) => isUnavailable(set, pod, sync.now));
  const removed = yield* forAll(condemned.length, inOrder, (i) => removeCondemned(sync, condemned[i] ?? {}, first));
  if (removed.stop || set.spec?.updateStrategy?.type === 'OnDelete') return { outcome: removed, counts };
  return yield* updateNext(sync, counts);
}

/** The pod of an ordinal: is there, alive, and as it should be. */
function* keepReplica(sync: Sync, ordinal: number): Work<Outcome> {
  const { set, inOrder, findClaim, now } = sync;
  const pod = sync.replicas.get(ordinal);
  if (pod === undefined) {
    const wanted = podOf(sync, ordinal);
    if (hasStaleClaim(set, wanted, findClaim)) return STOP;
    const created = yield* createPod(set, wanted, findClaim);
    return created.stop || !inOrder ? created : STOP;
  }
  const phase = pod.status?.phase;
  if (phase === 'Failed' || phase === 'Succeeded') {
    if (isDeleting(pod)) return STOP;
    const deleted = yield* deletePod(set, pod, 'replace pods that have ended');
    return deleted.stop ? deleted : STOP;
  }
  if (phase === 'Pending') {
    const claims = yield* createMissingClaims(set, pod, findClaim);
    if (claims.stop) return claims;
  }
  const held = isDeleting(pod) || !isRunningAndReady(pod) || !isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, now);
  if (held && inOrder) return STOP;
  return isInOrder(set, pod, findClaim) ? GO_ON : yield* mendPod(set, pod, findClaim);
}

function podOf({ currentSet, updateSet, revisions }: Sync, ordinal: number): Pod {
  return isHeldBack(currentSet, ordinal) ? newPod(currentSet, nameOf(revisions.current), ordinal) : newPod(updateSet, nameOf(revisions.update), ordinal);
}

function* keepClaims(set: StatefulSet, pod: Pod, findClaim: FindClaim): Work<Outcome> {
  if (claimsMatchPolicy(set, pod, findClaim)) return GO_ON;
  const unowned = yield* setClaimOwners(set, pod, findClaim);
  return unowned === undefined ? GO_ON : failed(unowned);
}

/** In order, the highest goes alone; an unhealthy one waits, unless it is the first that is. */
function* removeCondemned({ set, inOrder, now }: Sync, pod: Pod, firstUnavailable: Pod | undefined): Work<Outcome> {
  if (isDeleting(pod)) return inOrder ? STOP : GO_ON;
  const healthy = isRunningAndReady(pod) && !isUnavailable(set, pod, now);
  if (!healthy && inOrder && pod !== firstUnavailable) return STOP;
  const deleted = yield* deletePod(set, pod, 'delete surplus pods, highest ordinal first');
  return deleted.stop ? deleted : STOP;
}

/** The highest that is not of the new revision goes, once all above it are well. The gate MaxUnavailableStatefulSet is off: one at a time. */
function* updateNext({ set, replicas, revisions, now }: Sync, counts: Counts): Work<Managed> {
  const partition = set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  const start = startOrdinal(set);
  for (let at = replicasOf(set) - 1; at >= partition; at--) {
    const pod = replicas.get(start + at);
    // Just created side by side with the others: not well yet.
    if (pod === undefined) return { outcome: GO_ON, counts };
    if (revisionOf(pod) !== nameOf(revisions.update) && !isDeleting(pod)) {
      const outcome = yield* deletePod(set, pod, 'replace pods of an old revision, highest ordinal first');
      return { outcome, counts: outcome.stop ? counts : { ...counts, current: counts.current - 1 } };
    }
    if (isUnavailable(set, pod, now)) return { outcome: GO_ON, counts };
  }
  return { outcome: GO_ON, counts };
}
