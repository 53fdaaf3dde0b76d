/** As many pods as wanted, no more, no fewer: ReplicaSets and ReplicationControllers. @k8s pkg/controller/replicaset/replica_set.go */
import { isPodActive, KINDS, type KindDefinition, type KubeObject, type Pod, type ReplicaSet, type ReplicaSetStatus, type Status } from '../api/index.ts';
import { jsonEqual, type Json } from '../base/index.ts';
import { claim } from './claim.ts';
import type { Census, Counter } from './replicaCensus.ts';
import { isDeleting, keyOf } from './owners.ts';
import { createPods, deletePods, podFromTemplate } from './podControl.ts';
import { isTerminating } from './pods.ts';
import type { Reconcile, Reply, Request } from './request.ts';
import { nextAvailability, statusOf } from './replicaStatus.ts';
import { chooseVictims } from './replicaVictims.ts';
import { putStatus } from './statusWrite.ts';

export type ReplicaRules = {
  /** `replicaset-controller`. */
  readonly by: string;
  readonly kind: KindDefinition;
  /** The object of a set, with a status to be written. */
  readonly objectOf: (set: ReplicaSet, status: ReplicaSetStatus) => KubeObject;
  /** Its status says how many pods are on their way out. */
  readonly tellsTerminating: boolean;
};

/** At most so many pods are created or deleted in one go. */
const BURST = 500;

export type ReplicaView = {
  readonly rules: ReplicaRules;
  readonly set: ReplicaSet;
  /** Pods with this set as their controller. */
  readonly owned: readonly Pod[];
  /** Pods of the namespace without a controller. */
  readonly orphans: readonly Pod[];
  /** Active pods of all sets with the same controller as this one, none if it has no controller: asked for only when pods must go. */
  readonly related: () => readonly Pod[];
  readonly count: Counter;
  readonly now: number;
  readonly rest: Rest;
};
/** With which object and which count of its pods a set was last found to be all right: while both are the same there is nothing to do. */
export type Rest = { set: ReplicaSet | undefined; census: Census | undefined };
export const createRest = (): Rest => ({ set: undefined, census: undefined });

/** Asked before the work: of four syncs of a ReplicaSet three find nothing. */
export const isAtRest = ({ rest, set, owned, orphans, count, now }: ReplicaView): boolean =>
  rest.set === set && !orphans.some(isPodActive) && count(set, owned, now) === rest.census;

type Manage = Generator<readonly Request[], Status | undefined, readonly Reply[]>;

export function* reconcileReplicas(view: ReplicaView): Reconcile {
  const { set, rules, now } = view;
  const { pods, counted, claimed } = yield* members(view);
  const error = isDeleting(set) ? undefined : yield* manage(view, pods, counted.active);
  const status = toldBy(rules, statusOf(set, counted, error, now));
  if (!jsonEqual(status as Json, set.status as Json | undefined)) {
    const written = yield* putStatus(rules.kind, rules.objectOf(set, status), { by: rules.by, rule: 'count pods into the status', cause: causeOf(view) });
    if (!written.ok && written.status.code !== 404) return written.status;
  } else if (!claimed && error === undefined && (isDeleting(set) || counted.active === (set.spec?.replicas ?? 0))) {
    [view.rest.set, view.rest.census] = [set, counted];
  }
  const next = nextAvailability(set, pods, now);
  if (next !== undefined) yield [{ verb: 'again', afterMs: next }];
  return error;
}

/** Its own and adopted pods, also those that have ended. Only what does not belong is worth a look at each. */
function* members({ set, rules, owned, orphans, count, now }: ReplicaView): Generator<readonly Request[], Members, readonly Reply[]> {
  const free = orphans.filter(isPodActive);
  const counted = count(set, owned, now);
  if (free.length + counted.strangers === 0) return { pods: owned, counted, claimed: false };
  const pods = yield* claim<Pod>({
    owner: set, by: rules.by, selector: set.spec?.selector ?? {}, kind: KINDS.Pod,
    owned: owned.filter(isPodActive), orphans: free,
  });
  const all = [...pods, ...owned.filter(isTerminating)];
  return { pods: all, counted: count(set, all, now), claimed: true };
}
type Members = { readonly pods: readonly Pod[]; readonly counted: Census; /** Pods were taken over or let go. */ readonly claimed: boolean };

const causeOf = ({ rules, set }: ReplicaView): string => `${rules.kind.plural}/${keyOf(set)}`;

function toldBy({ tellsTerminating }: ReplicaRules, status: ReplicaSetStatus): ReplicaSetStatus {
  if (tellsTerminating) return status;
  const { terminatingReplicas: _, ...rest } = status;
  return rest;
}

function* manage(view: ReplicaView, pods: readonly Pod[], active: number): Manage {
  const missing = (view.set.spec?.replicas ?? 0) - active;
  const { set, rules } = view;
  if (missing > 0) {
    const pod = podFromTemplate(set, set.spec?.template);
    return (yield* createPods(set, Math.min(missing, BURST), () => pod, { by: rules.by, rule: 'create missing pods', cause: causeOf(view) })).failure;
  }
  if (missing < 0) {
    const victims = chooseVictims(pods.filter(isPodActive), view.related(), Math.min(-missing, BURST), view.now);
    return (yield* deletePods(set, victims, { by: rules.by, rule: 'delete surplus pods', cause: causeOf(view) })).failure;
  }
  return undefined;
}
